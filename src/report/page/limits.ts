/** How much a page holds. What is beyond is counted where it would stand: a page that does not open is not read either. */

/** Lines of source in all, and of one file. */
const ROWS = 24_000;
const ROWS_OF_FILE = 2500;
/** Characters of markup in all, roughly. */
const MARKUP = 14_000_000;

export const LIMITS = {
  /** Files with a section of their own. */
  files: 1500,
  /** Findings, and those that show the lines around them. */
  findings: 600,
  hunks: 120,
  /** Packages in the picture of the closure. */
  nodes: 400,
  notAnalysed: 300,
  /** Items of the tool list that differ, and that were not extracted. */
  tools: 200,
  /** Unchanged lines around a change, and as many more to be unfolded on each side. */
  context: 3,
  unfold: 20,
  /** A hunk that is longer shows its beginning, its end, and what surrounds its findings. */
  hunk: { whole: 400, head: 160, tail: 40, around: 8 },
  /** Files with more lines are folded at first. */
  open: { rows: 300, inAll: 2500 },
  /** Characters of source that are read only to know what a line begins within. */
  coloured: 3_000_000,
  remarks: 8,
  places: 4,
} as const;

/** What is left of the limits while a page is made. */
export class Allowance {
  #rows = ROWS;
  #file = ROWS_OF_FILE;
  #markup = MARKUP;
  #open: number = LIMITS.open.inAll;
  coloured: number = LIMITS.coloured;

  nextFile(): void {
    this.#file = ROWS_OF_FILE;
  }

  /** Whether so many more lines of the file at hand may be shown. */
  takeRows(count: number): boolean {
    if (this.#markup <= 0 || count > Math.min(this.#rows, this.#file)) return false;
    this.#rows -= count;
    this.#file -= count;
    return true;
  }

  takeMarkup(length: number): void {
    this.#markup -= length;
  }

  /** Whether a file of so many lines is unfolded from the start. */
  takeOpen(rows: number): boolean {
    if (rows > LIMITS.open.rows || rows > this.#open) return false;
    this.#open -= rows;
    return true;
  }
}
