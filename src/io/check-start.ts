/**
 * Checks a placed tree before a start: that every file is the pinned one, and that nothing stands there besides. It goes
 * through the folders beside the stored lists, which are held to their digests, and only says whether all is well: where
 * it is not, `check-tree` reads everything again and names the files. Modes are not looked at.
 */
import { closeSync, readdirSync } from "node:fs";
import { BEFORE_PATH } from "../package/tree.js";
import { FileHash, openNoFollow } from "./hash-file.js";
import { TREE_INDEX } from "./home.js";
import type { PinnedFiles } from "./pinned-files.js";
import { within } from "./within.js";

/**
 * Sources, which Node's loaders read, and source maps of them, which no running program does. That they are files and are
 * there is looked at in any case.
 */
const SOURCES = /\.(?:[cm]?[jt]sx?|[cm]?[jt]s\.map)$/;
const TYPED = { withFileTypes: true } as const;
const LINE_FEED = 10;

/** `data`: what sources hold is not read, because it is checked as they are loaded (`load-hooks`). */
export type Depth = "all" | "data";

/** Whether all is as pinned. Follows no link. */
export function isTreePinned(files: PinnedFiles, depth: Depth): boolean {
  const walk = new PinnedWalk(files.locations, depth);
  return within(files.root, () => {
    try {
      const [modules, index, ...more] = readdirSync(".", TYPED);
      if (modules?.name !== "node_modules" || !modules.isDirectory()) return false;
      if (index?.name !== TREE_INDEX || more.length > 0) return false;
      if (!walk.isAs("", "node_modules/")) return false;
      for (const location of files.locations) {
        const list = files.listText(location);
        if (list === undefined || !walk.isAs(list, `${location}/`)) return false;
      }
      return true;
    } catch {
      return false;
    }
  });
}

/** Goes through a folder in the order of a contents list, beside the list's text. */
class PinnedWalk {
  readonly #locations: ReadonlySet<string>;
  readonly #readsSources: boolean;
  readonly #hash = new FileHash();
  #list = "";
  #at = 0;

  constructor(locations: ReadonlySet<string>, depth: Depth) {
    this.#locations = locations;
    this.#readsSources = depth === "all";
  }

  /**
   * Whether the files in a folder and below, up to the next package, are those of the list.
   *
   * @throws Error when something cannot be read, or became a link meanwhile.
   */
  isAs(list: string, folder: string): boolean {
    this.#list = list;
    this.#at = 0;
    return this.#goesOn(folder, "") && this.#at === list.length;
  }

  /** `below`: the folder as the list spells it. */
  #goesOn(folder: string, below: string): boolean {
    const names: string[] = [];
    for (const item of readdirSync(folder, TYPED)) {
      if (item.isFile()) names.push(item.name);
      else if (!item.isDirectory()) return false;
      else if (!this.#locations.has(folder + item.name)) names.push(`${item.name}/`);
    }
    for (const name of names.sort()) {
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
    const fd = openNoFollow(file);
    try {
      return this.#hash.of(fd);
    } finally {
      closeSync(fd);
    }
  }
}
