/** Runs a program to its end. Asynchronous, because the loopback registry answers from the same process. */
import { spawn } from "node:child_process";

export interface Outcome {
  /** The exit code; 128 and the signal's number after a signal, as shells say it. */
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface SpawnOptions {
  readonly cwd: string;
  /** The whole environment: nothing is inherited. */
  readonly env: { readonly [name: string]: string };
  /** Nothing unless given. */
  readonly stdin?: string;
}

export interface Running {
  readonly ended: Promise<Outcome>;
  readonly kill: (signal: NodeJS.Signals) => void;
}

const SIGNALS: Readonly<Record<string, number>> = { SIGHUP: 1, SIGINT: 2, SIGKILL: 9, SIGTERM: 15 };

export function start(command: string, args: readonly string[], { cwd, env, stdin = "" }: SpawnOptions): Running {
  const child = spawn(command, args, { cwd, env, stdio: ["pipe", "pipe", "pipe"] });
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  child.stdin.on("error", () => {}).end(stdin);
  const ended = new Promise<Outcome>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) =>
      resolve({ code: code ?? 128 + (SIGNALS[signal ?? ""] ?? 0), stdout, stderr }),
    );
  });
  return { ended, kill: (signal) => child.kill(signal) };
}

export const run = (command: string, args: readonly string[], options: SpawnOptions): Promise<Outcome> =>
  start(command, args, options).ended;
