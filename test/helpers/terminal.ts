/** Runs a program at a pseudo-terminal, which it takes for a person's. Python has them in its standard library. */
import { spawnSync } from "node:child_process";
import { type Outcome, run, type SpawnOptions } from "./spawn.js";

export const HAS_TERMINAL = spawnSync("python3", ["-c", "import pty"]).status === 0;

/**
 * Does each step once its text is seen; prints what the terminal showed, and exits as the program does. On standard error
 * it says whether the terminal was given back in line mode.
 */
const PYTHON = `
import fcntl, json, os, pty, select, signal, struct, sys, termios
plan = json.loads(sys.argv[1])
def resize(fd, size):
    fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
started, start = os.pipe()
pid, terminal = pty.fork()
if pid == 0:
    os.read(started, 1)
    os.execvp(plan["program"][0], plan["program"])
resize(terminal, plan["size"])
os.write(start, b"x")
steps, seen, at = plan["steps"], b"", 0
while True:
    if not select.select([terminal], [], [], plan["patience"])[0]:
        os.kill(pid, signal.SIGKILL)
        break
    try:
        chunk = os.read(terminal, 65536)
    except OSError:
        break
    if not chunk:
        break
    os.write(1, chunk)
    seen += chunk
    while steps and steps[0]["see"].encode() in seen[at:]:
        step = steps.pop(0)
        at = seen.index(step["see"].encode(), at) + len(step["see"].encode())
        if "size" in step:
            resize(terminal, step["size"])
        if "signal" in step:
            os.kill(pid, getattr(signal, step["signal"]))
        if step.get("type", "") is None:
            os.close(terminal)
            terminal = None
            break
        os.write(terminal, step.get("type", "").encode())
    if terminal is None:
        break
status = os.waitpid(pid, 0)[1]
if terminal is not None:
    flags = termios.tcgetattr(terminal)[3]
    os.write(2, b"line mode" if flags & termios.ICANON and flags & termios.ECHO else b"raw mode")
if steps and terminal is not None:
    os.write(2, (" never seen: " + steps[0]["see"]).encode())
sys.exit(os.waitstatus_to_exitcode(status) % 256)
`;

/** Seconds of silence after which the program is ended: it waits for something else than the test does. */
const PATIENCE = 120;

/** What is waited for, and what is done then. */
export interface Step {
  readonly see: string;
  /** Typed; `null` hangs up. */
  readonly type?: string | null;
  /** Columns and rows that the terminal has from then on. */
  readonly size?: readonly [number, number];
  readonly signal?: NodeJS.Signals;
}

export interface Sitting {
  readonly steps: readonly Step[];
  /** Columns and rows. */
  readonly size?: readonly [number, number];
}

/** The terminal's text is the outcome's stdout: a program cannot tell a person's terminal from its standard error. */
export const sitAtTerminal = (
  program: readonly string[],
  { steps, size = [80, 24] }: Sitting,
  options: SpawnOptions,
): Promise<Outcome> =>
  run("python3", ["-c", PYTHON, JSON.stringify({ program, steps, size, patience: PATIENCE })], options);

export interface Typed {
  /** What the program shows when it waits for an answer. */
  readonly prompt: string;
  /** Typed at one prompt after the other; `null` hangs up. */
  readonly keys: readonly (string | null)[];
}

export const runAtTerminal = (
  program: readonly string[],
  { prompt, keys }: Typed,
  options: SpawnOptions,
): Promise<Outcome> => sitAtTerminal(program, { steps: keys.map((type) => ({ see: prompt, type })) }, options);

/** The lines of the last frame that a program drew on the whole screen. */
export function lastFrame(output: string): readonly string[] {
  const frames = output.split("\u001b[1;1H").slice(1);
  const frame = frames.at(-1) ?? "";
  return frame.split(/\u001b\[\d+;1H/).map((line) => line.replace(/^\u001b\[2K/, "").replace(/\u001b\[J[\s\S]*$/, ""));
}
