/** Workers of a process that became the server. */
import { syncBuiltinESMExports } from "node:module";
import threads, { type WorkerOptions } from "node:worker_threads";

/**
 * A worker takes over the options its process was started with, which were none, unless it is given its own: then it
 * reads NODE_OPTIONS, which brings the preload.
 */
export function preloadWorkers(): void {
  const { Worker } = threads;
  class Preloaded extends Worker {
    constructor(file: string | URL, options?: WorkerOptions) {
      super(file, { ...options, execArgv: options?.execArgv ?? [] });
    }
  }
  Object.defineProperty(Preloaded, "name", { value: Worker.name });
  threads.Worker = Preloaded;
  syncBuiltinESMExports();
}
