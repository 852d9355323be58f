/** Reading package.json for rules. It is hostile: any field may be of any type, and named like an object's own members. */
import { type Node, parseTree } from "jsonc-parser";
import { textOf } from "../diff/content.js";
import type { PackageTree } from "../package/tree.js";
import { Lines } from "../source/lines.js";
import { placeAt, wholeFile } from "./evidence.js";
import type { Evidence, Side } from "./rule.js";

/** A member that the object itself has. */
export const member = (value: unknown, key: string): unknown =>
  typeof value === "object" && value !== null && Object.hasOwn(value, key)
    ? (value as { readonly [key: string]: unknown })[key]
    : undefined;

/** Own members of an object (not of an array), in order. */
export const membersOf = (value: unknown): readonly (readonly [string, unknown])[] =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? Object.entries(value) : [];

/** Own members of an object whose values are strings. */
export const stringsOf = (value: unknown): ReadonlyMap<string, string> =>
  new Map(membersOf(value).filter((entry): entry is readonly [string, string] => typeof entry[1] === "string"));

/** A field of package.json. */
export const declared = (side: Side | undefined, ...path: string[]): unknown =>
  path.reduce((value: unknown, key) => member(value, key), side?.manifest);

/** Where package.json declares something: the innermost part of the path that is there. */
export function declaredAt(side: Side, ...path: string[]): Evidence {
  const parsed = parse(side.tree);
  if (parsed === undefined) return wholeFile("package.json");
  let node = parsed.root;
  let place = node.offset;
  for (const key of path) {
    const property = propertyOf(node, key);
    if (property === undefined) break;
    place = property.offset;
    node = property.children?.[1] ?? property;
  }
  return placeAt("package.json", parsed.lines, place);
}

const propertiesOf = new WeakMap<Node, ReadonlyMap<string, Node>>();

/** The last member of that name counts, as for JSON.parse; list items are named by their index. */
function propertyOf(node: Node, key: string): Node | undefined {
  let properties = propertiesOf.get(node);
  if (properties === undefined) {
    const children = node.children ?? [];
    const named = (child: Node, i: number): [string, Node] => [
      node.type === "array" ? String(i) : String(child.children?.[0]?.value),
      child,
    ];
    properties = new Map(children.map(named));
    propertiesOf.set(node, properties);
  }
  return properties.get(key);
}

interface Parsed {
  readonly lines: Lines;
  readonly root: Node;
}

const parsedOf = new WeakMap<PackageTree, Parsed | undefined>();

function parse(tree: PackageTree): Parsed | undefined {
  if (parsedOf.has(tree)) return parsedOf.get(tree);
  const file = tree.files.get("package.json");
  const text = file === undefined ? undefined : textOf(file.bytes)?.text;
  const parsed = text === undefined ? undefined : rootOf(text);
  parsedOf.set(tree, parsed);
  return parsed;
}

function rootOf(text: string): Parsed | undefined {
  try {
    const root = parseTree(text);
    return root === undefined ? undefined : { lines: new Lines(text), root };
  } catch {
    return undefined; // nested too deep for the parser: the finding stands at the file's first line
  }
}

/** The path below the package that a declared target names: `./a//b.js` is `a/b.js`. */
export function cleanTarget(target: string): string {
  const segments: string[] = [];
  for (const segment of target.replaceAll("\\", "/").split("/")) {
    if (segment === "..") segments.pop();
    else if (segment !== "" && segment !== ".") segments.push(segment);
  }
  return segments.join("/");
}

/** The file that Node loads for a path: as it is, with an extension, or the folder's index. */
export function fileFor(tree: PackageTree, target: string): string | undefined {
  const path = cleanTarget(target);
  const tries = [path, `${path}.js`, `${path}.json`, `${path}.node`, `${path}/index.js`, `${path}/index.json`];
  return tries.find((candidate) => tree.files.has(path === "" ? candidate.slice(1) : candidate))?.replace(/^\//, "");
}

export const DEPENDENCY_FIELDS = ["dependencies", "optionalDependencies", "peerDependencies"] as const;
export type DependencyField = (typeof DEPENDENCY_FIELDS)[number];

export interface Dependency {
  readonly name: string;
  readonly range: string;
  readonly field: DependencyField;
}

/** What is installed with the package. A name in two fields counts as npm counts it: optional wins over plain. */
export function dependenciesOf(side: Side | undefined): ReadonlyMap<string, Dependency> {
  const found = new Map<string, Dependency>();
  for (const field of ["peerDependencies", "dependencies", "optionalDependencies"] as const) {
    for (const [name, range] of stringsOf(declared(side, field))) found.set(name, { name, range, field });
  }
  return found;
}
