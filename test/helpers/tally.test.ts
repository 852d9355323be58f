import assert from "node:assert/strict";
import { test } from "node:test";
import { summarise, Tally } from "./tally.js";

const passes = { nesting: 0, details: {} };
const fails = (failureType: string) => ({ nesting: 0, details: { error: { failureType } } });
const summary = (tally: Tally): string => summarise(tally, (file) => file);

test("suites are not counted, their tests are", () => {
  const tally = new Tally([]);
  tally.passed({ name: "suite", nesting: 0, details: { type: "suite" } });
  tally.passed({ name: "inner", nesting: 1, details: { type: "test" } });
  tally.passed({ name: "outer", ...passes });
  assert.deepEqual(tally.counts, { passed: 2, failed: 0 });
  assert.equal(summary(tally), "\n2 passed, 0 failed\n");
});

test("a parent that failed by its children is not counted twice, a failing hook is counted", () => {
  const tally = new Tally([]);
  tally.failed({ name: "child", ...fails("testCodeFailure") });
  tally.failed({ name: "parent", ...fails("subtestsFailed") });
  tally.failed({ name: "hook", ...fails("hookFailed") });
  assert.deepEqual(tally.counts, { passed: 0, failed: 2 });
  assert.equal(tally.ok, false);
});

test("skipped tests are named with their reason before the counts", () => {
  const tally = new Tally([]);
  tally.passed({ name: "a", file: "a.test.js", skip: "no network", ...passes });
  tally.passed({ name: "b", file: "b.test.js", skip: true, ...passes });
  tally.passed({ name: "c", ...passes });
  assert.equal(
    summary(tally),
    "\nskipped: a.test.js: a (no network)\nskipped: b.test.js: b (no reason given)\n1 passed, 0 failed, 2 skipped\n",
  );
});

test("nothing that ran, and a file without a test, are failures", () => {
  assert.equal(new Tally([]).ok, false);
  const tally = new Tally(["/x/empty.test.js"]);
  tally.passed({ name: "/x/empty.test.js", ...passes });
  tally.passed({ name: "c", ...passes });
  assert.equal(summary(tally), "\nfailed: /x/empty.test.js: holds no test\n1 passed, 1 failed\n");
  assert.equal(tally.ok, false);
});
