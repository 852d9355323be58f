/** The views of a package's changed files, made when they are looked at. */
import { hash } from "node:crypto";
import type { PackageFile } from "../package/tree.js";
import type { Change, FileChange } from "./change.js";
import { Emphasiser, wordsIn } from "./emphasis.js";
import { fileTypeOf } from "./file-type.js";
import { EMPTY_SIDE, shippedSide } from "./shipped.js";
import type { Binary, FileView } from "./view.js";

/** Each changed file of a package as it is shown, in the order of the change. Never throws on what the files hold. */
export const viewsOf = (change: Change): readonly FileView[] =>
  change.files.map((file) => lazy(file, () => viewOf(file)));

/** The view with members that are made together, once, when one of them is asked for. */
function lazy(change: FileChange, make: () => FileView): FileView {
  let made: FileView | undefined;
  const view = { change };
  for (const member of MEMBERS) {
    Object.defineProperty(view, member, {
      enumerable: true,
      get: () => {
        made ??= make();
        return made[member];
      },
    });
  }
  return view as FileView;
}

const MEMBERS = [
  ...(["form", "before", "after", "hunks", "added", "removed", "folded", "folds", "binary", "remarks"] as const),
];

const NOTHING_FOLDED = { layout: 0, renames: 0, references: 0 };

function viewOf(change: FileChange): FileView {
  const old = change.kind === "added" ? undefined : change.before;
  const now = change.kind === "removed" ? undefined : change.after;
  const [before, after] = [old, now].map((file) => (file === undefined ? EMPTY_SIDE : shippedSide(file.bytes)));
  if (before === undefined || after === undefined) return bytesView(change, old, now);
  const emphasiser = new Emphasiser(
    (index) => wordsIn(before.lines[index] ?? ""),
    (index) => wordsIn(after.lines[index] ?? ""),
  );
  return {
    change,
    form: "shipped",
    before,
    after,
    hunks: (change.lines?.hunks ?? []).map((hunk) => ({ ...hunk, emphasis: emphasiser.of(hunk) })),
    added: change.lines?.added ?? 0,
    removed: change.lines?.removed ?? 0,
    folded: NOTHING_FOLDED,
    folds: [],
    remarks: coarseRemark(change.lines?.coarse ?? 0),
  };
}

const coarseRemark = (lines: number): string[] =>
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
    folded: NOTHING_FOLDED,
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
