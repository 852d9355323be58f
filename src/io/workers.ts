/** Workers of a process that became the server. */
import { syncBuiltinESMExports } from "node:module";
import threads, { type WorkerOptions } from "node:worker_threads";

/**
 * A worker takes over the options its process was started with, which were none, unless it is given its own: then it
 * reads NODE_OPTIONS of its environment, which brings the preload. `variables`: what brings it, whatever the server makes
 * of its environment.
 */
export function preloadWorkers(variables: Readonly<Record<string, string>>): void {
  const { Worker } = threads;
  const environment = (given: WorkerOptions["env"]): NonNullable<WorkerOptions["env"]> => {
    if (typeof given !== "symbol") return { ...(given ?? process.env), ...variables };
    Object.assign(process.env, variables);
    return given;
  };
  class Preloaded extends Worker {
    constructor(file: string | URL, options: WorkerOptions = {}) {
      // Node reads options that are inherited, too.
      const own: WorkerOptions = Object.create(options);
      super(file, Object.assign(own, { execArgv: options.execArgv ?? [], env: environment(options.env) }));
    }
  }
  Object.defineProperty(Preloaded, "name", { value: Worker.name });
  threads.Worker = Preloaded;
  syncBuiltinESMExports();
}
