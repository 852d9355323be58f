/**
 * What a process was started with. Linux keeps it readable for every process of the user (`/proc/<pid>/environ`), whatever
 * is deleted from `process.env` later: https://man7.org/linux/man-pages/man5/proc_pid_environ.5.html
 */
import { closeSync, openSync, readFileSync, writeSync } from "node:fs";

/** Where fields of `/proc/<pid>/stat` stand behind the program's name, which is in brackets and may hold anything. */
const GROUP = 2;
const ENV_START = 47;
const ENV_END = 48;

export interface InitialEnvironment {
  /** The process group, where the system says it. */
  readonly group: number | undefined;
  /** Overwrites it. Every variable that is still needed has to have been set anew. */
  readonly forget: () => void;
}

const KEPT: InitialEnvironment = { group: undefined, forget: () => {} };

/** Undefined where it could be read by others and cannot be overwritten; elsewhere (macOS) it stays as it was. */
export function initialEnvironment(): InitialEnvironment | undefined {
  if (process.platform !== "linux") return KEPT;
  try {
    const stat = readFileSync("/proc/self/stat", "latin1");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const start = Number(fields[ENV_START]);
    const length = Number(fields[ENV_END]) - start;
    if (!(start > 0 && length >= 0)) return undefined;
    const memory = openSync("/proc/self/mem", "r+");
    const forget = (): void => {
      for (let at = 0; at < length; ) at += writeSync(memory, Buffer.alloc(length - at), 0, length - at, start + at);
      closeSync(memory);
    };
    return { group: Number(fields[GROUP]), forget };
  } catch {
    return undefined;
  }
}
