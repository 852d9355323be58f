/** What one screen of a review shows, as blocks that are rendered when they come into sight. */
import { ruleNamed } from "../../rules/index.js";
import type { Finding, Rule } from "../../rules/rule.js";
import { FileBody } from "../file-body.js";
import { fileRemarks } from "../file-head.js";
import { fileLine, type ListedFile, sizeText } from "../files.js";
import { type Found, findingLines } from "../findings.js";
import type { Layout } from "../layout.js";
import { foundIn, overview, unreadLines } from "../overview.js";
import type { Row } from "../rows.js";
import { ruleLines } from "../rule.js";
import { EMPTY_LINE, type Line, say, wrapped } from "../styled.js";
import { toolWordsLines } from "../tool-words.js";
import { cells } from "../width.js";
import type { Item, Way } from "./items.js";

export interface Content {
  readonly blocks: number;
  render(block: number, layout: Layout): readonly Line[];
}

/** Lines that stand already. */
export const contentOf = (lines: readonly Line[]): Content => ({
  blocks: lines.length,
  render: (block) => lines.slice(block, block + 1),
});

export interface ContentOptions {
  readonly layout: Layout;
  readonly now: Date;
  /** Lines in sight: the overview is made to fit. */
  readonly height: number;
}

export function contentFor(
  item: Item,
  way: Way,
  list: FileListState | undefined,
  { layout, now, height }: ContentOptions,
): Content {
  const { shown } = way;
  switch (item.kind) {
    case "overview":
      return contentOf(overview(shown, now, layout, height));
    case "finding":
      return findingContent(item.finding, foundIn(shown), layout);
    case "notes":
      return notesContent(item.findings, foundIn(shown), layout);
    case "tools":
      return contentOf(toolWordsLines(item.tools, layout.width));
    case "not-analysed":
      return contentOf(unreadLines(shown, layout.width, Number.POSITIVE_INFINITY));
    case "files":
      return fileListContent(way, list);
    case "file":
      return new FileContent(item.file, layout.context);
  }
}

/** A rule with all it has to say. */
export const ruleContent = (rule: Rule, { width }: Layout): Content => contentOf(ruleLines(rule, width));

const HELP: readonly (readonly [string, string])[] = [
  ["space", "go on: the next screen, then the next finding or file"],
  ["b", "back"],
  ["n  p", "next, previous finding"],
  ["]  [", "next, previous item (also →  ←)"],
  ["Enter", "open the chosen file, or the file that a finding is in"],
  ["o  f", "the overview, the list of files"],
  ["↑ ↓ j k", "a line up or down; PgUp, PgDn, g and G further"],
  ["e", "more unchanged lines around each change"],
  ["w", "long lines in full, or only around what changed"],
  ["i", "what the rule of this finding means"],
  ["m", "write a note, recorded when you accept"],
  ["a", "accept: asks why each finding to block is acceptable"],
  ["r", "reject, with a reason: refused from then on"],
  ["q", "decide later: nothing is recorded"],
];

export function helpContent({ width }: Layout): Content {
  return contentOf(
    HELP.flatMap(([keys, text]) =>
      wrapped(text, width - 10).map(
        (line, i): Line => [{ text: i === 0 ? keys.padEnd(10) : " ".repeat(10), style: "bold" }, { text: line }],
      ),
    ),
  );
}

/** A finding with the source around its first place, and what its rule advises. */
function findingContent(finding: Finding, found: Found, layout: Layout): Content {
  const rule = ruleNamed(finding.rule);
  const advice = rule === undefined ? [] : wrapped(`${rule.texts.action}`, layout.width - 7);
  return contentOf([
    ...findingLines(finding, found, layout),
    EMPTY_LINE,
    ...advice.map((text): Line => [{ text: "       " }, { text }]),
    ...(rule === undefined ? [] : [[say("       i: more about this rule", "dim")]]),
  ]);
}

/** All findings of tier `note`, one after the other. */
function notesContent(notes: readonly Finding[], found: Found, layout: Layout): Content {
  const short = { ...layout, context: 0 };
  return contentOf(notes.flatMap((finding) => findingLines(finding, found, short)));
}

/** Where a list of files has a cursor; where it has none, its files are numbered. */
export interface FileListState {
  readonly cursor: number;
  readonly isSeen: (index: number) => boolean;
}

function fileListContent({ shown, files }: Way, list: FileListState | undefined): Content {
  const size = files.reduce((most, { view }) => Math.max(most, cells(sizeText(view))), 0);
  const digits = String(files.length).length;
  return {
    blocks: files.length,
    render(index, { width }) {
      const file = files[index];
      if (file === undefined) return [];
      const number = `${String(index + 1).padStart(digits)} `;
      const isChosen = list?.cursor === index;
      const mark = list === undefined ? number : `${isChosen ? ">" : " "}${list.isSeen(index) ? "·" : " "}`;
      const line = [{ text: mark }, ...fileLine(file, shown, { width: width - mark.length, size })];
      return [isChosen ? line.map((piece) => ({ ...piece, style: "mark" as const })) : line];
    },
  };
}

/** A file: what became of it, then its diff. */
export class FileContent implements Content {
  readonly file: ListedFile;
  readonly #body: FileBody;
  readonly #head: readonly string[];

  constructor(file: ListedFile, context: number) {
    this.file = file;
    this.#body = new FileBody(file.view, context);
    this.#head = fileRemarks(file.view);
  }

  get blocks(): number {
    return 1 + this.#body.rows.length;
  }

  render(block: number, layout: Layout): readonly Line[] {
    if (block > 0) return this.#row(this.#body.rows[block - 1], layout);
    const remarks = this.#head.flatMap((text) => wrapped(say(text).text, layout.width - 2));
    const none = this.#body.rows.length === 0 && remarks.length === 0 ? ["nothing in it changed but its place"] : [];
    return [...remarks, ...none].map((text) => [{ text: `  ${text}`, style: "dim" }]);
  }

  #row(row: Row | undefined, layout: Layout): readonly Line[] {
    return row === undefined ? [] : this.#body.render(row, layout.code);
  }

  /** The first block that shows this line of the new side, or a later one. */
  blockOf(after: number): number {
    const at = this.#body.rows.findIndex((row) => (row.kind === "same" || row.kind === "added") && row.after >= after);
    return at < 0 ? 0 : at + 1;
  }

  /** The line of the new side that stands at a block, or next after it. */
  lineAt(block: number): number {
    for (let at = Math.max(0, block - 1); at < this.#body.rows.length; at++) {
      const row = this.#body.rows[at];
      if (row?.kind === "same" || row?.kind === "added") return row.after;
    }
    return 0;
  }
}
