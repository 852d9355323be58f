/**
 * A report as a comment on a pull request (GitHub's Markdown). Text of a package stands in code only: there, nothing is a
 * link, a mention, an image or HTML. A comment has a largest size; what does not fit is counted.
 */
import type { Shown, ShownPackage } from "../review/shown.js";
import type { Finding, Tier } from "../rules/rule.js";
import { clip, visible } from "./escape.js";
import { FileBody } from "./file-body.js";
import { fileRemarks } from "./file-head.js";
import { filesOf, fileTitle, type ListedFile } from "./files.js";
import { hunkAt, viewOf } from "./findings.js";
import { tally } from "./json.js";
import { type Layout, layoutFor } from "./layout.js";
import { foundIn, headLines, nameOf, subjectOf, titleOf } from "./overview.js";
import { type Line, textOfLine } from "./styled.js";
import { count, plain, thousands } from "./table.js";
import { toolWordsLines } from "./tool-words.js";

/** Characters of the largest comment that GitHub takes. */
export const LARGEST_COMMENT = 65_536;
/** Kept for the lines that count what was left out. */
const RESERVE = 600;
/** Rows of one file's diff, and characters of one value. */
const MOST_ROWS = 300;
const MOST_TEXT = 400;
const MOST_PLACES = 4;
const MOST_NAMES = 50;

/** All reports in one comment of at most `limit` characters, each with its share. */
export function renderMarkdown(shown: readonly Shown[], now: Date, limit = LARGEST_COMMENT): string {
  let text = "";
  for (const [i, one] of shown.entries()) {
    const share = Math.floor((limit - text.length) / (shown.length - i));
    text += new Comment(one, now, share - 1).write() + (i < shown.length - 1 ? "\n" : "");
  }
  return text;
}

/** A code span, whatever the text holds. */
export function codeSpan(text: string): string {
  const safe = visible(text);
  const fence = "`".repeat(longestRun(safe) + 1);
  // A blank at both ends is taken off again; it keeps backticks apart from the fence.
  const pad = /^`|`$|^ .* $/.test(safe) || safe.trim() === "" ? " " : "";
  return `${fence}${pad}${safe === "" ? " " : safe}${pad}${fence}`;
}

/** A block of code of the language `diff`, each line indented. */
function codeBlock(lines: readonly Line[], indent: string): string {
  const texts = lines.map((line) => textOfLine(line).trimEnd());
  const fence = "`".repeat(Math.max(3, ...texts.map((text) => longestRun(text) + 1)));
  return [`${fence}diff`, ...texts, fence].map((text) => `${indent}${text}\n`).join("");
}

const longestRun = (text: string): number =>
  (text.match(/`+/g) ?? []).reduce((most, { length }) => Math.max(most, length), 0);

/** Code within HTML, where Markdown is not read. */
const htmlCode = (text: string): string =>
  `<code>${visible(text).replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)}</code>`;

class Comment {
  readonly #shown: Shown;
  readonly #now: Date;
  readonly #limit: number;
  readonly #layout: Layout;
  #text = "";

  constructor(shown: Shown, now: Date, limit: number) {
    this.#shown = shown;
    this.#now = now;
    this.#limit = limit - RESERVE;
    const layout = layoutFor(plain, undefined);
    this.#layout = { ...layout, code: { ...layout.code, marks: false } };
  }

  write(): string {
    this.#add(this.#head());
    this.#findings();
    this.#tools();
    this.#notAnalysed();
    const packages = this.#shown.packages.filter(({ kind }) => kind !== "same");
    const at = packages.findIndex((holder) => !this.#package(holder));
    if (at >= 0) this.#leftOut(packages.length - at, "package");
    return this.#text;
  }

  /** Whether it fitted. */
  #add(text: string): boolean {
    const fits = this.#text.length + text.length <= this.#limit;
    if (fits) this.#text += text;
    return fits;
  }

  /** A line that counts what did not fit; there is always room for it. */
  #leftOut(n: number, what: string): void {
    if (n > 0) this.#text += `\n*${count(n, `more ${what} does`, `more ${what}s do`)} not fit into this comment.*\n`;
  }

  #head(): string {
    const counts = tally(this.#shown.findings);
    const rows = headLines(this.#shown, this.#now, Number.POSITIVE_INFINITY).slice(1).map(textOfLine);
    const facts = rows.map((row) => {
      const [, label = "", value = ""] = /^ *(\S+) +(.*)$/.exec(row) ?? [];
      return `- ${label}: ${codeSpan(clip(value, MOST_TEXT))}\n`;
    });
    const tiers = `**${counts.block} to block, ${counts.ask} to ask about**, ${count(counts.note, "note")}`;
    return `### ${codeSpan(titleOf(this.#shown))}\n\n${tiers}\n\n${facts.join("")}`;
  }

  #findings(): void {
    const grave = this.#shown.findings.filter(({ tier }) => tier !== "note");
    const notes = this.#shown.findings.filter(({ tier }) => tier === "note");
    if (grave.length > 0) this.#add("\n");
    this.#leftOut(
      this.#each(grave, (finding) => this.#finding(finding)),
      "finding",
    );
    if (notes.length === 0) return;
    if (!this.#add(`\n<details><summary>${count(notes.length, "note")}</summary>\n\n`)) {
      this.#leftOut(notes.length, "note");
      return;
    }
    const left = this.#each(notes, (finding) => this.#sentence(finding));
    this.#text += "\n</details>\n";
    this.#leftOut(left, "note");
  }

  /** Adds the text of each until one does not fit; how many are left. */
  #each<T>(items: readonly T[], text: (item: T) => string): number {
    const at = items.findIndex((item) => !this.#add(text(item)));
    return at < 0 ? 0 : items.length - at;
  }

  #sentence(finding: Finding): string {
    const other = finding.package === subjectOf(this.#shown) ? "" : `${codeSpan(finding.package)}: `;
    const places = finding.evidence.slice(0, MOST_PLACES);
    const more = finding.evidence.length - places.length;
    const at = places
      .map(({ path, line, column }) => codeSpan(clip(`${path}:${line}:${column}`, MOST_TEXT)))
      .join(", ");
    const rest = more > 0 ? ` and ${count(more, "more place")}` : "";
    return `- ${TIERS[finding.tier]} ${other}${codeSpan(clip(finding.message, MOST_TEXT))} at ${at}${rest} (${finding.rule})\n`;
  }

  /** With the diff around the first place, or its excerpt. */
  #finding(finding: Finding): string {
    const [place] = finding.evidence;
    const view = viewOf(finding, place.path, foundIn(this.#shown));
    const hunk = view && hunkAt(view, finding, place, this.#layout);
    const excerpt = place.excerpt === "" ? [] : [[{ text: `  ${visible(clip(place.excerpt, MOST_TEXT))}` }]];
    const lines = hunk ?? excerpt;
    return `${this.#sentence(finding)}${lines.length === 0 ? "" : `\n${codeBlock(lines, "  ")}\n`}`;
  }

  #tools(): void {
    const { tools } = this.#shown;
    const lines = tools === undefined ? [] : toolWordsLines(tools, Number.POSITIVE_INFINITY);
    const [title, ...rest] = lines;
    if (title === undefined) return;
    const block = codeBlock(rest.slice(0, MOST_ROWS), "");
    const left = this.#add(`\n**${textOfLine(title)}**\n\n${block}`) ? rest.length - MOST_ROWS : rest.length;
    this.#leftOut(left, "tool line");
  }

  #notAnalysed(): void {
    const { notAnalysed } = this.#shown.assessment;
    if (notAnalysed.length === 0) return;
    if (!this.#add(`\n**${count(notAnalysed.length, "file")} not analysed**\n\n`)) return;
    const listed = notAnalysed.slice(0, MOST_NAMES);
    const left = this.#each(
      listed,
      ({ package: id, path, reason }) => `- ${codeSpan(clip(`${id} ${path}: ${reason}`, MOST_TEXT))}\n`,
    );
    this.#leftOut(left + notAnalysed.length - listed.length, "file");
  }

  /** The package's files, dangerous ones first, folded. Whether there was room for any of it. */
  #package(holder: ShownPackage): boolean {
    const files = filesOf({ ...this.#shown, packages: [holder] });
    const added = holder.views.reduce((n, view) => n + view.added, 0);
    const removed = holder.views.reduce((n, view) => n + view.removed, 0);
    const sizes = ` (${count(files.length, "file")}, +${thousands(added)} −${thousands(removed)})`;
    const summary = `${holder.kind}: ${htmlCode(clip(nameOf(holder), MOST_TEXT))}`;
    if (files.length === 0) return this.#add(`\n${summary}\n`);
    if (!this.#add(`\n<details><summary>${summary}${sizes}</summary>\n`)) return false;
    this.#leftOut(
      this.#each(files, (file) => this.#file(file)),
      "file",
    );
    this.#text += "\n</details>\n";
    return true;
  }

  #file(file: ListedFile): string {
    const body = new FileBody(file.view, this.#layout.context);
    const rows = body.rows.slice(0, MOST_ROWS);
    const title = textOfLine(fileTitle(file, this.#shown)).trim().replace(/\s+/g, " ");
    const remarks = fileRemarks(file.view).map((remark) => `${codeSpan(clip(remark, MOST_TEXT))}\n`);
    const lines = rows.flatMap((row) => body.render(row, this.#layout.code));
    const left = body.rows.length - rows.length;
    const more = left > 0 ? `*and ${thousands(left)} more rows do not fit here*\n` : "";
    const diff = lines.length === 0 ? "" : `\n${codeBlock(lines, "")}`;
    return `\n${codeSpan(clip(title, MOST_TEXT))}\n${remarks.length === 0 ? "" : `\n${remarks.join("")}`}${diff}${more}`;
  }
}

const TIERS: Readonly<Record<Tier, string>> = { block: "**block**", ask: "**ask**", note: "note" };
