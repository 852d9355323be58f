/** The files of one side as sources: read and parsed at most once, and only those that are asked for. */
import type { PackageTree } from "../package/tree.js";
import { SourceModule } from "../source/module.js";
import { isParsed, type Parsed, parse } from "../source/parse.js";
import type { Zone } from "./facts.js";
import { type FileText, isTestPath, readAs, zoneOf } from "./file-kind.js";
import type { OwnText, Resolve } from "./fold.js";
import { fromJson } from "./fold-objects.js";
import { scriptsOf } from "./markup.js";
import type { Partial } from "./partial.js";
import { constant, type Value } from "./value.js";

/** Files above this are searched for addresses by lines but not parsed. */
export const MAX_PARSED = 24 * 1024 ** 2;

/** Larger own files are not read into folded values. */
const MAX_OWN_TEXT = 65_536;

type ReadInPart = (path: string, text: string) => Partial | undefined;
/** Is given the trees of files that were read as a whole. */
export type SeeParsed = (text: string, path: string, parsed: Parsed) => void;

export class PackageSource {
  readonly tree: PackageTree;
  readonly #texts = new Map<string, FileText>();
  readonly #modules = new Map<string, SourceModule | { readonly reason: string }>();
  readonly #json = new Map<string, Value | undefined>();
  #named: ReadonlySet<string> | undefined;
  #manifest: { readonly [key: string]: unknown } | undefined;

  readonly #partial: ReadInPart;
  readonly #see: SeeParsed;
  readonly #shared = new Map<string, readonly string[]>();

  /** `partial` reads a file in part where that is enough. */
  constructor(tree: PackageTree, partial: ReadInPart = () => undefined, see: SeeParsed = () => {}) {
    this.tree = tree;
    this.#partial = partial;
    this.#see = see;
  }

  text(path: string): FileText {
    const known = this.#texts.get(path);
    if (known !== undefined) return known;
    const file = this.tree.files.get(path);
    const read: FileText = file === undefined ? { kind: "binary", text: "" } : readAs(path, file.bytes);
    this.#texts.set(path, read);
    return read;
  }

  /** The parsed file, or why it is not parsed. */
  module(path: string): SourceModule | { readonly reason: string } {
    const known = this.#modules.get(path);
    if (known !== undefined) return known;
    const { text } = this.text(path);
    const partial = this.#partial(path, text);
    if (partial !== undefined) {
      this.#shared.set(path, partial.shared);
      this.#modules.set(path, partial.module);
      return partial.module;
    }
    const result = text.length > MAX_PARSED ? { reason: `larger than ${MAX_PARSED} characters` } : parse(text, path);
    if (isParsed(result)) this.#see(text, path, result);
    const module = isParsed(result) ? new SourceModule(path, text, result.program) : result;
    this.#modules.set(path, module);
    return module;
  }

  /** What was left out of a file that was read in part, because the other side has it too. */
  sharedOf(path: string): readonly string[] | undefined {
    return this.#shared.get(path);
  }

  /** The scripts within a file of markup; undefined where there are none that parse. */
  scripts(path: string): SourceModule | undefined {
    const text = scriptsOf(this.text(path).text);
    const result = text === undefined || text.length > MAX_PARSED ? undefined : parse(text, path);
    return text === undefined || result === undefined || !isParsed(result)
      ? undefined
      : new SourceModule(path, text, result.program);
  }

  /** Own files by relative specifier, by the package's `imports`, or by its own name. */
  readonly resolve: Resolve = (from, specifier) => {
    const path = this.#pathOf(from, specifier);
    if (path === undefined) return undefined;
    if (path.endsWith(".json")) {
      const json = this.#jsonOf(path);
      return json && { json };
    }
    const module = this.module(path);
    return module instanceof SourceModule ? { module } : undefined;
  };

  /** The text of a small own file that is data: what code reads from its own package is as constant as a literal. */
  readonly ownText: OwnText = (from, path) => {
    const found = join(from.slice(0, from.lastIndexOf("/") + 1), path);
    if ((this.tree.files.get(found)?.bytes.length ?? MAX_OWN_TEXT) >= MAX_OWN_TEXT) return undefined;
    const { kind, text } = this.text(found);
    return kind === "json" || kind === "prose" || kind === "config" || kind === "template" ? text : undefined;
  };

  #pathOf(from: string, specifier: string): string | undefined {
    if (specifier.startsWith("#")) {
      const mapped = firstTarget((this.#declared().imports as Record<string, unknown> | undefined)?.[specifier]);
      return mapped === undefined ? undefined : this.#existing(join("", mapped));
    }
    if (!specifier.startsWith(".")) return undefined;
    return this.#existing(join(from.slice(0, from.lastIndexOf("/") + 1), specifier));
  }

  #existing(path: string): string | undefined {
    const plain = path.replace(/\.jsx?$/, "");
    const tries = [
      path,
      `${path}.js`,
      `${path}.mjs`,
      `${path}.cjs`,
      `${path}.json`,
      `${plain}.ts`,
      `${path}/index.js`,
      `${path}/index.mjs`,
      `${path}/index.cjs`,
    ];
    return tries.find((item) => this.tree.files.has(item));
  }

  #jsonOf(path: string): Value | undefined {
    if (this.#json.has(path)) return this.#json.get(path);
    let value: Value | undefined;
    try {
      value = fromJson(JSON.parse(this.text(path).text), constant(""));
    } catch {
      value = undefined;
    }
    this.#json.set(path, value);
    return value;
  }

  #declared(): { readonly [key: string]: unknown } {
    if (this.#manifest === undefined) {
      let parsed: unknown;
      try {
        parsed = JSON.parse(this.text("package.json").text);
      } catch {
        parsed = undefined;
      }
      this.#manifest = typeof parsed === "object" && parsed !== null ? (parsed as Record<string, unknown>) : {};
    }
    return this.#manifest;
  }

  /** The zone of a file: tests and examples only while no other file names them. */
  zone(path: string): Zone {
    const zone = zoneOf(this.text(path).kind);
    if (zone === "prose" || !isTestPath(path)) return zone;
    return this.#isNamed(path) ? zone : "test";
  }

  /** Whether a file that is no test names this one, by its folder and name or its name alone. All such names are collected once. */
  #isNamed(path: string): boolean {
    this.#named ??= this.#namesInCode();
    const name = path.slice(path.lastIndexOf("/") + 1);
    return this.#named.has(`${folderAbove(path, 1)}/${name.replace(/\.[^.]+$/, "")}`) || this.#named.has(name);
  }

  /** package.json without what only its developers run, such as tests by their names. */
  #started(): string {
    const { scripts, ...rest } = this.#declared();
    const runs = /"(?:pre|post)?install":/.test(JSON.stringify(scripts) ?? "");
    return JSON.stringify(runs ? { ...rest, scripts } : rest);
  }

  #namesInCode(): ReadonlySet<string> {
    const names = new Set<string>();
    for (const path of this.tree.files.keys()) {
      if (isTestPath(path)) continue;
      const { kind, text } = this.text(path);
      if (kind === "prose" || kind === "source-map" || kind === "binary") continue;
      const said = path === "package.json" ? this.#started() : text;
      for (const { index, 1: name = "" } of said.matchAll(/\/([\w@-][\w.@-]{0,80})/g)) {
        const before = /[\w.@-]+$/.exec(said.slice(Math.max(0, index - 80), index))?.[0] ?? "";
        const folder = before === "." || before === ".." ? folderAbove(path, before.length) : before;
        names.add(`${folder}/${name}`);
        names.add(`${folder}/${name.replace(/\.[^.]+$/, "")}`);
      }
      for (const [, name = ""] of said.matchAll(FILE_NAME)) names.add(name);
    }
    return names;
  }
}

/** A file's name where it stands alone: `"bin": "test.js"`, `join(folder, "test.js")`, `node test.js`. */
const FILE_NAME = /["'`\s]([\w@-][\w.@-]{0,80}\.[cm]?[jt]sx?)(?=["'`\s])/g;

/** The name of the folder so many steps above a file; empty at the package's own. */
const folderAbove = (path: string, steps: number): string => path.split("/").at(-1 - steps) ?? "";

/** Joins path segments below the package's folder. */
function join(folder: string, specifier: string): string {
  const segments: string[] = [];
  for (const segment of `${folder}${specifier}`.split("/")) {
    if (segment === "..") segments.pop();
    else if (segment !== "" && segment !== ".") segments.push(segment);
  }
  return segments.join("/");
}

/** The first file of a conditional target, as `node` would take it. */
function firstTarget(target: unknown): string | undefined {
  let at = target;
  for (let depth = 0; depth < 8; depth++) {
    if (typeof at === "string") return at;
    if (typeof at !== "object" || at === null) return undefined;
    const conditions = at as Record<string, unknown>;
    at =
      conditions.node ?? conditions.import ?? conditions.require ?? conditions.default ?? Object.values(conditions)[0];
  }
  return undefined;
}
