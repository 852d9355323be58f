/**
 * Compares a placed tree with the pinned contents, byte for byte. This is what stands before every start, so it reads
 * synchronously into one buffer (measured: a quarter of the CPU of asynchronous reads) and loads no npm library.
 *
 * Each package is walked, its contents list made anew, and the list's digest compared with the pinned one. Only when
 * they differ, or not every file is read, is the stored list opened, to compare line by line and to name the files. No
 * link is followed: every folder is listed, so a link in place of a folder or file is seen as what it is, and files are
 * opened with O_NOFOLLOW.
 */
import { lstatSync, readFileSync } from "node:fs";
import type { Location } from "../lockfile/format.js";
import { type Placed, treeDigest } from "../lockfile/placement.js";
import { type Digest, digestOf } from "../package/digest.js";
import { type ContentsEntry, comparePaths, parseContents } from "../package/tree.js";
import { contentsPath, type Home, TREE_INDEX, treePath } from "./home.js";
import { TreeWalk, UNREAD } from "./walk-tree.js";

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

/** `all`: each file is read. `data`: sources are not, because they are checked as they are loaded. */
export type Depth = "all" | "data";

/**
 * Sources, which Node's loaders read; and declarations and source maps of them, which no running program does. Where a
 * link or a folder stands in their place, or one of them is missing or too many, is told at any depth.
 */
const SOURCES = /\.(?:[cm]?js|d\.[cm]?ts|[cm]?[jt]s\.map)$/;

/** Where a path begins in a line of a contents list. */
const BEFORE_PATH = UNREAD.length + "  -  ".length;

/** Whether a placed tree is there at all. */
export const isPlaced = (home: Home, placed: readonly Placed[]): boolean =>
  isFolder(home.trees) && isFolder(treePath(home, treeDigest(placed)));

/** Checks every file of a placed tree, and that there are no others. */
export function checkTree(home: Home, placed: readonly Placed[], depth: Depth = "all"): TreeState {
  if (!isPlaced(home, placed)) return { kind: "absent" };
  const root = treePath(home, treeDigest(placed));
  const locations = new Set(placed.map(({ location }) => location));
  const walk = new TreeWalk(".", locations, depth === "data" ? SOURCES : undefined);
  return within(root, () => {
    const problems = beside(walk);
    for (const { location, entry } of placed) problems.push(...checkPackage(home, walk, location, entry.contents));
    return { kind: "present", problems };
  });
}

/** Does work with a folder as the working one: each path is then looked up from there and not from the root of the disk. */
function within<T>(folder: string, work: () => T): T {
  const back = process.cwd();
  process.chdir(folder);
  try {
    return work();
  } finally {
    process.chdir(back);
  }
}

function isFolder(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

/** What stands in the tree and belongs to no package. */
function beside(walk: TreeWalk): FileProblem[] {
  const { lines, odd } = walk.find("");
  const files = [...parseContents(lines.join("")).keys()].filter((path) => path !== TREE_INDEX);
  return [...odd, ...files.map((path) => ({ kind: "added" as const, path }))];
}

function checkPackage(home: Home, walk: TreeWalk, location: Location, contents: Digest): FileProblem[] {
  const { lines, odd } = walk.find(`${location}/`);
  const isWhole = odd.length === 0;
  if (isWhole && walk.readsAll && digestOf(lines.join("")) === contents) return [];
  const expected = readList(home, contents);
  if (expected === undefined) return [{ kind: "list", path: location }];
  if (isWhole && !walk.readsAll && areLinesOf(lines, expected)) return [];
  return differences(parseContents(lines.join("")), odd, parseContents(expected)).map(({ kind, path }) => ({
    kind,
    path: `${location}/${path}`,
  }));
}

/** Whether these are the lines of a list, but for the hashes and modes of files that were not read. */
function areLinesOf(lines: readonly string[], list: string): boolean {
  let at = 0;
  for (const line of lines) {
    const unread = line.startsWith(UNREAD) ? BEFORE_PATH : 0;
    if (!list.startsWith(line.slice(unread), at + unread)) return false;
    at += line.length;
  }
  return at === list.length;
}

function differences(
  found: ReadonlyMap<string, ContentsEntry>,
  odd: readonly FileProblem[],
  expected: ReadonlyMap<string, ContentsEntry>,
): FileProblem[] {
  const problems: FileProblem[] = [...odd];
  for (const [path, actual] of found) {
    const pinned = expected.get(path);
    const kind = pinned === undefined ? "added" : differenceOf(actual, pinned);
    if (kind !== undefined) problems.push({ kind, path });
  }
  const seen = new Set([...found.keys(), ...odd.map(({ path }) => path)]);
  for (const path of expected.keys()) if (!seen.has(path)) problems.push({ kind: "removed", path });
  return problems.sort((a, b) => comparePaths(a.path, b.path));
}

/** Windows has no executable bit. */
const HAS_MODES = process.platform !== "win32";

function differenceOf(actual: ContentsEntry, pinned: ContentsEntry): FileProblemKind | undefined {
  if (actual.sha256 === UNREAD) return undefined;
  if (actual.sha256 !== pinned.sha256) return "changed";
  return HAS_MODES && actual.executable !== pinned.executable ? "mode" : undefined;
}

/** The contents list with that digest, or undefined when the store's copy is missing or not the pinned one. */
export function readContents(home: Home, contents: Digest): Map<string, ContentsEntry> | undefined {
  const list = readList(home, contents);
  return list === undefined ? undefined : parseContents(list);
}

function readList(home: Home, contents: Digest): string | undefined {
  try {
    const list = readFileSync(contentsPath(home, contents), "utf8");
    return digestOf(list) === contents ? list : undefined;
  } catch {
    return undefined;
  }
}
