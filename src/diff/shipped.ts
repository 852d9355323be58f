/** A side of a text file with the lines that were shipped. */
import { linesOf } from "./lines.js";
import type { TextSide } from "./view.js";

/** The side of a file that is not there. */
export const EMPTY_SIDE: TextSide = { lines: [], place: () => ({ line: 1, column: 1 }) };

export function shippedSide(text: string): TextSide {
  const lines = linesOf(text).map((line) => line.replace(/\r?\n$/, ""));
  return { lines, place: (index, character = 0) => ({ line: index + 1, column: character + 1 }) };
}
