/**
 * Stands between Node's loaders and the disk, in the server's process, its workers and its children: a source is hashed
 * as it is handed to the compiler, and what lies outside the pinned tree is not loaded. Where Node has no such hook that
 * servers survive, everything is hashed before the start, and only the place of a file is looked at.
 */
import { readFileSync, statSync } from "node:fs";
import * as module from "node:module";
import { fileURLToPath } from "node:url";
import type { PinnedFiles } from "./pinned-files.js";

/** `@types/node` of Node 20 does not know it: https://nodejs.org/api/module.html#moduleregisterhooksoptions */
interface Hooks {
  readonly resolve: (specifier: string, context: unknown, next: Next<Resolved>) => Resolved;
  readonly load?: (url: string, context: unknown, next: Next<Loaded>) => Loaded;
}
type Next<T> = (first: string, context: unknown) => T;
interface Resolved {
  readonly url: string;
}
interface Loaded {
  readonly format?: string;
  readonly source?: string | ArrayBuffer | NodeJS.ArrayBufferView | null;
}
type RegisterHooks = (hooks: Hooks) => void;

/** What a refusal does. `notPinned`: an error, which the server may handle; `changed`: the end of the server. */
export interface Refuse {
  readonly notPinned: (file: string) => Error;
  readonly changed: (file: string) => never;
}

/** The server may replace functions of `fs` for itself. */
const read = readFileSync;
const stat = statSync;

/**
 * Whether sources are checked as they are loaded, by the version of Node. `registerHooks` is there from 22.15 on; up to
 * 22.21 and 24.7, CommonJS that ECMAScript modules import cannot require such modules under it.
 */
export function checksLoads(version: string): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major === 22 ? minor >= 22 : major === 24 ? minor >= 8 : major > 24;
}

export function hookLoads(files: PinnedFiles, refuse: Refuse, version: string): void {
  const { registerHooks } = module as unknown as { registerHooks?: RegisterHooks };
  const admit = (file: string): void => {
    if (!files.holds(file) && stat(file, { throwIfNoEntry: false })?.isFile() === true) throw refuse.notPinned(file);
  };
  if (registerHooks === undefined) {
    guardRequire(admit);
    return;
  }
  registerHooks({
    resolve: (specifier, context, next) => {
      const resolved = next(specifier, context);
      if (resolved.url.startsWith("file:")) admit(fileURLToPath(resolved.url));
      return resolved;
    },
    ...(checksLoads(version) && {
      load: (url, context, next) => {
        const loaded = next(url, context);
        return url.startsWith("file:") ? checked(files, refuse, fileURLToPath(url), loaded) : loaded;
      },
    }),
  });
}

/**
 * What is compiled is what was hashed. A text was decoded by Node: where its UTF-8 is not the file's bytes, these are read
 * anew, hashed, and handed on instead.
 */
function checked(files: PinnedFiles, refuse: Refuse, file: string, loaded: Loaded): Loaded {
  const { source, format } = loaded;
  const bytes = source instanceof ArrayBuffer ? new Uint8Array(source) : source;
  if (bytes !== null && bytes !== undefined && files.isPinned(file, bytes)) return loaded;
  if (typeof bytes === "object" && bytes !== null) return refuse.changed(file);
  const own = read(file);
  if (!files.isPinned(file, own)) return refuse.changed(file);
  if (typeof bytes === "string") return { ...loaded, source: own.toString("utf8") };
  return format === "commonjs" ? { ...loaded, source: own } : loaded;
}

/** Node 20: CommonJS only. */
function guardRequire(admit: (file: string) => void): void {
  const loader = module.Module as unknown as { _resolveFilename: (...args: unknown[]) => string };
  const resolve = loader._resolveFilename;
  loader._resolveFilename = function (this: unknown, ...args: unknown[]): string {
    const file = resolve.apply(this, args);
    if (!module.isBuiltin(file)) admit(file);
    return file;
  };
}
