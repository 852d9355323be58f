import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
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

test("V8 knows what it is told, and says nothing", () => {
  const source = new URL("../../src/io/unoptimized.js", import.meta.url).href;
  const program = `import { optimizeLate, unoptimized } from ${JSON.stringify(source)};
    optimizeLate(); for (const least of ["time", "memory"]) unoptimized(least, () => {});`;
  const { status, stderr } = spawnSync(process.execPath, ["--input-type=module", "--eval", program], {
    encoding: "utf8",
  });
  assert.deepEqual({ status, stderr }, { status: 0, stderr: "" });
});
