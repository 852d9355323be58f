/** A changed file as rows in the order they are read: changes with a little around them, what lies between, what is left out. */
import type { FileView, ViewHunk } from "../../diff/view.js";
import { LIMITS } from "./limits.js";

/** Line indexes, from 0. */
export type Row =
  | { readonly kind: "same"; readonly before: number; readonly after: number }
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
  const stretches = stretchesOf(view, found);
  const segments: Segment[] = [];
  let open: { hunks: ViewHunk[]; rows: Row[] } | undefined;
  let last: Stretch = { before: [0, 0], after: [0, 0] };
  for (const stretch of stretches) {
    const gap = between(last, stretch);
    const isNear = open !== undefined && gap.length <= 2 * LIMITS.context + 2;
    const { lead, fold, trail } = split(gap, open !== undefined, isNear);
    open?.rows.push(...lead);
    if (fold !== undefined) {
      segments.push(fold);
      open = undefined;
    }
    if (open === undefined) {
      open = { hunks: [], rows: [] };
      segments.push({ kind: "change", ...open });
    }
    open.rows.push(...trail, ...rowsOf(stretch, found));
    if (stretch.hunk !== undefined) open.hunks.push(stretch.hunk);
    last = stretch;
  }
  const end: Stretch = { before: [view.before.lines.length, 0], after: [view.after.lines.length, 0] };
  const { lead, fold } = split(between(last, end), open !== undefined, false, true);
  open?.rows.push(...lead);
  return fold === undefined ? segments : [...segments, fold];
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

interface Gap {
  readonly before: number;
  readonly after: number;
  /** Of the new side. */
  readonly length: number;
  /** Of the old side: another where changes of layout alone are not shown. */
  readonly beforeLength: number;
}

const between = (a: Stretch, b: Stretch): Gap => ({
  before: a.before[1],
  after: a.after[1],
  length: Math.max(0, b.after[0] - a.after[1]),
  beforeLength: Math.max(0, b.before[0] - a.before[1]),
});

/** The unchanged lines after a change, those that fold, and those before the next change. */
function split(gap: Gap, hasChange: boolean, isNear: boolean, isEnd = false) {
  const { length, beforeLength } = gap;
  const shared = Math.min(length, beforeLength);
  if (isNear && length === beforeLength) return { lead: same(gap, 0, length), fold: undefined, trail: [] };
  const lead = hasChange ? Math.min(LIMITS.context, shared) : 0;
  const trail = isEnd ? 0 : Math.min(LIMITS.context, shared - lead);
  const rest = shared - lead - trail;
  const trailing = fromEnd(gap, trail, 0);
  if (length - lead - trail <= 0) return { lead: same(gap, 0, lead), fold: undefined, trail: trailing };
  const isWhole = length === beforeLength && rest <= 2 * LIMITS.unfold + 4;
  const top = isWhole ? rest : Math.min(hasChange ? LIMITS.unfold : 0, rest);
  const bottom = isWhole || isEnd ? 0 : Math.min(LIMITS.unfold, rest - top);
  const rows = [...same(gap, lead, top), ...fromEnd(gap, bottom, trail)];
  const beyond = length - lead - trail - rows.length;
  return { lead: same(gap, 0, lead), fold: { kind: "gap" as const, rows, beyond }, trail: trailing };
}

const same = ({ before, after }: Gap, from: number, count: number): Row[] =>
  Array.from({ length: count }, (_, i) => ({ kind: "same", before: before + from + i, after: after + from + i }));

const fromEnd = (gap: Gap, count: number, behind: number): Row[] =>
  Array.from({ length: count }, (_, i) => ({
    kind: "same",
    before: gap.before + gap.beforeLength - behind - count + i,
    after: gap.after + gap.length - behind - count + i,
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
