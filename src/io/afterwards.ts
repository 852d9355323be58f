/**
 * What a launcher beside the server would do, for a process that became the server: what it leaves behind when it ends is
 * ended, and it ends when its client is gone. Neither costs the start anything: a shell waits for the end from the first
 * child on, and a thread looks for the client from some time after the start.
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
const WAIT =
  'group=$1; shift; [ -n "$group" ] || group=$(ps -o pgid= -p $PPID); left=; while read -r line; do left=$line; done; exec "$@" "$group" $left';

export interface Server {
  /** In the environment of all that it starts, as MCP_PIN_RUN. */
  readonly run: string;
  readonly group: number | undefined;
}

export function endAfterwards(server: Server): void {
  const client = process.ppid;
  followChildren(server);
  setTimeout(() => watchClient(client), WATCH_AFTER).unref();
}

function watchClient(client: number): void {
  const watch = new Worker(WATCH, { workerData: client });
  watch.on("error", () => {}); // It is gone with the server at the latest.
  watch.unref();
}

/** https://nodejs.org/api/diagnostics_channel.html#child-process */
function followChildren(server: Server): void {
  const children = new Set<ChildProcess>();
  let sweeper: ChildProcess | undefined;
  let isStarting = false;
  const tell = (): void => {
    for (const child of children) if (child.pid === undefined) children.delete(child);
    sweeper?.stdin?.write(`${[...children].map(({ pid }) => pid).join(" ")}\n`);
  };
  subscribe("child_process", (message) => {
    if (isStarting) return;
    if (sweeper === undefined) {
      isStarting = true;
      sweeper = startSweeper(server);
      isStarting = false;
      process.once("exit", tell);
    }
    const { process: child } = message as { readonly process: ChildProcess };
    children.add(child);
    child.once("exit", () => {
      children.delete(child);
      tell();
    });
    // It has no pid before whoever made it has started it.
    process.nextTick(tell);
  });
}

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
