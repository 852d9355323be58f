/**
 * Starts a reviewed server and stays beside it: signals go through, its end becomes ours, and what it started ends with
 * it. The server leads a process group of its own (POSIX), so that nothing it forks outlives it.
 *
 * Node takes as long to start as a check takes to read the files. So the server's process is started first and held: it
 * waits in `door/preload` until the verdict is there, and ends if there is none.
 */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import type { Socket } from "node:net";
import { PinError } from "../errors.js";
import type { Reviewed } from "../review/verdict.js";
import { loaderVariables } from "./loader-variables.js";
import { endProcesses, GRACE, isThere } from "./processes.js";

/** All that a start needs, but for the verdict. */
export interface Launch {
  readonly server: string;
  /** The program that runs the entry file: the user's node, or what the pin names. */
  readonly program: string;
  /** Whether the program is node, which then loads nothing but pinned files. */
  readonly isNode: boolean;
  /** The placed tree, without links in its path. */
  readonly root: string;
  /** The pinned entry file, absolute. */
  readonly entry: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
}

/** `inherit`: the client's streams, untouched. `pipe`: stdin and stdout are the caller's to carry; stderr is the client's. */
export type ServerStreams = "inherit" | "pipe";

const IS_POSIX = process.platform !== "win32";
const FORWARDED: readonly NodeJS.Signals[] = IS_POSIX
  ? ["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT", "SIGUSR1", "SIGUSR2"]
  : ["SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK"];
/** Milliseconds: how often the client is looked for. */
const WATCH = 1000;

/** A server that may start as soon as it is known to be reviewed. Nothing of it is read or run before. */
export interface HeldServer {
  readonly launch: Launch;
  /** Lets the server run. */
  readonly release: (verdict: Reviewed) => RunningServer;
  /** It does not start. */
  readonly drop: () => void;
}

interface End {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface RunningServer {
  readonly launch: Launch;
  readonly child: ChildProcess;
  /** Rejects with PinError `store` when the server could not be started. */
  readonly exit: Promise<End>;
  /** Whether it was ended because a file that it was about to load is not as pinned. */
  readonly wasRefused: () => boolean;
}

export function holdServer(launch: Launch, streams: ServerStreams): HeldServer {
  if (IS_POSIX && launch.isNode) return holdAtGate(launch, streams);
  const release = (_: Reviewed): RunningServer => ({
    launch,
    ...spawnServer(launch, streams, []),
    wasRefused: () => false,
  });
  return { launch, release, drop: () => {} };
}

function holdAtGate(launch: Launch, streams: ServerStreams): HeldServer {
  const env = { ...launch.env, MCP_PIN_GATE: "wait" };
  const { child, exit } = spawnServer({ ...launch, env }, streams, ["pipe"]);
  const gate = child.stdio[3] as Socket | null;
  let refused = false;
  gate?.on("error", () => {}); // A server that is gone is seen as that.
  const drop = (): void => {
    child.kill("SIGKILL");
    child.unref();
    gate?.destroy();
  };
  const release = (_: Reviewed): RunningServer => {
    gate?.once("data", () => {
      refused = true;
    });
    gate?.write("1");
    gate?.unref();
    return { launch, child, exit, wasRefused: () => refused };
  };
  return { launch, release, drop };
}

function spawnServer(
  launch: Launch,
  streams: ServerStreams,
  more: readonly "pipe"[],
): Pick<RunningServer, "child" | "exit"> {
  const child = spawn(launch.program, [launch.entry, ...launch.args], {
    cwd: launch.cwd,
    env: { ...launch.env, ...loaderVariables(launch.root) },
    stdio: [streams, streams, "inherit", ...more],
    detached: IS_POSIX,
    windowsHide: true,
  });
  const exit = exitOf(child, launch);
  exit.catch(() => {}); // Whoever waits for it hears of it.
  return { child, exit };
}

/**
 * Carries signals to the server, ends it when the client is gone, ends what it leaves behind, and gives this process the
 * exit code or the signal that the server ended with.
 *
 * @throws PinError `store` when the server could not be started, `refused` when it was about to load other bytes.
 */
export async function supervise({ launch, child, exit, wasRefused }: RunningServer): Promise<void> {
  const ended = new Promise((resolve) => child.once("close", resolve));
  const forward = (signal: NodeJS.Signals): void => void child.kill(signal);
  for (const signal of FORWARDED) process.on(signal, forward);
  const watch = watchClient(() => void endGroup(child));
  try {
    const { code, signal } = await exit;
    await endGroup(child);
    await closed(child, ended);
    for (const name of FORWARDED) process.removeListener(name, forward);
    if (wasRefused()) throw new PinError("refused", `${launch.server} was ended: a file is not as pinned`);
    if (signal === null) process.exitCode = code ?? 1;
    else process.kill(process.pid, signal);
  } finally {
    clearInterval(watch);
  }
}

/** What left the group may hold the server's output and its gate for ever. The rest of the output is waited for so long. */
async function closed(child: ChildProcess, ended: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise((resolve) => {
    timer = setTimeout(resolve, GRACE);
  });
  await Promise.race([ended, late]);
  clearTimeout(timer);
  child.stdout?.destroy();
  child.stdio[3]?.destroy();
}

function exitOf(child: ChildProcess, { server, program }: Launch): Promise<End> {
  return new Promise((resolve, reject) => {
    child.once("exit", (code, signal) => resolve({ code, signal }));
    child.on("error", (cause) => {
      if (child.pid !== undefined) return;
      const hint = "the working folder and the program have to be there";
      reject(new PinError("store", `${server} cannot be started with ${program}: ${cause.message}`, { hint, cause }));
    });
  });
}

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
  if (!IS_POSIX) {
    if (child.exitCode === null) spawnSync("taskkill", ["/pid", String(child.pid), "/t", "/f"], { windowsHide: true });
    return;
  }
  const group = -child.pid;
  await endProcesses(() => (isThere(group) ? [group] : []));
}
