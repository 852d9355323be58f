/**
 * Checks a placed tree before a start: that every file is the pinned one, and that nothing stands there besides. It goes
 * through the folders beside the stored lists, which are held to their digests, and only says whether all is well: where
 * it is not, `check-tree` reads everything again and names the files. Modes are not looked at.
 */
import { closeSync, type Dirent, readdirSync } from "node:fs";
import { BEFORE_PATH, comparePaths } from "../package/tree.js";
import { FileHash, openNoFollow } from "./hash-file.js";
import { TREE_INDEX } from "./home.js";
import type { PinnedFiles } from "./pinned-files.js";
import type { SecondReader } from "./second-reader.js";
import { within } from "./within.js";

/**
 * Sources, which Node's loaders read, and source maps of them, which no running program does. That they are files and are
 * there is looked at in any case.
 */
const SOURCES = /\.(?:[cm]?[jt]sx?|[cm]?[jt]s\.map)$/;
/** The server may replace functions of `fs` for itself. */
const readdir = readdirSync;
const close = closeSync;
const itemsOf = (folder: string): Dirent[] => readdir(folder, { withFileTypes: true });

const LINE_FEED = 10;
/** Only surrogates make the order of UTF-16 differ from that of UTF-8, and the native comparison is faster. */
const WIDE = /[\ud800-\udfff]/;

/** `data`: what sources hold is not read, because it is checked as they are loaded (`load-hooks`). */
export type Depth = "all" | "data";

/** Of whoever reads a tree together: how many packages were taken, how many are done, whether one was not as pinned. */
export type Progress = Int32Array<SharedArrayBuffer>;
const TAKEN = 0;
const DONE = 1;
const FAILED = 2;
/** Milliseconds without any progress, after which the other reader is given up. */
const PATIENCE = 2000;

/** Whether all is as pinned. Follows no link. `second`: reads a share. */
export const isTreePinned = (files: PinnedFiles, depth: Depth, second?: SecondReader): boolean =>
  within(files.root, () => isPinnedAt("", files, depth, second));

/** The same of everything, wherever the working folder is: the server's is left alone, and workers cannot change theirs. */
export const isTreeWhole = (files: PinnedFiles): boolean => isPinnedAt(files.root, files, "all");

function isPinnedAt(base: string, files: PinnedFiles, depth: Depth, second?: SecondReader): boolean {
  const progress = new Int32Array(new SharedArrayBuffer(3 * Int32Array.BYTES_PER_ELEMENT));
  second?.begin({ root: files.root, depth, progress });
  if (!isAloneIn(base, files)) return false;
  readShare(files, depth, progress, base);
  return isDone(progress, files.locations.size);
}

/**
 * Reads packages until none is left to be taken, large ones first. `base`: the tree with its final separator, where it
 * is not the working folder.
 */
export function readShare(files: PinnedFiles, depth: Depth, progress: Progress, base = ""): void {
  const walk = new PinnedWalk(base, files.locations, depth);
  const order = [...files.locations].map((location) => ({ location, list: files.listText(location) }));
  // All have the same order, or none reads on: it is by what each has read.
  if (order.some((item) => item.list === undefined)) Atomics.store(progress, FAILED, 1);
  order.sort((a, b) => (b.list?.length ?? 0) - (a.list?.length ?? 0));
  for (let i = Atomics.add(progress, TAKEN, 1); i < order.length; i = Atomics.add(progress, TAKEN, 1)) {
    const { location = "", list } = order[i] ?? {};
    if (list === undefined || !walk.isAs(list, `${location}/`)) Atomics.store(progress, FAILED, 1);
    if (Atomics.load(progress, FAILED) !== 0) break;
    Atomics.add(progress, DONE, 1);
  }
  Atomics.notify(progress, DONE);
}

/** Waits for what the other reader has taken. */
function isDone(progress: Progress, all: number): boolean {
  for (;;) {
    const done = Atomics.load(progress, DONE);
    if (Atomics.load(progress, FAILED) !== 0) return false;
    if (done === all) return true;
    if (Atomics.wait(progress, DONE, done, PATIENCE) === "timed-out") return false;
  }
}

/** Whether the tree's folder holds packages and the index, and nothing besides. */
function isAloneIn(base: string, files: PinnedFiles): boolean {
  for (const item of itemsOf(base === "" ? "." : base)) {
    const isKnown = item.name === "node_modules" ? item.isDirectory() : item.name === TREE_INDEX && item.isFile();
    if (!isKnown) return false;
  }
  return new PinnedWalk(base, files.locations, "all").isAs("", "node_modules/");
}

/** Goes through a folder in the order of a contents list, beside the list's text. */
class PinnedWalk {
  readonly #base: string;
  readonly #locations: ReadonlySet<string>;
  readonly #readsSources: boolean;
  readonly #hash = new FileHash();
  #list = "";
  #isWide = false;
  #at = 0;

  constructor(base: string, locations: ReadonlySet<string>, depth: Depth) {
    this.#base = base;
    this.#locations = locations;
    this.#readsSources = depth === "all";
  }

  /** Whether the files in a folder and below, up to the next package, are those of the list, and can be read. */
  isAs(list: string, folder: string): boolean {
    this.#list = list;
    this.#isWide = WIDE.test(list);
    this.#at = 0;
    try {
      return this.#goesOn(folder, "") && this.#at === list.length;
    } catch {
      return false;
    }
  }

  /** `below`: the folder as the list spells it. */
  #goesOn(folder: string, below: string): boolean {
    const names: string[] = [];
    for (const item of itemsOf(this.#base + folder)) {
      // Such a name would be two lines of the list.
      if (item.name.includes("\n")) return false;
      if (item.isFile()) names.push(item.name);
      else if (!item.isDirectory()) return false;
      else if (!this.#locations.has(folder + item.name)) names.push(`${item.name}/`);
    }
    for (const name of names.sort(this.#isWide ? comparePaths : undefined)) {
      const goesOn = name.endsWith("/")
        ? this.#goesOn(folder + name, below + name)
        : this.#isNext(folder + name, below + name);
      if (!goesOn) return false;
    }
    return true;
  }

  /** Whether the list's next line is that of a file. `path`: as the list spells it. */
  #isNext(file: string, path: string): boolean {
    const begin = this.#at + BEFORE_PATH;
    const end = begin + path.length;
    if (!this.#list.startsWith(path, begin) || this.#list.charCodeAt(end) !== LINE_FEED) return false;
    const isRead = this.#readsSources || !SOURCES.test(path);
    const isPinned = !isRead || this.#list.startsWith(this.#read(file), this.#at);
    this.#at = end + 1;
    return isPinned;
  }

  #read(file: string): string {
    const fd = openNoFollow(this.#base + file);
    try {
      return this.#hash.of(fd);
    } finally {
      close(fd);
    }
  }
}
