import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { canonicalJson, type Json } from "../../src/package/canonical.js";
import { digestOf, hexOf, isDigest, isIntegrity } from "../../src/package/digest.js";
import { announcedIntegrity, assertIntegrity, integrityOf } from "../../src/package/integrity.js";
import { manifestOf } from "../../src/package/manifest.js";
import { runsOn } from "../../src/package/platform.js";
import { comparePaths, contentsDigest, contentsOf, parseContents, treeOf } from "../../src/package/tree.js";

const treeWith = (json: unknown, ...paths: string[]) =>
  treeOf([
    { path: "package.json", bytes: Buffer.from(JSON.stringify(json)), executable: false },
    ...paths.map((path) => ({ path, bytes: Buffer.from(path), executable: false })),
  ]);

test("a contents list is what sha256sum and sort make of the files", () => {
  const tree = treeOf([
    { path: "b/c.js", bytes: Buffer.from("hello"), executable: true },
    { path: "a.js", bytes: Buffer.from(""), executable: false },
  ]);
  const lines =
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  -  a.js\n" +
    "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824  x  b/c.js\n";
  assert.equal(contentsOf(tree), lines);
  assert.equal(contentsDigest(tree), digestOf(lines));
  assert.deepEqual([...parseContents(lines).keys()], ["a.js", "b/c.js"]);
  assert.equal(parseContents(lines).get("b/c.js")?.executable, true);
});

test("paths are ordered by their UTF-8 bytes", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), fc.string({ unit: "grapheme" }), (a, b) => {
      assert.equal(Math.sign(comparePaths(a, b)), Buffer.compare(Buffer.from(a), Buffer.from(b)));
    }),
  );
  assert.ok(comparePaths("\u{1f600}", "\uffee") > 0);
});

test("canonical JSON is RFC 8785's: its own example", () => {
  const value = {
    numbers: [1e30, 4.5, 2e-3, 1e-27],
    string: '\u20ac$\u000f\nA\'B"\\\\"/',
    literals: [null, true, false],
  };
  assert.equal(
    canonicalJson(value),
    '{"literals":[null,true,false],"numbers":[1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
  );
});

test("canonical JSON reads back as the same value and does not depend on the order of keys", () => {
  fc.assert(
    fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
      const text = canonicalJson(value as Json);
      assert.deepEqual(JSON.parse(text), JSON.parse(JSON.stringify(value)));
      assert.equal(canonicalJson(JSON.parse(text)), text);
    }),
  );
  assert.equal(canonicalJson({ b: 1, a: 2 }), canonicalJson({ a: 2, b: 1 }));
  assert.throws(() => canonicalJson("\ud800"), TypeError);
  assert.throws(() => canonicalJson(Number.NaN), TypeError);
});

test("a digest has one spelling", () => {
  const digest = digestOf("x");
  assert.ok(isDigest(digest));
  assert.equal(hexOf(digest).length, 64);
  for (const bad of [
    `${digest}=`,
    digest.slice(0, -1),
    digest.replace("sha256", "sha512"),
    `${digest}\n`,
    "sha256-",
    7,
  ]) {
    assert.ok(!isDigest(bad), String(bad));
  }
  // The last character carries four unused bits, which must be zero.
  assert.ok(isDigest(`sha256-${"A".repeat(42)}A=`));
  assert.ok(!isDigest(`sha256-${"A".repeat(42)}B=`));
});

test("malformed integrities are refused where ssri would check nothing", () => {
  const good = integrityOf(Buffer.from("bytes"));
  assert.ok(isIntegrity(good));
  assert.equal(announcedIntegrity({ integrity: good }, "x"), good);
  assert.equal(announcedIntegrity({ integrity: `sha1-AAAAAAAAAAAAAAAAAAAAAAAAAAA= ${good}` }, "x"), good);
  for (const integrity of ["sha512-", "garbage", "", "md5-abc", "sha512-AAAA"]) {
    assert.throws(() => announcedIntegrity({ integrity }, "x"), { code: "integrity" }, integrity);
  }
  assert.throws(() => announcedIntegrity({}, "x"), { code: "integrity" });
});

test("SHA-1 only is refused unless allowed by name", () => {
  const dist = { shasum: "da39a3ee5e6b4b0d3255bfef95601890afd80709" };
  assert.throws(() => announcedIntegrity(dist, "x"), { code: "integrity", hint: /--allow-sha1/ });
  const allowed = announcedIntegrity(dist, "x", { allowSha1: true });
  assert.equal(allowed, "sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk=");
  assertIntegrity(Buffer.alloc(0), allowed, "x");
  assert.throws(() => assertIntegrity(Buffer.from("y"), allowed, "x"), { code: "integrity" });
});

test("the manifest is the declared fields, and changes with any of them", () => {
  const base = { name: "a", version: "1.0.0", bin: "./cli.js", description: "not declared" };
  const digest = manifestOf(treeWith(base), "a").digest;
  assert.equal(manifestOf(treeWith({ ...base, description: "other" }), "a").digest, digest);
  for (const change of [
    { scripts: { postinstall: "x" } },
    { dependencies: { b: "1" } },
    { engines: {} },
    { bin: "x" },
  ]) {
    assert.notEqual(manifestOf(treeWith({ ...base, ...change }), "a").digest, digest, JSON.stringify(change));
  }
});

test("bins are read as npm reads them, and never lead out of the package", () => {
  const bins = (bin: unknown) =>
    Object.fromEntries(manifestOf(treeWith({ name: "@s/a", version: "1.0.0", bin }), "a").bin);
  assert.deepEqual(bins("./dist/cli.js"), { a: "dist/cli.js" });
  assert.deepEqual(bins({ x: "../../etc/passwd", "../y": "b.js", z: 7 }), { x: "etc/passwd", y: "b.js" });
});

test("a binding.gyp is an install script unless gypfile says otherwise", () => {
  const scripts = (json: object) =>
    manifestOf(treeWith({ name: "a", version: "1.0.0", ...json }, "binding.gyp"), "a").installScripts;
  assert.deepEqual(scripts({}), ["install"]);
  assert.deepEqual(scripts({ gypfile: false }), []);
  assert.deepEqual(scripts({ scripts: { postinstall: "x" } }), ["postinstall", "install"]);
});

test("a package.json that is missing, not JSON, not an object or nameless is refused", () => {
  const broken = [treeOf([]), treeWith([]), treeWith({ version: "1.0.0" }), treeWith({ name: 7, version: "1.0.0" })];
  for (const tree of broken) assert.throws(() => manifestOf(tree, "x"), { code: "archive" });
});

test("platforms: lists, exclusions, libc", () => {
  const linux = { os: "linux", cpu: "x64", libc: "glibc" };
  assert.ok(runsOn({}, linux));
  assert.ok(runsOn({ os: ["linux", "darwin"], cpu: ["x64"] }, linux));
  assert.ok(runsOn({ os: ["!win32"] }, linux));
  assert.ok(!runsOn({ os: ["!linux"] }, linux));
  assert.ok(!runsOn({ libc: ["musl"] }, linux));
  assert.ok(!runsOn({ libc: ["glibc"] }, { os: "darwin", cpu: "x64", libc: undefined }));
  assert.ok(runsOn({ os: ["any"] }, linux));
});
