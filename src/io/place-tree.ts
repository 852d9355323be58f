/**
 * Places verified package trees in the store: our own placement, never npm's. A tree is made in `staging` and renamed
 * into `trees`, so what stands there under a name is whole; and it is checked byte for byte before every start anyway,
 * so a tree damaged by a crash does not pass.
 *
 * Files are shared between trees by hard link where the file system allows, by content and mode: the bytes of the file
 * linked to are compared first.
 */
import { chmodSync, linkSync, lstatSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { setImmediate as breathe } from "node:timers/promises";
import { PinError } from "../errors.js";
import type { Location } from "../lockfile/format.js";
import { type Placed, treeDigest } from "../lockfile/placement.js";
import type { Digest } from "../package/digest.js";
import { contentsOf, type PackageFile, type PackageTree } from "../package/tree.js";
import { checkTree } from "./check-tree.js";
import { removeTree, uniqueName, writeNew } from "./disk.js";
import { contentsPath, type Home, TREE_INDEX, treePath } from "./home.js";

/** A package to place and its files, whose contents digest the caller has found to be the pinned one. */
export interface PlacedFiles extends Placed {
  readonly tree: PackageTree;
}

/**
 * Makes the tree of a closure, unless it stands there already and is sound.
 *
 * @throws PinError `store` when the store cannot be written; nothing that passes a check is left behind.
 */
export async function placeTree(home: Home, placed: readonly PlacedFiles[], signal?: AbortSignal): Promise<void> {
  if (isSound(home, placed)) return;
  const staged = join(home.staging, uniqueName());
  try {
    for (const folder of [home.trees, home.contents, staged]) mkdirSync(folder, { recursive: true });
    await fill(home, staged, placed, signal);
    const target = treePath(home, treeDigest(placed));
    if (lstatSync(target, { throwIfNoEntry: false }) !== undefined) renameSync(target, join(staged, "replaced"));
    renameSync(join(staged, "tree"), target);
  } catch (error) {
    if (isSound(home, placed)) return; // Another process placed it first.
    if (error instanceof PinError || signal?.aborted === true) throw error;
    throw new PinError("store", `cannot place the server in ${home.root}: ${(error as Error).message}`, {
      hint: "check the folder's permissions and free space, or move the store with MCP_PIN_HOME",
      cause: error,
    });
  } finally {
    removeTree(staged);
  }
}

function isSound(home: Home, placed: readonly Placed[]): boolean {
  const state = checkTree(home, placed);
  return state.kind === "present" && state.problems.length === 0;
}

async function fill(home: Home, staged: string, placed: readonly PlacedFiles[], signal?: AbortSignal): Promise<void> {
  const root = join(staged, "tree");
  mkdirSync(root);
  const twins = findTwins(home);
  const folders = new Set<string>([root]);
  for (const { location, entry, tree } of placed) {
    signal?.throwIfAborted();
    writeContents(home, staged, entry.contents, tree);
    const twin = twins.get(entry.contents);
    for (const file of tree.files.values()) {
      const path = join(root, location, file.path);
      makeFolders(dirname(path), folders);
      if (twin === undefined || !linkTwin(join(twin, file.path), path, file)) {
        writeNew(path, file.bytes, file.executable ? 0o555 : 0o444);
      }
    }
    twins.set(entry.contents, join(root, location));
    await breathe();
  }
  writeNew(join(root, TREE_INDEX), indexOf(placed), 0o444);
  // The root stays writable: a folder that is not cannot be renamed.
  for (const folder of [...folders].reverse()) if (folder !== root) chmodSync(folder, 0o555);
}

function makeFolders(path: string, made: Set<string>): void {
  if (made.has(path)) return;
  makeFolders(dirname(path), made);
  mkdirSync(path);
  made.add(path);
}

/** Contents lists are named by their digest: one that stands there is as good, or is told as damaged by every check. */
function writeContents(home: Home, staged: string, contents: Digest, tree: PackageTree): void {
  const path = contentsPath(home, contents);
  const lines = contentsOf(tree);
  try {
    if (readFileSync(path, "utf8") === lines) return;
  } catch {
    // Absent or unreadable: written below.
  }
  const temporary = join(staged, "contents.txt");
  rmSync(temporary, { force: true });
  writeNew(temporary, lines, 0o444);
  renameSync(temporary, path);
}

type TreeIndex = Readonly<Record<Location, Digest>>;

const indexOf = (placed: readonly Placed[]): string =>
  JSON.stringify(
    Object.fromEntries(placed.map(({ location, entry }) => [location, entry.contents])) satisfies TreeIndex,
  );

/** Where packages already stand, by contents. Only a hint: every file is compared before it is linked. */
function findTwins(home: Home): Map<string, string> {
  const twins = new Map<string, string>();
  for (const name of readdirSync(home.trees)) {
    try {
      const index = JSON.parse(readFileSync(join(home.trees, name, TREE_INDEX), "utf8")) as TreeIndex;
      for (const [location, contents] of Object.entries(index)) twins.set(contents, join(home.trees, name, location));
    } catch {
      // No index, no sharing with that tree.
    }
  }
  return twins;
}

/** Links to a file of another tree if it has these bytes and this mode. False when it has not, or links do not work. */
function linkTwin(twin: string, path: string, file: PackageFile): boolean {
  try {
    const stat = lstatSync(twin);
    if (!stat.isFile() || ((stat.mode & 0o111) !== 0) !== file.executable || (stat.mode & 0o222) !== 0) return false;
    if (stat.size !== file.bytes.length || !readFileSync(twin).equals(file.bytes)) return false;
    linkSync(twin, path);
    return true;
  } catch {
    return false;
  }
}
