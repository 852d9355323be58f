/**
 * Starts a reviewed server and stays beside it: signals go through, its end becomes ours, and what it started ends with
 * it. The server leads a process group of its own (POSIX), so that nothing it forks outlives it.
 */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { PinError } from "../errors.js";
import type { Reviewed } from "../review/verdict.js";

/** All that a start needs. Only a server that was decided to be reviewed has one. */
export interface Launch {
  readonly verdict: Reviewed;
  readonly server: string;
  /** The program that runs the entry file: the user's node, or what the pin names. */
  readonly program: string;
  /** The pinned entry file, absolute. */
  readonly entry: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
}

/** `inherit`: the client's streams, untouched. `pipe`: stdin and stdout are the caller's to carry; stderr is the client's. */
export type ServerStreams = "inherit" | "pipe";

const HAS_GROUPS = process.platform !== "win32";
const FORWARDED: readonly NodeJS.Signals[] = HAS_GROUPS
  ? ["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT", "SIGUSR1", "SIGUSR2"]
  : ["SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK"];
/** Milliseconds: how often the client is looked for, and how long processes may take to end when they are asked to. */
const WATCH = 1000;
const GRACE = 2000;
const LOOK_AGAIN = 20;

/** Starts the server. What becomes of it is for `supervise` to see to. */
export function startServer(launch: Launch, streams: ServerStreams): ChildProcess {
  return spawn(launch.program, [launch.entry, ...launch.args], {
    cwd: launch.cwd,
    env: { ...launch.env },
    stdio: [streams, streams, "inherit"],
    detached: HAS_GROUPS,
    windowsHide: true,
  });
}

/**
 * Carries signals to the server, ends it when the client is gone, ends what it leaves behind, and gives this process the
 * exit code or the signal that the server ended with.
 *
 * @throws PinError `store` when the server could not be started.
 */
export async function supervise({ server, program }: Launch, child: ChildProcess): Promise<void> {
  const stop = (signal: NodeJS.Signals): void => void child.kill(signal);
  for (const signal of FORWARDED) process.on(signal, stop);
  const watch = watchClient(() => void endGroup(child));
  try {
    const { code, signal } = await ended(child);
    await endGroup(child);
    for (const name of FORWARDED) process.removeListener(name, stop);
    if (signal === null) process.exitCode = code ?? 1;
    else process.kill(process.pid, signal);
  } catch (cause) {
    throw new PinError("store", `${server} cannot be started with ${program}: ${(cause as Error).message}`, {
      hint: "the working folder and the program have to be there",
      cause,
    });
  } finally {
    clearInterval(watch);
  }
}

const ended = (child: ChildProcess): Promise<{ code: number | null; signal: NodeJS.Signals | null }> =>
  new Promise((resolve, reject) => {
    child.once("error", (error) => child.pid === undefined && reject(error));
    child.once("close", (code, signal) => resolve({ code, signal }));
  });

/** A client that dies without a word leaves its end of the pipe to the server alone; not every server looks at it. */
function watchClient(onGone: () => void): NodeJS.Timeout {
  const client = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === client && isThere(client)) return;
    clearInterval(watch);
    onGone();
  }, WATCH);
  return watch;
}

/** Asks what is left of the server's group to end, and then makes it. Done when nothing of it is left. */
async function endGroup(child: ChildProcess): Promise<void> {
  if (child.pid === undefined) return;
  if (!HAS_GROUPS) {
    if (child.exitCode === null) spawnSync("taskkill", ["/pid", String(child.pid), "/t", "/f"], { windowsHide: true });
    return;
  }
  const group = -child.pid;
  if (!send(group, "SIGTERM")) return;
  for (let waited = 0; waited < GRACE; waited += LOOK_AGAIN) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN));
    if (!isThere(group)) return;
  }
  send(group, "SIGKILL");
}

const isThere = (pid: number): boolean => send(pid, 0);

/** False when there is no such process, or group. */
function send(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    process.kill(pid, signal);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
