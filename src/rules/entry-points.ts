/** What Node starts or loads of a package, resolved to files: commands, main, exports. */
import type { PackageTree } from "../package/tree.js";
import { cleanTarget, declared, fileFor, member, membersOf, stringsOf } from "./declared.js";
import type { Side } from "./rule.js";

export interface EntryPoint {
  /** `bin courier-mcp`, `import .`, `require ./server`. */
  readonly label: string;
  /** Cleaned, relative to the package. */
  readonly target: string;
  /** Where package.json says so. */
  readonly path: readonly string[];
}

/** Conditions that Node itself sets, for an `import` and for a `require`. */
const IMPORT = ["node-addons", "node", "import", "module-sync", "default"];
const REQUIRE = ["node-addons", "node", "require", "module-sync", "default"];
/** Subpaths and conditions looked at; an exports map that nests deeper is not a real one. */
const MAX_DEPTH = 12;

/** Every entry point by its label. */
export function entryPoints(side: Side): ReadonlyMap<string, EntryPoint> {
  const found = new Map<string, EntryPoint>();
  const add = (label: string, target: string, path: readonly string[]): void => {
    found.set(label, { label, target: fileFor(side.tree, target) ?? cleanTarget(target), path });
  };
  for (const [name, target] of binOf(side)) add(`bin ${name}`, target, ["bin", name]);
  const exports = declared(side, "exports");
  if (exports === undefined) addMain(side, add);
  else {
    for (const [subpath, value, path] of subpaths(exports)) {
      for (const [verb, conditions] of [["import", IMPORT] as const, ["require", REQUIRE] as const]) {
        const hit = resolve(value, conditions, path, 0);
        if (hit !== undefined) add(`${verb} ${subpath}`, hit.target, hit.path);
      }
    }
  }
  return found;
}

/** The commands of a package: `bin`, or, without it, every file of the folder that `directories.bin` names. */
export function binOf(side: Side): ReadonlyMap<string, string> {
  const bin = declared(side, "bin");
  const folder = declared(side, "directories", "bin");
  if (bin === undefined && typeof folder === "string") {
    const below = `${cleanTarget(folder)}/`;
    const files = [...side.tree.files.keys()].filter((path) => path.startsWith(below));
    return new Map(files.map((path) => [path.slice(below.length), path]));
  }
  return typeof bin === "string" ? new Map([[side.name.slice(side.name.indexOf("/") + 1), bin]]) : stringsOf(bin);
}

function addMain(side: Side, add: (label: string, target: string, path: readonly string[]) => void): void {
  const main = declared(side, "main");
  const target = typeof main === "string" && main !== "" ? main : defaultMain(side.tree);
  if (target === undefined) return;
  add("import .", target, ["main"]);
  add("require .", target, ["main"]);
}

const defaultMain = (tree: PackageTree): string | undefined => fileFor(tree, "index.js");

/** The subpaths of `exports` with the value of each; an object without `.` keys is the value of `.`. */
function subpaths(exports: unknown): (readonly [string, unknown, readonly string[]])[] {
  const members = membersOf(exports).filter(([key]) => key.startsWith("."));
  if (members.length === 0) return [[".", exports, ["exports"]]];
  return members.map(([key, value]) => [key, value, ["exports", key]] as const);
}

interface Hit {
  readonly target: string;
  readonly path: readonly string[];
}

/** Node's choice of target: the first condition, in the order of the object, that is set. */
function resolve(
  value: unknown,
  conditions: readonly string[],
  path: readonly string[],
  depth: number,
): Hit | undefined {
  if (typeof value === "string") return { target: value, path };
  if (depth > MAX_DEPTH) return undefined;
  const options: (readonly [string, unknown])[] = Array.isArray(value)
    ? value.map((item, i) => [String(i), item] as const)
    : membersOf(value).filter(([condition]) => conditions.includes(condition));
  for (const [key, option] of options) {
    const hit = resolve(option, conditions, [...path, key], depth + 1);
    if (hit !== undefined) return hit;
  }
  return undefined;
}

export interface Leaf {
  readonly target: string;
  readonly path: readonly string[];
}

/** Every string in a map of targets, with the keys that lead to it. */
export function leavesOf(value: unknown, path: readonly string[] = [], depth = 0): Leaf[] {
  if (typeof value === "string") return [{ target: value, path }];
  if (typeof value !== "object" || value === null || depth > MAX_DEPTH) return [];
  return Object.keys(value).flatMap((key) => leavesOf(member(value, key), [...path, key], depth + 1));
}

/**
 * The same path but for what builds of one source differ in: the module type in the ending, a minified twin, the folder of
 * a condition, the numbers of a version. `dist/v1/a.js` and `dist/node/v2/a.min.cjs`.
 */
export const isVariant = (one: string, other: string): boolean => stemOf(one) === stemOf(other);

const stemOf = (path: string): string =>
  path
    .replace(/^\.\//, "")
    .replace(/(?:\.min)?\.[cm]?js$/, "")
    .replace(/(?<=\/)(?:node|browser|react-native|worker|deno|bun|development|production)\//, "")
    .replaceAll(/(?<=[\d/v_.-])\d+/g, "0");
