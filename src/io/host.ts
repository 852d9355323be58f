/** What a command may touch of the outside, handed in: streams, clock, environment, the person at the terminal. */
import { PinError } from "../errors.js";
import type { Platform } from "../package/platform.js";
import { type Home, storeHome } from "./home.js";
import { distrustWorkingFolder } from "./programs.js";
import type { Screenful } from "./screen.js";

export interface Host {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: Home;
  readonly platform: Platform;
  /** Results. */
  readonly out: (text: string) => void;
  /** Everything else. */
  readonly err: (text: string) => void;
  /** Whether somebody can be asked. */
  readonly interactive: boolean;
  /** Whether results are coloured. */
  readonly color: boolean;
  /** Of the terminal that results go to, if they go to one. */
  readonly columns: number | undefined;
  /** Whether standard error is a terminal, for progress that overwrites itself. */
  readonly live: boolean;
  readonly now: () => Date;
  /** Aborted by Ctrl-C and by termination. */
  readonly signal: AbortSignal;
  /** Asks the person a question. @throws PinError `interrupted` when the terminal closes. */
  readonly ask: (question: string) => Promise<string>;
  /** Takes the whole terminal until there is an answer; undefined where there is none that could be one screen. */
  readonly screen: (<T>(screenful: Screenful<T>) => Promise<T>) | undefined;
}

/**
 * Streams are touched only when they are needed: making one costs more than checking a hundred files. Neither programs
 * nor a home are looked for in the working folder.
 */
export function processHost(): Host {
  distrustWorkingFolder(process.env);
  let home: Home | undefined;
  const interruption = new AbortController();
  const interrupt = (): void => interruption.abort(new PinError("interrupted", "interrupted; nothing was written"));
  return {
    cwd: process.cwd(),
    env: process.env,
    get home() {
      home ??= storeHome(process.env);
      return home;
    },
    platform: hostPlatform(),
    out: (text) => write(process.stdout, text),
    err: (text) => write(process.stderr, text),
    get interactive() {
      return process.stdin.isTTY === true && process.stderr.isTTY === true;
    },
    get color() {
      return hasColor();
    },
    get columns() {
      return process.stdout.isTTY === true ? process.stdout.columns : undefined;
    },
    get live() {
      return process.stderr.isTTY === true;
    },
    now: () => new Date(),
    get signal() {
      if (process.listenerCount("SIGINT") === 0) {
        process.once("SIGINT", interrupt);
        process.once("SIGTERM", interrupt);
      }
      return interruption.signal;
    },
    get screen() {
      const isScreen = process.stdin.isTTY === true && process.stdout.isTTY === true && process.env.TERM !== "dumb";
      const { signal } = this;
      return isScreen
        ? async <T>(screenful: Screenful<T>) => (await import("./screen.js")).showOn(screenful, signal)
        : undefined;
    },
    ask: async (question) => {
      const { createInterface } = await import("node:readline/promises");
      const terminal = createInterface({ input: process.stdin, output: process.stderr });
      // Ctrl-C and the end of input close the terminal; older Nodes leave the question open for ever.
      const closed = new Promise<never>((_, reject) => terminal.once("close", reject));
      try {
        return await Promise.race([terminal.question(question, { signal: interruption.signal }), closed]);
      } catch (cause) {
        throw new PinError("interrupted", "interrupted; nothing was written", { cause });
      } finally {
        terminal.close();
      }
    },
  };
}

/** A terminal, unless `NO_COLOR` (no-color.org) or `--no-color` says otherwise, or `TERM` is dumb; `FORCE_COLOR` insists. */
function hasColor(): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  if (process.argv.includes("--no-color") || (NO_COLOR !== undefined && NO_COLOR !== "")) return false;
  if (FORCE_COLOR !== undefined) return FORCE_COLOR !== "0";
  return process.stdout.isTTY === true && TERM !== "dumb";
}

function write(stream: NodeJS.WriteStream, text: string): void {
  if (stream.listenerCount("error") === 0) stream.on("error", (error) => unwritten(stream, error));
  stream.write(text);
}

/** A reader that went away (`mcp-pin list | head -1`) is no failure of ours; results that were lost are. */
function unwritten(stream: NodeJS.WriteStream, error: NodeJS.ErrnoException): void {
  if (error.code === "EPIPE" || stream === process.stderr) return;
  process.exitCode ||= 1;
  write(process.stderr, `mcp-pin: cannot write the results: ${error.message}\n`);
}

function hostPlatform(): Platform {
  return {
    os: process.platform,
    cpu: process.arch,
    get libc() {
      return hostLibc();
    },
  };
}

let libc: { readonly value: string | undefined } | undefined;

/** As npm-install-checks tells it: from the diagnostic report, which is slow enough to ask once and only when needed. */
function hostLibc(): string | undefined {
  if (libc !== undefined) return libc.value;
  if (process.platform !== "linux") return undefined;
  Object.assign(process.report, { excludeNetwork: true });
  const report = process.report.getReport() as unknown as {
    header?: { glibcVersionRuntime?: string };
    sharedObjects?: readonly string[];
  };
  const musl = report.sharedObjects?.some((file) => file.includes("libc.musl-") || file.includes("ld-musl-")) === true;
  libc = { value: report.header?.glibcVersionRuntime !== undefined ? "glibc" : musl ? "musl" : undefined };
  return libc.value;
}
