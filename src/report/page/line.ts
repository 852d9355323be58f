/** One line of source as markup: its tokens, what differs in it, what hides in it; of a long line the part that matters. */
import type { Span } from "../../diff/view.js";
import { keptParts } from "../elide.js";
import { codePoint, hiddenIn } from "../escape.js";
import { count } from "../table.js";
import type { Token, TokenKind } from "../tokens.js";
import { type Html, join, tag, text, textTag } from "./html.js";

export interface LineLook {
  readonly tokens?: readonly Token[];
  /** What differs from the other side. */
  readonly emphasis?: readonly Span[];
  /** What a finding is about. */
  readonly hits?: readonly Span[];
}

/** Characters of a line that are shown; longer lines are cut down to what surrounds their changes. */
const MOST = 700;
/** Look-alikes are told by the word they stand in. */
const WORD = 40;

export function lineHtml(line: string, look: LineLook = {}): Html {
  let at = 0;
  const parts: Html[] = [];
  for (const kept of keptParts(line.length, [...(look.hits ?? []), ...(look.emphasis ?? [])], MOST)) {
    if (kept.start > at) parts.push(cut(kept.start - at));
    parts.push(part(line, kept, look));
    at = kept.end;
  }
  if (at < line.length) parts.push(cut(line.length - at));
  return join(parts);
}

const cut = (length: number): Html =>
  textTag("span", { class: "cut" }, ` … ${count(length, "character")} not shown … `);

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
  return join(pieces);
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
