/**
 * The lines that two texts surely share, found without comparing everything with everything (Bram Cohen's patience
 * diff): lines that occur once on each side, in the longest chain that keeps their order.
 */

/** A stretch of both sides, ends excluded. */
export interface Gap {
  readonly beforeStart: number;
  readonly beforeEnd: number;
  readonly afterStart: number;
  readonly afterEnd: number;
}

export type Lines = Int32Array;

/** The gap without the lines that both sides begin and end with. */
export function trim(before: Lines, after: Lines, gap: Gap): Gap {
  let { beforeStart, beforeEnd, afterStart, afterEnd } = gap;
  while (beforeStart < beforeEnd && afterStart < afterEnd && before[beforeStart] === after[afterStart]) {
    beforeStart += 1;
    afterStart += 1;
  }
  while (beforeStart < beforeEnd && afterStart < afterEnd && before[beforeEnd - 1] === after[afterEnd - 1]) {
    beforeEnd -= 1;
    afterEnd -= 1;
  }
  return { beforeStart, beforeEnd, afterStart, afterEnd };
}

/** Splits a gap at its anchors into the gaps between them; undefined where no line is unique on both sides. */
export function splitAtAnchors(before: Lines, after: Lines, gap: Gap): readonly Gap[] | undefined {
  const chain = longestChain(uniquePairs(before, after, gap));
  if (chain.length === 0) return undefined;
  const gaps: Gap[] = [];
  let { beforeStart, afterStart } = gap;
  for (const [b, a] of chain) {
    if (b > beforeStart || a > afterStart) gaps.push({ beforeStart, beforeEnd: b, afterStart, afterEnd: a });
    beforeStart = b + 1;
    afterStart = a + 1;
  }
  if (beforeStart < gap.beforeEnd || afterStart < gap.afterEnd) gaps.push({ ...gap, beforeStart, afterStart });
  return gaps;
}

type Pair = readonly [before: number, after: number];

/** Positions of the lines that occur once on each side, in the order of `before`. */
function uniquePairs(before: Lines, after: Lines, gap: Gap): Pair[] {
  const positions = uniquePositions(after, gap.afterStart, gap.afterEnd);
  const pairs: Pair[] = [];
  for (const [line, b] of uniquePositions(before, gap.beforeStart, gap.beforeEnd)) {
    const a = positions.get(line);
    if (b >= 0 && a !== undefined && a >= 0) pairs.push([b, a]);
  }
  return pairs;
}

/** Line to position, -1 where it occurs more than once; in the order of first occurrence. */
function uniquePositions(lines: Lines, start: number, end: number): Map<number, number> {
  const positions = new Map<number, number>();
  for (let i = start; i < end; i += 1) {
    const line = lines[i] ?? 0;
    positions.set(line, positions.has(line) ? -1 : i);
  }
  return positions;
}

/** The longest subsequence of pairs that rises on both sides, by patience sorting. */
function longestChain(pairs: readonly Pair[]): Pair[] {
  const tops: number[] = [];
  const previous = new Int32Array(pairs.length);
  pairs.forEach(([, a], i) => {
    let low = 0;
    let high = tops.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((pairs[tops[middle] ?? 0]?.[1] ?? 0) < a) low = middle + 1;
      else high = middle;
    }
    previous[i] = low === 0 ? -1 : (tops[low - 1] ?? -1);
    tops[low] = i;
  });
  const chain: Pair[] = [];
  for (let i = tops.at(-1) ?? -1; i >= 0; i = previous[i] ?? -1) {
    const pair = pairs[i];
    if (pair !== undefined) chain.push(pair);
  }
  return chain.reverse();
}
