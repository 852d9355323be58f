/** Hunks put in order, those that touch made one. */
import type { Hunk } from "./lines.js";

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
