/** docs/lockfile.md: its worked example is true, and its table of refused files is the folder of fixtures. */
import assert from "node:assert/strict";
import { hash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { isLocation, splitId } from "../../src/lockfile/fields.js";
import { pinDigest, type Server } from "../../src/lockfile/format.js";
import { parseLockfile } from "../../src/lockfile/parse.js";
import { placement, treeDigest } from "../../src/lockfile/placement.js";
import { canonicalJson, type Json } from "../../src/package/canonical.js";
import { isDigest, isIntegrity } from "../../src/package/digest.js";
import { manifestOf } from "../../src/package/manifest.js";
import { contentsOf, treeOf } from "../../src/package/tree.js";
import { decide, reviewGraph } from "../../src/review/decide.js";
import { exampleOf, tableOf } from "../helpers/markdown.js";
import { ROOT } from "../helpers/root.js";

const DOCUMENT = readFileSync(join(ROOT, "docs/lockfile.md"), "utf8");
const example = (name: string): string => exampleOf(DOCUMENT, name);
const DIGESTS = new Map(
  example("digests")
    .trimEnd()
    .split("\n")
    .map((line) => line.split(/ +/) as [string, string]),
);

const FILES = ["package.json", "cli.js", "lib/greet.js"];
const TREE = treeOf(FILES.map((path) => ({ path, bytes: Buffer.from(example(path)), executable: path === "cli.js" })));
const LOCKFILE = parseLockfile(example("lockfile"), "the example");
const SERVER = LOCKFILE.servers.get("hello") as Server;
const LINUX = { os: "linux", cpu: "x64", libc: "glibc" };

test("the contents list is that of the example's files", () => {
  assert.equal(contentsOf(TREE), example("contents"));
});

test("each digest is the plain hash of the text that the document shows", () => {
  const withoutEnd = (name: string): string => example(name).replace(/\n$/, "");
  const shown: Record<string, string> = {
    integrity: `sha512-${hash("sha512", "hello\n", "base64")}`,
    contents: `sha256-${hash("sha256", example("contents"), "base64")}`,
  };
  for (const name of ["manifest", "entry", "pin", "tree"]) {
    shown[name] = `sha256-${hash("sha256", withoutEnd(name), "base64")}`;
    assert.equal(withoutEnd(name), canonicalJson(JSON.parse(example(name)) as Json), `${name} is canonical`);
  }
  assert.deepEqual(Object.fromEntries(DIGESTS), shown);
});

test("the program makes the same digests", () => {
  const placed = placement(SERVER, LOCKFILE.packages, LINUX);
  assert.equal(manifestOf(TREE, "the example").digest, DIGESTS.get("manifest"));
  assert.equal(pinDigest(SERVER, LOCKFILE.packages), DIGESTS.get("pin"));
  assert.equal(treeDigest(placed), DIGESTS.get("tree"));
  assert.equal(LOCKFILE.reviews[0]?.of, DIGESTS.get("entry"));
});

test("the example's lockfile lets its server start", () => {
  const placed = placement(SERVER, LOCKFILE.packages, LINUX);
  const decision = decide(LOCKFILE, reviewGraph(LOCKFILE), SERVER, placed, { kind: "present", problems: [] });
  assert.deepEqual(decision.verdict, { kind: "reviewed", packages: 1, reviewed: 1, exempt: 0 });
});

test("the table of refused files has every invalid fixture, and no other", () => {
  const listed = tableOf(DOCUMENT, "file", "what is wrong", "schema").map(([file]) => file?.replaceAll("`", ""));
  assert.deepEqual(listed, readdirSync(join(ROOT, "fixtures/lockfiles/invalid")).sort());
});

test("the grammar's expressions are the program's", () => {
  const grammar = new Map(tableOf(DOCUMENT, "type", "grammar").map(([type = "", text = ""]) => [type, text]));
  const expressions = (type: string): string[] =>
    [...(grammar.get(type) ?? "").matchAll(/`([^`]*[[\\][^`]*)`/g)].map(([, source = ""]) => `(?:${source})`);
  const matcher = (type: string): RegExp => new RegExp(`^(?:${expressions(type).join("|")})$`);
  const [name, version] = [matcher("package name"), matcher("version")];
  const words = [
    "a",
    "@a/b",
    "@a",
    "a/b",
    "A_~-.",
    ".a",
    "_a",
    "1.0.0",
    "1.0",
    "v1.0.0",
    "1.0.0-rc.1+5",
    "1.0.0-",
    "a b",
  ];
  for (const word of words) {
    assert.equal(splitId(`${word}@1.0.0`) !== undefined, name.test(word), `name ${word}`);
    assert.equal(splitId(`a@${word}`) !== undefined, version.test(word), `version ${word}`);
    assert.equal(isLocation(`node_modules/${word}`), name.test(word), `location of ${word}`);
  }
  for (const text of [...DIGESTS.values(), "sha256-", "sha1-AAAAAAAAAAAAAAAAAAAAAAAAAAA="]) {
    for (const spelled of [text, text.replace(/.=+$/, "B=")]) {
      assert.equal(isDigest(spelled), matcher("digest").test(spelled), `digest ${spelled}`);
      assert.equal(isIntegrity(spelled), matcher("integrity").test(spelled), `integrity ${spelled}`);
    }
  }
});
