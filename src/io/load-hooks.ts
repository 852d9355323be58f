/**
 * Stands between Node's loaders and the disk, in the server's process, its workers and its children: a source is hashed
 * as it is handed to the compiler, and what lies outside the pinned tree is not loaded. Where Node has no such hook that
 * servers survive, everything is hashed before the start, and only the place of a file is looked at.
 */
import { hash } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import * as module from "node:module";
import { resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { checksLoads } from "./checks-loads.js";
import { FileHash } from "./hash-file.js";
import { guardRegister } from "./loader-threads.js";
import type { PinnedFiles } from "./pinned-files.js";

/** `@types/node` of Node 20 does not know it: https://nodejs.org/api/module.html#moduleregisterhooksoptions */
interface Hooks {
  readonly resolve?: (specifier: string, context: unknown, next: Next<Resolved>) => Resolved;
  readonly load?: (url: string, context: LoadContext, next: Next<Loaded>) => Loaded;
}
interface LoadContext {
  readonly format?: string | null;
  readonly conditions?: readonly string[];
  readonly importAttributes?: Readonly<Record<string, string>>;
}
type Next<T> = (first: string, context?: unknown) => T;
interface Resolved {
  readonly url: string;
}
interface Loaded {
  readonly format?: string | null | undefined;
  readonly source?: string | ArrayBuffer | NodeJS.ArrayBufferView | null;
  readonly shortCircuit?: boolean;
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
const sha256 = hash;
/** Few sources are larger. */
const SOURCE_BYTES = 128 * 1024;

export function hookLoads(files: PinnedFiles, refuse: Refuse, version: string): void {
  const { registerHooks } = module as unknown as { registerHooks?: RegisterHooks };
  const admit = (file: string): void => {
    if (!files.holds(file) && stat(file, { throwIfNoEntry: false })?.isFile() === true) throw refuse.notPinned(file);
  };
  guardAddons(admit);
  guardRegister(files, admit, refuse, version);
  if (registerHooks === undefined) guardRequire(admit);
  else if (checksLoads(version)) registerHooks({ load: checkedLoad(files, admit, refuse) });
  else {
    const admitResolved: Hooks["resolve"] = (specifier, context, next) => {
      const resolved = next(specifier, context);
      if (resolved.url.startsWith("file:")) admit(fileURLToPath(resolved.url));
      return resolved;
    };
    registerHooks({ resolve: admitResolved });
  }
}

/**
 * What is compiled is what was hashed. Most files are read here, which is quicker than Node's own way to them. Where Node
 * has read and decoded one, and the text's UTF-8 is not the file's bytes, these are read anew, hashed, and handed on
 * instead. A hook on `load` sees the place of every file as well, so there is none on `resolve`.
 */
function checkedLoad(files: PinnedFiles, admit: (file: string) => void, refuse: Refuse): Required<Hooks>["load"] {
  const sources = new FileHash(SOURCE_BYTES);
  return (url, context, next) => {
    if (!url.startsWith("file:")) return next(url, context);
    const file = pathOf(url);
    const expected = files.expected(file);
    if (expected === undefined) admit(file);
    if (expected !== undefined && isText(context)) {
      const source = sources.text(file, expected);
      return source === undefined ? refuse.changed(file) : { format: context.format, source, shortCircuit: true };
    }
    const isPinned = (bytes: string | NodeJS.ArrayBufferView): boolean => sha256("sha256", bytes, "hex") === expected;
    const loaded = next(url);
    const { source, format } = loaded;
    const bytes = source instanceof ArrayBuffer ? new Uint8Array(source) : source;
    if (bytes !== null && bytes !== undefined && isPinned(bytes)) return loaded;
    if (typeof bytes === "object" && bytes !== null) return refuse.changed(file);
    const own = read(file);
    if (!isPinned(own)) return refuse.changed(file);
    if (typeof bytes === "string") return { ...loaded, source: own.toString("utf8") };
    return format === "commonjs" ? { ...loaded, source: own } : loaded;
  };
}

/**
 * Whether Node takes a file's text as it is: ECMAScript modules, JSON, and what is required without being told what it is,
 * which Node finds out by itself. What an `import` says of the type has to fit, or Node's own words for it are wanted.
 */
function isText({ format, conditions, importAttributes = {} }: LoadContext): boolean {
  const isRequired = conditions?.includes("require") === true;
  const said = Object.entries(importAttributes);
  const fits = format === "json" && !isRequired ? said.join() === "type,json" : said.length === 0;
  if (!fits) return false;
  return format === "module" || format === "json" || (isRequired && (format ?? "commonjs") === "commonjs");
}

/** An address of plain characters is a path behind `file://`, but for Windows; hundreds are asked for at a start. */
const pathOf = (url: string): string => (PLAIN_FILE.test(url) ? url.slice("file://".length) : fileURLToPath(url));
const PLAIN_FILE = sep === "/" ? /^file:\/\/\/[\w./@+-]+$/ : /^(?!)/;

/** As Windows spells absolute paths of any length. */
const NAMESPACE = /^\\\\\?\\/;

/** Addons pass none of the hooks. Their bytes were hashed before the start; what lies elsewhere is not loaded. */
function guardAddons(admit: (file: string) => void): void {
  const open = process.dlopen as (...args: unknown[]) => void;
  process.dlopen = (target: object, file: string, ...flags: unknown[]): void => {
    admit(resolve(file.replace(NAMESPACE, "")));
    open.call(process, target, file, ...flags);
  };
}

/** Node 20: CommonJS only. */
function guardRequire(admit: (file: string) => void): void {
  const loader = module.Module as unknown as { _resolveFilename: (...args: unknown[]) => string };
  const resolveFilename = loader._resolveFilename;
  loader._resolveFilename = function (this: unknown, ...args: unknown[]): string {
    const file = resolveFilename.apply(this, args);
    if (!module.isBuiltin(file)) admit(file);
    return file;
  };
}
