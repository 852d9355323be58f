/**
 * Compares a tree that npm installed (a folder of the npx cache, a global install) with a pin. npm's own traces are
 * allowed for: its bookkeeping, links in `.bin` that stay inside, executable bits it sets, `.gitignore` renamed.
 */
import { lstatSync, realpathSync } from "node:fs";
import { join, resolve, sep } from "node:path";
import { splitId } from "../lockfile/fields.js";
import type { Location, Server } from "../lockfile/format.js";
import type { Placed } from "../lockfile/placement.js";
import type { ContentsEntry } from "../package/tree.js";
import { type FileProblem, readContents, type TreeState } from "./check-tree.js";
import type { Home } from "./home.js";
import { type FoundFile, TreeWalk } from "./walk-tree.js";

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
  const beside = isRoot ? [] : walk.files("").filter(({ path }) => !BOOKKEEPING.test(path));
  for (const file of beside) if (!isBinLink(base, file, "")) problems.push(asAdded(file, ""));
  for (const { location, entry } of placed) {
    const at = place(location);
    const expected = readContents(home, entry.contents);
    if (expected === undefined) problems.push({ kind: "list", path: location });
    else problems.push(...compare(base, at === "." ? "" : `${at}/`, walk, expected));
  }
  return { kind: "present", problems };
}

const asAdded = ({ path, state }: FoundFile, at: string): FileProblem => ({
  kind: typeof state === "string" ? state : "added",
  path: at + path,
});

function compare(base: string, at: string, walk: TreeWalk, expected: Map<string, ContentsEntry>): FileProblem[] {
  const problems: FileProblem[] = [];
  for (const file of walk.files(at)) {
    const path = expected.has(file.path) ? file.path : beforeRename(file.path, expected);
    const pinned = expected.get(path);
    if (pinned === undefined) {
      if (!isBinLink(base, file, at)) problems.push(asAdded(file, at));
    } else if (typeof file.state === "string") problems.push(asAdded(file, at));
    else if (file.state.sha256 !== pinned.sha256) problems.push({ kind: "changed", path: at + path });
    expected.delete(path);
  }
  for (const path of expected.keys()) problems.push({ kind: "removed", path: at + path });
  return problems;
}

/** npm's extractor renames `.gitignore` where there is no `.npmignore`. */
function beforeRename(path: string, expected: Map<string, ContentsEntry>): string {
  const before = path.replace(/(^|\/)\.npmignore$/, "$1.gitignore");
  return expected.has(before) ? before : path;
}

/** A link in `.bin` that leads into the tree; on Windows npm writes small scripts in their place. */
function isBinLink(base: string, { path, state }: FoundFile, at: string): boolean {
  if (!BIN.test(`${at}${path}`)) return false;
  if (process.platform === "win32") return true;
  if (state !== "link") return false;
  try {
    return realpathSync(join(base, at, path)).startsWith(realpathSync(base) + sep);
  } catch {
    return false;
  }
}
