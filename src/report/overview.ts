/** The first screen: what changes into what, who published it when, what became of the closure, the worst findings. */
import type { Shown, ShownPackage } from "../review/shown.js";
import type { RegistryFacts } from "../rules/rule.js";
import { visible } from "./escape.js";
import { countsLine, type Found, findingLines } from "./findings.js";
import { tally } from "./json.js";
import type { Layout } from "./layout.js";
import { EMPTY_LINE, ends, fit, type Line, type Piece, say } from "./styled.js";
import { count, thousands } from "./table.js";
import { age, span } from "./time.js";
import { toolWordsPiece } from "./tool-words.js";

const LABEL = 13;
/** Packages named in a row; more are counted. */
const MOST_NAMES = 3;
/** Of a finding on the first screen, beside the first one. */
const MOST_LINES = 4;

export const subjectOf = ({ after }: Shown): string => `${after.name}@${after.version}`;

export const foundIn = (shown: Shown): Found => ({ subject: subjectOf(shown), packages: shown.packages });

/** `postmark-mcp 1.0.15 → 1.0.16`. */
export function titleOf({ before, after }: Shown): string {
  if (before === undefined) return visible(`${after.name}@${after.version}, seen for the first time`);
  if (before.name === after.name) return visible(`${before.name} ${before.version} → ${after.version}`);
  return visible(`${before.name}@${before.version} → ${after.name}@${after.version}`);
}

/** The rows above the findings. */
export function headLines(shown: Shown, now: Date, width: number): readonly Line[] {
  const { after, before } = shown.registry;
  const server =
    shown.server === undefined || shown.server === shown.after.name ? [] : [say(`as ${shown.server}`, "dim")];
  const rows: readonly (readonly [string, readonly Piece[]])[] = [
    ["published", [say(publishedText(shown, now))]],
    ["publisher", [say(publisherText(before, after))]],
    ...withdrawnRows(after),
    ["files", filePieces(shown)],
    ...closureRows(shown),
    ...toolRows(shown),
  ];
  return [
    ends([{ text: titleOf(shown), style: "bold" }], server, width),
    ...rows.map(([label, pieces]) => fit([{ text: `  ${label}`.padEnd(LABEL), style: "dim" }, ...pieces], width)),
  ];
}

const UNKNOWN = "unknown: no registry says";

function publishedText({ before, registry }: Shown, now: Date): string {
  const at = registry.after?.publishedAt;
  if (at === undefined) return UNKNOWN;
  const earlier = registry.before?.publishedAt;
  const since = earlier === undefined ? undefined : span(earlier, at);
  const after = since === undefined ? "" : `, ${since} after ${before?.version}`;
  return `${at.slice(0, 16).replace("T", " ")} (${age(at, now)})${after}`;
}

function publisherText(before: RegistryFacts | undefined, after: RegistryFacts | undefined): string {
  if (after?.publisher === undefined) return UNKNOWN;
  if (before?.publisher === undefined) return after.publisher;
  return before.publisher === after.publisher
    ? `${after.publisher}, as before`
    : `${after.publisher}, was ${before.publisher}`;
}

function withdrawnRows(after: RegistryFacts | undefined): readonly (readonly [string, readonly Piece[]])[] {
  if (after?.unpublished === true) return [["withdrawn", [say("the registry no longer has this version", "warn")]]];
  return after?.deprecated === undefined ? [] : [["deprecated", [say(after.deprecated, "warn")]]];
}

/** Of an update, the lines that are shown; what is seen for the first time is only counted. */
function linesOf({ before, packages: [own] }: Shown): { added: number; removed: number } {
  const summary = own.change?.summary;
  if (before === undefined) return { added: summary?.linesAdded ?? 0, removed: summary?.linesRemoved ?? 0 };
  const sum = (side: "added" | "removed"): number => own.views.reduce((n, view) => n + view[side], 0);
  return { added: sum("added"), removed: sum("removed") };
}

function filePieces(shown: Shown): readonly Piece[] {
  const summary = shown.packages[0].change?.summary;
  if (summary === undefined) return [say("none changed")];
  const { added, removed } = linesOf(shown);
  const counts = (
    [
      ["changed", summary.filesChanged],
      ["added", summary.filesAdded],
      ["removed", summary.filesRemoved],
    ] as const
  ).map(([what, n]) => `${thousands(n)} ${what}`);
  return [
    say(`${counts.join(", ")}; lines `),
    say(`+${thousands(added)}`, "good"),
    say(" "),
    say(`−${thousands(removed)}`, "bad"),
  ];
}

/** What became of the other packages of the closure. */
function closureRows({ packages }: Shown): readonly (readonly [string, readonly Piece[]])[] {
  const others = packages.slice(1).filter(({ kind }) => kind !== "same");
  if (others.length === 0) return [];
  const counts = (["added", "changed", "removed"] as const)
    .map((kind) => [kind, others.filter((other) => other.kind === kind).length] as const)
    .filter(([, n]) => n > 0);
  const names = others.slice(0, MOST_NAMES).map(nameOf).join(", ");
  const more = others.length - MOST_NAMES;
  return [
    [
      "closure",
      [
        say(`${counts.map(([kind, n]) => `${thousands(n)} ${kind}`).join(", ")}: `),
        say(`${names}${more > 0 ? `, and ${more} more` : ""}`, "dim"),
      ],
    ],
  ];
}

/** Of a server whose tools are pinned, what its source says of them. */
const toolRows = ({ tools }: Shown): readonly (readonly [string, readonly Piece[]])[] =>
  tools === undefined ? [] : [["tools", [toolWordsPiece(tools)]]];

/** `+mini-dns 1.0.0`, `zod 4.1.0 → 4.1.1 (reviewed)`, `−old 2.0.0`. */
export function nameOf({ kind, before, after, reviewed }: ShownPackage): string {
  const done = reviewed === true ? " (reviewed)" : "";
  if (kind === "removed") return `−${before?.name} ${before?.version}`;
  if (before === undefined || kind === "added") return `+${after?.name} ${after?.version}${done}`;
  return `${after?.name} ${before.version} → ${after?.version}${done}`;
}

/** What an acceptance from a script has to name, in full. */
export function digestLines({ after, pin, server }: Shown): readonly Line[] {
  const row = (label: string, digest: string): Line => [
    { text: `  ${label}`.padEnd(LABEL), style: "dim" },
    say(digest),
  ];
  const own = after.integrity ?? after.contents;
  return [
    ...(server === undefined || own === undefined ? [] : [row("digest", own)]),
    ...(pin === undefined ? [] : [row("pin", pin)]),
  ];
}

/** What nobody could read: a line that counts it, then at most `most` lines. */
export function unreadLines({ assessment: { notAnalysed } }: Shown, width: number, most: number): readonly Line[] {
  if (notAnalysed.length === 0) return [];
  const files = notAnalysed
    .slice(0, most)
    .map(({ package: id, path, reason }) => fit([say(`  ${id} ${path}: ${reason}`)], width));
  const more = notAnalysed.length - files.length;
  const rest: Line[] = more > 0 && files.length > 0 ? [[say(`  and ${count(more, "more file")}`)]] : [];
  return [[say(`${count(notAnalysed.length, "file")} not analysed`, "warn")], ...files, ...rest];
}

/** All that fits into `height` lines below the title; what does not is counted. */
export function overview(shown: Shown, now: Date, layout: Layout, height: number): readonly Line[] {
  const head = headLines(shown, now, layout.width).slice(1);
  const unread = unreadLines(shown, layout.width, 2);
  const room = height - head.length - (unread.length > 0 ? unread.length + 1 : 0) - 3;
  return [
    ...head,
    EMPTY_LINE,
    ...worstFindings(shown, layout, room),
    EMPTY_LINE,
    countsLine(shown.findings, 0),
    ...(unread.length > 0 ? [EMPTY_LINE, ...unread] : []),
  ];
}

/** The first with its surroundings if there is room, the others with their first place. */
function worstFindings(shown: Shown, layout: Layout, room: number): readonly Line[] {
  const found = foundIn(shown);
  const brief = { ...layout, context: 0 };
  const around = { ...layout, context: 1, code: { ...layout.code, rows: 1 } };
  const blocks = shown.findings.map((finding) => findingLines(finding, found, brief).slice(0, MOST_LINES));
  const [first, ...others] = shown.findings;
  const full = first === undefined ? [] : findingLines(first, found, around);
  const start = others.length === 0 || full.length < 4 ? full : [...full, EMPTY_LINE];
  const listed = fitting(start.length + 1 <= room ? [start, ...blocks.slice(1)] : blocks, room);
  // On a very small screen, the start of the worst one is more than nothing of it.
  if (listed.length === 0 && room > 2) listed.push((blocks[0] ?? []).slice(0, room - 1));
  const left = shown.findings.length - listed.length;
  return left === 0 ? listed.flat() : [...listed.flat(), [say(`       and ${leftText(shown, left)}`, "dim")]];
}

/** As many blocks from the start as fit, with a line left over when some do not. */
function fitting(blocks: readonly (readonly Line[])[], room: number): (readonly Line[])[] {
  const taken: (readonly Line[])[] = [];
  let used = 0;
  for (const [i, block] of blocks.entries()) {
    const spare = i === blocks.length - 1 ? 0 : 1;
    if (used + block.length + spare > room) break;
    taken.push(block);
    used += block.length;
  }
  return taken;
}

function leftText({ findings }: Shown, left: number): string {
  const counts = tally(findings.slice(-left));
  const parts = [
    counts.block > 0 ? `${counts.block} to block` : "",
    counts.ask > 0 ? `${counts.ask} to ask about` : "",
    counts.note > 0 ? count(counts.note, "note") : "",
  ].filter((part) => part !== "");
  return `${left} more: ${parts.join(", ")}`;
}
