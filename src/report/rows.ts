/** A changed file as the rows of its diff: what goes, what comes, some lines around, and how many between are not shown. */
import type { FileView, Place, ViewHunk } from "../diff/view.js";

/** `before` and `after` are indexes of shown lines. */
export type Row =
  | { readonly kind: "same"; readonly before: number; readonly after: number }
  | { readonly kind: "removed"; readonly before: number; readonly hunk: ViewHunk }
  | { readonly kind: "added"; readonly after: number; readonly hunk: ViewHunk }
  | { readonly kind: "gap"; readonly lines: number }
  | { readonly kind: "moved"; readonly hunk: ViewHunk };

/** All hunks with `context` lines around each. */
export function rowsOf(view: FileView, context: number): readonly Row[] {
  const rows: Row[] = [];
  let after = 0;
  let before = 0;
  for (const hunk of view.hunks) {
    const [start, end] = [hunk.afterLine - 1, hunk.afterLine - 1 + hunk.afterCount];
    between(rows, { before, after, end: start, context, isFirst: after === 0 && before === 0, isLast: false });
    if (hunk.moved !== undefined) rows.push({ kind: "moved", hunk });
    for (let i = 0; i < hunk.beforeCount; i++) rows.push({ kind: "removed", before: hunk.beforeLine - 1 + i, hunk });
    for (let i = start; i < end; i++) rows.push({ kind: "added", after: i, hunk });
    before = hunk.beforeLine - 1 + hunk.beforeCount;
    after = end;
  }
  if (view.hunks.length === 0 && Number.isFinite(context)) return rows;
  const total = view.after.lines.length;
  between(rows, { before, after, end: total, context, isFirst: view.hunks.length === 0, isLast: true });
  return rows;
}

/** The lines around one line of the new side that may be far from any change. */
export function rowsAround(rows: readonly Row[], view: FileView, after: number, context: number): readonly Row[] {
  const at = rows.findIndex((row) => (row.kind === "same" || row.kind === "added") && row.after === after);
  if (at < 0) return unchanged(view, after, context);
  const slice = rows.slice(Math.max(0, at - context), at + context + 1);
  const start = slice.slice(0, Math.min(at, context)).findLastIndex(({ kind }) => kind === "gap") + 1;
  const end = slice.findIndex(({ kind }, i) => kind === "gap" && i > start);
  return slice.slice(start, end < 0 ? undefined : end);
}

function unchanged(view: FileView, after: number, context: number): readonly Row[] {
  const first = Math.max(0, after - context);
  const last = Math.min(view.after.lines.length - 1, after + context);
  return Array.from({ length: last - first + 1 }, (_, i) => ({ kind: "same", before: -1, after: first + i }));
}

/** The index of the shown line that holds a place of the shipped file. */
export function lineAt(view: FileView, { line, column }: Place): number | undefined {
  let low = 0;
  let high = view.after.lines.length - 1;
  if (high < 0) return undefined;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    const place = view.after.place(middle);
    if (place.line < line || (place.line === line && place.column <= column)) low = middle;
    else high = middle - 1;
  }
  return low;
}

interface Stretch {
  readonly before: number;
  readonly after: number;
  readonly end: number;
  readonly context: number;
  readonly isFirst: boolean;
  readonly isLast: boolean;
}

/** The unchanged lines between two hunks: all, or those near a hunk and the number of the rest. */
function between(rows: Row[], { before, after, end, context, isFirst, isLast }: Stretch): void {
  const count = end - after;
  const head = isFirst ? 0 : Math.min(context, count);
  const tail = isLast ? 0 : Math.min(context, count - head);
  const rest = count - head - tail;
  const same = (i: number): Row => ({ kind: "same", before: before + i, after: after + i });
  for (let i = 0; i < head; i++) rows.push(same(i));
  if (rest === 1) rows.push(same(head));
  else if (rest > 1) rows.push({ kind: "gap", lines: rest });
  for (let i = count - tail; i < count; i++) rows.push(same(i));
}
