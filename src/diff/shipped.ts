/** A side of a text file with the lines that were shipped. */
import { linesOf } from "./lines.js";
import type { TextSide } from "./view.js";

/** The side of a file that is not there. */
export const EMPTY_SIDE: TextSide = { lines: [], place: () => ({ line: 1, column: 1 }) };

/** `isWhole` keeps the carriage returns before line feeds. */
export function shippedSide(text: string, isWhole = false): TextSide {
  const end = isWhole ? /\n$/ : /\r?\n$/;
  const lines = linesOf(text).map((line) => line.replace(end, ""));
  return { lines, place: (index, character = 0) => ({ line: index + 1, column: character + 1 }) };
}
