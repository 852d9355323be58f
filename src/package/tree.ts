/** An unpacked package as data: what a reviewer sees, what is hashed and what is placed are this one value. */
import { hash } from "node:crypto";
import { type Digest, digestOf } from "./digest.js";

export interface PackageFile {
  /** Relative to the package, `/` between segments. */
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly executable: boolean;
}

export interface PackageTree {
  /** Keyed by path, in the order of the paths' UTF-8 bytes. */
  readonly files: ReadonlyMap<string, PackageFile>;
}

/** Orders paths by their UTF-8 bytes, as `sort` does under LC_ALL=C. */
export function comparePaths(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) return utf8Rank(x) - utf8Rank(y);
  }
  return a.length - b.length;
}

/** UTF-8 puts the characters beyond U+FFFF last; UTF-16 spells them with surrogates, below U+E000. */
const utf8Rank = (unit: number): number => (unit < 0xd800 ? unit : unit < 0xe000 ? unit + 0x10000 : unit);

/** The files as a tree; that their paths are sound is the archive reader's responsibility. */
export function treeOf(files: Iterable<PackageFile>): PackageTree {
  const sorted = [...files].sort((a, b) => comparePaths(a.path, b.path));
  return { files: new Map(sorted.map((file) => [file.path, file])) };
}

/** One line of a contents list: `<sha256 hex>  <x or ->  <path>` and a line feed. */
export const contentsLine = (sha256: string, executable: boolean, path: string): string =>
  `${sha256}  ${executable ? "x" : "-"}  ${path}\n`;

/** Where the path begins in such a line. */
export const BEFORE_PATH = 64 + "  -  ".length;

/**
 * The contents list of a package: a line a file, sorted by path (the idea of Go's `h1:` directory hash). Its digest is
 * the package's `contents`, so files on disk can be checked with no tarball at hand.
 */
export function contentsOf(tree: PackageTree): string {
  let lines = "";
  for (const file of tree.files.values()) {
    lines += contentsLine(hash("sha256", file.bytes, "hex"), file.executable, file.path);
  }
  return lines;
}

export const contentsDigest = (tree: PackageTree): Digest => digestOf(contentsOf(tree));

export interface ContentsEntry {
  readonly sha256: string;
  readonly executable: boolean;
}

/** Reads a contents list back. The caller has checked that its digest is the pinned one, so a bad line is a bug. */
export function parseContents(lines: string): Map<string, ContentsEntry> {
  const entries = new Map<string, ContentsEntry>();
  for (const line of lines.split("\n")) {
    if (line !== "") entries.set(line.slice(BEFORE_PATH), { sha256: line.slice(0, 64), executable: line[66] === "x" });
  }
  return entries;
}
