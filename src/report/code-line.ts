/** A line of a package's source as lines of a screen: visible, coloured, what differs in it marked, long parts elided. */
import type { Span } from "../diff/view.js";
import { keptParts } from "./elide.js";
import { type ShownLine, visibleLine } from "./escape.js";
import { chop, type Line, lineCells, type Piece, type Style } from "./styled.js";
import { thousands } from "./table.js";
import type { Token } from "./tokens.js";
import { cells } from "./width.js";

export interface CodeLine {
  readonly text: string;
  readonly kind: "same" | "added" | "removed";
  readonly tokens: readonly Token[];
  /** What differs within the line; none where it differs as a whole. */
  readonly parts: readonly Span[];
  /** The place that a finding points at, as an offset. */
  readonly focus?: number;
}

export interface CodeLayout {
  /** Cells of a line on the screen. */
  readonly width: number;
  /** Lines on the screen that one line of source may take before parts of it are elided. */
  readonly rows: number;
  /** Whether what differs is marked by `{+…+}` and `[-…-]`, because there are no colours. */
  readonly marks: boolean;
}

export interface RenderedCode {
  readonly lines: readonly Line[];
  /** Where the focus is on them. */
  readonly focus?: { readonly row: number; readonly cell: number };
}

/** A tab's place on the screen: two blanks, or an arrow where the tab is what differs. */
const TAB = "  ";
const NEW_TAB = "→ ";

export function renderCode(code: CodeLine, layout: CodeLayout): RenderedCode {
  const tab = (offset: number): string => (code.parts.some((part) => holds(part, offset)) ? NEW_TAB : TAB);
  const shown = visibleLine(code.text, tab);
  const focus = code.focus === undefined ? undefined : shown.at(code.focus);
  const cuts = keptParts(shown.text.length, anchorsOf(code, shown, focus), budgetOf(shown.text, layout));
  const styles = new Styles(code, shown);
  const pieces: Piece[] = [];
  let end = 0;
  let focusCell: number | undefined;
  for (const { start, end: cutEnd } of cuts.map((cut) => wholeCharacters(shown.text, cut))) {
    if (start > end) pieces.push(elided(start - end));
    if (focus !== undefined && focus >= start && focus < Math.max(cutEnd, start + 1)) {
      focusCell = lineCells(pieces) + lineCells(styles.pieces({ start, end: focus }, layout.marks));
    }
    pieces.push(...styles.pieces({ start, end: cutEnd }, layout.marks));
    end = cutEnd;
  }
  if (end < shown.text.length) pieces.push(elided(shown.text.length - end));
  const lines = chop(pieces, layout.width);
  return focusCell === undefined ? { lines } : { lines, focus: placeOf(lines, focusCell) };
}

const holds = ({ start, end }: Span, offset: number): boolean => offset >= start && offset < end;

const elided = (characters: number): Piece => ({ text: `…[${thousands(characters)} characters]…`, style: "dim" });

/** Wide characters take two cells; where there are any, half as many are shown. */
function budgetOf(text: string, { width, rows }: CodeLayout): number {
  const budget = width * rows;
  return text.length <= budget && cells(text) > budget ? Math.floor(budget / 2) : budget;
}

function anchorsOf({ parts }: CodeLine, shown: ShownLine, focus: number | undefined): readonly Span[] {
  const spans = parts.map(({ start, end }) => ({ start: shown.at(start), end: shown.at(end) }));
  return focus === undefined ? spans : [{ start: focus, end: focus + 1 }, ...spans];
}

/** Cuts that do not fall between the halves of a character. */
function wholeCharacters(text: string, { start, end }: Span): Span {
  const isLow = (at: number): boolean => at > 0 && /[\udc00-\udfff]/.test(text[at] ?? "");
  return { start: isLow(start) ? start - 1 : start, end: isLow(end) ? end + 1 : end };
}

/** The row and the cell in it. */
function placeOf(lines: readonly Line[], cell: number): { row: number; cell: number } {
  let left = cell;
  for (const [row, line] of lines.entries()) {
    const size = lineCells(line);
    if (left < size || row === lines.length - 1) return { row, cell: left };
    left -= size;
  }
  return { row: 0, cell: 0 };
}

interface Stretch extends Span {
  readonly style?: Style;
}

/** The line as stretches of one style each. */
class Styles {
  readonly #text: string;
  readonly #stretches: readonly Stretch[];
  readonly #parts: readonly Span[];
  readonly #sign: string;

  constructor(code: CodeLine, shown: ShownLine) {
    this.#text = shown.text;
    this.#sign = code.kind === "removed" ? "-" : "+";
    this.#parts = code.parts.map(({ start, end }) => ({ start: shown.at(start), end: shown.at(end) }));
    this.#stretches = stretchesOf(code, shown, this.#parts);
  }

  /** The pieces of a cut; with marks around what differs. */
  pieces(cut: Span, marks: boolean): readonly Piece[] {
    return this.#stretches.flatMap(({ start, end, style }) => {
      const text = this.#text.slice(Math.max(start, cut.start), Math.min(end, cut.end));
      if (start >= cut.end || end <= cut.start || text === "") return [];
      const piece: Piece = style === undefined ? { text } : { text, style };
      return marks ? this.#marked(piece, Math.max(start, cut.start), Math.min(end, cut.end)) : [piece];
    });
  }

  #marked(piece: Piece, start: number, end: number): readonly Piece[] {
    const opens = this.#parts.some((part) => part.start === start);
    const closes = this.#parts.some((part) => part.end === end);
    const [open, close] = this.#sign === "+" ? ["{+", "+}"] : ["[-", "-]"];
    return [...(opens ? [{ text: open }] : []), piece, ...(closes ? [{ text: close }] : [])];
  }
}

function stretchesOf(code: CodeLine, shown: ShownLine, parts: readonly Span[]): readonly Stretch[] {
  // What goes is in one colour; what comes or stays is in the colours of its language.
  const tokens: readonly Stretch[] =
    code.kind === "removed"
      ? []
      : code.tokens.map(({ start, end, kind }) => ({ start: shown.at(start), end: shown.at(end), style: kind }));
  const base: Style | undefined = code.kind === "same" ? undefined : code.kind;
  const part: Style = code.kind === "removed" ? "removedPart" : "addedPart";
  const under = overlaid([{ start: 0, end: shown.text.length, ...(base !== undefined && { style: base }) }], tokens);
  return overlaid(
    under,
    parts.map((span) => ({ ...span, style: part })),
  );
}

/** The stretches, those on top in place of what they cover. Both are in order and do not overlap. */
function overlaid(under: readonly Stretch[], over: readonly Stretch[]): readonly Stretch[] {
  const result: Stretch[] = [];
  let next = 0;
  for (const stretch of under) {
    let at = stretch.start;
    while (next < over.length && (over[next]?.start ?? 0) < stretch.end) {
      const top = over[next];
      if (top === undefined) break;
      if (top.start > at) result.push({ ...stretch, start: at, end: top.start });
      if (top.start >= stretch.start) result.push(top);
      at = Math.max(at, top.end);
      if (top.end > stretch.end) break;
      next += 1;
    }
    if (at < stretch.end) result.push({ ...stretch, start: at });
  }
  return result.filter(({ start, end }) => end > start);
}
