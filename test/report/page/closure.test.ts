import assert from "node:assert/strict";
import { test } from "node:test";
import { closureHtml } from "../../../src/report/page/closure.js";
import { closureTree } from "../../../src/report/page/closure-tree.js";
import { shown, versionOf } from "../../helpers/shown.js";

const dependency = (name: string) => versionOf(name, "1.0.0", {});

const sample = (requiredBy: Record<string, string[]>) =>
  shown(
    {
      before: versionOf("server", "1.0.0", {}),
      after: versionOf("server", "1.1.0", {}),
      dependencies: {
        added: [dependency("a"), dependency("b"), dependency("c")],
        removed: [{ name: "gone", version: "0.1.0" }],
        changed: [{ before: versionOf("d", "1.0.0", {}), after: versionOf("d", "2.0.0", {}) }],
      },
    },
    { requiredBy: new Map(Object.entries(requiredBy)) },
  );

const outline = (requiredBy: Record<string, string[]>): string[] =>
  closureTree(sample(requiredBy)).map(
    ({ name, kind, depth, also, isExplained }) =>
      `${" ".repeat(depth)}${name} ${kind}${also.length > 0 ? ` also ${also.join(" ")}` : ""}${isExplained ? "" : " ?"}`,
  );

test("each package stands below the nearest that asks for it", () => {
  assert.deepEqual(outline({ a: ["server"], b: ["a"], c: ["b", "a"], d: ["server", "b"], gone: ["d"] }), [
    "server changed",
    " a added",
    "  b added",
    "  c added also b",
    " d changed also b",
    "  gone removed",
  ]);
});

test("a package that is the same stands there when it is the reason for another", () => {
  assert.deepEqual(
    outline({ a: ["express"], b: ["server"], c: ["server"], d: ["server"], gone: ["server"] }).slice(0, 6),
    ["server changed", " b added", " c added", " d changed", " express same", "  a added"],
  );
});

test("circles end, and what nobody is known to ask for says so", () => {
  assert.deepEqual(outline({ a: ["b"], b: ["a"], c: ["c"], d: ["server"], gone: [] }), [
    "server changed",
    " a added also b ?",
    " b added also a ?",
    " c added also c ?",
    " d changed",
    " gone removed ?",
  ]);
});

test("the picture holds every package and says what became of it in words", () => {
  const html = closureHtml(sample({ a: ["server"] }));
  for (const name of ["a", "b", "c", "d", "gone"]) assert.ok(html.includes(`>${name}</tspan>`), name);
  assert.match(html, /3 packages added, 1 package changed, 1 package removed/);
});
