/** CPU and wall time of child processes, and ratios between commands measured in turn, so that a busy machine is fair. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);

export interface Command {
  readonly label: string;
  readonly argv: readonly [string, ...string[]];
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Run before each measurement, unmeasured. */
  readonly before?: () => void;
}

export interface Sample {
  /** User and system time of the process and its children, ms. */
  readonly cpu: number;
  readonly wall: number;
}

/** `time` of bash gives the CPU of a process and its children in milliseconds; Node has no such call. */
const TIMED = 'TIMEFORMAT="%3U %3S %3R"; time "$@" >/dev/null 2>/dev/null';

/** Runs a command once. @throws Error when it fails: a benchmark of a failure is none. */
export async function measure({ label, argv, cwd, env, before }: Command): Promise<Sample> {
  before?.();
  const options = { cwd, env: env ?? process.env };
  const { stderr } = await run("bash", ["-c", TIMED, "time", ...argv], options).catch((cause) => {
    throw new Error(`${label} failed: ${argv.join(" ")}`, { cause });
  });
  const [user, system, wall] = stderr
    .trim()
    .split(" ")
    .map((seconds) => Number(seconds) * 1000);
  return { cpu: (user ?? Number.NaN) + (system ?? Number.NaN), wall: wall ?? Number.NaN };
}

/** The median of each command's samples; the commands take turns. */
export async function compare(commands: readonly Command[], rounds: number): Promise<Map<string, Sample>> {
  const samples = new Map<string, Sample[]>(commands.map(({ label }) => [label, []]));
  for (let round = 0; round < rounds; round++) {
    for (const command of commands) samples.get(command.label)?.push(await measure(command));
  }
  return new Map(
    [...samples].map(([label, list]) => [
      label,
      { cpu: median(list.map(({ cpu }) => cpu)), wall: median(list.map(({ wall }) => wall)) },
    ]),
  );
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[middle]];
  return ((low ?? Number.NaN) + (high ?? Number.NaN)) / 2;
}
