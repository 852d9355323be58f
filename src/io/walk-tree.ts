/** Reads and hashes the files of a placed tree, package by package, following no link. */
import { createHash, hash } from "node:crypto";
import { closeSync, constants, fstatSync, openSync, readdirSync, readSync } from "node:fs";
import { comparePaths, contentsLine } from "../package/tree.js";

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

/** Stands where the hash of a file would. */
export const UNREAD = "-".repeat(64);

const BUFFER_BYTES = 1024 ** 2;
/** Absent on Windows, where links need a privilege and the listing still shows them. */
const READ_NO_FOLLOW = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0);

export class TreeWalk {
  readonly #root: string;
  readonly #locations: ReadonlySet<string>;
  readonly #unread: RegExp | undefined;
  readonly #buffer = Buffer.allocUnsafeSlow(BUFFER_BYTES);

  /**
   * `locations`: folders below the root that are packages of their own, walked apart. `unread`: matches the names of
   * files that are listed with `UNREAD` for a hash, and without their mode.
   */
  constructor(root: string, locations: ReadonlySet<string>, unread?: RegExp) {
    this.#root = root;
    this.#locations = locations;
    this.#unread = unread;
  }

  /** Whether every file's line has its hash and its mode. */
  get readsAll(): boolean {
    return this.#unread === undefined;
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
      else if (item.isFile() && this.#unread?.test(item.name) === true) {
        files.push({ path, line: contentsLine(UNREAD, false, path) });
      } else if (item.isFile()) {
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
      fd = openSync(file, READ_NO_FOLLOW);
      const { mode } = fstatSync(fd);
      return contentsLine(this.#hash(fd), (mode & 0o111) !== 0, path);
    } catch {
      return undefined;
    } finally {
      if (fd !== -1) closeSync(fd);
    }
  }

  /** A read that does not fill the buffer ends a regular file; were it cut short, the hash would not be the pinned one. */
  #hash(fd: number): string {
    const buffer = this.#buffer;
    let length = readSync(fd, buffer, 0, BUFFER_BYTES, null);
    if (length < BUFFER_BYTES) return hash("sha256", buffer.subarray(0, length), "hex");
    const digest = createHash("sha256");
    for (; length > 0; length = readSync(fd, buffer, 0, BUFFER_BYTES, null)) digest.update(buffer.subarray(0, length));
    return digest.digest("hex");
  }
}
