/** Reads and hashes the files of a placed tree, package by package, following no link. */
import { closeSync, fstatSync, readdirSync } from "node:fs";
import { comparePaths, contentsLine } from "../package/tree.js";
import { FileHash, openNoFollow } from "./hash-file.js";

/** Something that has no line in a contents list, and why; `added`: a name with a line feed, which no package has. */
export interface Oddity {
  readonly path: string;
  readonly kind: "link" | "not-a-file" | "unreadable" | "added";
}

/** What stands in a folder, paths relative to it. */
export interface Found {
  /** Of a contents list, each file's line, in the list's order. */
  readonly lines: readonly string[];
  readonly odd: readonly Oddity[];
}

interface FoundFile {
  readonly path: string;
  readonly line: string;
}

export class TreeWalk {
  readonly #root: string;
  readonly #locations: ReadonlySet<string>;
  readonly #hash = new FileHash();

  /** `locations`: folders below the root that are packages of their own, walked apart. */
  constructor(root: string, locations: ReadonlySet<string>) {
    this.#root = root;
    this.#locations = locations;
  }

  /**
   * What is below `base` (a folder below the root, with its final slash, or `""`) up to the next package. A folder that
   * is missing is empty.
   */
  find(base: string): Found {
    const files: FoundFile[] = [];
    const odd: Oddity[] = [];
    this.#walk(base, "", files, odd);
    // Only surrogates make the order of UTF-16 differ from that of UTF-8, and the native comparison is faster.
    const wide = files.some(({ path }) => /[\ud800-\udfff]/.test(path));
    files.sort(wide ? (a, b) => comparePaths(a.path, b.path) : (a, b) => (a.path < b.path ? -1 : 1));
    return { lines: files.map(({ line }) => line), odd };
  }

  #walk(base: string, below: string, files: FoundFile[], odd: Oddity[]): void {
    const folder = `${this.#root}/${base}${below}`;
    for (const item of this.#list(folder, below, odd)) {
      const path = below + item.name;
      if (item.name.includes("\n")) odd.push({ path, kind: "added" });
      else if (item.isFile()) {
        const line = this.#read(folder + item.name, path);
        if (line === undefined) odd.push({ path, kind: "unreadable" });
        else files.push({ path, line });
      } else if (!item.isDirectory()) odd.push({ path, kind: item.isSymbolicLink() ? "link" : "not-a-file" });
      else if (!this.#locations.has(base + path)) this.#walk(base, `${path}/`, files, odd);
    }
  }

  #list(folder: string, below: string, odd: Oddity[]) {
    try {
      return readdirSync(folder, { withFileTypes: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ENOENT") odd.push({ path: below, kind: "unreadable" });
      return [];
    }
  }

  /** The file's line of the contents list; undefined when it cannot be read. */
  #read(file: string, path: string): string | undefined {
    let fd = -1;
    try {
      fd = openNoFollow(file);
      const { mode } = fstatSync(fd);
      return contentsLine(this.#hash.of(fd), (mode & 0o111) !== 0, path);
    } catch {
      return undefined;
    } finally {
      if (fd !== -1) closeSync(fd);
    }
  }
}
