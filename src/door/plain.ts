/**
 * The door: plain forms of the commands that stand before every start are answered without the command-line library
 * (measured in bench/: a tenth of the whole). Everything else, and every argument that is not understood here, goes to
 * the full program, which alone knows help, errors and the other commands.
 */
import { type Host, processHost } from "../io/host.js";

/** Ends with the exit code. */
export type Answer = () => Promise<number>;

/** Options that each of them has. */
export const SHARED = {
  quiet: { type: "boolean" },
  global: { type: "boolean" },
  lockfile: { type: "string" },
  "no-color": { type: "boolean" },
} as const;

/** `plain`: what answers to these arguments of the command; undefined, or an error, where the full program has to. */
export function open(plain: (host: Host, args: string[]) => Answer | undefined): void {
  const answer = answerOf(plain);
  if (answer === undefined) void import("../cli.js");
  else {
    void answer().then((code) => {
      if (code !== 0) process.exitCode = code;
    });
  }
}

function answerOf(plain: (host: Host, args: string[]) => Answer | undefined): Answer | undefined {
  try {
    return plain(processHost(), process.argv.slice(3));
  } catch {
    return undefined;
  }
}
