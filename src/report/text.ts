/** A report as text: the head, the findings, the files, and on request the diff of every file. */
import type { Shown } from "../review/shown.js";
import { visible } from "./escape.js";
import { FileBody } from "./file-body.js";
import { fileRemarks } from "./file-head.js";
import { fileList, filesOf, fileTitle, type ListedFile } from "./files.js";
import { countsLine, findingLines } from "./findings.js";
import type { Layout } from "./layout.js";
import { digestLines, foundIn, headLines, unreadLines } from "./overview.js";
import { EMPTY_LINE, fit, type Line, paintedLines, wrapped } from "./styled.js";
import { toolWordsLines } from "./tool-words.js";

/** Files named one by one; more are counted. */
const MOST_FILES = 40;
const MOST_UNREAD = 20;

export interface TextOptions {
  readonly layout: Layout;
  readonly now: Date;
  /** List the findings of tier `note` too. */
  readonly notes: boolean;
  /** The diff of every file, too. */
  readonly patch: boolean;
}

/** The report that `diff`, `inspect` and `review` print. */
export function renderText(shown: Shown, { layout, now, notes, patch }: TextOptions): string {
  const files = shown.before === undefined && !patch ? [] : filesOf(shown);
  const sections: readonly (readonly Line[])[] = [
    headLines(shown, now, layout.width),
    ...findingSections(shown, layout, notes),
    shown.tools === undefined ? [] : toolWordsLines(shown.tools, layout.width),
    shown.before === undefined ? [] : fileList(files, shown, layout.width, MOST_FILES),
    unreadLines(shown, layout.width, MOST_UNREAD),
    digestLines(shown),
    ...(patch ? files.map((file) => patchOf(file, shown, layout)) : []),
  ];
  const lines = sections
    .filter((section) => section.length > 0)
    .flatMap((section, i) => (i === 0 ? section : [EMPTY_LINE, ...section]));
  return paintedLines(lines, layout.paint);
}

/** Of an update, the findings to block or ask about with the source around them; of a first look, with the excerpt. */
function findingSections(shown: Shown, layout: Layout, notes: boolean): readonly (readonly Line[])[] {
  const found = foundIn(shown);
  const listed = shown.findings.filter(({ tier }) => notes || tier !== "note");
  const lines = listed.map((finding) => {
    const isTelling = finding.tier !== "note" && shown.before !== undefined;
    return findingLines(finding, found, isTelling ? layout : { ...layout, context: 0 });
  });
  const hasHunks = lines.some((block) => block.length > 4);
  const counts = countsLine(shown.findings, shown.findings.length - listed.length);
  return hasHunks ? [...lines, [counts]] : [lines.flat(), [counts]];
}

const remarkLines = (remark: string, width: number): readonly Line[] =>
  wrapped(visible(remark), width - 7).map((text) => [{ text: `       ${text}`, style: "dim" }]);

/** The diff of one file. */
export function patchOf(file: ListedFile, shown: Shown, layout: Layout): readonly Line[] {
  const body = new FileBody(file.view, layout.context);
  return [
    fit(fileTitle(file, shown), layout.width),
    ...fileRemarks(file.view).flatMap((remark) => remarkLines(remark, layout.width)),
    ...body.rows.flatMap((row) => body.render(row, layout.code)),
  ];
}
