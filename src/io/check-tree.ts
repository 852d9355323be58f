/**
 * Compares a placed tree with the pinned contents, byte for byte. This is what stands before every start, so it reads
 * synchronously into one buffer (measured: a quarter of the CPU of asynchronous reads) and loads no npm library.
 *
 * Each package is walked, its contents list made anew, and the list's digest compared with the pinned one. Only when
 * they differ is the stored list opened, to name the files. No link is followed: every folder is listed, so a link in
 * place of a folder or file is seen as what it is, and files are opened with O_NOFOLLOW.
 */
import { lstatSync, readFileSync } from "node:fs";
import type { Location } from "../lockfile/format.js";
import { type Placed, treeDigest } from "../lockfile/placement.js";
import { type Digest, digestOf } from "../package/digest.js";
import { type ContentsEntry, parseContents } from "../package/tree.js";
import { contentsPath, type Home, treePath } from "./home.js";
import { type FoundFile, TreeWalk } from "./walk-tree.js";

export type FileProblemKind = "changed" | "added" | "removed" | "mode" | "link" | "not-a-file" | "unreadable" | "list";

/** One file that is not as pinned. */
export interface FileProblem {
  readonly kind: FileProblemKind;
  /** Below the tree, `/` between segments: `node_modules/<package>/<path>`. Hostile text. */
  readonly path: string;
}

export type TreeState =
  | { readonly kind: "absent" }
  | { readonly kind: "present"; readonly problems: readonly FileProblem[] };

export const TREE_INDEX = "tree.json";

/** Checks every file of a placed tree, and that there are no others. */
export function checkTree(home: Home, placed: readonly Placed[]): TreeState {
  const root = treePath(home, treeDigest(placed));
  if (!isFolder(home.trees) || !isFolder(root)) return { kind: "absent" };
  const walk = new TreeWalk(root, new Set(placed.map(({ location }) => location)));
  const problems = beside(walk);
  for (const { location, entry } of placed) problems.push(...checkPackage(home, walk, location, entry.contents));
  return { kind: "present", problems };
}

function isFolder(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

/** What stands in the tree and belongs to no package. */
const beside = (walk: TreeWalk): FileProblem[] =>
  walk
    .files("")
    .filter(({ path }) => path !== TREE_INDEX)
    .map(({ path, state }) => ({ kind: typeof state === "string" ? state : "added", path }));

function checkPackage(home: Home, walk: TreeWalk, location: Location, contents: Digest): FileProblem[] {
  const found = walk.files(`${location}/`);
  if (digestOf(listOf(found)) === contents) return [];
  const expected = readContents(home, contents);
  return expected === undefined ? [{ kind: "list", path: location }] : differences(location, found, expected);
}

/** The contents list of the files found; one that cannot match where something is no readable file. */
function listOf(found: readonly FoundFile[]): string {
  let lines = "";
  for (const { path, state } of found) {
    if (typeof state === "string") return "";
    lines += `${state.sha256}  ${state.executable ? "x" : "-"}  ${path}\n`;
  }
  return lines;
}

function differences(
  location: Location,
  found: readonly FoundFile[],
  expected: Map<string, ContentsEntry>,
): FileProblem[] {
  const problems: FileProblem[] = [];
  for (const { path, state } of found) {
    const pinned = expected.get(path);
    const kind = typeof state === "string" ? state : pinned === undefined ? "added" : differenceOf(state, pinned);
    if (kind !== undefined) problems.push({ kind, path: `${location}/${path}` });
    expected.delete(path);
  }
  for (const path of expected.keys()) problems.push({ kind: "removed", path: `${location}/${path}` });
  return problems;
}

/** Windows has no executable bit. */
const HAS_MODES = process.platform !== "win32";

function differenceOf(actual: ContentsEntry, pinned: ContentsEntry): FileProblemKind | undefined {
  if (actual.sha256 !== pinned.sha256) return "changed";
  return HAS_MODES && actual.executable !== pinned.executable ? "mode" : undefined;
}

/** The contents list with that digest, or undefined when the store's copy is missing or not the pinned one. */
export function readContents(home: Home, contents: Digest): Map<string, ContentsEntry> | undefined {
  let lines: string;
  try {
    lines = readFileSync(contentsPath(home, contents), "utf8");
  } catch {
    return undefined;
  }
  return digestOf(lines) === contents ? parseContents(lines) : undefined;
}
