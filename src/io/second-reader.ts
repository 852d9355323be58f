/**
 * A thread that takes a share of the reading before a start. Where every file is read, that is most of what a start waits
 * for; a thread takes its time to be there, so it is begun before anything is known of the server.
 */
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import type { Depth, Progress } from "./check-start.js";

/** This stands in `dist/door`. */
const PROGRAM = join(import.meta.dirname, "../door/read-share.cjs");

/** What the thread is told. */
export interface Task {
  /** The tree, with its final separator. */
  readonly root: string;
  readonly depth: Depth;
  readonly progress: Progress;
}

export class SecondReader {
  readonly #worker = new Worker(PROGRAM, { env: {} });

  constructor() {
    this.#worker.on("error", () => {}); // Whoever waits for its share gives it up.
    this.#worker.unref();
  }

  begin(task: Task): void {
    this.#worker.postMessage(task);
  }
}
