/** A changed file: what became of it in words, and its changes. */
import type { FileChange } from "../../diff/change.js";
import type { FileView } from "../../diff/view.js";
import { fileRemarks } from "../file-head.js";
import { count, size } from "../table.js";
import { bars } from "./bars.js";
import { changeHtml, type Drawing, drawingOf, gapHtml } from "./diff.js";
import { type Html, join, NOTHING, tag, text, textTag } from "./html.js";
import { type Allowance, LIMITS } from "./limits.js";
import { fileId, lineId, type Places } from "./places.js";
import { type Segment, segmentsOf } from "./rows.js";

export interface FileContext {
  readonly places: Places;
  readonly allowance: Allowance;
  /** The package's number, and the file's in it. */
  readonly package: number;
  readonly file: number;
}

export const kindOf = (change: FileChange): FileChange["kind"] | "renamed" =>
  change.kind === "changed" && change.renamed ? "renamed" : change.kind;

export function fileHtml(view: FileView, context: FileContext): Html {
  const { places, allowance } = context;
  const id = fileId(context.package, context.file);
  places.show(id);
  allowance.nextFile();
  const { html, rows } = bodyOf(view, context);
  allowance.takeMarkup(html.length);
  const tiers = tiersOf(view, places);
  const isOpen = allowance.takeOpen(rows) || tiers.includes("block") || tiers.includes("ask");
  const attributes = { id, class: `file ${kindOf(view.change)}`, open: isOpen || undefined, tabindex: -1 };
  const filter = { "data-tier": tiers.join(" "), "data-kind": kindsOf(view, places).join(" ") };
  return tag("details", { ...attributes, ...filter }, summaryOf(view, tiers), said(view), html);
}

function summaryOf(view: FileView, tiers: readonly string[]): Html {
  const kind = kindOf(view.change);
  return tag(
    "summary",
    {},
    textTag("span", { class: `kind ${kind}` }, kind),
    tag("code", { class: "path" }, text(view.change.path)),
    join(tiers.map((tier) => textTag("span", { class: `tier ${tier}` }, tier))),
    counts(view),
  );
}

/** `+3 −1` and their picture. */
export const counts = ({ added, removed }: { added: number; removed: number }): Html =>
  tag(
    "span",
    { class: "counts" },
    textTag("span", { class: "plus" }, `+${added}`),
    textTag("span", { class: "minus" }, `−${removed}`),
    bars(added, removed),
  );

export const tiersOf = (view: FileView, places: Places): string[] => [
  ...new Set([...places.in(view).values()].flat().map(({ finding }) => finding.tier)),
];
export const kindsOf = (view: FileView, places: Places): string[] => [
  ...new Set([...places.in(view).values()].flat().map(({ finding }) => finding.kind)),
];

/** What became of the file beside its lines. */
function said(view: FileView): Html {
  const remarks = [sizes(view.change), ...fileRemarks(view)].slice(0, LIMITS.remarks);
  return tag("ul", { class: "said" }, join(remarks.map((remark) => textTag("li", {}, remark))));
}

function sizes(change: FileChange): string {
  const [before, after] = [
    change.kind === "added" ? undefined : size(change.before.bytes.length),
    change.kind === "removed" ? undefined : size(change.after.bytes.length),
  ];
  return before === undefined || after === undefined || before === after
    ? (after ?? before ?? "")
    : `${before} → ${after}`;
}

function bodyOf(view: FileView, context: FileContext): { html: Html; rows: number } {
  if (view.form === "bytes") return { html: NOTHING, rows: 0 };
  const found = context.places.in(view);
  const drawing = drawingOf(view, found, context.allowance, (line) => lineId(context.package, context.file, line));
  const parts: Html[] = [];
  let rows = 0;
  const segments = segmentsOf(view, [...found.keys()]);
  for (const [i, segment] of segments.entries()) {
    if (!context.allowance.takeRows(segment.rows.length)) {
      parts.push(leftOut(segments.slice(i)));
      break;
    }
    if (segment.kind === "change") rows += segment.rows.length;
    parts.push(segment.kind === "gap" ? gapHtml(segment, drawing) : changed(segment, drawing));
    for (const row of segment.rows) {
      if ("after" in row && found.has(row.after)) context.places.show(lineId(context.package, context.file, row.after));
    }
  }
  const isOneSided = view.change.kind !== "changed" || view.before.lines.length === 0 || view.after.lines.length === 0;
  const height = `r${Math.ceil(Math.log2(rows + 1))}`;
  const classes = ["diff", isOneSided ? "one" : "", view.form === "readable" ? "readable" : "", height];
  return { html: tag("div", { class: classes.filter((name) => name !== "").join(" ") }, join(parts)), rows };
}

function changed({ hunks, rows }: Extract<Segment, { kind: "change" }>, drawing: Drawing): Html {
  const moves = hunks.flatMap(({ moved, beforeCount }) => {
    if (moved === undefined) return [];
    return [`${beforeCount > 0 ? "moved to" : "moved from"} ${moved.path}:${moved.line}`];
  });
  const head =
    moves.length === 0 ? NOTHING : textTag("p", { class: "at" }, [...new Set(moves)].slice(0, MOST_MOVES).join(" · "));
  return join([head, changeHtml(rows, drawing)]);
}

const MOST_MOVES = 6;

function leftOut(segments: readonly Segment[]): Html {
  const hunks = segments.flatMap((segment) => (segment.kind === "change" ? segment.hunks : []));
  if (hunks.length === 0) return NOTHING;
  const lines = hunks.reduce((sum, { beforeCount, afterCount }) => sum + beforeCount + afterCount, 0);
  return textTag(
    "p",
    { class: "gap" },
    `${count(hunks.length, "more change")} of ${count(lines, "line")} not in this page, which would be too large`,
  );
}
