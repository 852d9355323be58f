/** Lines that went in one place and came in another, in the same file or in another one of the package. */
import type { Hunk } from "./lines.js";

/** The hunks of one file, with the lines they number. */
export interface Hunks {
  readonly path: string;
  readonly before: readonly string[];
  readonly after: readonly string[];
  readonly hunks: readonly Hunk[];
}

export interface MovedHunk extends Hunk {
  readonly moved?: { readonly path: string; readonly line: number };
}

/** A stretch of one side of a hunk that stands elsewhere on the other side; lines as indexes. */
interface Stretch {
  readonly start: number;
  readonly count: number;
  readonly to: { readonly path: string; readonly line: number };
}

interface Spot {
  readonly file: Hunks;
  readonly hunk: Hunk;
  readonly index: number;
}

/** Fewer lines, or fewer characters in them, are found in many places by chance. */
const FEWEST_LINES = 3;
const FEWEST_CHARACTERS = 80;
/** A line that more places have says nothing about where another one came from. */
const COMMON = 8;
const MAX_LINES = 400_000;

/** Each file's hunks, cut where a part of one was moved. In the order of the files. */
export function withMoves(files: readonly Hunks[]): readonly (readonly MovedHunk[])[] {
  const finder = new Finder(files);
  finder.run();
  return files.map((file) => file.hunks.flatMap((hunk) => finder.cut(hunk)));
}

class Finder {
  readonly #files: readonly Hunks[];
  readonly #added = new Map<string, Spot[]>();
  readonly #removedStretches = new Map<Hunk, Stretch[]>();
  readonly #addedStretches = new Map<Hunk, Stretch[]>();
  /** Added lines that are an end of a move already. */
  readonly #taken = new Map<Hunks, Set<number>>();

  constructor(files: readonly Hunks[]) {
    this.#files = files;
  }

  run(): void {
    const lines = this.#files.flatMap(({ hunks }) => hunks.map((hunk) => hunk.beforeCount + hunk.afterCount));
    if (lines.reduce((sum, count) => sum + count, 0) > MAX_LINES) return;
    for (const file of this.#files) for (const hunk of file.hunks) this.#index(file, hunk);
    for (const file of this.#files) for (const hunk of file.hunks) this.#search(file, hunk);
  }

  #index(file: Hunks, hunk: Hunk): void {
    for (let i = 0; i < hunk.afterCount; i += 1) {
      const index = hunk.afterLine - 1 + i;
      const key = (file.after[index] ?? "").trim();
      if (key.length < 4) continue;
      const known = this.#added.get(key);
      if (known === undefined) this.#added.set(key, [{ file, hunk, index }]);
      else if (known.length <= COMMON) known.push({ file, hunk, index });
    }
  }

  #search(file: Hunks, hunk: Hunk): void {
    const end = hunk.beforeLine - 1 + hunk.beforeCount;
    for (let index = hunk.beforeLine - 1; index < end; ) {
      const spots = this.#added.get((file.before[index] ?? "").trim()) ?? [];
      const [best, count] = this.#longest(file, index, end, spots.length > COMMON ? [] : spots);
      if (best === undefined || !this.#isTelling(file, index, count)) {
        index += 1;
        continue;
      }
      push(this.#removedStretches, hunk, { start: index, count, to: { path: best.file.path, line: best.index + 1 } });
      push(this.#addedStretches, best.hunk, { start: best.index, count, to: { path: file.path, line: index + 1 } });
      const taken = this.#taken.get(best.file) ?? new Set();
      for (let i = 0; i < count; i += 1) taken.add(best.index + i);
      this.#taken.set(best.file, taken);
      index += count;
    }
  }

  #longest(file: Hunks, index: number, end: number, spots: readonly Spot[]): [Spot | undefined, number] {
    let [best, most]: [Spot | undefined, number] = [undefined, 0];
    for (const spot of spots) {
      const last = spot.hunk.afterLine - 1 + spot.hunk.afterCount;
      const taken = this.#taken.get(spot.file);
      let count = 0;
      while (index + count < end && spot.index + count < last && !taken?.has(spot.index + count)) {
        if ((file.before[index + count] ?? "").trim() !== (spot.file.after[spot.index + count] ?? "").trim()) break;
        count += 1;
      }
      if (count > most) [best, most] = [spot, count];
    }
    return [best, most];
  }

  #isTelling(file: Hunks, index: number, count: number): boolean {
    if (count < FEWEST_LINES) return false;
    let characters = 0;
    for (let i = 0; i < count; i += 1) characters += (file.before[index + i] ?? "").trim().length;
    return characters >= FEWEST_CHARACTERS;
  }

  /** A hunk in pieces: what went, moved or not, then what came; the last that went and the first that came stay together. */
  cut(hunk: Hunk): MovedHunk[] {
    const went = pieces(hunk.beforeLine - 1, hunk.beforeCount, this.#removedStretches.get(hunk));
    const came = pieces(hunk.afterLine - 1, hunk.afterCount, this.#addedStretches.get(hunk));
    if (went.length <= 1 && came.length <= 1 && !went[0]?.to && !came[0]?.to) return [hunk];
    const [last, first] = [went.at(-1), came[0]];
    const together = last !== undefined && first !== undefined && !last.to && !first.to;
    const end = hunk.beforeLine + hunk.beforeCount;
    return [
      ...(together ? went.slice(0, -1) : went).map((piece) => half(piece, "before", hunk.afterLine)),
      ...(together ? [{ ...half(last, "before", hunk.afterLine), afterCount: first.count }] : []),
      ...(together ? came.slice(1) : came).map((piece) => half(piece, "after", end)),
    ];
  }
}

function push(map: Map<Hunk, Stretch[]>, hunk: Hunk, stretch: Stretch): void {
  const known = map.get(hunk);
  if (known === undefined) map.set(hunk, [stretch]);
  else known.push(stretch);
}

interface Cut {
  readonly start: number;
  readonly count: number;
  readonly to?: Stretch["to"];
}

/** A stretch of lines, cut around what of it was moved. */
function pieces(start: number, count: number, moved: readonly Stretch[] = []): Cut[] {
  const result: Cut[] = [];
  let at = start;
  for (const stretch of moved.toSorted((a, b) => a.start - b.start)) {
    if (stretch.start > at) result.push({ start: at, count: stretch.start - at });
    result.push(stretch);
    at = stretch.start + stretch.count;
  }
  if (at < start + count) result.push({ start: at, count: start + count - at });
  return result;
}

/** A hunk with lines on one side only; `other` is the line of the other side that they stand before. */
function half({ start, count, to }: Cut, side: "before" | "after", other: number): MovedHunk {
  const moved = to === undefined ? {} : { moved: to };
  return side === "before"
    ? { beforeLine: start + 1, beforeCount: count, afterLine: other, afterCount: 0, ...moved }
    : { beforeLine: other, beforeCount: 0, afterLine: start + 1, afterCount: count, ...moved };
}
