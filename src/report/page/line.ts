/** One line of source as markup: its tokens, what differs in it, what hides in it; of a long line the part that matters. */
import type { Span } from "../../diff/view.js";
import { codePoint, hiddenIn } from "../escape.js";
import { count } from "../table.js";
import type { Token, TokenKind } from "../tokens.js";
import { type Html, tag, text, textTag } from "./html.js";

export interface LineLook {
  readonly tokens?: readonly Token[];
  /** What differs from the other side. */
  readonly emphasis?: readonly Span[];
  /** What a finding is about. */
  readonly hits?: readonly Span[];
}

/** Characters of a line that are shown; longer lines are cut down to what surrounds their changes. */
const WHOLE = 600;
const AROUND = 90;
const MOST_PARTS = 8;
/** Of a changed part that is itself long, from its start and from its end. */
const PART = { head: 240, tail: 80 };
/** Look-alikes are told by the word they stand in. */
const WORD = 40;

export function lineHtml(line: string, look: LineLook = {}): Html {
  if (line.length <= WHOLE) return part(line, { start: 0, end: line.length }, look);
  const windows = windowsOf(line.length, [...(look.hits ?? []), ...(look.emphasis ?? [])]);
  let at = 0;
  const parts: Html[] = [];
  for (const window of windows) {
    if (window.start > at) parts.push(cut(window.start - at));
    parts.push(part(line, window, look));
    at = window.end;
  }
  if (at < line.length) parts.push(cut(line.length - at));
  return parts.join("") as Html;
}

const cut = (length: number): Html =>
  textTag("span", { class: "cut" }, ` … ${count(length, "character")} not shown … `);

/** The places around what is to be seen, merged, in order; the line's beginning where there is nothing to see. */
function windowsOf(length: number, spans: readonly Span[]): Span[] {
  const wanted = spans.length === 0 ? [{ start: 0, end: WHOLE / 2 }] : spans.slice(0, MOST_PARTS).flatMap(around);
  wanted.sort((a, b) => a.start - b.start);
  const merged: { start: number; end: number }[] = [];
  for (const { start, end } of wanted) {
    const last = merged.at(-1);
    if (last !== undefined && start <= last.end + AROUND) last.end = Math.max(last.end, end);
    else merged.push({ start: Math.max(0, start), end });
  }
  return merged.map(({ start, end }) => ({ start, end: Math.min(end, length) }));
}

function around({ start, end }: Span): Span[] {
  if (end - start <= PART.head + PART.tail) return [{ start: start - AROUND, end: end + AROUND }];
  return [
    { start: start - AROUND, end: start + PART.head },
    { start: end - PART.tail, end: end + AROUND },
  ];
}

/** A part of a line, split wherever a token, a difference, a hit or a hidden character begins or ends. */
function part(line: string, { start, end }: Span, { tokens = [], emphasis = [], hits = [] }: LineLook): Html {
  const within = (span: Span): boolean => span.end > start && span.start < end;
  const layers = [hiddenAround(line, start, end), tokens, emphasis, hits].map((spans) => spans.filter(within));
  const edges = new Set([start, end]);
  for (const span of layers.flat()) edges.add(Math.max(start, span.start)).add(Math.min(end, span.end));
  const sorted = [...edges].sort((a, b) => a - b);
  const at = layers.map((spans) => finder(spans));
  const pieces = sorted.slice(0, -1).map((from, i) => {
    const [hidden, token, differs, hit] = at.map((find) => find(from));
    const classes = [token && CLASSES[(token as Token).kind], differs && "e", hit && "hit", hidden && "u"];
    const piece = line.slice(from, sorted[i + 1]);
    return styled(hidden ? codePoint(piece) : piece, classes.filter((name) => name !== undefined).join(" "));
  });
  return pieces.join("") as Html;
}

const CLASSES: Readonly<Record<TokenKind, string>> = { comment: "c", string: "s", keyword: "k", number: "m" };

const styled = (piece: string, classes: string): Html =>
  classes === "" ? text(piece, "\t") : tag("span", { class: classes }, text(piece, "\t"));

/** What `visible` would not show as it is; a tab is layout. */
function hiddenAround(line: string, start: number, end: number): Span[] {
  const from = Math.max(0, start - WORD);
  return hiddenIn(line.slice(from, end + WORD))
    .map((span) => ({ start: span.start + from, end: span.end + from }))
    .filter((span) => line[span.start] !== "\t");
}

/** The span at a place, asked for places in order; spans are in order and do not overlap. */
function finder(spans: readonly Span[]): (at: number) => Span | undefined {
  let next = 0;
  return (at) => {
    while ((spans[next]?.end ?? Number.POSITIVE_INFINITY) <= at) next += 1;
    const span = spans[next];
    return span !== undefined && span.start <= at ? span : undefined;
  };
}
