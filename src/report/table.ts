/** Plain text in columns. */
import { visible } from "./escape.js";
import { cells } from "./width.js";

/** Colours, handed in so that rendering stays pure; `plain` has none. */
export interface Paint {
  readonly good: (text: string) => string;
  readonly bad: (text: string) => string;
  readonly warn: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly bold: (text: string) => string;
  /** What the eye should go to: a place, the chosen row. */
  readonly mark: (text: string) => string;
  /** Source as it was and stays. */
  readonly keyword: (text: string) => string;
  readonly string: (text: string) => string;
  readonly number: (text: string) => string;
  readonly comment: (text: string) => string;
  /** Source that comes or goes, and the part of a line that differs. */
  readonly added: (text: string) => string;
  readonly addedPart: (text: string) => string;
  readonly removed: (text: string) => string;
  readonly removedPart: (text: string) => string;
}

const same = (text: string): string => text;
export const plain: Paint = {
  ...{ good: same, bad: same, warn: same, dim: same, bold: same, mark: same },
  ...{ keyword: same, string: same, number: same, comment: same },
  ...{ added: same, addedPart: same, removed: same, removedPart: same },
};

/** Rows with their columns aligned, two blanks between; every cell is made visible. The last column is not padded. */
export function columns(rows: readonly (readonly string[])[], indent = ""): string {
  const shown = rows.map((row) => row.map(visible));
  const widths = shown.reduce<number[]>((most, row) => row.map((cell, i) => Math.max(most[i] ?? 0, cells(cell))), []);
  const render = (row: readonly string[]): string =>
    row
      .map((cell, i) => (i === row.length - 1 ? cell : `${cell}${" ".repeat((widths[i] ?? 0) - cells(cell))}`))
      .join("  ");
  return shown.map((row) => `${indent}${render(row).trimEnd()}\n`).join("");
}

/** `1 server`, `2 servers`. */
export const count = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`;

/** `1,234`. */
export const thousands = (n: number): string => String(n).replace(/\B(?=(?:\d{3})+$)/g, ",");

/** Bytes for people: `512 B`, `3.4 kB`, `12 MB` (powers of 1000). */
export function size(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  const units = ["kB", "MB", "GB"];
  let value = bytes / 1000;
  let unit = 0;
  for (; value >= 999.5 && unit < units.length - 1; unit++) value /= 1000;
  return `${value < 9.95 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`;
}
