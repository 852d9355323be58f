/** Which variable of the old side became which of the new one, told from lines that mean the same but for names. */

/** Pairs of variables as one number each: no text that is read has as many variables. */
const SHIFT = 2 ** 26;
/** What a pair on a line counts that will not be shown in any case. */
const FIXED = 2 ** 20;

export class VariablePairs {
  readonly #counts = new Map<number, number>();
  readonly #refuted = new Set<number>();
  #toAfter = new Map<number, number>();
  #toBefore = new Map<number, number>();

  /** The variables of two lines, in order, are the same if the lines are. */
  add(before: readonly number[], after: readonly number[], isFixed: boolean): void {
    before.forEach((b, i) => {
      const pair = b * SHIFT + (after[i] ?? 0);
      this.#counts.set(pair, (this.#counts.get(pair) ?? 0) + (isFixed ? FIXED : 1));
    });
  }

  /** Pairs each variable with the one it stands beside most often, if that holds for both. */
  settle(): void {
    this.#toAfter = this.#favourites((pair) => [Math.floor(pair / SHIFT), pair % SHIFT]);
    this.#toBefore = this.#favourites((pair) => [pair % SHIFT, Math.floor(pair / SHIFT)]);
    for (const [pair, count] of this.#counts) {
      const [before, after] = [Math.floor(pair / SHIFT), pair % SHIFT];
      if (count >= FIXED && this.becomes(before) !== after) this.#refuted.add(before).add(-after);
    }
  }

  #favourites(split: (pair: number) => readonly [number, number]): Map<number, number> {
    const best = new Map<number, number>();
    const most = new Map<number, number>();
    for (const [pair, count] of this.#counts) {
      const [from, to] = split(pair);
      if (count <= (most.get(from) ?? 0)) continue;
      most.set(from, count);
      best.set(from, to);
    }
    return best;
  }

  /** The variable of the new side that a variable of the old side became; 0 when it is not known. */
  becomes(before: number): number {
    const after = this.#toAfter.get(before) ?? 0;
    return this.#toBefore.get(after) === before ? after : 0;
  }

  /** Whether two variables are one, as far as every line goes that is not shown. */
  isPair(before: number, after: number): boolean {
    return this.becomes(before) === after && !this.#refuted.has(before) && !this.#refuted.has(-after);
  }
}

/** Names that nobody chose for what they say: short ones, or one name with the marks that bundlers append. */
export const isMachineMade = (before: string, after: string): boolean =>
  (before.length <= 4 && after.length <= 4) || stem(before) === stem(after);

const stem = (name: string): string => name.replace(/^[_$]+|[_$\d]+$/g, "");
