import assert from "node:assert/strict";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { type FaultPlan, faultEnv } from "./fault-env.js";
import { scratch } from "./scratch.js";
import { type Outcome, run } from "./spawn.js";

/** Changes the folder in all three manners of node:fs, by named and by default imports. */
const PROGRAM = `
import fs, { closeSync, fsyncSync, mkdirSync, openSync, writeSync } from "node:fs";
import { open, rename, writeFile } from "node:fs/promises";
import { promisify } from "node:util";
const [folder] = process.argv.slice(2);
mkdirSync(folder + "/a");
const fd = openSync(folder + "/a/sync", "w");
writeSync(fd, "0123456789");
fsyncSync(fd);
closeSync(fd);
fs.readFileSync(folder + "/a/sync");
await writeFile(folder + "/a/promise", "0123456789");
const handle = await open(folder + "/a/handle", "w");
await handle.write("0123456789");
await handle.close();
await promisify(fs.link)(folder + "/a/handle", folder + "/a/link");
await rename(folder + "/a/link", folder + "/a/renamed");
await promisify(fs.unlink)(folder + "/a/renamed");
fs.writeFileSync(process.argv[3], "outside");
console.log("end");
`;

async function play(t: TestContext, plan: Omit<FaultPlan, "under">): Promise<{ folder: string; outcome: Outcome }> {
  const root = scratch(t);
  const folder = join(root, "watched");
  mkdirSync(folder);
  writeFileSync(join(root, "program.mjs"), PROGRAM);
  const args = [join(root, "program.mjs"), folder, join(root, "outside")];
  const outcome = await run(process.execPath, args, { cwd: root, env: faultEnv({ ...plan, under: folder }) });
  return { folder, outcome };
}

async function changesOf(t: TestContext): Promise<string[]> {
  const report = join(scratch(t), "report.txt");
  const { outcome } = await play(t, { mode: "count", report });
  assert.equal(outcome.stdout, "end\n", outcome.stderr);
  return readFileSync(report, "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => line.replace(/ .*watched/, " "));
}

test("count reports every change under the folder and none outside", async (t) => {
  assert.deepEqual(await changesOf(t), [
    "mkdir /a",
    "open /a/sync",
    "write /a/sync",
    "fsync /a/sync",
    "writeFile /a/promise",
    "open /a/handle",
    "write /a/handle",
    "link /a/link",
    "rename /a/link",
    "unlink /a/renamed",
  ]);
});

test("kill ends the process at the Nth change, half-way in a write", async (t) => {
  const expected: [at: number, files: Record<string, string>][] = [
    [2, {}],
    [3, { sync: "01234" }],
    [4, { sync: "0123456789" }],
    [5, { sync: "0123456789", promise: "01234" }],
    [7, { sync: "0123456789", promise: "0123456789", handle: "01234" }],
  ];
  for (const [at, files] of expected) {
    const { folder, outcome } = await play(t, { mode: "kill", at });
    assert.equal(outcome.code, 137, outcome.stderr);
    const names = readdirSync(join(folder, "a"));
    const found = names.map((name) => [name, readFileSync(join(folder, "a", name), "utf8")]);
    assert.deepEqual(Object.fromEntries(found), files, `killed at ${at}`);
  }
});

test("a kill beyond the last change changes nothing", async (t) => {
  assert.equal((await play(t, { mode: "kill", at: 99 })).outcome.code, 0);
});

for (const mode of ["ENOSPC", "EACCES", "EROFS"] as const) {
  test(`${mode} fails the Nth change in every manner of node:fs`, async (t) => {
    for (const at of [1, 3, 4, 5, 7, 8]) {
      const { folder, outcome } = await play(t, { mode, at });
      assert.equal(outcome.code, 1);
      assert.match(outcome.stderr, new RegExp(`code: '${mode}'`), `at ${at}`);
      assert.equal(existsSync(join(folder, "../outside")), false);
    }
  });
}

test("a full disk still lets rename and unlink through", async (t) => {
  assert.equal((await play(t, { mode: "ENOSPC", at: 9 })).outcome.code, 0);
});
