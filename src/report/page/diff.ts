/** The rows of a changed file as markup. The same rows are read inline or side by side: that is left to the style sheet. */
import type { FileView, TextSide } from "../../diff/view.js";
import { count } from "../table.js";
import { type Language, languageOf, NOTHING_OPEN, type Token, tokensOf } from "../tokens.js";
import { type Html, join, NOTHING, tag, text, textTag } from "./html.js";
import type { Allowance } from "./limits.js";
import { type LineLook, lineHtml } from "./line.js";
import type { NumberedFinding } from "./places.js";
import type { Row, Segment } from "./rows.js";

/** What rows need to know of their file. */
export interface Drawing {
  readonly view: FileView;
  readonly colours: { readonly before: Colours; readonly after: Colours };
  readonly found: ReadonlyMap<number, readonly NumberedFinding[]>;
  /** The name of a line that is linked to; undefined where rows repeat what stands elsewhere. */
  readonly idOf?: (line: number) => string;
}

export function drawingOf(
  view: FileView,
  found: Drawing["found"],
  allowance: Allowance,
  idOf?: Drawing["idOf"],
): Drawing {
  const language = languageOf(view.change.path);
  const colours = {
    before: new Colours(view.before, language, allowance),
    after: new Colours(view.after, language, allowance),
  };
  return { view, colours, found, ...(idOf !== undefined && { idOf }) };
}

/** Lines longer than this are minified or data: they have no colours. */
const LONGEST = 4000;

/** The tokens of lines that are asked for in order. */
export class Colours {
  readonly #side: TextSide;
  readonly #language: Language;
  readonly #allowance: Allowance;
  #open = NOTHING_OPEN;
  #next = 0;

  constructor(side: TextSide, language: Language, allowance: Allowance) {
    this.#side = side;
    this.#language = language;
    this.#allowance = allowance;
  }

  of(line: number): readonly Token[] {
    if (this.#language === "none") return [];
    if (line < this.#next) this.#restart(line);
    for (; this.#next < line; this.#next++) {
      if (this.#allowance.coloured < 0) this.#restart(line);
      else this.#read(this.#next);
    }
    this.#next = line + 1;
    return this.#read(line);
  }

  #restart(line: number): void {
    this.#open = NOTHING_OPEN;
    this.#next = line;
  }

  #read(line: number): readonly Token[] {
    const source = this.#side.lines[line] ?? "";
    if (source.length > LONGEST) return [];
    this.#allowance.coloured -= source.length;
    const { tokens, open } = tokensOf(source, this.#language, this.#open);
    this.#open = open;
    return tokens;
  }
}

/** A change with the unchanged lines around it. */
export const changeHtml = (rows: readonly Row[], drawing: Drawing): Html => block(rows, drawing);

/** Unchanged lines, folded. */
export function gapHtml({ rows, beyond }: Extract<Segment, { kind: "gap" }>, drawing: Drawing): Html {
  const left = `${count(beyond, "unchanged line")} not in this page`;
  if (rows.length === 0) return textTag("p", { class: "gap" }, left);
  const jump = rows.findIndex((row, i) => row.kind === "same" && !follows(rows[i - 1], row));
  const cut = beyond === 0 ? rows.length : jump <= 0 ? undefined : jump;
  const top = rows.slice(0, cut ?? 0);
  const bottom = rows.slice(cut ?? 0);
  const label =
    beyond === 0
      ? count(rows.length, "unchanged line")
      : `${rows.length} of ${count(rows.length + beyond, "unchanged line")}`;
  const parts = [
    top.length > 0 ? block(top, drawing) : NOTHING,
    beyond > 0 ? textTag("p", { class: "gap" }, left) : NOTHING,
    bottom.length > 0 ? block(bottom, drawing) : NOTHING,
  ];
  return tag("details", { class: "gap" }, textTag("summary", {}, label), join(parts));
}

const follows = (a: Row | undefined, b: Row): boolean =>
  a === undefined || (a.kind === "same" && b.kind === "same" && b.after === a.after + 1);

/** What belongs to one hunk stands together, so that side by side the two sides begin at the same height. */
function block(rows: readonly Row[], drawing: Drawing): Html {
  const parts: Html[] = [];
  let hunk: Html[] = [];
  const close = (): void => {
    if (hunk.length > 0) parts.push(tag("span", { class: "hunk" }, join(hunk, "\n")));
    hunk = [];
  };
  for (const [i, row] of rows.entries()) {
    if (row.kind === "same" || hunk.length >= MOST_IN_GRID || startsHunk(row, rows[i - 1])) close();
    if (row.kind === "same") parts.push(rowHtml(row, drawing));
    else hunk.push(rowHtml(row, drawing));
  }
  close();
  return tag("pre", { class: "rows" }, join(parts, "\n"));
}

/** Browsers take the square of it to lay out. */
const MOST_IN_GRID = 1000;

/** Two hunks may touch where only a fold lay between them. */
const startsHunk = (row: Row, last: Row | undefined): boolean => row.kind === "removed" && last?.kind === "added";

function rowHtml(row: Row, drawing: Drawing): Html {
  const { view, colours } = drawing;
  if (row.kind === "left-out")
    return textTag("span", { class: `left ${row.of}` }, `${count(row.lines, `${row.of} line`)} not in this page`);
  if (row.kind === "removed") {
    const look = { tokens: colours.before.of(row.before), ...emphasis(row.hunk.emphasis.before.get(row.before)) };
    return tag(
      "del",
      { "data-o": numberIn(view, "before", row.before) },
      lineHtml(view.before.lines[row.before] ?? "", look),
    );
  }
  const tokens = colours.after.of(row.after);
  const source = view.after.lines[row.after] ?? "";
  const findings = drawing.found.get(row.after) ?? [];
  const hits = findings.length === 0 ? {} : { hits: hitsOf(source, findings) };
  const flags = join(drawing.idOf === undefined ? [] : flagged(findings).map(flagOf));
  const id = findings.length > 0 ? drawing.idOf?.(row.after) : undefined;
  const numbers = {
    id,
    class: findings.length > 0 ? `found ${worst(findings)}` : undefined,
    "data-n": numberIn(view, "after", row.after),
  };
  if (row.kind === "added") {
    const look = { tokens, ...hits, ...emphasis(row.hunk.emphasis.after.get(row.after)) };
    return tag("ins", numbers, lineHtml(source, look), flags);
  }
  const line = lineHtml(source, { tokens, ...hits });
  const old = row.before === undefined ? "" : (view.before.lines[row.before] ?? "");
  const twin =
    old === source ? line : lineHtml(old, row.before === undefined ? {} : { tokens: colours.before.of(row.before) });
  const before = row.before === undefined ? undefined : numberIn(view, "before", row.before);
  const classes = ["same", row.fold === undefined ? "" : "folded", numbers.class ?? ""].filter((name) => name !== "");
  return join([
    tag("span", { class: "twin", "data-o": before, "aria-hidden": "true" }, twin),
    tag("span", { ...numbers, class: classes.join(" "), "data-o": before }, line, flags),
  ]);
}

/** The shipped line; where one shipped line is shown as many, the column, too. */
function numberIn(view: FileView, side: "before" | "after", index: number): string {
  const { line, column } = view[side].place(index);
  return view.form === "readable" ? `${line}:${column}` : String(line);
}

const emphasis = (spans: LineLook["emphasis"]): LineLook => (spans === undefined ? {} : { emphasis: spans });

const worst = (findings: readonly NumberedFinding[]): string =>
  (["block", "ask", "note"] as const).find((tier) => findings.some(({ finding }) => finding.tier === tier)) ?? "note";

/** The findings whose first place the line is; the others only mark it. */
const flagged = (findings: readonly NumberedFinding[]): readonly NumberedFinding[] =>
  findings.filter(({ isFirst }) => isFirst).slice(0, MOST_FLAGS);
const MOST_FLAGS = 6;

const flagOf = ({ number, finding }: NumberedFinding): Html =>
  tag(
    "a",
    { class: `flag ${finding.tier}`, href: `#finding-${number + 1}` },
    text(`${finding.tier}: ${finding.message}`),
  );

/** Where a finding's value stands in the line, as written; a disguised one stands nowhere. */
function hitsOf(source: string, findings: readonly NumberedFinding[]): { start: number; end: number }[] {
  const hits = findings.flatMap(({ finding: { value } }) => {
    const start = value === undefined || value === "" ? -1 : source.indexOf(value);
    return start < 0 ? [] : [{ start, end: start + (value?.length ?? 0) }];
  });
  hits.sort((a, b) => a.start - b.start);
  return hits.filter(({ start }, i) => i === 0 || start >= (hits[i - 1]?.end ?? 0));
}
