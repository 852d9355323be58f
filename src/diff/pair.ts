/**
 * Which file of the old version became which file of the new one. Paths come first; files whose path is on one side only
 * (renamed, or named after a hash of their content) are paired by their bytes, then by likeness.
 */
import { hash } from "node:crypto";
import type { PackageFile, PackageTree } from "../package/tree.js";
import { likeness, type Sketch, sketchOf } from "./likeness.js";

export interface FilePair {
  readonly before: PackageFile;
  readonly after: PackageFile;
  /** 1 for equal bytes, 0 to 1 for a pairing by likeness, undefined for a pairing by path that was not measured. */
  readonly likeness: number | undefined;
}

export interface Pairing {
  readonly pairs: readonly FilePair[];
  readonly added: readonly PackageFile[];
  readonly removed: readonly PackageFile[];
}

/** Half of the text shared is a rename; a name that differs only in its hash needs less. */
const ALIKE = 0.5;
const ALIKE_IF_NAMED_ALIKE = 0.25;
/** Bytes sketched in all; beyond it the smaller files have been paired and the rest is added and removed. */
const MAX_SKETCHED = 64 * 1024 ** 2;
/** A piece that more files than this share tells nothing about which became which. */
const COMMON = 8;

const known = new WeakMap<PackageTree, { readonly before: PackageTree; readonly pairing: Pairing }>();

/** Pairs the files of two versions of a package. Trees are immutable: asked again, the answer is the same value. */
export function pairFiles(before: PackageTree, after: PackageTree): Pairing {
  const last = known.get(after);
  if (last?.before === before) return last.pairing;
  const pairing = pair(before, after);
  known.set(after, { before, pairing });
  return pairing;
}

function pair(before: PackageTree, after: PackageTree): Pairing {
  const pairs: FilePair[] = [];
  const removed = new Set<PackageFile>();
  for (const file of before.files.values()) {
    const same = after.files.get(file.path);
    if (same === undefined) removed.add(file);
    else pairs.push({ before: file, after: same, likeness: sameBytes(file, same) ? 1 : undefined });
  }
  const added = new Set<PackageFile>();
  for (const file of after.files.values()) if (!before.files.has(file.path)) added.add(file);
  const pool = { removed, added };
  for (const pair of pairByDigest(pool)) pairs.push(pair);
  for (const isNameless of [false, true]) for (const pair of pairByLikeness(pool, isNameless)) pairs.push(pair);
  return { pairs, added: [...added], removed: [...removed] };
}

const sameBytes = (a: PackageFile, b: PackageFile): boolean => Buffer.compare(a.bytes, b.bytes) === 0;

interface Pool {
  readonly removed: Set<PackageFile>;
  readonly added: Set<PackageFile>;
}

function take(pool: Pool, before: PackageFile, after: PackageFile, likeness: number): FilePair {
  pool.removed.delete(before);
  pool.added.delete(after);
  return { before, after, likeness };
}

/** Equal bytes: first of files that are called the same, then of any. */
function pairByDigest(pool: Pool): FilePair[] {
  if (pool.removed.size === 0 || pool.added.size === 0) return [];
  const digests = new Map([...pool.removed, ...pool.added].map((file) => [file, hash("sha256", file.bytes)]));
  const digestOf = (file: PackageFile): string => digests.get(file) ?? "";
  return [...pairByKey(pool, (file) => `${digestOf(file)} ${baseName(file.path)}`), ...pairByKey(pool, digestOf)];
}

/** Pairs files of one key in their order, but for empty ones. */
function pairByKey(pool: Pool, keyOf: (file: PackageFile) => string): FilePair[] {
  const waiting = new Map<string, PackageFile[]>();
  for (const file of [...pool.removed].reverse()) {
    if (file.bytes.length === 0) continue;
    const key = keyOf(file);
    const alike = waiting.get(key);
    if (alike === undefined) waiting.set(key, [file]);
    else alike.push(file);
  }
  return [...pool.added].flatMap((file) => {
    const twin = waiting.get(keyOf(file))?.pop();
    return twin === undefined ? [] : [take(pool, twin, file, 1)];
  });
}

interface Sketched {
  readonly file: PackageFile;
  readonly sketch: Sketch;
}

/** Nameless, files are alike whose minifier only gave out other names: that counts where they are called the same. */
function pairByLikeness(pool: Pool, isNameless: boolean): FilePair[] {
  if (pool.removed.size === 0 || pool.added.size === 0) return [];
  const [before, after] = sketchAll(pool, isNameless);
  const candidates = candidatePairs(before, after)
    .filter((pair) => !isNameless || stem(baseName(pair.before.path)) === stem(baseName(pair.after.path)))
    .sort((a, b) => b.likeness - a.likeness || byPath(a, b));
  const pairs: FilePair[] = [];
  for (const pair of candidates) {
    if (!pool.removed.has(pair.before) || !pool.added.has(pair.after)) continue;
    pairs.push(take(pool, pair.before, pair.after, pair.likeness));
  }
  return pairs;
}

/** Both sides sketched, smallest files first, until the bound is met. */
function sketchAll(pool: Pool, isNameless: boolean): [Sketched[], Sketched[]] {
  const sides: [Sketched[], Sketched[]] = [[], []];
  const files = [...pool.removed, ...pool.added].sort((a, b) => a.bytes.length - b.bytes.length);
  let bytes = 0;
  for (const file of files) {
    bytes += file.bytes.length;
    if (bytes > MAX_SKETCHED) break;
    sides[pool.removed.has(file) ? 0 : 1].push({ file, sketch: sketchOf(file.bytes, isNameless) });
  }
  return sides;
}

interface Candidate {
  readonly before: PackageFile;
  readonly after: PackageFile;
  readonly likeness: number;
}

function candidatePairs(before: readonly Sketched[], after: readonly Sketched[]): Candidate[] {
  const holders = rareHolders(before);
  const candidates: Candidate[] = [];
  for (const a of after) {
    const met = new Set<Sketched>();
    for (const key of a.sketch.pieces.keys()) for (const b of holders.get(key) ?? []) met.add(b);
    for (const b of met) {
      const alike = likeness(b.sketch, a.sketch);
      const enough = stem(b.file.path) === stem(a.file.path) ? ALIKE_IF_NAMED_ALIKE : ALIKE;
      if (alike >= enough) candidates.push({ before: b.file, after: a.file, likeness: Math.min(alike, 0.999) });
    }
  }
  return candidates;
}

/** Piece to the files that hold it, for the pieces that few files hold. */
function rareHolders(files: readonly Sketched[]): Map<number, Sketched[]> {
  const holders = new Map<number, Sketched[]>();
  for (const file of files) {
    for (const key of file.sketch.pieces.keys()) {
      const known = holders.get(key);
      if (known === undefined) holders.set(key, [file]);
      else if (known.length <= COMMON) known.push(file);
    }
  }
  for (const [key, list] of holders) if (list.length > COMMON) holders.delete(key);
  return holders;
}

const byPath = (a: Candidate, b: Candidate): number =>
  a.after.path < b.after.path ? -1 : a.after.path > b.after.path ? 1 : a.before.path < b.before.path ? -1 : 1;

const baseName = (path: string): string => path.slice(path.lastIndexOf("/") + 1);

/** A path without what bundlers put in for the content: `dist/chunk-A1B2C3D4.js` and `dist/chunk-9F8E7D6C.js` agree. */
const stem = (path: string): string => path.replaceAll(/[-._][A-Za-z0-9_]{6,32}(?=\.)/g, "-*");
