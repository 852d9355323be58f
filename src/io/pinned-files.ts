/**
 * What a placed tree holds, asked file by file in the server's own process. Nothing of the store is believed by
 * itself: the tree's folder is named by the digest of its index, the index names each contents list by its digest, and
 * a list names each file by its SHA-256.
 */
import { readFileSync } from "node:fs";
import { basename, join, sep } from "node:path";
import { PinError } from "../errors.js";
import { canonicalJson, type Json } from "../package/canonical.js";
import { type Digest, digestOf, hexOf } from "../package/digest.js";
import { type ContentsEntry, parseContents } from "../package/tree.js";
import { readContentsText } from "./contents.js";
import { TREE_INDEX } from "./home.js";

/** The server may replace functions of `fs` for itself. */
const read = readFileSync;

type ContentsList = ReadonlyMap<string, ContentsEntry>;

/** Where a folder's files are listed, and what stands before their names there; no list outside every package. */
interface Folder {
  readonly list: ContentsList | undefined;
  readonly below: string;
}

export class PinnedFiles {
  /** The tree's folder, with its final separator. */
  readonly root: string;
  /** Where packages stand. */
  readonly locations: ReadonlySet<string>;
  readonly #contents: string;
  readonly #index: ReadonlyMap<string, Digest>;
  readonly #texts = new Map<string, string>();
  readonly #lists = new Map<string, ContentsList>();
  readonly #folders = new Map<string, Folder>();

  /**
   * `root`: a placed tree in the store, without links in its path.
   *
   * @throws PinError `refused` when the tree's index is not the one that the tree is named by.
   */
  constructor(root: string) {
    this.root = root + sep;
    this.#contents = join(root, "..", "..", "contents");
    this.#index = new Map(Object.entries(indexOf(root)));
    this.locations = new Set(this.#index.keys());
  }

  /** Whether the file, an absolute path without links, is one of the pinned ones; its bytes are not looked at. */
  holds(file: string): boolean {
    return this.expected(file) !== undefined;
  }

  /** The SHA-256 of the file's pinned bytes, in hex; undefined for what is none of the pinned files. */
  expected(file: string): string | undefined {
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
    if (!folder.startsWith(this.root)) return { list: undefined, below: "" };
    const path = folder.slice(this.root.length).replaceAll(sep, "/");
    for (let end = path.lastIndexOf("/"); end > 0; end = path.lastIndexOf("/", end - 1)) {
      const list = this.#list(path.slice(0, end));
      if (list !== undefined) return { list, below: path.slice(end + 1) };
    }
    return { list: undefined, below: "" };
  }

  /** Where a package's list is missing in the store, or is not the pinned one: nothing of it can be loaded. */
  get unlisted(): string[] {
    return [...this.locations].filter((location) => this.listText(location) === undefined);
  }

  /** The contents list of the package at a location; undefined when it is `unlisted`, or no package stands there. */
  listText(location: string): string | undefined {
    const digest = this.#index.get(location);
    if (digest === undefined) return undefined;
    const text = this.#texts.get(location) ?? readContentsText(this.#contents, digest);
    if (text !== undefined) this.#texts.set(location, text);
    return text;
  }

  /** The same, read; undefined only where no package stands. */
  #list(location: string): ContentsList | undefined {
    const known = this.#lists.get(location);
    if (known !== undefined || !this.locations.has(location)) return known;
    const list = parseContents(this.listText(location) ?? "");
    this.#texts.delete(location);
    this.#lists.set(location, list);
    return list;
  }
}

function indexOf(root: string): Readonly<Record<string, Digest>> {
  try {
    const index = JSON.parse(read(join(root, TREE_INDEX), "utf8")) as Record<string, Digest>;
    if (hexOf(digestOf(canonicalJson(index as Json))) === basename(root)) return index;
  } catch {
    // It is said below.
  }
  throw new PinError("refused", `${TREE_INDEX} of the server's tree is not as pinned`, {
    hint: "mcp-pin install puts the pinned bytes back",
  });
}
