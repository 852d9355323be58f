/** One changed file as it is shown. */
import { hash } from "node:crypto";
import type { PackageFile } from "../package/tree.js";
import { Canonical } from "./canonical.js";
import type { FileChange } from "./change.js";
import { encodedText } from "./content.js";
import { Emphasiser, type WordsOf, wordsIn } from "./emphasis.js";
import { endRemarks, endsCount, endsDiffer } from "./ends.js";
import { fileTypeOf } from "./file-type.js";
import { compareMeanings } from "./fold.js";
import { diffLines, type Hunk } from "./lines.js";
import type { MovedHunk } from "./moved.js";
import { codeSide, grammarOf, isUnreadable, readableSides, shippedPieces } from "./readable.js";
import type { References, Referrer } from "./references.js";
import { refine, type Texts } from "./refine.js";
import { EMPTY_SIDE, shippedSide } from "./shipped.js";
import { isSourceMap } from "./source-map.js";
import type { VariablePairs } from "./variables.js";
import type { Binary, FileView, Fold, TextSide } from "./view.js";

/** Everything about a package that one file's view depends on. */
export interface Surroundings {
  readonly references: References;
}

/** The view of a file, before it is known what of it was moved. */
export function draftOf(change: FileChange, { references }: Surroundings): Draft {
  const old = change.kind === "added" ? undefined : change.before;
  const now = change.kind === "removed" ? undefined : change.after;
  const [was, is] = [decoded(old), decoded(now)];
  if (was === undefined || is === undefined) return bytesView(change, old, now);
  const texts = { before: was.text, after: is.text };
  const refer = references.of(old?.path ?? change.path, change.path);
  const isWhole = endsCount(change.path, texts) && endsDiffer(texts);
  const sides = { before: shippedSide(was.text, isWhole), after: shippedSide(is.text, isWhole) };
  if (isMap(old, was.text) && isMap(now, is.text)) return mapView(change, sides);
  const isLong =
    !PROSE.test(change.path) && isUnreadable(sides.before.lines, sides.after.lines, change.lines?.hunks ?? []);
  const draft = isLong ? readableView(change, texts, refer) : shippedView(change, texts, sides, refer);
  if (old === undefined || now === undefined || was.encoding === is.encoding) return draft;
  return { ...draft, remarks: [...draft.remarks, `the encoding is ${is.encoding}, was ${was.encoding}`] };
}

const decoded = (file: PackageFile | undefined): { text: string; encoding: string } | undefined =>
  file === undefined ? { text: "", encoding: "" } : encodedText(file.bytes);

/** Its paragraphs are lines, long ones among them. */
const PROSE = /\.(?:md|mdx|markdown)$/i;

/** A side that is not there is what the other one is. */
const isMap = (file: PackageFile | undefined, text: string): boolean =>
  file === undefined || isSourceMap(file.path, text);

interface Sides {
  readonly before: TextSide;
  readonly after: TextSide;
}

/** A view whose hunks are not yet cut at moves, and have nothing emphasised. */
export interface Draft {
  readonly change: FileChange;
  readonly form: FileView["form"];
  readonly before: TextSide;
  readonly after: TextSide;
  readonly hunks: readonly Hunk[];
  readonly folds: readonly Fold[];
  readonly remarks: readonly string[];
  readonly words?: { readonly before: WordsOf; readonly after: WordsOf };
  readonly binary?: NonNullable<FileView["binary"]>;
}

/** The view with these hunks, which are the draft's own or parts of them. */
export function finished({ words, ...draft }: Draft, hunks: readonly MovedHunk[]): FileView {
  const plain =
    (side: TextSide): WordsOf =>
    (index) =>
      wordsIn(side.lines[index] ?? "");
  const emphasiser = new Emphasiser(words?.before ?? plain(draft.before), words?.after ?? plain(draft.after));
  const folded = { layout: 0, comments: 0, renames: 0, references: 0, maps: 0 };
  for (const fold of draft.folds) folded[fold.kind] += Math.max(fold.beforeCount, fold.afterCount);
  return {
    ...draft,
    hunks: hunks.map((hunk) => ({ ...hunk, emphasis: emphasiser.of(hunk) })),
    added: hunks.reduce((sum, { afterCount }) => sum + afterCount, 0),
    removed: hunks.reduce((sum, { beforeCount }) => sum + beforeCount, 0),
    folded,
  };
}

function shippedView(change: FileChange, texts: Texts, sides: Sides, refer: Referrer | undefined): Draft {
  const diff = change.lines ?? { hunks: [], added: 0, removed: 0, coarse: 0 };
  const file = { path: change.path, texts, before: sides.before.lines, after: sides.after.lines, refer };
  const { hunks, folds, meaning } = refine(file, diff);
  const words = meaning && wordsOf(meaning.before, meaning.after, meaning.folded.variables);
  const remarks = [...coarseRemarks(diff.coarse), ...endRemarks(change.path, texts)];
  return { change, form: "shipped", ...sides, hunks, folds, remarks, ...(words && { words }) };
}

/** Counted, and not shown. */
function mapView(change: FileChange, sides: Sides): Draft {
  const folds = (change.lines?.hunks ?? []).map((hunk) => ({ kind: "maps" as const, ...hunk }));
  return { change, form: "shipped", ...sides, hunks: [], folds, remarks: [] };
}

/** Both sides broken into lines anew. */
function readableView(change: FileChange, texts: Texts, refer: Referrer | undefined): Draft {
  const grammar = grammarOf(change.path, change.kind === "removed" ? texts.before : texts.after);
  const [before, after] = readableSides(texts.before, texts.after, change.path, grammar);
  const sides = { before: codeSide(before.code), after: codeSide(after.code) };
  const remarks = (coarse: number): string[] => [
    ...new Set([...before.remarks, ...after.remarks, ...coarseRemarks(coarse)]),
  ];
  if (!before.isParsed) {
    const { hunks, coarse } = diffLines(shippedPieces(before.code), shippedPieces(after.code));
    return { change, form: "readable", ...sides, hunks, folds: [], remarks: remarks(coarse) };
  }
  const [old, now] = [new Canonical(before.code, refer), new Canonical(after.code)];
  const { hunks, folds, coarse, variables } = compareMeanings(old, now, true);
  const words = wordsOf(old, now, variables);
  return { change, form: "readable", ...sides, hunks, folds, remarks: remarks(coarse), words };
}

/** The tokens of lines; a variable is the same word on both sides whatever it is called. */
function wordsOf(before: Canonical, after: Canonical, variables: VariablePairs): { before: WordsOf; after: WordsOf } {
  return {
    before: (index) => before.words(index, (variable) => variables.becomes(variable)),
    after: (index) => after.words(index, (variable) => variable),
  };
}

const coarseRemarks = (lines: number): string[] =>
  lines === 0 ? [] : [`${lines} lines differ so much that they are shown as replaced, without a closer comparison`];

const bytesView = (change: FileChange, before: PackageFile | undefined, after: PackageFile | undefined): Draft => ({
  change,
  form: "bytes",
  before: EMPTY_SIDE,
  after: EMPTY_SIDE,
  hunks: [],
  folds: [],
  binary: { before: before && binaryOf(before), after: after && binaryOf(after) },
  remarks: [],
});

const binaryOf = ({ bytes }: PackageFile): Binary => ({
  size: bytes.length,
  type: fileTypeOf(bytes),
  digest: hash("sha256", bytes, "hex"),
});
