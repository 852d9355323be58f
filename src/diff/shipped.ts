/** A side of a text file with the lines that were shipped. */
import { textOf } from "./content.js";
import { linesOf } from "./lines.js";
import type { TextSide } from "./view.js";

/** The side of a file that is not there. */
export const EMPTY_SIDE: TextSide = { lines: [], place: () => ({ line: 1, column: 1 }) };

/** Undefined when the bytes are no text. */
export function shippedSide(bytes: Uint8Array): TextSide | undefined {
  const text = textOf(bytes)?.text;
  if (text === undefined) return undefined;
  const lines = linesOf(text).map((line) => line.replace(/\r?\n$/, ""));
  return { lines, place: (index, character = 0) => ({ line: index + 1, column: character + 1 }) };
}
