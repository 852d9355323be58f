import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { isLitter, removeTree, replaceFile, sweepBeside, uniqueName, withLock, writeNew } from "../../src/io/disk.js";
import { scratch } from "../helpers/scratch.js";

/** The id of a process that is gone. */
async function gonePid(): Promise<number> {
  const child = spawn(process.execPath, ["-e", ""]);
  await new Promise((resolve) => child.once("close", resolve));
  return child.pid ?? 0;
}

const holder = (pid: number, host = hostname()): string => JSON.stringify({ pid, host });
const age = (path: string): void => utimesSync(path, new Date(0), new Date(0));
const modeOf = (path: string): string => (statSync(path).mode & 0o777).toString(8);

test("replaceFile keeps the mode, follows a link to the file it names, and leaves nothing beside", (t) => {
  const folder = scratch(t);
  const file = join(folder, "file");
  replaceFile(file, "one");
  assert.equal(modeOf(file), "644");
  chmodSync(file, 0o640);
  replaceFile(file, "two");
  assert.equal(modeOf(file), "640");
  mkdirSync(join(folder, "elsewhere"));
  symlinkSync("../file", join(folder, "elsewhere/link"));
  replaceFile(join(folder, "elsewhere/link"), "three");
  assert.equal(readFileSync(file, "utf8"), "three");
  assert.ok(lstatSync(join(folder, "elsewhere/link")).isSymbolicLink());
  assert.deepEqual(readdirSync(folder).sort(), ["elsewhere", "file"]);
  assert.deepEqual(readdirSync(join(folder, "elsewhere")), ["link"]);
});

test("a file that stands there is not overwritten by writeNew, nor is a link followed", (t) => {
  const folder = scratch(t);
  writeFileSync(join(folder, "file"), "kept");
  symlinkSync("nowhere", join(folder, "link"));
  for (const name of ["file", "link"]) assert.throws(() => writeNew(join(folder, name), "x", 0o644), /EEXIST/);
  assert.equal(readFileSync(join(folder, "file"), "utf8"), "kept");
  assert.equal(existsSync(join(folder, "nowhere")), false);
});

test("removeTree removes what is read-only and follows no link", (t) => {
  const folder = scratch(t);
  const outside = join(folder, "outside");
  mkdirSync(outside);
  writeFileSync(join(outside, "kept"), "kept", { mode: 0o444 });
  chmodSync(outside, 0o555);
  const tree = join(folder, "tree");
  mkdirSync(join(tree, "a/b"), { recursive: true });
  writeFileSync(join(tree, "a/b/file"), "", { mode: 0o444 });
  symlinkSync(outside, join(tree, "a/folder-link"));
  symlinkSync(join(outside, "kept"), join(tree, "a/file-link"));
  for (const path of ["a/b", "a", "."]) chmodSync(join(tree, path), 0o555);
  removeTree(tree);
  assert.equal(existsSync(tree), false);
  assert.equal(readFileSync(join(outside, "kept"), "utf8"), "kept");
  assert.equal(modeOf(outside), "555");
  assert.equal(modeOf(join(outside, "kept")), "444");
  symlinkSync(outside, tree);
  removeTree(tree);
  assert.equal(lstatSync(tree, { throwIfNoEntry: false }), undefined);
  assert.ok(existsSync(join(outside, "kept")));
  removeTree(tree);
});

test("a lock is waited for and given up, also when the work fails", async (t) => {
  const file = join(scratch(t), "new/file");
  const order: string[] = [];
  const first = withLock(file, async () => {
    order.push("first begins");
    await sleep(200);
    order.push("first ends");
  });
  const second = withLock(file, () => order.push("second"));
  await Promise.all([first, second]);
  assert.deepEqual(order, ["first begins", "first ends", "second"]);
  await assert.rejects(
    withLock(file, () => {
      throw new Error("no");
    }),
    /no/,
  );
  assert.deepEqual(readdirSync(join(file, "..")), []);
});

test("the lock of a process that is gone is taken over, by one of many", async (t) => {
  const folder = scratch(t);
  const file = join(folder, "file");
  writeFileSync(`${file}.lock`, holder(await gonePid()));
  let inside = 0;
  const work = async (): Promise<void> => {
    assert.equal(++inside, 1);
    await sleep(1);
    inside -= 1;
  };
  await Promise.all(Array.from({ length: 8 }, () => withLock(file, work)));
  assert.deepEqual(readdirSync(folder), []);
});

test("a lock that its maker never named, and a take-over that was cut off, are abandoned once they are old", async (t) => {
  const folder = scratch(t);
  const file = join(folder, "file");
  for (const text of ["", '{"pid": 1']) {
    writeFileSync(`${file}.lock`, text);
    writeFileSync(`${file}.lock.taking`, "");
    age(`${file}.lock`);
    age(`${file}.lock.taking`);
    await withLock(file, () => undefined);
    assert.deepEqual(readdirSync(folder), []);
  }
});

test("sweeping removes what crashes left, and nothing of the living", async (t) => {
  const folder = scratch(t);
  const file = join(folder, "file");
  const mine = uniqueName();
  const litter = mine.replace(`-${process.pid}-`, `-${await gonePid()}-`);
  const others = mine.replace(/^[0-9a-f]+/, "00000000");
  assert.deepEqual([mine, litter, others, "file"].map(isLitter), [false, true, false, false]);
  const kept = ["file", `file.${mine}.tmp`, `file.${others}.tmp`, `other.${litter}.tmp`, "file.tmp", "file.lock"];
  for (const name of [...kept, `file.${litter}.tmp`]) writeFileSync(join(folder, name), "");
  writeFileSync(`${file}.lock`, holder(process.pid));
  sweepBeside(file);
  assert.deepEqual(readdirSync(folder).sort(), [...kept].sort());
  for (const living of [holder(await gonePid(), "another-machine"), ""]) {
    writeFileSync(`${file}.lock`, living);
    sweepBeside(file);
    assert.ok(existsSync(`${file}.lock`), living);
  }
  writeFileSync(`${file}.lock`, holder(await gonePid()));
  sweepBeside(file);
  assert.equal(existsSync(`${file}.lock`), false);
  sweepBeside(join(folder, "no-such-folder/file"));
});
