/**
 * Line hunks between two texts: anchors first, then jsdiff (Myers) in the gaps, with an effort that is bounded whatever
 * the texts are. Where the bound is met the whole gap counts as replaced, and the result says so.
 */
import { diffArrays } from "diff/lib/diff/array.js";
import { type Gap, type Lines, splitAtAnchors, trim } from "./anchors.js";

/** Lines of one side that stand in place of lines of the other. */
export interface Hunk {
  /** First line, from 1; where the count is 0, the line before which the other side's lines stand. */
  readonly beforeLine: number;
  readonly beforeCount: number;
  readonly afterLine: number;
  readonly afterCount: number;
}

export interface LineDiff {
  /** In order, never touching one another. */
  readonly hunks: readonly Hunk[];
  readonly added: number;
  readonly removed: number;
  /** Lines, of both sides together, inside hunks that were not compared further for their size; 0 is exact. */
  readonly coarse: number;
}

/** Steps of jsdiff for one pair of texts, which takes the square of the edits in a gap. */
const EFFORT = 20_000_000;
const MAX_EDITS = 1500;
/** Lines of a gap, of both sides together, that are compared without looking for anchors first. */
const SMALL = 3000;
/** Anchors within anchors; beyond it jsdiff takes over. */
const MAX_DEPTH = 24;

/** The lines of a text, each with its line feed: joined they are the text again. */
export function linesOf(text: string): string[] {
  const lines: string[] = [];
  let start = 0;
  for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n", start)) {
    lines.push(text.slice(start, end + 1));
    start = end + 1;
  }
  if (start < text.length) lines.push(text.slice(start));
  return lines;
}

/** Compares two lists of lines (or of any other pieces of text). */
export function diffLines(before: readonly string[], after: readonly string[]): LineDiff {
  const numbers = new Map<string, number>();
  const search = new Search(intern(before, numbers), intern(after, numbers));
  search.run();
  return summary(search.hunks, search.coarse);
}

function intern(lines: readonly string[], numbers: Map<string, number>): Lines {
  const result = new Int32Array(lines.length);
  lines.forEach((line, i) => {
    let number = numbers.get(line);
    if (number === undefined) {
      number = numbers.size;
      numbers.set(line, number);
    }
    result[i] = number;
  });
  return result;
}

class Search {
  readonly hunks: Hunk[] = [];
  coarse = 0;
  #effort = EFFORT;
  readonly #before: Lines;
  readonly #after: Lines;

  constructor(before: Lines, after: Lines) {
    this.#before = before;
    this.#after = after;
  }

  run(): void {
    const whole = { beforeStart: 0, beforeEnd: this.#before.length, afterStart: 0, afterEnd: this.#after.length };
    const stack: { readonly gap: Gap; readonly depth: number }[] = [{ gap: whole, depth: 0 }];
    for (let task = stack.pop(); task !== undefined; task = stack.pop()) {
      const gap = trim(this.#before, this.#after, task.gap);
      if (gap.beforeStart === gap.beforeEnd || gap.afterStart === gap.afterEnd) {
        this.#push(gap);
        continue;
      }
      // Anchors are found fast, and cost a few lines more than there need be.
      if (sizeOf(gap) <= SMALL && this.#compare(gap)) continue;
      const parts = task.depth < MAX_DEPTH ? splitAtAnchors(this.#before, this.#after, gap) : undefined;
      if (parts === undefined) this.#replace(gap);
      else for (const part of parts.toReversed()) stack.push({ gap: part, depth: task.depth + 1 });
    }
  }

  /** A gap that is too large, or too different, to be compared further: all of it counts as replaced. */
  #replace(gap: Gap): void {
    if (sizeOf(gap) > SMALL && this.#compare(gap)) return;
    this.coarse += sizeOf(gap);
    this.#push(gap);
  }

  /** Myers. False when it would take too many steps. */
  #compare(gap: Gap): boolean {
    const before = Array.from(this.#before.subarray(gap.beforeStart, gap.beforeEnd));
    const after = Array.from(this.#after.subarray(gap.afterStart, gap.afterEnd));
    const maxEditLength = Math.min(MAX_EDITS, sizeOf(gap), Math.floor(Math.sqrt(Math.max(0, this.#effort))));
    const parts = maxEditLength < 1 ? undefined : diffArrays(before, after, { maxEditLength });
    if (parts === undefined) {
      this.#effort -= maxEditLength ** 2;
      return false;
    }
    let { beforeStart, afterStart } = gap;
    let edits = 0;
    for (const part of parts) {
      const beforeEnd = part.added ? beforeStart : beforeStart + part.value.length;
      const afterEnd = part.removed ? afterStart : afterStart + part.value.length;
      if (part.added || part.removed) {
        this.#push({ beforeStart, beforeEnd, afterStart, afterEnd });
        edits += part.value.length;
      }
      beforeStart = beforeEnd;
      afterStart = afterEnd;
    }
    this.#effort -= edits ** 2;
    return true;
  }

  /** Adds a hunk, joined with the last one where they touch. */
  #push(gap: Gap): void {
    const hunk: Hunk = {
      beforeLine: gap.beforeStart + 1,
      beforeCount: gap.beforeEnd - gap.beforeStart,
      afterLine: gap.afterStart + 1,
      afterCount: gap.afterEnd - gap.afterStart,
    };
    if (hunk.beforeCount === 0 && hunk.afterCount === 0) return;
    const last = this.hunks.at(-1);
    const touches =
      last !== undefined &&
      last.beforeLine + last.beforeCount === hunk.beforeLine &&
      last.afterLine + last.afterCount === hunk.afterLine;
    if (!touches) {
      this.hunks.push(hunk);
      return;
    }
    this.hunks[this.hunks.length - 1] = {
      ...last,
      beforeCount: last.beforeCount + hunk.beforeCount,
      afterCount: last.afterCount + hunk.afterCount,
    };
  }
}

const sizeOf = (gap: Gap): number => gap.beforeEnd - gap.beforeStart + gap.afterEnd - gap.afterStart;

function summary(hunks: readonly Hunk[], coarse: number): LineDiff {
  let added = 0;
  let removed = 0;
  for (const hunk of hunks) {
    added += hunk.afterCount;
    removed += hunk.beforeCount;
  }
  return { hunks, added, removed, coarse };
}
