/** A Chromium that is installed already, headless, spoken to through pipes by its own protocol (DevTools). */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import type { Readable, Writable } from "node:stream";

export type Params = Readonly<Record<string, unknown>>;
/** What the browser tells of its own accord. */
export type Listener = (method: string, params: Params) => void;

interface Message {
  readonly id?: number;
  readonly sessionId?: string;
  readonly method?: string;
  readonly params?: Params;
  readonly result?: Params;
  readonly error?: { readonly message: string };
}

interface Waiting {
  readonly resolve: (result: Params) => void;
  readonly reject: (error: Error) => void;
}

const ARGUMENTS = [
  ...["--headless", "--remote-debugging-pipe", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"],
  ...["--disable-background-networking", "--disable-component-update", "--disable-sync", "--hide-scrollbars"],
];

export class Chromium {
  readonly #process: ChildProcess;
  readonly #input: Writable;
  readonly #waiting = new Map<number, Waiting>();
  readonly #listeners = new Map<string, Listener>();
  #last = 0;
  #rest = "";

  /** @param profile a folder for its settings and caches */
  constructor(program: string, profile: string) {
    this.#process = spawn(program, [...ARGUMENTS, `--user-data-dir=${profile}`, "about:blank"], {
      stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"],
    });
    this.#input = this.#process.stdio[3] as Writable;
    const output = this.#process.stdio[4] as Readable;
    output.setEncoding("utf8").on("data", (text: string) => this.#read(text));
    this.#process.once("exit", () => this.#fail(new Error("the browser ended")));
    this.#input.on("error", (error) => this.#fail(error));
  }

  /** Messages end with a zero byte. */
  #read(text: string): void {
    const parts = (this.#rest + text).split("\0");
    this.#rest = parts.pop() ?? "";
    for (const part of parts) this.#receive(JSON.parse(part) as Message);
  }

  #receive({ id, sessionId = "", method, params = {}, result = {}, error }: Message): void {
    if (id === undefined) {
      if (method !== undefined) this.#listeners.get(sessionId)?.(method, params);
      return;
    }
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (error === undefined) waiting?.resolve(result);
    else waiting?.reject(new Error(error.message));
  }

  #fail(error: Error): void {
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }

  send(method: string, params: Params = {}, sessionId?: string): Promise<Params> {
    this.#last += 1;
    const message = { id: this.#last, method, params, ...(sessionId !== undefined && { sessionId }) };
    const answer = new Promise<Params>((resolve, reject) => this.#waiting.set(message.id, { resolve, reject }));
    this.#input.write(`${JSON.stringify(message)}\0`);
    return answer;
  }

  listen(sessionId: string, listener: Listener): void {
    this.#listeners.set(sessionId, listener);
  }

  async close(): Promise<void> {
    const ended = once(this.#process, "exit");
    await this.send("Browser.close").catch(() => {});
    await ended;
  }
}
