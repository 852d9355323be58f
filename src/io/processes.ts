/** What a server left behind, found among the processes of this machine. */
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

export interface Search {
  /** The value of MCP_PIN_RUN that the server gave to what it started. */
  readonly run: string;
  /** The server's process group. What left it, left it on purpose. */
  readonly group: number;
  /** Children that the server had when it ended. */
  readonly children: readonly number[];
  /** The process that takes over what has lost its parent, as it took over whoever searches. */
  readonly heir: number;
}

interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly group: number;
}

/** How long processes may take to end when they are asked to, and how often they are looked for; milliseconds. */
export const GRACE = 2000;
const LOOK_AGAIN = 20;

/**
 * The children that have lost their parent, whatever names the run in its environment (Linux), and theirs; of the
 * server's group alone. A child that had ended before may have left its number to somebody else's.
 */
export function leftBehind({ run, group, children, heir }: Search): number[] {
  const all = processes().filter((item) => item.group === group && item.pid !== process.pid);
  const isChild = ({ pid, parent }: Process): boolean => parent === heir && children.includes(pid);
  const left = new Set(all.filter((item) => isChild(item) || isOfRun(item.pid, run)).map(({ pid }) => pid));
  for (const pid of left) for (const item of all) if (item.parent === pid) left.add(item.pid);
  return [...left];
}

/**
 * Asks them to end, and makes them; a negative number is a group. `find` is asked again before that: they may have started
 * others.
 */
export async function endProcesses(find: () => readonly number[]): Promise<void> {
  const asked = find();
  for (const pid of asked) send(pid, "SIGTERM");
  for (let waited = 0; waited < GRACE && asked.some(isThere); waited += LOOK_AGAIN) await sleep(LOOK_AGAIN);
  for (const pid of find()) send(pid, "SIGKILL");
}

export const isThere = (pid: number): boolean => send(pid, 0);

/** False when there is no such process, or group. */
function send(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, signal);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

const processes = (): Process[] => (process.platform === "linux" ? fromProc() : fromPs());

function fromProc(): Process[] {
  return readdirSync("/proc").flatMap((name) => {
    const stat = /^\d+$/.test(name) ? readProc(`${name}/stat`) : undefined;
    if (stat === undefined) return [];
    const [, parent, group] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return [{ pid: Number(name), parent: Number(parent), group: Number(group) }];
  });
}

function fromPs(): Process[] {
  const lines = execFileSync("ps", ["-A", "-o", "pid=", "-o", "ppid=", "-o", "pgid="], { encoding: "utf8" })
    .trim()
    .split("\n");
  return lines.map((line) => {
    const [pid, parent, group] = line.trim().split(/\s+/).map(Number);
    return { pid: pid ?? 0, parent: parent ?? 0, group: group ?? 0 };
  });
}

function isOfRun(pid: number, run: string): boolean {
  return readProc(`${pid}/environ`)?.split("\0").includes(`MCP_PIN_RUN=${run}`) === true;
}

function readProc(path: string): string | undefined {
  try {
    return readFileSync(`/proc/${path}`, "latin1");
  } catch {
    return undefined;
  }
}
