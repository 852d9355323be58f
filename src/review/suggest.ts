/** The least reading after which a version is reviewed: a path of changes from what is reviewed already. Pure. */

/** A change between two versions that could be read. */
export interface Step {
  readonly from: string;
  readonly to: string;
  /** Changed lines. */
  readonly lines: number;
}

/**
 * The steps to the target with the fewest lines in all, in the order of reading; fewer steps where that is the same.
 * Undefined when no path leads there.
 *
 * @param reviewed versions that cost nothing
 */
export function leastWork(
  target: string,
  reviewed: ReadonlySet<string>,
  steps: readonly Step[],
): readonly Step[] | undefined {
  let best: readonly Step[] | undefined;
  const walk = (to: string, path: readonly Step[]): void => {
    if (best !== undefined && !isLess(path, best)) return;
    if (reviewed.has(to)) {
      best = path;
      return;
    }
    for (const step of steps) {
      if (step.to === to && !path.some(({ to: passed }) => passed === step.from)) walk(step.from, [step, ...path]);
    }
  };
  walk(target, []);
  return best;
}

export const linesOf = (path: readonly Step[]): number => path.reduce((sum, { lines }) => sum + lines, 0);

const isLess = (a: readonly Step[], b: readonly Step[]): boolean =>
  linesOf(a) < linesOf(b) || (linesOf(a) === linesOf(b) && a.length < b.length);
