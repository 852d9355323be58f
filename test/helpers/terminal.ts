/** Runs a program at a pseudo-terminal, which it takes for a person's. Python has them in its standard library. */
import { spawnSync } from "node:child_process";
import { type Outcome, run, type SpawnOptions } from "./spawn.js";

export const HAS_TERMINAL = spawnSync("python3", ["-c", "import pty"]).status === 0;

/**
 * Types each key sequence once the prompt is seen (`null`: hangs up); prints what the terminal showed, and exits as the
 * program does.
 */
const PYTHON = `
import json, os, pty, select, sys
plan = json.loads(sys.argv[1])
pid, terminal = pty.fork()
if pid == 0:
    os.execvp(plan["program"][0], plan["program"])
keys, seen, at = plan["keys"], b"", 0
while True:
    try:
        chunk = os.read(terminal, 65536)
    except OSError:
        break
    if not chunk:
        break
    os.write(1, chunk)
    seen += chunk
    while keys and plan["prompt"].encode() in seen[at:]:
        at = seen.index(plan["prompt"].encode(), at) + len(plan["prompt"])
        key = keys.pop(0)
        if key is None:
            os.close(terminal)
            break
        os.write(terminal, key.encode())
status = os.waitpid(pid, 0)[1]
sys.exit(os.waitstatus_to_exitcode(status) % 256)
`;

export interface Typed {
  /** What the program shows when it waits for an answer. */
  readonly prompt: string;
  /** Typed at one prompt after the other; `null` hangs up. */
  readonly keys: readonly (string | null)[];
}

/** The terminal's text is the outcome's stdout: a program cannot tell a person's terminal from its standard error. */
export const runAtTerminal = (
  program: readonly string[],
  { prompt, keys }: Typed,
  options: SpawnOptions,
): Promise<Outcome> => run("python3", ["-c", PYTHON, JSON.stringify({ program, prompt, keys })], options);
