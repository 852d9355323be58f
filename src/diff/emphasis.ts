/** What differs within the lines of a hunk: which removed line became which added one, and the words that tell them apart. */
import { diffLines, type Hunk } from "./lines.js";
import type { Span } from "./view.js";

export interface Emphasis {
  readonly before: ReadonlyMap<number, readonly Span[]>;
  readonly after: ReadonlyMap<number, readonly Span[]>;
}

/** A word of a line; two words are the same when their keys are. */
export interface Word extends Span {
  readonly key: string;
}

/** The words of a shown line, by its index. What stands between them is blank. */
export type WordsOf = (index: number) => readonly Word[];

/** Words compared in the hunks of one file; beyond it lines differ as a whole. */
const EFFORT = 2_000_000;
/** Lines of a hunk, one side times the other, up to which every line is compared with every other. */
const MAX_CELLS = 2_500;
/** A pair of lines that shares less than this part of its words is no pair. */
const ALIKE = 0.4;
/** Words of a line that are compared one by one; of longer ones the ends that agree are taken off. */
const MAX_WORDS = 1_500;

const WORD = /[\p{L}\p{N}_$]+|[^\s\p{L}\p{N}_$]/gu;

/** The words of a text that is no code: letters and digits together, every other character alone. */
export function wordsIn(line: string): Word[] {
  return [...line.matchAll(WORD)].map(({ 0: key, index }) => ({ key, start: index, end: index + key.length }));
}

/** Emphasises the hunks of one file, within a bound for all of them together. */
export class Emphasiser {
  readonly #before: WordsOf;
  readonly #after: WordsOf;
  #effort = EFFORT;

  constructor(before: WordsOf, after: WordsOf) {
    this.#before = before;
    this.#after = after;
  }

  of(hunk: Hunk): Emphasis {
    const before = new Map<number, readonly Span[]>();
    const after = new Map<number, readonly Span[]>();
    for (const [b, a] of this.#pairs(hunk)) {
      const spans = this.#compare(this.#before(b), this.#after(a));
      if (spans === undefined) continue;
      before.set(b, spans.before);
      after.set(a, spans.after);
    }
    return { before, after };
  }

  #pairs({ beforeLine, beforeCount, afterLine, afterCount }: Hunk): (readonly [number, number])[] {
    const [b, a] = [beforeLine - 1, afterLine - 1];
    if (this.#effort <= 0 || beforeCount === 0 || afterCount === 0) return [];
    if (beforeCount * afterCount > MAX_CELLS) {
      if (beforeCount !== afterCount) return [];
      return Array.from({ length: beforeCount }, (_, i) => [b + i, a + i] as const);
    }
    const bags = (words: WordsOf, from: number, count: number): Bag[] =>
      Array.from({ length: count }, (_, i) => this.#bag(words(from + i)));
    const aligned = align(bags(this.#before, b, beforeCount), bags(this.#after, a, afterCount));
    this.#effort -= beforeCount * afterCount * 8;
    return aligned.map(([i, j]) => [b + i, a + j] as const);
  }

  #bag(words: readonly Word[]): Bag {
    this.#effort -= words.length;
    const counts = new Map<string, number>();
    for (const { key } of words) counts.set(key, (counts.get(key) ?? 0) + 1);
    return { counts, size: words.length };
  }

  /** The words that differ; undefined when too little is shared, or the effort is spent. */
  #compare(before: readonly Word[], after: readonly Word[]): { before: Span[]; after: Span[] } | undefined {
    this.#effort -= before.length + after.length;
    if (this.#effort <= 0) return undefined;
    const hunks =
      before.length + after.length > MAX_WORDS
        ? [withoutEnds(before, after)]
        : diffLines(
            before.map(({ key }) => key),
            after.map(({ key }) => key),
          ).hunks;
    const changed = hunks.reduce((sum, hunk) => sum + hunk.beforeCount + hunk.afterCount, 0);
    if (changed > (1 - ALIKE / 2) * (before.length + after.length)) return undefined;
    return {
      before: hunks.flatMap((hunk) => spanOf(before, hunk.beforeLine - 1, hunk.beforeCount)),
      after: hunks.flatMap((hunk) => spanOf(after, hunk.afterLine - 1, hunk.afterCount)),
    };
  }
}

const spanOf = (words: readonly Word[], from: number, count: number): Span[] => {
  const [first, last] = [words[from], words[from + count - 1]];
  return count === 0 || first === undefined || last === undefined ? [] : [{ start: first.start, end: last.end }];
};

/** What is left when the words that both lines begin and end with are taken off. */
function withoutEnds(before: readonly Word[], after: readonly Word[]): Hunk {
  const most = Math.min(before.length, after.length);
  let head = 0;
  while (head < most && before[head]?.key === after[head]?.key) head += 1;
  let tail = 0;
  while (tail < most - head && before.at(-1 - tail)?.key === after.at(-1 - tail)?.key) tail += 1;
  return {
    beforeLine: head + 1,
    beforeCount: before.length - head - tail,
    afterLine: head + 1,
    afterCount: after.length - head - tail,
  };
}

interface Bag {
  readonly counts: ReadonlyMap<string, number>;
  readonly size: number;
}

/** 0 to 1, by the words in common (Sørensen–Dice). */
function alike(a: Bag, b: Bag): number {
  if (a.size + b.size === 0) return 0;
  const [small, large] = a.counts.size <= b.counts.size ? [a, b] : [b, a];
  let shared = 0;
  for (const [key, count] of small.counts) shared += Math.min(count, large.counts.get(key) ?? 0);
  return (2 * shared) / (a.size + b.size);
}

/** The pairs, in order on both sides, whose likenesses add up to the most. */
function align(before: readonly Bag[], after: readonly Bag[]): [number, number][] {
  const width = after.length + 1;
  const scores = before.map((b) => after.map((a) => alike(b, a)));
  const best = new Float64Array((before.length + 1) * width);
  const score = (i: number, j: number): number => scores[i]?.[j] ?? 0;
  const at = (i: number, j: number): number => best[i * width + j] ?? 0;
  for (let i = before.length - 1; i >= 0; i -= 1) {
    for (let j = after.length - 1; j >= 0; j -= 1) {
      const paired = score(i, j) >= ALIKE ? score(i, j) + at(i + 1, j + 1) : 0;
      best[i * width + j] = Math.max(paired, at(i + 1, j), at(i, j + 1));
    }
  }
  const pairs: [number, number][] = [];
  for (let i = 0, j = 0; i < before.length && j < after.length; ) {
    if (score(i, j) >= ALIKE && at(i, j) === score(i, j) + at(i + 1, j + 1)) pairs.push([i++, j++]);
    else if (at(i, j) === at(i + 1, j)) i += 1;
    else j += 1;
  }
  return pairs;
}
