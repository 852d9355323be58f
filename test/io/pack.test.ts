import assert from "node:assert/strict";
import { chmodSync, mkdirSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { packFolder, packTree, readFolder } from "../../src/io/pack.js";
import { integrityOf } from "../../src/package/integrity.js";
import { readTarball } from "../../src/package/tarball.js";
import { contentsDigest, treeOf } from "../../src/package/tree.js";
import { FIXTURE_PACKAGES } from "../helpers/paths.js";
import { scratch } from "../helpers/scratch.js";

const POSTMARK = join(FIXTURE_PACKAGES, "postmark-mcp/1.0.15");

test("a packed folder reads back as the folder", () => {
  const tree = readFolder(POSTMARK);
  assert.deepEqual([...tree.files.keys()], ["LICENSE", "README.md", "index.js", "lib/attachments.js", "package.json"]);
  assert.equal(contentsDigest(readTarball(packFolder(POSTMARK)).tree), contentsDigest(tree));
});

test("only declared bins are executable, whatever the modes on disk", (t) => {
  const folder = scratch(t);
  writeFileSync(join(folder, "package.json"), '{"name":"a","version":"1.0.0","bin":"./cli.js"}');
  for (const name of ["cli.js", "other.js"]) writeFileSync(join(folder, name), "");
  chmodSync(join(folder, "other.js"), 0o755);
  const { tree } = readTarball(packFolder(folder));
  assert.deepEqual(
    [...tree.files.values()].filter((file) => file.executable).map((file) => file.path),
    ["cli.js"],
  );
});

test("the bytes depend on names and contents only", (t) => {
  const folder = scratch(t);
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
  write("package.json", '{"name":"a","version":"1.0.0"}');
  write("index.js", "export {};\n");
  const before = integrityOf(packFolder(folder));
  utimesSync(join(folder, "index.js"), 0, 0);
  chmodSync(join(folder, "index.js"), 0o600);
  assert.equal(integrityOf(packFolder(folder)), before);
});

test("a packed fixture has the digest that mcp-lock.json.example and the demo rely on", () => {
  assert.equal(
    integrityOf(packFolder(POSTMARK)),
    "sha512-lqDq+g9c7IT2FgmeM2Kz2GomUjwcdDkUPwlQkKQmGzzsJDproqRurIcRjRr01POkirw+61OVtkIIG8zMYJEFnQ==",
  );
});

test("long paths and names beyond ASCII survive", () => {
  const paths = ["package.json", `${"deep/".repeat(40)}file.js`, `${"n".repeat(180)}.js`, "schön/naïve.js"];
  const files = paths.map((path) => ({ path, bytes: Buffer.from("{}"), executable: false }));
  const { tree, problems } = readTarball(packTree(treeOf(files)));
  assert.deepEqual(problems, []);
  assert.deepEqual([...tree.files.keys()].sort(), [...paths].sort());
});

test("more than one stored block is joined again", () => {
  const bytes = Buffer.alloc(200_000, "mcp-pin ");
  const files = [{ path: "package.json", bytes, executable: false }];
  assert.deepEqual(readTarball(packTree(treeOf(files))).tree.files.get("package.json")?.bytes, bytes);
});

test("a link in the folder is refused", (t) => {
  const folder = scratch(t);
  writeFileSync(join(folder, "package.json"), '{"name":"a","version":"1.0.0"}');
  mkdirSync(join(folder, "lib"));
  symlinkSync("../package.json", join(folder, "lib/link.json"));
  assert.throws(() => packFolder(folder), /lib\/link\.json: only files and folders can be packed/);
});
