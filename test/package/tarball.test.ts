import assert from "node:assert/strict";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { PinError } from "../../src/errors.js";
import { DEFAULT_LIMITS } from "../../src/package/limits.js";
import { cleanTree, readTarball } from "../../src/package/tarball.js";
import { type Entry, packageJson, pax, tar, tgz } from "../helpers/tar.js";

const reasons = (entries: readonly Entry[]) => readTarball(tgz([packageJson(), ...entries])).problems;

test("keeps bytes, paths below the first folder and the executable bit", () => {
  const archive = tgz([
    packageJson(),
    { name: "whatever/bin/run.js", body: "#!/usr/bin/env node\n", mode: 0o755 },
    { name: "package/__proto__", body: "x", mode: 0o4600 },
    { name: "package/empty/", type: "5" },
  ]);
  const { tree, problems } = readTarball(archive);
  assert.deepEqual(problems, []);
  assert.deepEqual(
    [...tree.files.values()].map(({ path, executable }) => [path, executable]),
    [
      ["__proto__", false],
      ["bin/run.js", true],
      ["package.json", false],
    ],
  );
});

test("reads an archive that is not compressed", () => {
  assert.deepEqual(readTarball(tar([packageJson()])).problems, []);
});

test("reads a path through '.' as the path it is, also beside the same file spelled out", () => {
  const { tree, problems } = readTarball(
    tgz([
      { name: "package/./a.js", body: "1" },
      packageJson(),
      { name: "package/a.js", body: "1" },
      { name: "package/b/././c.js", body: "2" },
    ]),
  );
  assert.deepEqual(problems, []);
  assert.deepEqual([...tree.files.keys()], ["a.js", "b/c.js", "package.json"]);
});

const REFUSED: readonly (readonly [string, Entry, RegExp])[] = [
  ["a symbolic link", { name: "package/l", type: "2", link: "/etc/passwd" }, /symbolic link/],
  ["a hard link", { name: "package/l", type: "1", link: "package/package.json" }, /hard link/],
  ["a device", { name: "package/d", type: "3" }, /device/],
  ["a named pipe", { name: "package/p", type: "6" }, /named pipe/],
  ["an unknown kind", { name: "package/u", type: "Z" }, /unknown kind/],
  ["a path that leads out", { name: "package/../../x", body: "x" }, /leads out/],
  ["a first folder that leads out", { name: "../x", body: "x" }, /leads out/],
  ["an absolute path", { name: "/etc/x", body: "x" }, /absolute/],
  ["a drive", { name: "C:/x", body: "x" }, /absolute/],
  ["a backslash", { name: "package/a\\..\\b", body: "x" }, /backslash/],
  ["a leading dot segment", { name: "./package/x", body: "x" }, /not normalised/],
  ["a dot segment that hides another file", { name: "package/./package.json", body: "{}" }, /twice/],
  ["a doubled slash", { name: "package//x", body: "x" }, /not normalised/],
  ["a control character", { name: "package/a\x1b[2Jb", body: "x" }, /control/],
  ["a bidirectional control", { name: "package/a\u202egpj.js", body: "x" }, /control/],
  ["a name that is not UTF-8", { name: Buffer.from([...Buffer.from("package/"), 0xff, 0xfe]), body: "x" }, /UTF-8/],
  ["a file beside the package's folder", { name: "x", body: "x" }, /beside/],
  ["a duplicate", { name: "other/package.json", body: "{}" }, /twice/],
  ["a case twin", { name: "package/Package.JSON", body: "{}" }, /case or Unicode/],
];

for (const [what, entry, reason] of REFUSED) {
  test(`refuses ${what}`, () => {
    const problems = reasons([entry]);
    assert.equal(problems.length, 1);
    assert.match(problems[0]?.reason ?? "", reason);
  });
}

test("refuses names that are equal after Unicode normalisation", () => {
  const problems = reasons([
    { name: "package/caf\u00e9.js", body: "1" },
    { name: "package/cafe\u0301.js", body: "2" },
  ]);
  assert.match(problems[0]?.reason ?? "", /case or Unicode/);
});

test("refuses a file that is also a folder, and folders that differ only in case", () => {
  assert.match(
    reasons([
      { name: "package/a", body: "1" },
      { name: "package/a/b", body: "2" },
    ])[0]?.reason ?? "",
    /at once/,
  );
  assert.match(
    reasons([
      { name: "package/a/b", body: "1" },
      { name: "package/a", body: "2" },
    ])[0]?.reason ?? "",
    /at once/,
  );
  assert.match(
    reasons([
      { name: "package/Lib/a", body: "1" },
      { name: "package/lib/b", body: "2" },
    ])[0]?.reason ?? "",
    /folder/,
  );
});

test("an extended header cannot smuggle a path past the checks", () => {
  assert.match(
    reasons([pax({ path: "package/../../x" }), { name: "package/ok", body: "x" }])[0]?.reason ?? "",
    /leads out/,
  );
});

test("all problems are told, not only the first", () => {
  assert.equal(
    reasons([
      { name: "/a", body: "" },
      { name: "package/l", type: "2", link: "x" },
    ]).length,
    2,
  );
});

test("limits: entries, bytes, ratio", () => {
  const zeros = tgz([packageJson(), { name: "package/zeros", body: Buffer.alloc(32 * 1024 ** 2) }]);
  assert.match(readTarball(zeros, { ...DEFAULT_LIMITS, ratio: 10 }).problems[0]?.reason ?? "", /10 times its size/);
  assert.match(
    readTarball(zeros, { ...DEFAULT_LIMITS, bytes: 1024 ** 2 }).problems[0]?.reason ?? "",
    /more than 1048576 bytes/,
  );
  const many = tgz([packageJson(), ...Array.from({ length: 20 }, (_, i) => ({ name: `package/${i}`, body: "" }))]);
  assert.match(readTarball(many, { ...DEFAULT_LIMITS, files: 10 }).problems[0]?.reason ?? "", /more than 10 entries/);
});

test("refuses what is cut short, compressed twice, or no archive", () => {
  const archive = tgz([packageJson(), { name: "package/a", body: "x".repeat(5000) }]);
  for (const bytes of [
    archive.subarray(0, archive.length - 20),
    gzipSync(archive),
    Buffer.from("<html>"),
    Buffer.alloc(0),
  ]) {
    assert.notEqual(readTarball(bytes).problems.length, 0);
  }
  const cut = tar([packageJson(), { name: "package/a", body: "x".repeat(5000) }]).subarray(0, 3000);
  assert.notEqual(readTarball(cut).problems.length, 0);
});

test("refuses an archive that goes on after its end, in whatever way its sizes are written", () => {
  const file = { name: "package/a", body: "x" };
  const binary = Buffer.from([0x80, ...Array<number>(10).fill(0), 1]);
  for (const entries of [
    [file],
    [{ ...file, size: binary }],
    [{ ...file, size: "1\0z" }],
    [pax({ size: "1" }), { ...file, size: "0" }],
  ]) {
    const archive = tar([packageJson(), ...entries]);
    assert.deepEqual(readTarball(Buffer.concat([archive, Buffer.alloc(20 * 512)])).problems, []);
    assert.match(
      readTarball(Buffer.concat([archive, tar([file])])).problems[0]?.reason ?? "",
      /^goes on after its end/,
    );
  }
});

test("unpack refuses with every problem in the message", () => {
  assert.throws(
    () =>
      cleanTree(
        readTarball(tgz([packageJson(), { name: "/a" }, { name: "package/l", type: "2", link: "x" }])),
        "sample@1.0.0",
      ),
    (error) => error instanceof PinError && error.code === "archive" && /\/a: .*; package\/l: /.test(error.message),
  );
});

test("any bytes are read or refused, never thrown over", () => {
  const valid = tar([packageJson(), { name: "package/a", body: "hello" }]);
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 2048 }), fc.nat(valid.length - 1), (noise, at) => {
      readTarball(noise);
      const damaged = Buffer.from(valid);
      damaged.set(noise.subarray(0, Math.min(16, damaged.length - at)), at);
      const { tree } = readTarball(damaged);
      for (const path of tree.files.keys()) assert.ok(!path.startsWith("/") && !path.split("/").includes(".."));
    }),
  );
});
