/** Plain text in columns. */
import { visible } from "./escape.js";

/** Colours, handed in so that rendering stays pure; `plain` has none. */
export interface Paint {
  readonly good: (text: string) => string;
  readonly bad: (text: string) => string;
  readonly warn: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly bold: (text: string) => string;
}

const same = (text: string): string => text;
export const plain: Paint = { good: same, bad: same, warn: same, dim: same, bold: same };

/** Rows with their columns aligned, two blanks between; every cell is made visible. The last column is not padded. */
export function columns(rows: readonly (readonly string[])[], indent = ""): string {
  const shown = rows.map((row) => row.map(visible));
  const widths = shown.reduce<number[]>((most, row) => row.map((cell, i) => Math.max(most[i] ?? 0, cell.length)), []);
  const render = (row: readonly string[]): string =>
    row.map((cell, i) => (i === row.length - 1 ? cell : cell.padEnd(widths[i] ?? 0))).join("  ");
  return shown.map((row) => `${indent}${render(row).trimEnd()}\n`).join("");
}

/** `1 server`, `2 servers`. */
export const count = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`;

/** Bytes for people: `512 B`, `3.4 kB`, `12 MB` (powers of 1000). */
export function size(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  const units = ["kB", "MB", "GB"];
  let value = bytes / 1000;
  let unit = 0;
  for (; value >= 999.5 && unit < units.length - 1; unit++) value /= 1000;
  return `${value < 9.95 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`;
}
