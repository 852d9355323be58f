/**
 * Compares a placed tree with the pinned contents, byte for byte. This is what stands before every start, so it reads
 * synchronously into one buffer (measured: a quarter of the CPU of asynchronous reads) and loads no npm library.
 *
 * It follows no link: every folder is listed, so a link in place of a folder or file is seen as what it is, and files
 * are opened with O_NOFOLLOW.
 */
import { createHash, hash } from "node:crypto";
import { closeSync, constants, fstatSync, lstatSync, openSync, readdirSync, readFileSync, readSync } from "node:fs";
import { join } from "node:path";
import type { Location } from "../lockfile/format.js";
import { type Placed, treeDigest } from "../lockfile/placement.js";
import { type Digest, digestOf } from "../package/digest.js";
import { type ContentsEntry, parseContents } from "../package/tree.js";
import { contentsPath, type Home, treePath } from "./home.js";

export type FileProblemKind = "changed" | "added" | "removed" | "mode" | "link" | "not-a-file" | "unreadable" | "list";

/** One file that is not as pinned. */
export interface FileProblem {
  readonly kind: FileProblemKind;
  /** Below the tree, `/` between segments: `node_modules/<package>/<path>`. Hostile text. */
  readonly path: string;
}

export type TreeState =
  | { readonly kind: "absent" }
  | { readonly kind: "present"; readonly files: number; readonly problems: readonly FileProblem[] };

export const TREE_INDEX = "tree.json";
const BUFFER_BYTES = 1024 ** 2;
/** Absent on Windows, where links need a privilege and the listing still shows them. */
const READ_NO_FOLLOW = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0);
/** Windows has no executable bit. */
const HAS_MODES = process.platform !== "win32";

/** Checks every file of a placed tree, and that there are no others. */
export function checkTree(home: Home, placed: readonly Placed[]): TreeState {
  const root = treePath(home, treeDigest(placed));
  if (!isFolder(home.trees) || !isFolder(root)) return { kind: "absent" };
  const check = new TreeCheck(root, new Set(placed.map(({ location }) => location)));
  check.folder("", new Map([[TREE_INDEX, undefined]]));
  for (const { location, entry } of placed) check.package(location, readContents(home, entry.contents));
  return { kind: "present", files: check.files, problems: check.problems };
}

function isFolder(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
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

class TreeCheck {
  readonly problems: FileProblem[] = [];
  files = 0;
  readonly #root: string;
  readonly #locations: ReadonlySet<string>;
  readonly #buffer = Buffer.allocUnsafe(BUFFER_BYTES);

  constructor(root: string, locations: ReadonlySet<string>) {
    this.#root = root;
    this.#locations = locations;
  }

  package(location: Location, expected: Map<string, ContentsEntry> | undefined): void {
    if (expected === undefined) {
      this.problems.push({ kind: "list", path: location });
      return;
    }
    this.files += expected.size;
    this.folder(`${location}/`, expected);
  }

  /** Checks the files below a folder that belong to it, up to the next package; `expected` is emptied on the way. */
  folder(base: string, expected: Map<string, ContentsEntry | undefined>): void {
    this.#walk(base, "", expected);
    for (const path of expected.keys()) this.problems.push({ kind: "removed", path: `${base}${path}` });
  }

  #walk(base: string, below: string, expected: Map<string, ContentsEntry | undefined>): void {
    for (const item of this.#list(base + below)) {
      const path = below + item.name;
      if (item.isDirectory()) {
        if (!this.#locations.has(base + path)) this.#walk(base, `${path}/`, expected);
        continue;
      }
      if (item.isFile()) this.#file(base + path, expected.has(path), expected.get(path));
      else this.problems.push({ kind: item.isSymbolicLink() ? "link" : "not-a-file", path: base + path });
      expected.delete(path);
    }
  }

  #list(folder: string) {
    try {
      return readdirSync(join(this.#root, folder), { withFileTypes: true });
    } catch (error) {
      // A missing folder is told file by file, as removed.
      if ((error as NodeJS.ErrnoException).code !== "ENOENT") this.problems.push({ kind: "unreadable", path: folder });
      return [];
    }
  }

  #file(path: string, known: boolean, expected: ContentsEntry | undefined): void {
    if (!known) {
      this.problems.push({ kind: "added", path });
      return;
    }
    if (expected === undefined) return;
    const actual = this.#read(path);
    if (actual === undefined) this.problems.push({ kind: "unreadable", path });
    else if (actual.sha256 !== expected.sha256) this.problems.push({ kind: "changed", path });
    else if (HAS_MODES && actual.executable !== expected.executable) this.problems.push({ kind: "mode", path });
  }

  #read(path: string): ContentsEntry | undefined {
    let fd: number;
    try {
      fd = openSync(join(this.#root, path), READ_NO_FOLLOW);
    } catch {
      return undefined;
    }
    try {
      const { mode, size } = fstatSync(fd);
      return { sha256: this.#hash(fd, size), executable: (mode & 0o111) !== 0 };
    } catch {
      return undefined;
    } finally {
      closeSync(fd);
    }
  }

  #hash(fd: number, size: number): string {
    const buffer = this.#buffer;
    let length = readSync(fd, buffer, 0, BUFFER_BYTES, null);
    if (length === size && size < BUFFER_BYTES) return hash("sha256", buffer.subarray(0, length), "hex");
    const digest = createHash("sha256");
    for (; length > 0; length = readSync(fd, buffer, 0, BUFFER_BYTES, null)) digest.update(buffer.subarray(0, length));
    return digest.digest("hex");
  }
}
