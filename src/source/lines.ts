/** Offsets of a text ↔ lines and columns, and the excerpt that a finding shows. */

const EXCERPT = 240;

/** The index of the line that holds an offset, of lines by the ascending offsets at which they begin. */
export function lineAt(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

export class Lines {
  readonly text: string;
  readonly #starts: number[] = [0];

  constructor(text: string) {
    this.text = text;
    for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) this.#starts.push(at + 1);
  }

  get count(): number {
    return this.#starts.length;
  }

  /** Line and column of an offset, both from 1; the column in UTF-16 units. */
  place(offset: number): { line: number; column: number } {
    const line = lineAt(this.#starts, offset);
    return { line: line + 1, column: offset - (this.#starts[line] ?? 0) + 1 };
  }

  /** The offset at which a line (from 1) begins. */
  startOf(line: number): number {
    return this.#starts[line - 1] ?? this.text.length;
  }

  /** The line around an offset, trimmed; of a long line the part that begins a little before the offset. */
  excerpt(offset: number): string {
    const { line } = this.place(offset);
    const start = this.startOf(line);
    const next = this.#starts[line];
    const end = next === undefined ? this.text.length : next - 1;
    if (end - start <= EXCERPT) return this.text.slice(start, end).trim();
    const from = Math.max(start, Math.min(offset - 60, end - EXCERPT));
    return this.text.slice(from, from + EXCERPT).trim();
  }
}
