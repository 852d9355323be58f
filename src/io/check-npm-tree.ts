/**
 * Compares a tree that npm installed (a folder of the npx cache, a global install) with a pin. npm's own traces are
 * allowed for: its bookkeeping, links in `.bin` that stay inside, executable bits it sets, `.gitignore` renamed.
 */
import { lstatSync, realpathSync } from "node:fs";
import { join, resolve, sep } from "node:path";
import { splitId } from "../lockfile/fields.js";
import type { Location, Server } from "../lockfile/format.js";
import type { Placed } from "../lockfile/placement.js";
import { type ContentsEntry, parseContents } from "../package/tree.js";
import type { FileProblem, TreeState } from "./check-tree.js";
import { readContents } from "./contents.js";
import type { Home } from "./home.js";
import { TreeWalk } from "./walk-tree.js";

const BOOKKEEPING = /^node_modules\/\.package-lock\.json$|^package(-lock)?\.json$/;
const BIN = /(^|\/)node_modules\/\.bin\//;

/** `absent` when the folder does not hold the server's package. */
export function checkNpmTree(home: Home, folder: string, server: Server, placed: readonly Placed[]): TreeState {
  const root = splitId(server.package)?.name ?? "";
  const base = resolve(folder);
  const own = `node_modules/${root}`;
  if (isFolder(join(base, own))) return check(home, base, placed, (location) => location);
  // A global install keeps the dependencies below the package: its own folder stands for the root.
  const below = (location: Location): string => (location === own ? "." : location);
  return isFolder(join(base, "node_modules")) && base.endsWith(`${sep}${root.split("/").join(sep)}`)
    ? check(home, base, placed, below)
    : { kind: "absent" };
}

const isFolder = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false })?.isDirectory() === true;

function check(home: Home, base: string, placed: readonly Placed[], place: (l: Location) => string): TreeState {
  const walk = new TreeWalk(base, new Set(placed.map(({ location }) => place(location))));
  const problems: FileProblem[] = [];
  const isRoot = placed.some(({ location }) => place(location) === ".");
  if (!isRoot) {
    const expected = new Map<string, ContentsEntry>();
    problems.push(...compare(base, "", walk, expected).filter(({ path }) => !BOOKKEEPING.test(path)));
  }
  for (const { location, entry } of placed) {
    const at = place(location);
    const expected = readContents(home.contents, entry.contents);
    if (expected === undefined) problems.push({ kind: "list", path: location });
    else problems.push(...compare(base, at === "." ? "" : `${at}/`, walk, expected));
  }
  return { kind: "present", problems };
}

function compare(base: string, at: string, walk: TreeWalk, expected: Map<string, ContentsEntry>): FileProblem[] {
  const { lines, odd } = walk.find(at);
  const problems: FileProblem[] = odd.filter(({ path }) => !isBinLink(base, at + path));
  for (const [found, actual] of parseContents(lines.join(""))) {
    const path = expected.has(found) ? found : beforeRename(found, expected);
    const pinned = expected.get(path);
    if (pinned === undefined) {
      if (!isBinScript(at + found)) problems.push({ kind: "added", path: found });
    } else if (actual.sha256 !== pinned.sha256) problems.push({ kind: "changed", path });
    expected.delete(path);
  }
  for (const path of expected.keys()) problems.push({ kind: "removed", path });
  return problems.map(({ kind, path }) => ({ kind, path: at + path }));
}

/** npm's extractor renames `.gitignore` where there is no `.npmignore`. */
function beforeRename(path: string, expected: Map<string, ContentsEntry>): string {
  const before = path.replace(/(^|\/)\.npmignore$/, "$1.gitignore");
  return expected.has(before) ? before : path;
}

/** On Windows npm writes small scripts into `.bin`. */
const isBinScript = (path: string): boolean => process.platform === "win32" && BIN.test(path);

/** A link in `.bin` that leads into the tree. */
function isBinLink(base: string, path: string): boolean {
  if (!BIN.test(path)) return false;
  try {
    return realpathSync(join(base, path)).startsWith(realpathSync(base) + sep);
  } catch {
    return false;
  }
}
