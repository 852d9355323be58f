import assert from "node:assert/strict";
import { test } from "node:test";
import { unoptimized } from "../../src/io/unoptimized.js";

for (const least of ["time", "memory"] as const) {
  test(`work without the optimizing compilers gives its result, or throws what it throws: least ${least}`, () => {
    assert.equal(
      unoptimized(least, () => 42),
      42,
    );
    assert.throws(
      () =>
        unoptimized(least, () => {
          throw new RangeError("mine");
        }),
      /mine/,
    );
  });
}
