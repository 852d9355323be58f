/**
 * What a launcher beside the server would do, for a process that became the server: what it leaves behind when it ends is
 * ended, and it ends when its client is gone. Neither costs the start anything: a shell waits for the end, and a thread
 * looks for the client, from some time after the start. The shell is there before the first child that Node tells of.
 */
import type { ChildProcess } from "node:child_process";
import { subscribe } from "node:diagnostics_channel";
import type { Socket } from "node:net";
import { join } from "node:path";
import threads from "node:worker_threads";

/** These stand in `dist/door`. */
const SWEEP = join(import.meta.dirname, "../door/sweep.cjs");
const WATCH = join(import.meta.dirname, "../door/watch.cjs");
/** Not the one that workers of the server are made by (`workers`). */
const { Worker } = threads;
/** Milliseconds. */
const WATCH_AFTER = 1000;

/**
 * The last line read is what is left. The end of the input is the server's end, whatever it died of. `ps` says the
 * process group where the caller could not.
 */
const WAIT = [
  'group=$1; shift; [ -n "$group" ] || group=$(ps -o pgid= -p $PPID)',
  "left=; while read -r line; do left=$line; done",
  'exec "$@" "$group" $left',
].join("\n");

export interface Server {
  /** In the environment of all that it starts, as MCP_PIN_RUN. */
  readonly run: string;
  readonly group: number | undefined;
}

export function endAfterwards(server: Server): void {
  const client = process.ppid;
  const wait = followChildren(server);
  const later = (): void => {
    wait();
    attempt(() => watchClient(client));
  };
  setTimeout(later, WATCH_AFTER).unref();
}

function watchClient(client: number): void {
  const watch = new Worker(WATCH, { workerData: client, env: {} });
  watch.on("error", () => {}); // It is gone with the server at the latest.
  watch.unref();
}

/**
 * https://nodejs.org/api/diagnostics_channel.html#child-process
 *
 * @returns what begins to wait for the server's end, once, without a child as well: the channel does not tell of programs
 *   that the server waits for, nor of those of its workers.
 */
function followChildren(server: Server): () => void {
  const children = new Set<ChildProcess>();
  let sweeper: ChildProcess | undefined;
  let isStarting = false;
  const tell = (): void => {
    for (const child of children) if (!isRunning(child)) children.delete(child);
    sweeper?.stdin?.write(`${[...children].map(({ pid }) => pid).join(" ")}\n`);
  };
  const wait = (): void => {
    if (sweeper !== undefined) return;
    isStarting = true;
    sweeper = attempt(() => startSweeper(server));
    isStarting = false;
    if (sweeper !== undefined) process.once("exit", tell);
  };
  subscribe("child_process", (message) => {
    if (isStarting) return;
    wait();
    const { process: child } = message as { readonly process: ChildProcess };
    children.add(child);
    child.once("exit", tell);
    // It has no pid before whoever made it has started it.
    process.nextTick(tell);
  });
  return wait;
}

/** A machine that has nothing left for it costs the server nothing else. */
function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}

const isRunning = ({ pid, exitCode, signalCode }: ChildProcess): boolean =>
  pid !== undefined && exitCode === null && signalCode === null;

function startSweeper({ run, group }: Server): ChildProcess {
  const { spawn } = process.getBuiltinModule("node:child_process");
  const sweeper = spawn("/bin/sh", ["-c", WAIT, "sh", String(group ?? ""), process.execPath, SWEEP, run], {
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
    env: { PATH: process.env.PATH },
  });
  sweeper.on("error", () => {}); // No shell: what is left is left.
  sweeper.stdin?.on("error", () => {});
  sweeper.unref();
  (sweeper.stdin as Socket | null)?.unref();
  return sweeper;
}
