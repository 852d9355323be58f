/**
 * The whole terminal as a screen: raw keys in, frames out. However it ends (an answer, Ctrl-C, a signal, a terminal that
 * hangs up, an error), the terminal is given back as it was.
 */
import { writeSync } from "node:fs";
import { PinError } from "../errors.js";
import { type Key, keysOf } from "../report/session/keys.js";

export interface Size {
  readonly columns: number;
  readonly rows: number;
}

/** What is shown on it. `T` is the answer it ends with. */
export interface Screenful<T> {
  /** Lines with their colours, none wider or more than the size. */
  frame(size: Size): readonly string[];
  press(key: Key): T | undefined;
}

/** The alternate screen, no cursor, no wrapping, pasted text told from typed; and back. */
const ENTER = "\u001b[?1049h\u001b[?25l\u001b[?7l\u001b[?2004h";
const LEAVE = "\u001b[?2004l\u001b[?7h\u001b[?25h\u001b[?1049l";

/** Keys that are the terminal's own business. */
const UNSEEN: ReadonlySet<Key["name"]> = new Set(["interrupt", "suspend", "redraw"]);

/** @throws PinError `interrupted` at Ctrl-C, at a signal, and when the terminal goes away. */
export async function showOn<T>(screenful: Screenful<T>, signal: AbortSignal): Promise<T> {
  const terminal = new Terminal();
  try {
    return await new Promise<T>((resolve, reject) => {
      const interrupt = (): void => reject(interrupted(signal.reason));
      const press = (key: Key): void => {
        const answer = UNSEEN.has(key.name) ? undefined : screenful.press(key);
        if (key.name === "interrupt") interrupt();
        else if (key.name === "suspend") terminal.suspend();
        else if (answer === undefined) terminal.draw(screenful);
        else resolve(answer);
      };
      signal.throwIfAborted();
      signal.addEventListener("abort", interrupt, { once: true });
      terminal.open({
        press: guarded(press, reject),
        redraw: guarded(() => terminal.draw(screenful), reject),
        gone: interrupt,
      });
      terminal.draw(screenful);
    });
  } finally {
    terminal.close();
  }
}

const interrupted = (cause: unknown): PinError =>
  cause instanceof PinError ? cause : new PinError("interrupted", "interrupted; nothing was written", { cause });

/** What is thrown in an event handler ends the screen, not the process in the middle of it. */
const guarded =
  <A extends readonly unknown[]>(handler: (...args: A) => void, reject: (error: unknown) => void) =>
  (...args: A): void => {
    try {
      handler(...args);
    } catch (error) {
      reject(error);
    }
  };

interface Handlers {
  readonly press: (key: Key) => void;
  readonly redraw: () => void;
  /** The terminal hung up. */
  readonly gone: () => void;
}

class Terminal {
  #removeListeners: (() => void)[] = [];

  open({ press, redraw, gone }: Handlers): void {
    const { stdin, stdout } = process;
    this.#on(stdin, "data", (text: string) => keysOf(text).forEach(press));
    for (const event of ["end", "close", "error"]) this.#on(stdin, event, gone);
    this.#on(stdout, "error", gone);
    this.#on(stdout, "resize", redraw);
    this.#on(process, "exit", leaveNow);
    this.#on(process, "SIGHUP", gone);
    this.#on(process, "SIGCONT", () => {
      this.#enter();
      redraw();
    });
    stdin.setEncoding("utf8");
    stdin.resume();
    this.#enter();
  }

  #on(target: NodeJS.EventEmitter, event: string, listener: (...args: never[]) => void): void {
    target.on(event, listener as (...args: unknown[]) => void);
    this.#removeListeners.push(() => target.off(event, listener as (...args: unknown[]) => void));
  }

  #enter(): void {
    process.stdin.setRawMode(true);
    process.stdout.write(ENTER);
  }

  /** Each line at its row: a terminal that measures a character otherwise shifts nothing but the rest of that line. */
  draw<T>(screenful: Screenful<T>): void {
    const size = { columns: process.stdout.columns, rows: process.stdout.rows };
    const lines = screenful.frame(size).map((line, i) => `\u001b[${i + 1};1H\u001b[2K${line}`);
    process.stdout.write(`${lines.join("")}\u001b[J`);
  }

  /** Ctrl-Z: the shell gets its terminal back until it lets the process go on. */
  suspend(): void {
    if (process.platform === "win32") return;
    process.stdin.setRawMode(false);
    process.stdout.write(LEAVE);
    process.kill(process.pid, "SIGTSTP");
  }

  close(): void {
    for (const remove of this.#removeListeners) remove();
    process.stdout.on("error", () => {}); // what is written after a hang-up
    if (process.stdin.isRaw) process.stdin.setRawMode(false);
    process.stdin.pause();
    process.stdout.write(LEAVE);
  }
}

/** At an exit in the middle of it nothing that waits is written any more. */
function leaveNow(): void {
  try {
    writeSync(1, LEAVE);
  } catch {
    // The terminal is gone, and needs nothing back.
  }
}
