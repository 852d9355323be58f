import assert from "node:assert/strict";
import { test } from "node:test";
import { changeOf } from "../../src/diff/change.js";
import { type FileView, locate, viewsOf } from "../../src/diff/view.js";
import { treeFrom } from "../helpers/trees.js";

type Files = Parameters<typeof treeFrom>[0];

const viewsFrom = (before: Files, after: Files): readonly FileView[] =>
  viewsOf(changeOf(treeFrom(before), treeFrom(after)));

/** The emphasised texts of one side, line by line. */
function emphasised(view: FileView | undefined, side: "before" | "after"): string[][] {
  assert.ok(view !== undefined);
  return view.hunks.flatMap(({ emphasis }) =>
    [...emphasis[side]].map(([index, spans]) =>
      spans.map(({ start, end }) => view[side].lines[index]?.slice(start, end) ?? ""),
    ),
  );
}

test("the words that differ within a pair of lines are emphasised", () => {
  const [view] = viewsFrom(
    { "a.js": "send(mail, { to: user, subject });\nend();\n" },
    { "a.js": "send(mail, { to: user, bcc: 'x@y.example', subject });\nend();\n" },
  );
  assert.deepEqual(emphasised(view, "after"), [["bcc: 'x@y.example',"]]);
  assert.deepEqual(emphasised(view, "before"), [[]]);
});

test("lines that have little in common differ as a whole", () => {
  const [view] = viewsFrom({ "a.txt": "one two three four\n" }, { "a.txt": "a completely other sentence\n" });
  assert.deepEqual(emphasised(view, "after"), []);
});

test("of a hunk with more lines on one side, the alike ones are pairs", () => {
  const [view] = viewsFrom(
    { "a.txt": "alpha beta gamma delta\n" },
    { "a.txt": "something that is new here\nalpha beta gamma epsilon\n" },
  );
  assert.deepEqual(emphasised(view, "after"), [["epsilon"]]);
});

test("binary data has a size, a type and a digest, and no lines", () => {
  const [view] = viewsFrom({}, { "a.node": Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 1]) });
  assert.equal(view?.form, "bytes");
  assert.equal(view?.binary?.before, undefined);
  assert.deepEqual([view?.binary?.after?.size, view?.binary?.after?.type.family], [6, "program"]);
  assert.match(view?.binary?.after?.digest ?? "", /^[0-9a-f]{64}$/);
});

test("a place of the shipped file is found in the shown lines", () => {
  const [view] = viewsFrom({}, { "a.js": "one\ntwo\nthree\n" });
  assert.ok(view !== undefined);
  assert.equal(locate(view, "after", 2, 3), 1);
  assert.equal(locate(view, "before", 2, 3), undefined);
  assert.deepEqual(view.after.place(2, 4), { line: 3, column: 5 });
});

test("a view may be copied before anybody looked into it", () => {
  const [view] = viewsFrom({}, { "a.js": "one\n" });
  assert.deepEqual({ ...view }.after?.lines, ["one"]);
});
