/** The views of a package's changed files, made when they are looked at. */
import type { Change, FileChange } from "./change.js";
import type { FileView } from "./view.js";
import { viewOf } from "./view-of.js";

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
