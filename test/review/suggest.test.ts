import assert from "node:assert/strict";
import { test } from "node:test";
import { pairClosures } from "../../src/review/closure-change.js";
import { leastWork, linesOf, type Step } from "../../src/review/suggest.js";

const step = (from: string, to: string, lines: number): Step => ({ from, to, lines });
const STEPS = [step("1.0", "2.0", 900), step("1.0", "1.5", 100), step("1.5", "2.0", 200), step("1.9", "2.0", 5)];
const path = (reviewed: readonly string[], steps: readonly Step[] = STEPS): string | undefined =>
  leastWork("2.0", new Set(reviewed), steps)
    ?.map(({ from, to }) => `${from}→${to}`)
    .join(" ");

test("straight, over a version between where the sum is less, or from what is reviewed nearer by", () => {
  assert.equal(path(["1.0"]), "1.0→1.5 1.5→2.0");
  assert.equal(path(["1.0"], [step("1.0", "2.0", 300), ...STEPS.slice(1)]), "1.0→2.0");
  assert.equal(path(["1.0", "1.5"]), "1.5→2.0");
  assert.equal(path(["1.0", "1.9"]), "1.9→2.0");
  assert.equal(path(["2.0"]), "");
});

test("no way is no way, and circles end", () => {
  assert.equal(path(["0.9"]), undefined);
  assert.equal(path(["0.9"], [step("1.0", "2.0", 1), step("2.0", "1.0", 1)]), undefined);
  assert.equal(linesOf(STEPS), 1205);
});

const pkg = (text: string) => {
  const [name = "", version = ""] = text.split("@");
  return { name, version };
};
const closure = (entries: Readonly<Record<string, string>>) =>
  new Map(Object.entries(entries).map(([location, id]) => [location, pkg(id)]));
const pairsOf = (before: Readonly<Record<string, string>>, after: Readonly<Record<string, string>>): string[] => {
  const { changed, added, removed } = pairClosures(closure(before), closure(after), (p) => `${p.name}@${p.version}`);
  return [
    ...changed.map((pair) => `${pair.before.name} ${pair.before.version}→${pair.after.version}`),
    ...added.map(({ name, version }) => `+${name} ${version}`),
    ...removed.map(({ name, version }) => `-${name} ${version}`),
  ];
};

test("a package is compared with the one that stood at its place, else with the nearest version that is gone", () => {
  assert.deepEqual(pairsOf({ a: "x@1.0.0", b: "y@1.0.0" }, { a: "x@1.1.0", b: "y@1.0.0" }), ["x 1.0.0→1.1.0"]);
  assert.deepEqual(pairsOf({ a: "x@1.0.0", "b/a": "x@2.0.0" }, { a: "x@1.1.0", "b/a": "x@2.1.0" }), [
    "x 1.0.0→1.1.0",
    "x 2.0.0→2.1.0",
  ]);
  assert.deepEqual(pairsOf({ a: "x@1.0.0", "b/a": "x@3.0.0" }, { "c/a": "x@2.0.0" }), ["x 1.0.0→2.0.0", "-x 3.0.0"]);
});

test("what moved to another place, or stays beside a new version, is no change", () => {
  assert.deepEqual(pairsOf({ a: "x@1.0.0" }, { "b/a": "x@1.0.0" }), []);
  assert.deepEqual(pairsOf({ a: "x@1.0.0" }, { a: "x@2.0.0", "b/a": "x@1.0.0" }), ["+x 2.0.0"]);
  assert.deepEqual(pairsOf({ a: "x@1.0.0" }, { b: "y@1.0.0" }), ["+y 1.0.0", "-x 1.0.0"]);
});
