/**
 * Lines of a screen before they are coloured: pieces of visible text with a style each, so that they can be measured,
 * cut and wrapped. `say` is the only way in for text that somebody else wrote.
 */
import { visible } from "./escape.js";
import type { Paint } from "./table.js";
import { cells, cutAt } from "./width.js";

export type Style = keyof Paint;

export interface Piece {
  /** Visible. */
  readonly text: string;
  readonly style?: Style;
}

export type Line = readonly Piece[];

/** Text of whatever origin, on one line. */
export const say = (text: string, style?: Style): Piece =>
  style === undefined ? { text: visible(text) } : { text: visible(text), style };

/** A start cut to less says nothing. */
const LEAST_START = 8;

export const EMPTY_LINE: Line = [];

export const lineCells = (line: Line): number => line.reduce((total, { text }) => total + cells(text), 0);

export const textOfLine = (line: Line): string => line.map(({ text }) => text).join("");

/** The line with its colours. Blanks at its end go. */
export function painted(line: Line, paint: Paint): string {
  const last = line.findLastIndex(({ text }) => text.trim() !== "");
  return line
    .slice(0, last + 1)
    .map(({ text, style }, i) => {
      const end = i === last && style !== "mark" ? text.trimEnd() : text;
      return style === undefined ? end : paint[style](end);
    })
    .join("");
}

/** Lines as text, each with a line feed. */
export const paintedLines = (lines: readonly Line[], paint: Paint): string =>
  lines.map((line) => `${painted(line, paint)}\n`).join("");

/** The line in at most `width` cells; `…` stands at the end of what was cut. */
export function fit(line: Line, width: number): Line {
  if (lineCells(line) <= width) return line;
  const [start] = splitLine(line, width - 1);
  return [...start, { text: "…", style: "dim" }];
}

/** `left` and `right` at the two ends of a line, side by side if it has no end; `left` is cut where there is not room. */
export function ends(left: Line, right: Line, width: number): Line {
  const room = width - lineCells(right) - 2;
  const start = room < LEAST_START ? left : fit(left, room);
  const gap = width - lineCells(start) - lineCells(right);
  return gap < 2 ? fit(left, width) : [...start, { text: " ".repeat(Number.isFinite(gap) ? gap : 2) }, ...right];
}

/** The first `width` cells, and the rest. */
export function splitLine(line: Line, width: number): readonly [Line, Line] {
  let left = width;
  for (const [i, piece] of line.entries()) {
    const size = cells(piece.text);
    if (size <= left) {
      left -= size;
      continue;
    }
    const at = cutAt(piece.text, left);
    const start = { ...piece, text: piece.text.slice(0, at) };
    const rest = { ...piece, text: piece.text.slice(at) };
    return [
      [...line.slice(0, i), start],
      [rest, ...line.slice(i + 1)],
    ];
  }
  return [line, EMPTY_LINE];
}

/** The line cut into lines of at most `width` cells, wherever that falls: for source. At least one line. */
export function chop(line: Line, width: number): readonly Line[] {
  const lines: Piece[][] = [[]];
  let left = width;
  for (const piece of line) {
    let { text } = piece;
    for (let size = cells(text); size > left; size = cells(text)) {
      // Two cells are the widest character there is: less would not get any further.
      const at = cutAt(text, lines.at(-1)?.length === 0 ? Math.max(2, left) : left);
      if (at > 0) lines.at(-1)?.push({ ...piece, text: text.slice(0, at) });
      lines.push([]);
      text = text.slice(at);
      left = width;
    }
    left -= cells(text);
    lines.at(-1)?.push({ ...piece, text });
  }
  return lines;
}

/** Prose in lines of at most `width` cells, cut between words where there are any. At least one line. */
export function wrapped(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && cells(line) + 1 + cells(word) > width) {
      lines.push(line);
      line = "";
    }
    line = line === "" ? word : `${line} ${word}`;
    while (cells(line) > width && width >= 2) {
      const at = cutAt(line, width);
      lines.push(line.slice(0, at));
      line = line.slice(at);
    }
  }
  return [...lines, line];
}
