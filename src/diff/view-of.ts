/** One changed file as it is shown. */
import { hash } from "node:crypto";
import type { PackageFile } from "../package/tree.js";
import { Canonical } from "./canonical.js";
import type { FileChange } from "./change.js";
import { textOf } from "./content.js";
import { Emphasiser, type WordsOf, wordsIn } from "./emphasis.js";
import { fileTypeOf } from "./file-type.js";
import { compareMeanings } from "./fold.js";
import type { Hunk } from "./lines.js";
import { codeSide, grammarOf, isUnreadable, readable } from "./readable.js";
import { EMPTY_SIDE, shippedSide } from "./shipped.js";
import type { Binary, FileView, Fold, TextSide } from "./view.js";

export function viewOf(change: FileChange): FileView {
  const old = change.kind === "added" ? undefined : change.before;
  const now = change.kind === "removed" ? undefined : change.after;
  const [before, after] = [old, now].map((file) => (file === undefined ? "" : textOf(file.bytes)?.text));
  if (before === undefined || after === undefined) return bytesView(change, old, now);
  const texts = { before, after };
  const hunks = change.lines?.hunks ?? [];
  const [oldSide, newSide] = [shippedSide(before), shippedSide(after)];
  if (isUnreadable(oldSide.lines, newSide.lines, hunks)) return readableView(change, texts);
  return shippedView(change, oldSide, newSide);
}

interface Texts {
  readonly before: string;
  readonly after: string;
}

/** What every form of text has in common. */
interface Parts {
  readonly form: FileView["form"];
  readonly before: TextSide;
  readonly after: TextSide;
  readonly hunks: readonly Hunk[];
  readonly folds: readonly Fold[];
  readonly remarks: readonly string[];
  readonly words?: { readonly before: WordsOf; readonly after: WordsOf };
}

function textView(change: FileChange, { words, hunks, ...parts }: Parts): FileView {
  const plain =
    (side: TextSide): WordsOf =>
    (index) =>
      wordsIn(side.lines[index] ?? "");
  const emphasiser = new Emphasiser(words?.before ?? plain(parts.before), words?.after ?? plain(parts.after));
  const folded = { layout: 0, renames: 0, references: 0 };
  for (const fold of parts.folds) folded[fold.kind] += Math.max(fold.beforeCount, fold.afterCount);
  return {
    change,
    ...parts,
    hunks: hunks.map((hunk) => ({ ...hunk, emphasis: emphasiser.of(hunk) })),
    added: hunks.reduce((sum, { afterCount }) => sum + afterCount, 0),
    removed: hunks.reduce((sum, { beforeCount }) => sum + beforeCount, 0),
    folded,
  };
}

function shippedView(change: FileChange, before: TextSide, after: TextSide): FileView {
  const { hunks = [], coarse = 0 } = change.lines ?? {};
  return textView(change, { form: "shipped", before, after, hunks, folds: [], remarks: coarseRemarks(coarse) });
}

/** Both sides broken into lines anew. */
function readableView(change: FileChange, texts: Texts): FileView {
  const grammar = grammarOf(change.path, change.kind === "removed" ? texts.before : texts.after);
  const before = readable(texts.before, change.path, grammar);
  const after = readable(texts.after, change.path, grammar);
  const { hunks, folds, coarse } = compareMeanings(new Canonical(before.code), new Canonical(after.code));
  const remarks = new Set([...before.remarks, ...after.remarks, ...coarseRemarks(coarse)]);
  return textView(change, {
    form: "readable",
    before: codeSide(before.code),
    after: codeSide(after.code),
    hunks,
    folds,
    remarks: [...remarks],
  });
}

const coarseRemarks = (lines: number): string[] =>
  lines === 0 ? [] : [`${lines} lines differ so much that they are shown as replaced, without a closer comparison`];

function bytesView(change: FileChange, before: PackageFile | undefined, after: PackageFile | undefined): FileView {
  return {
    change,
    form: "bytes",
    before: EMPTY_SIDE,
    after: EMPTY_SIDE,
    hunks: [],
    added: 0,
    removed: 0,
    folded: { layout: 0, renames: 0, references: 0 },
    folds: [],
    binary: { before: before && binaryOf(before), after: after && binaryOf(after) },
    remarks: [],
  };
}

const binaryOf = ({ bytes }: PackageFile): Binary => ({
  size: bytes.length,
  type: fileTypeOf(bytes),
  digest: hash("sha256", bytes, "hex"),
});
