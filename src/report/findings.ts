/** Findings on a screen: what was found, where, and the lines around it. One form for every command. */
import type { FileView } from "../diff/view.js";
import type { ShownPackage } from "../review/shown.js";
import type { Evidence, Finding, Tier } from "../rules/rule.js";
import { clip, visible } from "./escape.js";
import { FileBody } from "./file-body.js";
import { tally } from "./json.js";
import type { Layout } from "./layout.js";
import { lineAt, rowsAround } from "./rows.js";
import { chop, EMPTY_LINE, fit, type Line, lineCells, type Style, say, wrapped } from "./styled.js";
import { count } from "./table.js";
import { cells } from "./width.js";

/** What findings are found in: packages are absent where only findings are shown. */
export interface Found {
  /** `name@version` that needs not be said, because the report is about it. */
  readonly subject: string;
  readonly packages: readonly ShownPackage[];
}

const EXCERPT = 160;
/** Places of one finding; more are counted. */
const MOST_PLACES = 4;
export const TIER_STYLES: Readonly<Record<Tier, Style>> = { block: "bad", ask: "warn", note: "dim" };
const INDENT = 7;
/** Characters on either side that tell that a line is printed as it was shipped. */
const PROBE = 5;
const MARGIN = { text: " ".repeat(INDENT) };

export const tierMark = (tier: Tier): Line => [{ text: tier.padEnd(5), style: TIER_STYLES[tier] }, { text: "  " }];

/** The finding's sentence with its rule, its places, and at the first place the source around it. */
export function findingLines(finding: Finding, found: Found, layout: Layout): readonly Line[] {
  const places = finding.evidence.slice(0, MOST_PLACES);
  const more = finding.evidence.length - places.length;
  const rule = say(finding.rule, "dim");
  const text = sentence(finding, found, layout.width);
  const last = text.at(-1) ?? EMPTY_LINE;
  const isBeside = lineCells(last) + 2 + cells(rule.text) <= layout.width;
  return [
    ...text.slice(0, -1),
    isBeside ? [...last, { text: "  " }, rule] : last,
    ...places.flatMap((place, i) => [
      ...chop(i === 0 && !isBeside ? [...placeLine(place), { text: "  " }, rule] : placeLine(place), layout.width),
      ...around(finding, place, found, layout, i === 0),
    ]),
    ...(more > 0 ? [[MARGIN, say(`and ${count(more, "more place")}`, "dim")]] : []),
  ];
}

/** `block  Bcc is set to …, which the package chose`. */
function sentence(finding: Finding, { subject }: Found, width: number): readonly Line[] {
  const other = finding.package === subject ? "" : `${finding.package} · `;
  return wrapped(visible(other + finding.message), width - INDENT).map(
    (text, i): Line => [...(i === 0 ? tierMark(finding.tier) : [MARGIN]), { text }],
  );
}

const placeLine = ({ path, line, column }: Evidence): Line => [MARGIN, say(`${path}:${line}:${column}`, "dim")];

/** The diff around the place; elsewhere, and where the file is not at hand, the excerpt that the rule took. */
function around(finding: Finding, place: Evidence, found: Found, layout: Layout, isFirst: boolean): readonly Line[] {
  const view = isFirst && layout.context > 0 ? viewOf(finding, place.path, found) : undefined;
  const hunk = view && hunkAt(view, finding, place, layout);
  if (hunk !== undefined) return hunk;
  return place.excerpt === "" ? [] : [fit([MARGIN, say(`  ${clip(place.excerpt, EXCERPT)}`)], layout.width)];
}

/** The changed file that a finding points into. */
export function viewOf(finding: Finding, path: string, { packages }: Found): FileView | undefined {
  const holder = packages.find(
    ({ after }) => after !== undefined && `${after.name}@${after.version}` === finding.package,
  );
  return holder?.views.find(
    ({ change, form }) => form !== "bytes" && change.kind !== "removed" && change.path === path,
  );
}

/** The rows around a place, with a caret below it. */
export function hunkAt(view: FileView, finding: Finding, place: Evidence, layout: Layout): readonly Line[] | undefined {
  const index = lineAt(view, place);
  if (index === undefined) return undefined;
  const body = new FileBody(view, layout.context);
  const focus = focusIn(view, index, finding, place);
  return rowsAround(body.rows, view, index, layout.context).flatMap((row) => {
    if ((row.kind !== "same" && row.kind !== "added") || row.after !== index) return body.render(row, layout.code);
    const { lines, focus: at } = body.renderCode(row, layout.code, focus);
    if (at === undefined) return lines;
    const caret: Line = [{ text: " ".repeat(at.cell) }, { text: "^", style: TIER_STYLES[finding.tier] }];
    return [...lines.slice(0, at.row + 1), caret, ...lines.slice(at.row + 1)];
  });
}

/** Where the place is in its shown line. In readable form a line may be printed otherwise than it was shipped. */
function focusIn(view: FileView, index: number, { value }: Finding, { line, column, excerpt }: Evidence): number {
  const text = view.after.lines[index] ?? "";
  if (view.form === "shipped") return Math.min(column - 1, text.length);
  const indent = Math.max(0, text.search(/\S/));
  const start = view.after.place(index);
  const same = indent + column - start.column;
  if (start.line === line && isShipped(text, same, excerpt)) return same;
  const at = value === undefined ? -1 : text.indexOf(value);
  return at >= 0 ? at : indent;
}

/** Whether the line has at that offset what the excerpt, which is as shipped, has somewhere. */
function isShipped(text: string, offset: number, excerpt: string): boolean {
  const around = text.slice(Math.max(0, offset - PROBE), offset + PROBE);
  return offset >= 0 && offset < text.length && excerpt.includes(around.trim());
}

/** `1 to block, 0 to ask about, 3 notes (not shown)`. */
export function countsLine(findings: readonly Finding[], hidden: number): Line {
  const counts = tally(findings);
  const notes = `${count(counts.note, "note")}${hidden > 0 ? " (not shown)" : ""}`;
  if (counts.block + counts.ask > 0) return [say(`${counts.block} to block, ${counts.ask} to ask about, ${notes}`)];
  return [say("nothing to block or to ask about", "good"), say(`, ${notes}`)];
}
