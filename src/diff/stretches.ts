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
