/** The contents lists that the store holds: one for each package, named by its digest. Nothing is believed by itself. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Digest, digestOf, hexOf } from "../package/digest.js";
import { type ContentsEntry, parseContents } from "../package/tree.js";

/** The server may replace functions of `fs` for itself. */
const read = readFileSync;

/** The list with that digest, or undefined when the store's copy is missing or not the pinned one. `folder`: the store's. */
export function readContentsText(folder: string, contents: Digest): string | undefined {
  try {
    const list = read(join(folder, `${hexOf(contents)}.txt`), "utf8");
    return digestOf(list) === contents ? list : undefined;
  } catch {
    return undefined;
  }
}

/** The same, read. */
export function readContents(folder: string, contents: Digest): Map<string, ContentsEntry> | undefined {
  const list = readContentsText(folder, contents);
  return list === undefined ? undefined : parseContents(list);
}
