/** What entries said before `init` rewrote them, kept for `eject`. The words may hold credentials: private files. */
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Path } from "../clients/entries.js";
import { digestOf, hexOf } from "../package/digest.js";
import { replaceFile } from "./disk.js";
import type { Home } from "./home.js";

/** One rewritten entry: the words it started, and those that `init` put in their place. */
export interface Original {
  readonly path: Path;
  readonly before: readonly string[];
  readonly after: readonly string[];
}

const recordPath = (home: Home, file: string): string => join(home.originals, `${hexOf(digestOf(file))}.json`);

const isWords = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((word) => typeof word === "string");

/** Empty when there is no record, or none that can be read. */
export function originalsOf(home: Home, file: string): readonly Original[] {
  try {
    const { entries } = JSON.parse(readFileSync(recordPath(home, file), "utf8")) as { entries: readonly Original[] };
    return entries.filter(({ path, before, after }) => Array.isArray(path) && isWords(before) && isWords(after));
  } catch {
    return [];
  }
}

/** Adds to what is known of a file; an entry that was rewritten twice keeps what it said at first. */
export function rememberOriginals(home: Home, file: string, added: readonly Original[]): void {
  const known = originalsOf(home, file);
  const first = (original: Original): Original => {
    const earlier = known.find(({ path, after }) => isSame(path, original.path) && isSame(after, original.before));
    return earlier === undefined ? original : { ...original, before: earlier.before };
  };
  const rest = known.filter(({ path }) => !added.some((original) => isSame(original.path, path)));
  writeRecord(home, file, [...rest, ...added.map(first)]);
}

/** Forgets entries that were put back. */
export function forgetOriginals(home: Home, file: string, paths: readonly Path[]): void {
  const rest = originalsOf(home, file).filter(({ path }) => !paths.some((gone) => isSame(gone, path)));
  if (rest.length > 0) writeRecord(home, file, rest);
  else rmSync(recordPath(home, file), { force: true });
}

/** Whether two paths, or two lists of words, are the same. */
export const isSame = (a: Path, b: Path): boolean => JSON.stringify(a) === JSON.stringify(b);

function writeRecord(home: Home, file: string, entries: readonly Original[]): void {
  const path = recordPath(home, file);
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  replaceFile(path, `${JSON.stringify({ file, entries })}\n`, 0o600);
}
