import assert from "node:assert/strict";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { fileTypeOf } from "../../src/diff/file-type.js";
import { archiveEntry } from "../../src/rules/archive-entry.js";
import { binaryAppended } from "../../src/rules/binary-appended.js";
import { binaryArchive } from "../../src/rules/binary-archive.js";
import { binaryDisguised } from "../../src/rules/binary-disguised.js";
import { binaryProgram } from "../../src/rules/binary-program.js";
import { binaryScript } from "../../src/rules/binary-script.js";
import { binaryUnknown } from "../../src/rules/binary-unknown.js";
import { buildUnexplained } from "../../src/rules/build-unexplained.js";
import { unicodeFileName } from "../../src/rules/unicode-file-name.js";
import { png, tarOf } from "../helpers/archives.js";
import { check, type Files, manifest, side, spots } from "../helpers/sides.js";

const base: Files = { "package.json": manifest({}), "index.js": "main();\n" };
const before = side(base);
const plus = (files: Files): ReturnType<typeof side> => side({ ...base, ...files });

const pe = (): Buffer => {
  const bytes = Buffer.alloc(256);
  bytes.write("MZ", 0);
  bytes.writeUInt32LE(128, 0x3c);
  bytes.write("PE\0\0", 128);
  return bytes;
};
const programs: Files = {
  elf: Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0]),
  "format.wasm": Buffer.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]),
  macho: Buffer.from([0xcf, 0xfa, 0xed, 0xfe, 7, 0, 0, 1]),
  "tool.exe": pe(),
  "x.jsc": Buffer.from([0x12, 0x04, 0xde, 0xc0, 0, 0, 0, 0]),
};

test("binary-program: by magic, under any name", () => {
  assert.equal(check(binaryProgram, before, plus(programs)).length, 5);
  assert.ok(check(binaryProgram, before, plus(programs)).every(({ tier }) => tier === "block"));
  const old = plus({ "a.wasm": Buffer.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]) });
  const now = plus({ "a.wasm": Buffer.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 9]) });
  assert.deepEqual(spots(check(binaryProgram, old, now)), ["ask a.wasm:1"]);
  assert.deepEqual(spots(check(binaryProgram, undefined, old)), ["ask a.wasm:1"]);
});

test("binary-program: silent on text that begins like one, and on unchanged programs", () => {
  assert.deepEqual(
    check(binaryProgram, before, plus({ "a.txt": "MZ is not enough, BM neither", "b.md": "ID3 tags" })),
    [],
  );
  assert.deepEqual(check(binaryProgram, plus(programs), plus(programs)), []);
});

test("binary-disguised: content that contradicts the extension", () => {
  const files: Files = {
    "a.png": Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0]),
    "b.js": Buffer.from([0, 1, 2, 3]),
    "c.woff2": "fetch('https://h.example')",
    "d.json": gzipSync("x"),
    "e.node": png,
  };
  assert.deepEqual(spots(check(binaryDisguised, before, plus(files))), [
    "block a.png:1",
    "block b.js:1",
    "block c.woff2:1",
    "block d.json:1",
    "block e.node:1",
  ]);
});

test("binary-disguised: silent on what agrees, on other image formats, and on placeholders", () => {
  const files: Files = {
    "a.png": png,
    "b.jpg": png,
    "c.svg": "<svg/>",
    "d.json": "{}",
    "e.txt": Buffer.from([0xff, 0xfe, 0x61, 0]),
    "f.css": Buffer.from([0x61, 0xe9, 0x0a]),
    "g.woff": "version https://git-lfs.github.com/spec/v1\n",
    "h.gif": "",
  };
  assert.deepEqual(check(binaryDisguised, before, plus(files)), []);
});

test("binary-archive: new, changed, unchanged", () => {
  const zip = (n: number): Files => ({ "data/x.bin": Buffer.from([0x50, 0x4b, 3, 4, n, 0]) });
  assert.deepEqual(spots(check(binaryArchive, before, plus(zip(1)))), ["block data/x.bin:1"]);
  assert.deepEqual(spots(check(binaryArchive, plus(zip(1)), plus(zip(2)))), ["ask data/x.bin:1"]);
  assert.deepEqual(check(binaryArchive, plus(zip(1)), plus(zip(1))), []);
  assert.equal(fileTypeOf(tarOf([{ path: "package/a", content: "x" }])).name, "a tar archive");
});

test("binary-appended: data after the end of an image", () => {
  const carrier = Buffer.concat([png, Buffer.alloc(400, 7)]);
  assert.deepEqual(spots(check(binaryAppended, before, plus({ "a.png": carrier }))), ["ask a.png:1"]);
  assert.deepEqual(check(binaryAppended, before, plus({ "a.png": png, "b.png": png.subarray(0, 20) })), []);
});

test("binary-script: other interpreters", () => {
  const after = plus({ "data/update*": "#!/bin/sh\nexit 0\n", "x.ps1": "iex $a\n" });
  assert.deepEqual(spots(check(binaryScript, before, after)), ["ask data/update:1", "ask x.ps1:1"]);
  assert.deepEqual(check(binaryScript, before, plus({ "cli.js": "#!/usr/bin/env node\n" })), []);
  assert.deepEqual(check(binaryScript, after, after), []);
});

test("binary-unknown: data that nothing explains", () => {
  const noise = Buffer.from(Array.from({ length: 64 }, (_, i) => (i * 37) % 256));
  assert.deepEqual(spots(check(binaryUnknown, before, plus({ "data.bin": noise }))), ["ask data.bin:1"]);
  assert.deepEqual(check(binaryUnknown, before, plus({ "a.png": png, "b.pdf": "%PDF-1.7\0\0", "c.txt": "x" })), []);
});

test("unicode-file-name: invisible characters and two scripts", () => {
  const after = plus({ "a\u200b.js": "1", "\u0441onfig.js": "1" });
  assert.deepEqual(
    check(unicodeFileName, before, after).map(({ tier, message }) => [tier, message.includes("U+200B")]),
    [
      ["block", true],
      ["ask", false],
    ],
  );
  assert.deepEqual(check(unicodeFileName, before, plus({ "docs/настройки.md": "1", "données.json": "1" })), []);
});

test("archive-entry: links, ways out and twins, with their targets", () => {
  const json = { path: "package/package.json", content: manifest({}) };
  const tarball = tarOf([
    json,
    { path: "package/data/cache", type: "SymbolicLink", linkpath: "../../../../etc" },
    { path: "package/../../evil", content: "x" },
    { path: "package/lib/a.js", content: "1" },
    { path: "package/lib/A.js", content: "2" },
  ]);
  const findings = check(archiveEntry, before, side({}, { tarball }));
  assert.deepEqual(spots(findings), ["block ../../evil:1", "block data/cache:1", "block lib/A.js:1"]);
  assert.match(findings[1]?.message ?? "", /package\/data\/cache.*symbolic link to '\.\.\/\.\.\/\.\.\/\.\.\/etc'/);
  assert.deepEqual(check(archiveEntry, before, side({}, { tarball: tarOf([json]) })), []);
});

test("archive-entry: a hundred thousand links are not a hundred thousand findings", () => {
  const links = Array.from({ length: 300 }, (_, i) => ({
    path: `package/l${i}`,
    type: "Link" as const,
    linkpath: "x",
  }));
  assert.equal(check(archiveEntry, undefined, side({}, { tarball: tarOf(links) })).length, 41);
});

test("build-unexplained: a text in the build that its source does not have", () => {
  const texts = Array.from({ length: 12 }, (_, i) => `say("message number ${i}");`);
  const source = texts.join("\n");
  const built = texts.join("");
  const old = plus({ "src/index.ts": source, "dist/index.js": built });
  const turned = plus({ "src/index.ts": source, "dist/index.js": `${built}x("copy@mail-sink.test");` });
  const [finding] = check(buildUnexplained, old, turned);
  assert.deepEqual([finding?.tier, finding?.value], ["ask", "copy@mail-sink.test"]);
  const honest = plus({
    "src/index.ts": `${source}\nsay("another message");`,
    "dist/index.js": `${built}say("another message");`,
  });
  assert.deepEqual(check(buildUnexplained, old, honest), []);
  const unshipped = plus({ "dist/index.js": built });
  assert.deepEqual(check(buildUnexplained, unshipped, plus({ "dist/index.js": `${built}x("another text")` })), []);
});

test("build-unexplained: a name in the build that its source does not have", () => {
  const lines = Array.from(
    { length: 30 },
    (_, i) => `log.step${String.fromCharCode(97 + (i % 26))}${i > 25 ? "x" : ""}One("message number ${i}");`,
  );
  const source = lines.join("\n");
  const built = lines.join("");
  const old = plus({ "src/index.ts": source, "dist/index.js": built });
  const turned = plus({ "src/index.ts": source, "dist/index.js": `${built}navigator.sendBeacon(o);` });
  const [finding] = check(buildUnexplained, old, turned);
  assert.deepEqual([finding?.tier, finding?.value], ["ask", "sendBeacon"]);
  assert.match(finding?.message ?? "", /'sendBeacon'/);
  const honest = plus({
    "src/index.ts": `${source}\nnavigator.sendBeacon(o);`,
    "dist/index.js": `${built}navigator.sendBeacon(o);`,
  });
  assert.deepEqual(check(buildUnexplained, old, honest), []);
});

test("build-unexplained: a map that shows another source than the one beside it", () => {
  const map = (source: string): string =>
    JSON.stringify({ version: 3, sources: ["../src/index.ts"], sourcesContent: [source], mappings: "" });
  const old = plus({ "src/index.ts": "one();\n", "dist/index.js.map": map("one();\n") });
  const turned = plus({ "src/index.ts": "one();\ntwo();\n", "dist/index.js.map": map("one();\nthree();\n") });
  assert.deepEqual(spots(check(buildUnexplained, old, turned)), ["ask src/index.ts:2"]);
  const honest = plus({ "src/index.ts": "two();\n", "dist/index.js.map": map("two();\r\n") });
  assert.deepEqual(check(buildUnexplained, old, honest), []);
  assert.deepEqual(check(buildUnexplained, turned, plus({ "src/index.ts": "x", "dist/index.js.map": map("y") })), []);
});
