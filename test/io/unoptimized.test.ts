import assert from "node:assert/strict";
import { test } from "node:test";
import { unoptimized } from "../../src/io/unoptimized.js";

test("work without the optimizing compiler gives its result, or throws what it throws", () => {
  assert.equal(
    unoptimized(() => 42),
    42,
  );
  assert.throws(
    () =>
      unoptimized(() => {
        throw new RangeError("mine");
      }),
    /mine/,
  );
});
