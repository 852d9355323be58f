/** A changed file as rows in the order they are read: changes with a little around them, what lies between, what is left out. */
import type { FileView, Fold, ViewHunk } from "../../diff/view.js";
import { LIMITS } from "./limits.js";

/** Line indexes, from 0. */
export type Row =
  /** `fold` says that the sides differ, and in what alone; there may be no line of the old side beside it then. */
  | {
      readonly kind: "same";
      readonly before: number | undefined;
      readonly after: number;
      readonly fold?: Fold["kind"];
    }
  | { readonly kind: "removed"; readonly before: number; readonly hunk: ViewHunk }
  | { readonly kind: "added"; readonly after: number; readonly hunk: ViewHunk }
  | { readonly kind: "left-out"; readonly of: "removed" | "added"; readonly lines: number };

export type Segment =
  | { readonly kind: "change"; readonly hunks: readonly ViewHunk[]; readonly rows: readonly Row[] }
  /** Unchanged lines that can be unfolded; `beyond` says how many more are not in the page. */
  | { readonly kind: "gap"; readonly rows: readonly Row[]; readonly beyond: number };

/** Part of both sides, ends excluded: a hunk, or an unchanged line that a finding is about. */
interface Stretch {
  readonly before: readonly [number, number];
  readonly after: readonly [number, number];
  readonly hunk?: ViewHunk;
}

/** `found` are lines of the new side that findings are about. */
export function segmentsOf(view: FileView, found: readonly number[]): Segment[] {
  const segments: Segment[] = [];
  let open: { hunks: ViewHunk[]; rows: Row[] } | undefined;
  let last: Stretch = { before: [0, 0], after: [0, 0] };
  const end: Stretch = { before: [view.before.lines.length, 0], after: [view.after.lines.length, 0] };
  for (const stretch of [...stretchesOf(view, found), end]) {
    const { lead, fold, trail } = split(gapOf(last, stretch, view), open !== undefined, stretch === end);
    open?.rows.push(...lead);
    if (fold !== undefined) {
      segments.push(fold);
      open = undefined;
    }
    if (stretch === end) break;
    if (open === undefined) {
      open = { hunks: [], rows: [] };
      segments.push({ kind: "change", ...open });
    }
    open.rows.push(...trail, ...rowsOf(stretch, found));
    if (stretch.hunk !== undefined) open.hunks.push(stretch.hunk);
    last = stretch;
  }
  return segments;
}

function stretchesOf(view: FileView, found: readonly number[]): Stretch[] {
  const hunks = view.hunks.map((hunk): Stretch => {
    const [before, after] = [hunk.beforeLine - 1, hunk.afterLine - 1];
    return { before: [before, before + hunk.beforeCount], after: [after, after + hunk.afterCount], hunk };
  });
  const points = [...new Set(found)].flatMap((line): Stretch[] => {
    if (line >= view.after.lines.length || hunks.some(({ after: [from, to] }) => line >= from && line < to)) return [];
    const last = hunks.findLast(({ after: [from] }) => from <= line);
    const before = line - (last?.after[1] ?? 0) + (last?.before[1] ?? 0);
    return before >= view.before.lines.length ? [] : [{ before: [before, before + 1], after: [line, line + 1] }];
  });
  return [...hunks, ...points].sort((a, b) => a.after[0] - b.after[0] || a.before[0] - b.before[0]);
}

/** Lines between two changes, one row for each of the new side. */
interface Gap {
  readonly before: readonly [number, number];
  readonly after: readonly [number, number];
  readonly folds: readonly Fold[];
}

function gapOf(a: Stretch, b: Stretch, { folds = [] }: FileView): Gap {
  const after = [a.after[1], Math.max(a.after[1], b.after[0])] as const;
  const within = folds.filter(({ afterLine }) => afterLine - 1 >= after[0] && afterLine - 1 < after[1]);
  return { before: [a.before[1], b.before[0]], after, folds: within };
}

/** The unchanged lines after a change, those that fold, and those before the next change. */
function split(gap: Gap, hasChange: boolean, isEnd: boolean) {
  const length = gap.after[1] - gap.after[0];
  if (length <= 2 * LIMITS.context + 2 && hasChange && !isEnd)
    return { lead: forward(gap, length), fold: undefined, trail: [] };
  const lead = hasChange ? Math.min(LIMITS.context, length) : 0;
  const trail = isEnd ? 0 : Math.min(LIMITS.context, length - lead);
  const rest = length - lead - trail;
  const isWhole = rest <= 2 * LIMITS.unfold + 4;
  const top = isWhole ? rest : hasChange ? LIMITS.unfold : 0;
  const bottom = isWhole || isEnd ? 0 : LIMITS.unfold;
  const head = forward(gap, lead + top);
  const foot = backward(gap, trail + bottom);
  const rows = [...head.slice(lead), ...foot.slice(0, bottom)];
  const fold = rest > 0 ? { kind: "gap" as const, rows, beyond: rest - rows.length } : undefined;
  return { lead: head.slice(0, lead), fold, trail: foot.slice(bottom) };
}

/** The first `count` rows of a gap. */
function forward({ before, after, folds }: Gap, count: number): Row[] {
  const rows: Row[] = [];
  let shift = before[0] - after[0];
  let next = 0;
  for (let line = after[0]; line < after[0] + count; ) {
    const fold = folds[next];
    if (fold !== undefined && fold.afterLine - 1 <= line) {
      rows.push(...folded(fold));
      line = fold.afterLine - 1 + fold.afterCount;
      shift = fold.beforeLine - 1 + fold.beforeCount - line;
      next += 1;
    } else {
      rows.push({ kind: "same", before: line + shift, after: line });
      line += 1;
    }
  }
  return rows.slice(0, count);
}

/** The last `count` rows of a gap. */
function backward({ before, after, folds }: Gap, count: number): Row[] {
  if (count === 0) return [];
  const pieces: Row[][] = [];
  let shift = before[1] - after[1];
  let next = folds.length - 1;
  let length = 0;
  for (let line = after[1]; length < count; ) {
    const fold = folds[next];
    if (fold !== undefined && fold.afterLine - 1 + fold.afterCount >= line) {
      pieces.push(folded(fold));
      line = fold.afterLine - 1;
      shift = fold.beforeLine - 1 - line;
      next -= 1;
    } else {
      line -= 1;
      pieces.push([{ kind: "same", before: line + shift, after: line }]);
    }
    length += pieces.at(-1)?.length ?? 0;
  }
  return pieces.reverse().flat().slice(-count);
}

const folded = ({ kind, beforeLine, beforeCount, afterLine, afterCount }: Fold): Row[] =>
  Array.from({ length: afterCount }, (_, i) => ({
    kind: "same",
    before: i < beforeCount ? beforeLine - 1 + i : undefined,
    after: afterLine - 1 + i,
    fold: kind,
  }));

function rowsOf({ before, after, hunk }: Stretch, found: readonly number[]): Row[] {
  if (hunk === undefined) return [{ kind: "same", before: before[0], after: after[0] }];
  return [
    ...windowed(before, []).map((piece): Row => {
      if (typeof piece === "number") return { kind: "removed", before: piece, hunk };
      return { kind: "left-out", of: "removed", lines: piece.lines };
    }),
    ...windowed(after, found).map((piece): Row => {
      if (typeof piece === "number") return { kind: "added", after: piece, hunk };
      return { kind: "left-out", of: "added", lines: piece.lines };
    }),
  ];
}

/** The lines of a long stretch that are shown, and how many lie between them. */
function windowed([from, to]: readonly [number, number], found: readonly number[]): (number | { lines: number })[] {
  const { whole, head, tail, around } = LIMITS.hunk;
  const isShown = new Set<number>();
  const show = (start: number, end: number): void => {
    for (let line = Math.max(from, start); line < Math.min(to, end); line++) isShown.add(line);
  };
  if (to - from <= whole) show(from, to);
  else {
    show(from, from + head);
    show(to - tail, to);
    for (const line of found) if (line >= from && line < to) show(line - around, line + around + 1);
  }
  const pieces: (number | { lines: number })[] = [];
  let next = from;
  for (const line of [...isShown].sort((a, b) => a - b)) {
    if (line > next) pieces.push({ lines: line - next });
    pieces.push(line);
    next = line + 1;
  }
  return pieces;
}

/** The rows around one line of the new side, for a finding's own picture of it; of a hunk also what stood in its place. */
export function rowsAround(segments: readonly Segment[], line: number, most: number): readonly Row[] {
  const isLine = (row: Row): boolean => "after" in row && row.after === line;
  const rows = segments.find((segment) => segment.rows.some(isLine))?.rows ?? [];
  const at = rows.findIndex(isLine);
  const target = rows[at];
  const replaced = target?.kind === "added" ? line - target.hunk.afterLine + target.hunk.beforeLine : undefined;
  return rows.filter((row, i) => {
    if (row.kind === "left-out") return false;
    if (Math.abs(i - at) <= most) return true;
    return row.kind === "removed" && replaced !== undefined && Math.abs(row.before - replaced) <= 1;
  });
}
