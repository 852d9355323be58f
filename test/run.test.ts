import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { ROOT } from "./helpers/root.js";
import { run } from "./helpers/spawn.js";

const RUNNER = fileURLToPath(new URL("./run.js", import.meta.url));
// Without NODE_TEST_CONTEXT, which would make the inner run part of this one.
const runner = (...args: string[]) => run(process.execPath, [RUNNER, ...args], { cwd: ROOT, env: {} });

test("the runner takes file names, of the sources too, and ends with the counts", async () => {
  const { code, stdout } = await runner("helpers/tally.test.ts");
  assert.match(stdout, /\n\d+ passed, 0 failed\n$/);
  assert.equal(code, 0);
});

test("the runner fails when no test ran", async () => {
  assert.deepEqual(await runner("no-such-file"), { code: 1, stdout: "\n0 passed, 0 failed\n", stderr: "" });
});
