/** Places in shipped files, for rules that look at bytes and declarations instead of facts. */
import { textOf } from "../diff/content.js";
import { diffLines, linesOf } from "../diff/lines.js";
import type { Evidence } from "../facts/facts.js";
import type { PackageFile } from "../package/tree.js";
import { Lines } from "../source/lines.js";

const EXCERPT = 240;

/** A place given by its offset in the file's text. */
export function placeAt(path: string, text: string | Lines, offset: number): Evidence {
  const lines = typeof text === "string" ? new Lines(text) : text;
  return { path, ...lines.place(offset), excerpt: lines.excerpt(offset) };
}

/** The file as a whole: its first line, or nothing of it when it is not text. */
export function fileStart(file: PackageFile): Evidence {
  const text = textOf(file.bytes.subarray(0, 4096))?.text;
  return text === undefined ? wholeFile(file.path) : placeAt(file.path, text, 0);
}

export const wholeFile = (path: string): Evidence => ({ path, line: 1, column: 1, excerpt: "" });

/** Where a file's text is not what it was: the first line of each hunk, `most` at most; never empty. */
export function changedPlaces(
  before: PackageFile | undefined,
  after: PackageFile,
  most = 8,
): readonly [Evidence, ...Evidence[]] {
  const text = textOf(after.bytes)?.text;
  const old = before === undefined ? "" : textOf(before.bytes)?.text;
  if (text === undefined || old === undefined || old === "") return [fileStart(after)];
  const lines = linesOf(text);
  const places: Evidence[] = [];
  for (const hunk of diffLines(linesOf(old), lines).hunks.slice(0, most)) {
    const line = lines[hunk.afterLine - 1] ?? "";
    places.push({ path: after.path, line: hunk.afterLine, column: 1, excerpt: line.trim().slice(0, EXCERPT) });
  }
  const [first = fileStart(after), ...rest] = places;
  return [first, ...rest];
}
