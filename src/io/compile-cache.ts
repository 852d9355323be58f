/** What V8 compiled of mcp-pin's own code, kept for the next time. */
import { existsSync, mkdirSync } from "node:fs";
import * as module from "node:module";
import { join } from "node:path";
import type { Host } from "./host.js";

/** From Node 22.8 on: https://nodejs.org/api/module.html#moduleenablecompilecachecachedir */
const { enableCompileCache } = module as unknown as { readonly enableCompileCache?: (folder: string) => unknown };

/**
 * Keeps it in the store, closed to others, where there is one; Node's own default is a folder that every user of the machine can
 * write to. Node believes what it finds there, so `run` and plain `verify` have none.
 */
export function keepCompiled(host: Host): void {
  try {
    if (enableCompileCache === undefined || !existsSync(host.home.root)) return;
    const folder = join(host.home.cache, "compiled");
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    enableCompileCache(folder);
  } catch {
    // It is only slower without.
  }
}
