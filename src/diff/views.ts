/** The views of a package's changed files, made when they are looked at. */
import type { Change, FileChange } from "./change.js";
import { withMoves } from "./moved.js";
import { References } from "./references.js";
import type { FileView } from "./view.js";
import { type Draft, draftOf, finished } from "./view-of.js";

/** Each changed file of a package as it is shown, in the order of the change. Never throws on what the files hold. */
export function viewsOf(change: Change): readonly FileView[] {
  const { files, summary } = change;
  const surroundings = { references: new References(files) };
  // Where lines only come or only go nothing is moved, and each file is read by itself.
  if (summary.linesAdded === 0 || summary.linesRemoved === 0) {
    return files.map((file) =>
      lazy(file, () => {
        const draft = draftOf(file, surroundings);
        return finished(draft, draft.hunks);
      }),
    );
  }
  let all: readonly FileView[] | undefined;
  return files.map((file, i) =>
    lazy(file, () => {
      all ??= together(files.map((each) => draftOf(each, surroundings)));
      return all[i] as FileView;
    }),
  );
}

function together(drafts: readonly Draft[]): readonly FileView[] {
  const moves = withMoves(
    drafts.map(({ change, before, after, hunks }) => ({
      path: change.path,
      before: before.lines,
      after: after.lines,
      hunks,
    })),
  );
  return drafts.map((draft, i) => finished(draft, moves[i] ?? draft.hunks));
}

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
