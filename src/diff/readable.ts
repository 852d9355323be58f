/** Whether a changed file is broken into lines anew, and how. */
import { type CodeLines, MAX_READABLE, readableCode } from "../source/code.js";
import { readableJson, splitText } from "../source/data.js";
import { Lines } from "../source/lines.js";
import type { Hunk } from "./lines.js";
import type { TextSide } from "./view.js";

/** A line that nobody reads as it is. */
const LONG_LINE = 400;

export interface Readable {
  readonly code: CodeLines;
  /** Its lines are by the grammar of the file; else they are cut where statements likely end. */
  readonly isParsed: boolean;
  readonly remarks: readonly string[];
}

/** Characters of long lines that are reason enough where only one side has them. */
const MANY = 2_000;

/** Whether most of what the hunks hold stands on lines that are too long to be read, on both sides or on a whole side. */
export function isUnreadable(before: readonly string[], after: readonly string[], hunks: readonly Hunk[]): boolean {
  const old = lengthsOf(
    before,
    hunks.map(({ beforeLine, beforeCount }) => [beforeLine - 1, beforeCount]),
  );
  const now = lengthsOf(
    after,
    hunks.map(({ afterLine, afterCount }) => [afterLine - 1, afterCount]),
  );
  if ((old.long + now.long) * 2 > old.all + now.all) return true;
  return [old, now].some(({ long, all }) => long > MANY && long * 2 > all);
}

function lengthsOf(lines: readonly string[], ranges: readonly (readonly [from: number, count: number])[]) {
  let [long, all] = [0, 0];
  for (const [from, count] of ranges) {
    for (let i = from; i < from + count; i += 1) {
      const { length } = lines[i] ?? "";
      all += length;
      if (length > LONG_LINE) long += length;
    }
  }
  return { long, all };
}

/** What a file is broken by; decided for both sides together. */
export type Grammar = "code" | "json" | "none";

const CODE = /\.(?:[cm]?[jt]sx?|es6)$/i;

/** By what the name says, or by the first characters where it says nothing. */
export function grammarOf(path: string, text: string): Grammar {
  if (CODE.test(path) || /^#!.*\b(?:node|bun|deno)\b/.test(text)) return "code";
  return /\.(?:json|map|webmanifest)$/i.test(path) && isJson(text) ? "json" : "none";
}

function isJson(text: string): boolean {
  if (text.length > MAX_READABLE) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** A text on lines that can be read. Never throws. */
function readable(text: string, path: string, grammar: Grammar): Readable {
  if (grammar === "json") return { code: readableJson(text), isParsed: true, remarks: [] };
  if (grammar === "none") return { code: splitText(text), isParsed: false, remarks: [CUT] };
  const code = readableCode(text, path);
  if (!("reason" in code)) return { code, isParsed: true, remarks: [] };
  return { code: splitText(text), isParsed: false, remarks: [`${code.reason}: ${CUT}`] };
}

const CUT = "long lines are cut where statements or tags likely end";

/** Both sides of a file, by a grammar that both of them follow, or cut. */
export function readableSides(
  before: string,
  after: string,
  path: string,
  grammar: Grammar,
): readonly [Readable, Readable] {
  const [old, now] = [readable(before, path, grammar), readable(after, path, grammar)];
  if (old.isParsed === now.isParsed) return [old, now];
  const cut = (text: string, { remarks }: Readable): Readable => ({ code: splitText(text), isParsed: false, remarks });
  return [cut(before, old), cut(after, now)];
}

/** The lines of a text that was cut, as shipped: with all blanks and line ends, which can mean something there. */
export function shippedPieces({ lines, tokens }: CodeLines): string[] {
  return lines.map((_, index) => tokens.text.slice(tokens.start(index), tokens.start(index + 1)));
}

/** The lines of code as a side of a view. */
export function codeSide(code: CodeLines): TextSide {
  const places = new Lines(code.tokens.text);
  return {
    lines: code.lines,
    place: (index, character) => places.place(offsetOf(code, index, character)),
  };
}

/** Where a character of a shown line stands in the text; on a blank, where the next token does. */
function offsetOf(code: CodeLines, index: number, character = 0): number {
  let offset = 0;
  for (const { column, start, end } of code.pieces(index)) {
    if (character < column) return start;
    offset = Math.min(end, start + character - column);
    if (character < column + end - start) break;
  }
  return offset;
}
