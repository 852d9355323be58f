/** Hunks and what stands between them. */
import type { Hunk } from "./lines.js";

/** In order, those that touch made one. */
export function joined(hunks: readonly Hunk[]): Hunk[] {
  const sorted = hunks.toSorted((x, y) => x.beforeLine - y.beforeLine || x.afterLine - y.afterLine);
  const result: Hunk[] = [];
  for (const { beforeLine, beforeCount, afterLine, afterCount } of sorted) {
    const last = result.at(-1);
    const touches =
      last !== undefined &&
      last.beforeLine + last.beforeCount === beforeLine &&
      last.afterLine + last.afterCount === afterLine;
    if (touches) {
      result[result.length - 1] = {
        ...last,
        beforeCount: last.beforeCount + beforeCount,
        afterCount: last.afterCount + afterCount,
      };
    } else result.push({ beforeLine, beforeCount, afterLine, afterCount });
  }
  return result;
}

/** The indexes of the lines that stand between the hunks, old and new. */
export function* pairsBetween(hunks: readonly Hunk[], lines: number): Generator<readonly [number, number]> {
  let [b, a] = [0, 0];
  for (const { beforeLine, beforeCount, afterLine, afterCount } of hunks) {
    while (b < beforeLine - 1) yield [b++, a++];
    [b, a] = [beforeLine - 1 + beforeCount, afterLine - 1 + afterCount];
  }
  while (b < lines) yield [b++, a++];
}

/** One line on each side, by index. */
export const lineHunk = (b: number, a: number): Hunk => ({
  beforeLine: b + 1,
  beforeCount: 1,
  afterLine: a + 1,
  afterCount: 1,
});

/** A hunk whose lines are counted from others. */
export const shifted = ({ beforeLine, beforeCount, afterLine, afterCount }: Hunk, b: number, a: number): Hunk => ({
  beforeLine: beforeLine + b,
  beforeCount,
  afterLine: afterLine + a,
  afterCount,
});

type Test = (index: number) => boolean;

/** The hunk without the lines that a test takes out on either side, and those lines. */
export function cutAt(
  hunk: Hunk,
  isCutBefore: Test,
  isCutAfter: Test,
): { readonly kept: readonly Hunk[]; readonly cut: readonly Hunk[] } {
  const went = runs(hunk.beforeLine, hunk.beforeCount, isCutBefore);
  const came = runs(hunk.afterLine, hunk.afterCount, isCutAfter);
  if (![...went, ...came].some(({ isCut }) => isCut)) return { kept: [hunk], cut: [] };
  const [kept, cut]: [Hunk[], Hunk[]] = [[], []];
  const end = hunk.beforeLine + hunk.beforeCount;
  for (const { line, count, isCut } of went) {
    (isCut ? cut : kept).push({ beforeLine: line, beforeCount: count, afterLine: hunk.afterLine, afterCount: 0 });
  }
  for (const { line, count, isCut } of came) {
    (isCut ? cut : kept).push({ beforeLine: end, beforeCount: 0, afterLine: line, afterCount: count });
  }
  return { kept, cut };
}

/** Lines in stretches that are all cut or all kept. */
function runs(line: number, count: number, isCut: Test): { line: number; count: number; isCut: boolean }[] {
  const result: { line: number; count: number; isCut: boolean }[] = [];
  for (let at = line; at < line + count; at += 1) {
    const cut = isCut(at - 1);
    const last = result.at(-1);
    if (last?.isCut === cut) last.count += 1;
    else result.push({ line: at, count: 1, isCut: cut });
  }
  return result;
}
