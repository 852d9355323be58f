/**
 * What a placed tree may load, asked file by file in the server's own process. Nothing of the store is believed by
 * itself: the tree's folder is named by the digest of its index, the index names each contents list by its digest, and
 * a list names each file by its SHA-256.
 */
import { hash } from "node:crypto";
import { readFileSync } from "node:fs";
import { basename, join, sep } from "node:path";
import { canonicalJson, type Json } from "../package/canonical.js";
import { type Digest, digestOf, hexOf } from "../package/digest.js";
import { type ContentsEntry, parseContents } from "../package/tree.js";
import { TREE_INDEX } from "./home.js";

/** The server may replace functions of `fs` for itself. */
const read = readFileSync;
const sha256 = hash;

type ContentsList = ReadonlyMap<string, ContentsEntry>;

/** Where a folder's files are listed, and what stands before their names there; no list outside every package. */
interface Folder {
  readonly list: ContentsList | undefined;
  readonly below: string;
}

export class PinnedFiles {
  readonly #root: string;
  readonly #contents: string;
  readonly #index: ReadonlyMap<string, Digest>;
  readonly #lists = new Map<string, ContentsList>();
  readonly #folders = new Map<string, Folder>();

  /**
   * `root`: a placed tree in the store, without links in its path.
   *
   * @throws Error when the tree's index is not the one that the tree is named by.
   */
  constructor(root: string) {
    this.#root = root + sep;
    this.#contents = join(root, "..", "..", "contents");
    const index = JSON.parse(read(join(root, TREE_INDEX), "utf8")) as Record<string, Digest>;
    if (hexOf(digestOf(canonicalJson(index as Json))) !== basename(root)) {
      throw new Error(`${TREE_INDEX} of the server's tree is not as pinned`);
    }
    this.#index = new Map(Object.entries(index));
  }

  /** Whether the file, an absolute path without links, is one of the pinned ones; its bytes are not looked at. */
  holds(file: string): boolean {
    return this.#expected(file) !== undefined;
  }

  /** Whether these are the pinned bytes of the file. */
  isPinned(file: string, bytes: string | NodeJS.ArrayBufferView): boolean {
    const expected = this.#expected(file);
    return expected !== undefined && sha256("sha256", bytes, "hex") === expected;
  }

  #expected(file: string): string | undefined {
    const slash = file.lastIndexOf(sep);
    const folder = file.slice(0, slash + 1);
    let found = this.#folders.get(folder);
    if (found === undefined) {
      found = this.#folderOf(folder);
      this.#folders.set(folder, found);
    }
    return found.list?.get(found.below + file.slice(slash + 1))?.sha256;
  }

  /** `folder`: absolute, with its final separator. */
  #folderOf(folder: string): Folder {
    if (!folder.startsWith(this.#root)) return { list: undefined, below: "" };
    const path = folder.slice(this.#root.length).replaceAll(sep, "/");
    for (let end = path.lastIndexOf("/"); end > 0; end = path.lastIndexOf("/", end - 1)) {
      const list = this.#list(path.slice(0, end));
      if (list !== undefined) return { list, below: path.slice(end + 1) };
    }
    return { list: undefined, below: "" };
  }

  /** The contents list of the package at a location; undefined where no package stands. A list that is not the pinned one is empty. */
  #list(location: string): ContentsList | undefined {
    const known = this.#lists.get(location);
    if (known !== undefined) return known;
    const digest = this.#index.get(location);
    if (digest === undefined) return undefined;
    const text = read(join(this.#contents, `${hexOf(digest)}.txt`), "utf8");
    const list: ContentsList = digestOf(text) === digest ? parseContents(text) : new Map();
    this.#lists.set(location, list);
    return list;
  }
}
