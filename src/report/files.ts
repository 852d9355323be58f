/** The changed files of a report: the dangerous ones first, with how much of each changed. */

import { fileTypeOf } from "../diff/file-type.js";
import type { FileView } from "../diff/view.js";
import { isTestPath, readAs } from "../facts/file-kind.js";
import type { Shown, ShownPackage } from "../review/shown.js";
import type { Finding } from "../rules/rule.js";
import { changeSize } from "./file-head.js";
import { tierMark } from "./findings.js";
import { fit, type Line, lineCells, type Piece, say } from "./styled.js";
import { count } from "./table.js";
import { cells } from "./width.js";

export interface ListedFile {
  readonly package: ShownPackage;
  readonly view: FileView;
  /** That point into the file, the worst first. */
  readonly findings: readonly Finding[];
}

/** Files with findings first, the worst first; then by package, and in it what runs before what is read. */
export function filesOf(shown: Shown): readonly ListedFile[] {
  const files = shown.packages.flatMap((holder, place) =>
    holder.views.map((view) => {
      const findings = holder.findings.filter(({ evidence }) => evidence.some(({ path }) => path === view.change.path));
      const first = findings[0] === undefined ? Number.POSITIVE_INFINITY : shown.findings.indexOf(findings[0]);
      return { file: { package: holder, view, findings }, order: [first, place, rank(view), -size(view)] };
    }),
  );
  return files.sort((a, b) => compare(a.order, b.order)).map(({ file }) => file);
}

function compare(a: readonly number[], b: readonly number[]): number {
  const i = a.findIndex((n, j) => n !== b[j]);
  return i < 0 ? 0 : (a[i] ?? 0) < (b[i] ?? 0) ? -1 : 1;
}

const size = ({ added, removed }: FileView): number => added + removed;

/** What npm and Node act on, programs, code, data, the rest; what is gone comes last. */
function rank({ change, form }: FileView): number {
  if (change.kind === "removed") return 6;
  if (change.path === "package.json") return 0;
  if (form === "bytes")
    return ["program", "archive", "unknown"].includes(fileTypeOf(change.after.bytes).family) ? 1 : 5;
  const { kind } = readAs(change.path, change.after.bytes);
  const isAside = isTestPath(change.path) || kind === "types" || kind === "prose" || kind === "source-map";
  if (isAside) return 4;
  return kind === "json" || kind === "config" ? 3 : 2;
}

/** The list, `git diff --stat` in kind: what is worst in a file, its path, the size of its change. */
export function fileList(files: readonly ListedFile[], shown: Shown, width: number, most: number): readonly Line[] {
  const listed = files.slice(0, most);
  const widest = Math.max(0, ...listed.map(({ view }) => cells(sizeText(view))));
  const lines = listed.map((file) => fileLine(file, shown, { width, size: widest }));
  const more = files.length - listed.length;
  return more > 0 ? [...lines, [say(`       and ${count(more, "more file")}`, "dim")]] : lines;
}

export interface FileColumns {
  readonly width: number;
  /** Cells of the widest size. */
  readonly size: number;
}

/** A row of the list, with what became of the file in a few words. */
export const fileLine = (file: ListedFile, shown: Shown, columns: FileColumns): Line =>
  fit([...fileTitle(file, shown, columns.size), say(became(file.view))], columns.width);

/** `block  +1 −1  index.js`, the size right-aligned in `size` cells. */
export function fileTitle({ package: holder, view, findings }: ListedFile, shown: Shown, size = 0): Line {
  const [worst] = findings;
  const mark = worst === undefined ? [{ text: "       " }] : tierMark(worst.tier);
  const other = holder === shown.packages[0] ? "" : `${(holder.after ?? holder.before)?.name} · `;
  const sizes = sizePieces(view);
  const pad = { text: " ".repeat(Math.max(0, size - lineCells(sizes))) };
  return [...mark, pad, ...sizes, { text: "  " }, say(`${other}${view.change.path}`)];
}

export const sizeText = (view: FileView): string => changeSize(view);

/** `+12 −3` in its colours. */
function sizePieces(view: FileView): readonly Piece[] {
  return sizeText(view)
    .split(/(?= )/)
    .map((text) => ({
      text,
      ...(/^ ?[+]/.test(text) && { style: "good" as const }),
      ...(/^ ?−/.test(text) && { style: "bad" as const }),
    }));
}

function became({ change }: FileView): string {
  if (change.kind === "added") return " (new)";
  if (change.kind === "removed") return " (gone)";
  const mode =
    change.before.executable === change.after.executable ? "" : change.after.executable ? " (becomes executable)" : "";
  return `${change.renamed ? ` (was ${change.before.path})` : ""}${mode}`;
}
