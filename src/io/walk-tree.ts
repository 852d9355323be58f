/** Reads and hashes the files of a placed tree, package by package, following no link. */
import { createHash, hash } from "node:crypto";
import { closeSync, constants, fstatSync, openSync, readdirSync, readSync } from "node:fs";
import { type ContentsEntry, comparePaths } from "../package/tree.js";

/** A file's hash and mode, or why it has none. */
export type FileState = ContentsEntry | "link" | "not-a-file" | "unreadable";

export interface FoundFile {
  /** Below the folder that was walked. */
  readonly path: string;
  readonly state: FileState;
}

const BUFFER_BYTES = 1024 ** 2;
/** Absent on Windows, where links need a privilege and the listing still shows them. */
const READ_NO_FOLLOW = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0);

export class TreeWalk {
  readonly #root: string;
  readonly #locations: ReadonlySet<string>;
  readonly #buffer = Buffer.allocUnsafeSlow(BUFFER_BYTES);

  /** `locations`: folders below the root that are packages of their own, walked apart. */
  constructor(root: string, locations: ReadonlySet<string>) {
    this.#root = root;
    this.#locations = locations;
  }

  /**
   * The files below `base` (a folder below the root, with its final slash, or `""`) up to the next package, in the
   * order of a contents list. Whatever is neither folder nor file is told as such; a folder that is missing is empty.
   */
  files(base: string): FoundFile[] {
    const found: FoundFile[] = [];
    this.#walk(base, "", found);
    return found.sort((a, b) => comparePaths(a.path, b.path));
  }

  #walk(base: string, below: string, found: FoundFile[]): void {
    const folder = `${this.#root}/${base}${below}`;
    for (const item of this.#list(folder, below, found)) {
      const path = below + item.name;
      if (item.isFile()) found.push({ path, state: this.#read(folder + item.name) });
      else if (!item.isDirectory()) found.push({ path, state: item.isSymbolicLink() ? "link" : "not-a-file" });
      else if (!this.#locations.has(base + path)) this.#walk(base, `${path}/`, found);
    }
  }

  #list(folder: string, below: string, found: FoundFile[]) {
    try {
      return readdirSync(folder, { withFileTypes: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ENOENT") found.push({ path: below, state: "unreadable" });
      return [];
    }
  }

  #read(path: string): FileState {
    let fd: number;
    try {
      fd = openSync(path, READ_NO_FOLLOW);
    } catch {
      return "unreadable";
    }
    try {
      const { mode, size } = fstatSync(fd);
      return { sha256: this.#hash(fd, size), executable: (mode & 0o111) !== 0 };
    } catch {
      return "unreadable";
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
