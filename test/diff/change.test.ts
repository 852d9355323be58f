import assert from "node:assert/strict";
import { test } from "node:test";
import { changeOf } from "../../src/diff/change.js";
import { textOf } from "../../src/diff/content.js";
import { type FilePair, pairFiles } from "../../src/diff/pair.js";
import { type PackageFile, type PackageTree, treeOf } from "../../src/package/tree.js";
import { treeFrom } from "../helpers/trees.js";

const source = (seed: string, lines = 60): string =>
  Array.from({ length: lines }, (_, i) => `const ${seed}${i} = compute(${i * 17}, "${seed}");`).join("\n");

test("equal trees have no change", () => {
  const tree = treeFrom({ "a.js": "x\n", "b*": "#!/bin/sh\n" });
  assert.deepEqual(changeOf(tree, tree).files, []);
});

test("a first look is a change from nothing", () => {
  const change = changeOf(treeOf([]), treeFrom({ "a.js": "x\ny\n", "b.bin": Buffer.from([0, 1, 2]) }));
  assert.deepEqual(change.summary, {
    filesAdded: 2,
    filesRemoved: 0,
    filesChanged: 0,
    linesAdded: 2,
    linesRemoved: 0,
  });
});

test("a moved file is renamed, not added and removed", () => {
  const change = changeOf(treeFrom({ "lib/a.js": source("a") }), treeFrom({ "dist/a.js": source("a") }));
  assert.equal(change.files.length, 1);
  const [file] = change.files;
  assert.ok(file?.kind === "changed" && file.renamed && file.likeness === 1 && file.lines === undefined);
  assert.equal(change.summary.linesAdded, 0);
});

test("chunks named after their content are paired by likeness", () => {
  const change = changeOf(
    treeFrom({ "dist/chunk-AAAA1111.js": source("a"), "dist/chunk-BBBB2222.js": source("b") }),
    treeFrom({
      "dist/chunk-CCCC3333.js": `${source("b")}\nadded()`,
      "dist/chunk-DDDD4444.js": source("a").replace("a7 ", "z7 "),
    }),
  );
  assert.deepEqual(change.summary, {
    filesAdded: 0,
    filesRemoved: 0,
    filesChanged: 2,
    linesAdded: 3,
    linesRemoved: 2,
  });
});

test("minified chunks on one line are paired as well", () => {
  const line = (seed: string): string => source(seed).replaceAll("\n", "");
  const change = changeOf(
    treeFrom({ "a-1f3c9b.js": line("a"), "b-77aa01.js": line("b") }),
    treeFrom({ "x-99fe12.js": `${line("b")}fetch("//h.example");` }),
  );
  const renamed = change.files.find((file) => file.kind === "changed");
  assert.ok(renamed?.kind === "changed" && renamed.before.path === "b-77aa01.js");
});

test("unlike files stay added and removed", () => {
  const change = changeOf(treeFrom({ "a.js": source("a") }), treeFrom({ "b.js": source("b") }));
  assert.deepEqual([change.summary.filesAdded, change.summary.filesRemoved], [1, 1]);
});

test("an executable bit is a change without lines", () => {
  const change = changeOf(treeFrom({ run: "x\n" }), treeFrom({ "run*": "x\n" }));
  assert.deepEqual(change.summary, {
    filesAdded: 0,
    filesRemoved: 0,
    filesChanged: 1,
    linesAdded: 0,
    linesRemoved: 0,
  });
});

test("files with the names of object members are files", () => {
  const after = treeFrom({ ["__proto__"]: "a\n", constructor: "b\n", toString: "c\n" });
  assert.equal(changeOf(treeOf([]), after).summary.filesAdded, 3);
});

test("text is told from binary by content", () => {
  assert.deepEqual(textOf(Buffer.from("\ufeffa\n")), { encoding: "utf-8", text: "a\n" });
  assert.deepEqual(textOf(Buffer.from([0xff, 0xfe, 0x61, 0, 0x3d, 0xd8])), { encoding: "utf-16le", text: "a\ud83d" });
  assert.deepEqual(textOf(Buffer.from([0xfe, 0xff, 0, 0x61])), { encoding: "utf-16be", text: "a" });
  assert.deepEqual(textOf(Buffer.from([0x63, 0xe9, 0x0a])), { encoding: "latin-1", text: "cé\n" });
  assert.equal(textOf(Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 1])), undefined);
  assert.equal(textOf(Buffer.from([1, 2, 3, 4])), undefined);
  assert.deepEqual(textOf(Buffer.alloc(0)), { encoding: "utf-8", text: "" });
});

test("files that differ only in invalid UTF-8 differ", () => {
  const change = changeOf(
    treeFrom({ "a.txt": Buffer.from([0x61, 0xe9, 0x0a]) }),
    treeFrom({ "a.txt": Buffer.from([0x61, 0xe8, 0x0a]) }),
  );
  assert.deepEqual([change.summary.linesAdded, change.summary.linesRemoved], [1, 1]);
});

/** Equal files that move from one folder to another, the last first, and how often their paths are looked at for it. */
function moveAll(count: number): { readonly pairs: readonly FilePair[]; readonly looks: number } {
  let looks = 0;
  const folder = (name: string, names: readonly number[]): PackageTree => ({
    files: new Map(
      names.map((i) => {
        const path = `${name}/${i}.js`;
        const file: PackageFile = {
          get path() {
            looks += 1;
            return path;
          },
          bytes: Buffer.from("export {};\n"),
          executable: false,
        };
        return [path, file];
      }),
    ),
  });
  const names = Array.from({ length: count }, (_, i) => i);
  const { pairs } = pairFiles(folder("old", names), folder("new", names.toReversed()));
  return { pairs, looks };
}

test("files of equal bytes are paired by what they are called, with effort that grows with their number", () => {
  const { pairs, looks } = moveAll(1000);
  assert.equal(pairs.length, 1000);
  for (const { before, after } of pairs) assert.equal(after.path, before.path.replace("old", "new"));
  assert.ok(looks < 10 * 1000, `${looks} paths looked at`);
});
