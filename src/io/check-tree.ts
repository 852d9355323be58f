/**
 * Compares a placed tree with the pinned contents, byte for byte. This is what stands before every start, so it
 * loads no npm library.
 *
 * Each package is walked, its contents list made anew, and the list's digest compared with the pinned one. Only when
 * they differ is the stored list opened, to name the files. No link is followed: every folder is listed, so a link in
 * place of a folder or file is seen as what it is, and files are opened with O_NOFOLLOW.
 */
import { lstatSync } from "node:fs";
import type { Location } from "../lockfile/format.js";
import { type Placed, treeDigest } from "../lockfile/placement.js";
import { type Digest, digestOf } from "../package/digest.js";
import { type ContentsEntry, comparePaths, parseContents } from "../package/tree.js";
import { readContents } from "./contents.js";
import { type Home, TREE_INDEX, treePath } from "./home.js";
import { TreeWalk } from "./walk-tree.js";
import { within } from "./within.js";

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

/** Whether a placed tree is there at all. */
export const isPlaced = (home: Home, placed: readonly Placed[]): boolean =>
  isFolder(home.trees) && isFolder(treePath(home, treeDigest(placed)));

/** Checks every file of a placed tree, and that there are no others. */
export function checkTree(home: Home, placed: readonly Placed[]): TreeState {
  if (!isPlaced(home, placed)) return { kind: "absent" };
  const root = treePath(home, treeDigest(placed));
  const locations = new Set(placed.map(({ location }) => location));
  const walk = new TreeWalk(".", locations);
  return within(root, () => {
    const problems = beside(walk);
    for (const { location, entry } of placed) problems.push(...checkPackage(home, walk, location, entry.contents));
    return { kind: "present", problems };
  });
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
  if (odd.length === 0 && digestOf(lines.join("")) === contents) return [];
  const expected = readContents(home.contents, contents);
  if (expected === undefined) return [{ kind: "list", path: location }];
  return differences(parseContents(lines.join("")), odd, expected).map(({ kind, path }) => ({
    kind,
    path: `${location}/${path}`,
  }));
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
  if (actual.sha256 !== pinned.sha256) return "changed";
  return HAS_MODES && actual.executable !== pinned.executable ? "mode" : undefined;
}
