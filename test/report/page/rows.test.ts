import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { FileView, Fold, TextSide, ViewHunk } from "../../../src/diff/view.js";
import { type Row, rowsAround, segmentsOf } from "../../../src/report/page/rows.js";

const sideOf = (count: number): TextSide => ({
  lines: Array.from({ length: count }, (_, i) => `line ${i}`),
  place: (index) => ({ line: index + 1, column: 1 }),
});

/** `[unchanged, removed, added]` a hunk, then unchanged lines; folds stand before the hunks they are listed with. */
function viewOf(
  parts: readonly (readonly [number, number, number])[],
  rest: number,
  folds: readonly Fold[] = [],
): FileView {
  const hunks: ViewHunk[] = [];
  let [before, after] = [1, 1];
  for (const [same, removed, added] of parts) {
    const shift = folds.filter(({ afterLine }) => afterLine >= after && afterLine < after + same);
    const extra = shift.reduce((sum, { beforeCount, afterCount }) => sum + beforeCount - afterCount, 0);
    before += same + extra;
    after += same;
    hunks.push({
      beforeLine: before,
      beforeCount: removed,
      afterLine: after,
      afterCount: added,
      emphasis: { before: new Map(), after: new Map() },
    });
    before += removed;
    after += added;
  }
  const file = { path: "a.js", bytes: new Uint8Array(), executable: false };
  return {
    change: {
      kind: "changed",
      path: "a.js",
      before: file,
      after: file,
      renamed: false,
      likeness: undefined,
      lines: undefined,
    },
    form: "shipped",
    before: sideOf(before - 1 + rest),
    after: sideOf(after - 1 + rest),
    hunks,
    added: 0,
    removed: 0,
    folded: { layout: 0, comments: 0, renames: 0, references: 0, maps: 0 },
    folds,
    remarks: [],
  };
}

const short = (row: Row): string =>
  row.kind === "same"
    ? `${row.before ?? "."}=${row.after}`
    : row.kind === "removed"
      ? `-${row.before}`
      : row.kind === "added"
        ? `+${row.after}`
        : `${row.of}:${row.lines}`;

const picture = (view: FileView, found: readonly number[] = []): string[] =>
  segmentsOf(view, found).map((segment) =>
    segment.kind === "gap"
      ? `(${segment.rows.map(short).join(" ")}${segment.beyond > 0 ? ` and ${segment.beyond}` : ""})`
      : segment.rows.map(short).join(" "),
  );

test("three unchanged lines stand around a change, the rest is folded", () => {
  assert.deepEqual(picture(viewOf([[5, 1, 2]], 5)), ["(0=0 1=1)", "2=2 3=3 4=4 -5 +5 +6 6=7 7=8 8=9", "(9=10 10=11)"]);
});

test("changes that are near each other stand together", () => {
  assert.deepEqual(
    picture(
      viewOf(
        [
          [1, 1, 0],
          [4, 0, 1],
        ],
        0,
      ),
    ),
    ["0=0 -1 2=1 3=2 4=3 5=4 +5"],
  );
});

test("of many unchanged lines those near the changes can be unfolded", () => {
  const [, gap] = segmentsOf(
    viewOf(
      [
        [0, 1, 1],
        [100, 1, 1],
      ],
      0,
    ),
    [],
  );
  assert.ok(gap?.kind === "gap");
  assert.equal(gap.rows.length, 40);
  assert.equal(gap.beyond, 100 - 6 - 40);
  assert.deepEqual(
    [gap.rows[0], gap.rows[39]].map((row) => row && short(row)),
    ["4=4", "97=97"],
  );
});

test("a finding in an unchanged line has its lines shown", () => {
  assert.deepEqual(picture(viewOf([[0, 0, 1]], 20), [15]), [
    "+0 0=1 1=2 2=3",
    "(3=4 4=5 5=6 6=7 7=8 8=9 9=10 10=11)",
    "11=12 12=13 13=14 14=15 15=16 16=17 17=18",
    "(18=19 19=20)",
  ]);
});

test("a long hunk shows its ends and what surrounds a finding", () => {
  const [segment] = segmentsOf(viewOf([[0, 0, 5000]], 0), [3000]);
  const left = segment?.rows.filter((row) => row.kind === "left-out") ?? [];
  assert.deepEqual(left.map(short), ["added:2832", "added:1951"]);
  const shown = (segment?.rows.length ?? 0) - left.length;
  assert.equal(2832 + 1951 + shown, 5000);
});

test("where only the layout differs, the sides keep step", () => {
  const fold: Fold = { kind: "layout", beforeLine: 3, beforeCount: 3, afterLine: 3, afterCount: 1 };
  assert.deepEqual(
    picture(
      viewOf(
        [
          [0, 1, 1],
          [8, 1, 1],
        ],
        0,
        [fold],
      ),
    ),
    ["-0 +0 1=1 2=2 5=3 6=4 7=5 8=6 9=7 10=8 -11 +9"],
  );
});

test("every line of the new side is shown once or counted once, whatever changes", () => {
  const hunk = fc.tuple(fc.nat(70), fc.nat(5), fc.nat(900)).filter(([, removed, added]) => removed + added > 0);
  fc.assert(
    fc.property(
      fc.array(hunk, { maxLength: 6 }),
      fc.nat(100),
      fc.array(fc.nat(2000), { maxLength: 5 }),
      (parts, rest, found) => {
        const view = viewOf(parts, rest);
        let line = 0;
        let counted = 0;
        for (const segment of segmentsOf(view, found)) {
          for (const row of segment.rows) {
            if (row.kind === "left-out") counted += row.of === "added" ? row.lines : 0;
            else if (row.kind !== "removed") {
              assert.ok(row.after >= line, "in order");
              line = row.after + 1;
              counted += 1;
            }
          }
          if (segment.kind === "gap") counted += segment.beyond;
        }
        assert.equal(counted, view.after.lines.length);
      },
    ),
  );
});

test("around a line stands what it replaced", () => {
  const view = viewOf([[3, 20, 20]], 3);
  const rows = rowsAround(segmentsOf(view, []), 13, 2).map(short);
  assert.deepEqual(rows, ["-12", "-13", "-14", "+11", "+12", "+13", "+14", "+15"]);
});
