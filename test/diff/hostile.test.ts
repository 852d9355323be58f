/** Files made to be slow, deep or confusing: a view is made of each, and says what it is not. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { changeOf } from "../../src/diff/change.js";
import { type FileView, viewsOf } from "../../src/diff/view.js";
import { treeFrom } from "../helpers/trees.js";

const times = (count: number, make: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => make(i)).join("");

function viewFrom(before: string, after: string, path = "index.js"): FileView {
  const [view] = viewsOf(changeOf(treeFrom({ [path]: before }), treeFrom({ [path]: after })));
  assert.ok(view !== undefined);
  assert.ok(view.hunks.length > 0);
  assert.ok(view.added + view.removed > 0);
  return view;
}

const HOSTILE: Readonly<Record<string, string>> = {
  "brackets without end": "(".repeat(50_000),
  "blocks in blocks": `${"{".repeat(20_000)}x()${"}".repeat(20_000)}`,
  "a text without end": `x='${"a;{".repeat(20_000)}`,
  "escapes without end": `x="${'\\"'.repeat(20_000)}`,
  "a template in a template": `${"`${".repeat(2_000)}1${"}`".repeat(2_000)}`,
  "comments without anything": "/**/".repeat(10_000),
  "many names": times(10_000, (i) => `let a${i};`),
  "one name many times": `let a;${"a=a+a;".repeat(5_000)}`,
  commas: `x=[${",".repeat(20_000)}];`,
  operators: `x=${"a+".repeat(3_000)}a;`,
  conditions: `x=${times(2_000, (i) => `a?${i}:`)}0;`,
  "line ends of all kinds": "a()\u2028b()\r\nc()\rd()\u0085e();".repeat(1_000),
  "marks that the comparison uses itself":
    `${"call(one,two,three);".repeat(40)}x('\u0001\u0002\u0003');x(\`\u0001\`);`.repeat(4),
  "names of object members": times(30, () => "__proto__.constructor=function(toString){return toString.valueOf};"),
};

for (const [name, text] of Object.entries(HOSTILE)) {
  test(`${name}: added, changed at the end, and removed`, () => {
    viewFrom("", `${text}\n`);
    viewFrom(text, `${text};send("x")`);
    viewFrom(text, "");
  });
  test(`${name}: as data, as a document, with types`, () => {
    for (const path of ["data.json", "page.html", "view.tsx"]) viewFrom(text, `${text};1`, path);
  });
}

test("a bundle of five megabytes on one line is broken into lines", () => {
  const text = (marked: number): string =>
    times(
      40_000,
      (i) => `function f${i}(a,b){return g("${"a text of some length ".repeat(4)}",a,b,${i === marked ? -i : i})}`,
    );
  const view = viewFrom(text(-1), text(31_234));
  assert.deepEqual([view.form, view.added, view.removed], ["readable", 1, 1]);
});

test("what is too large to be parsed is cut, and says so", () => {
  const text = `${"x();".repeat(2_200_000)}`;
  const view = viewFrom(text, `${text}send();`);
  assert.equal(view.added, 1);
  assert.match(view.remarks.join(), /larger than/);
});
