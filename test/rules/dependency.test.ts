import assert from "node:assert/strict";
import { test } from "node:test";
import { dependencyBundled } from "../../src/rules/dependency-bundled.js";
import { dependencyNew } from "../../src/rules/dependency-new.js";
import { dependencyOverrides } from "../../src/rules/dependency-overrides.js";
import { dependencyRange, isUnbounded } from "../../src/rules/dependency-range.js";
import { dependencyShrinkwrap } from "../../src/rules/dependency-shrinkwrap.js";
import { dependencySource, sourceOf } from "../../src/rules/dependency-source.js";
import { dependencyUndeclared } from "../../src/rules/dependency-undeclared.js";
import { distance } from "../../src/rules/look-alike.js";
import { nameLookAlike } from "../../src/rules/name-look-alike.js";
import type { Context } from "../../src/rules/rule.js";
import { check, context, imported, manifest, type SideExtra, side, spots } from "../helpers/sides.js";

const base = { dotenv: "^16.4.5", zod: "^3.23.8" };
const withDependencies = (dependencies: object, extra: SideExtra = {}, files: object = {}): ReturnType<typeof side> =>
  side({ "package.json": manifest({ dependencies }), ...files }, extra);
const before = withDependencies(base);

test("dependency-source: every way around the registry, in every field", () => {
  const ranges = [
    "git+ssh://git@host.example/x.git",
    "github:user/repo",
    "user/repo#main",
    "https://host.example/x.tgz",
    "file:vendor/x-1.0.0.tgz",
    "./vendor/x",
    "npm:other@1.0.0",
    "workspace:*",
    "git@host.example:user/repo.git",
  ];
  for (const range of ranges) {
    assert.deepEqual(spots(check(dependencySource, before, withDependencies({ ...base, x: range }))), [
      "block package.json:7",
    ]);
    const optional = side({ "package.json": manifest({ optionalDependencies: { x: range } }) });
    assert.deepEqual(spots(check(dependencySource, before, optional)), ["block package.json:5"]);
    const development = side({ "package.json": manifest({ devDependencies: { x: range } }) });
    assert.deepEqual(spots(check(dependencySource, before, development)), ["note package.json:5"]);
  }
});

test("dependency-source: silent on ranges, tags and sources that were there", () => {
  for (const range of ["^1.0.0", "latest", "*", "1.x || >=2", "~1.2", ">=1.0.0 <2.0.0", "1.2.3-beta.1"]) {
    assert.equal(sourceOf(range), undefined, range);
  }
  const git = withDependencies({ x: "github:user/repo" });
  assert.deepEqual(check(dependencySource, git, git), []);
});

test("dependency-new: ordinary ones are notes, suspicious ones are asked about", () => {
  const index = { "index.js": 'import { glob } from "glob";\n' };
  const ordinary = withDependencies({ ...base, glob: "^11.0.0" }, {}, index);
  assert.deepEqual(spots(check(dependencyNew, before, ordinary)), ["note package.json:7"]);
  const unused = withDependencies({ ...base, "plain-crypto-js": "^4.2.1" }, {}, index);
  const [finding] = check(dependencyNew, before, unused);
  assert.equal(finding?.tier, "ask");
  assert.match(finding?.message ?? "", /plain-crypto-js@\^4\.2\.1: no file of the package imports it/);
  assert.deepEqual(check(dependencyNew, undefined, unused), []);
  assert.deepEqual(check(dependencyNew, ordinary, withDependencies(base)), []);
});

test("dependency-new: what the registry says of it counts", () => {
  const known: Context = {
    ...context,
    registryOf: () => ({ hasInstallScript: true, times: new Map([["1.0.0", "2026-03-30T01:00:00Z"]]) }),
  };
  const extra = { registry: { publishedAt: "2026-03-31T00:00:00Z" }, facts: [imported("fresh")] };
  const [finding] = check(dependencyNew, before, withDependencies({ ...base, fresh: "*" }, extra), known);
  assert.match(finding?.message ?? "", /install scripts, it was first published .*, its range has no upper bound/);
});

test("name-look-alike: slips, swapped characters, separators, replacements", () => {
  for (const name of ["dotnev", "d0tenv", "crossenv", "expresss", "@modelcontextprotoco1/sdk", "comander"]) {
    const [finding] = check(nameLookAlike, before, withDependencies({ ...base, [name]: "1.0.0" }));
    assert.equal(finding?.value, name, name);
  }
  const [swap] = check(nameLookAlike, before, withDependencies({ "d0tenv-extra": "^16.4.5", zod: "^3.23.8" }));
  assert.match(swap?.message ?? "", /named like dotenv \(look-alike characters\), which it replaces/);
  const own = side({ "package.json": manifest({ name: "comander" }) });
  assert.deepEqual(spots(check(nameLookAlike, undefined, own)), ["ask package.json:2"]);
});

test("name-look-alike: silent on known names, versions, the maker's own scope, and unlike names", () => {
  const names = ["express", "express5", "expression-parser", "@modelcontextprotocol/core", "pg", "dotenv-expand"];
  const added = Object.fromEntries(names.map((name) => [name, "1.0.0"]));
  assert.deepEqual(check(nameLookAlike, before, withDependencies({ ...base, ...added })), []);
  const scoped = side({ "package.json": manifest({ name: "@me/a", dependencies: { "@me/expres": "1" } }) });
  assert.deepEqual(check(nameLookAlike, side({ "package.json": manifest({ name: "@me/a" }) }), scoped), []);
});

test("distance is Damerau–Levenshtein, bounded", () => {
  assert.equal(distance("dotenv", "dotnev", 2), 1);
  assert.equal(distance("abc", "abc", 0), 0);
  assert.equal(distance("kitten", "sitting", 3), 3);
  assert.equal(distance("kitten", "sitting", 2), undefined);
});

test("dependency-undeclared: an import of what package.json does not name", () => {
  const facts = [imported("mime-tools", "index.js", true), imported("node:fs"), imported("zod/v4"), imported("./x.js")];
  const findings = check(dependencyUndeclared, before, withDependencies(base, { facts }));
  assert.deepEqual(
    findings.map(({ tier, value }) => [tier, value]),
    [["ask", "mime-tools"]],
  );
  const known = check(dependencyUndeclared, before, withDependencies(base, { facts: [imported("express")] }));
  assert.deepEqual(spots(known), ["note index.js:3"]);
});

test("dependency-undeclared: silent on the package itself, peers, builtins, and imports that were there", () => {
  const facts = ["server/sub", "fs", "fs/promises", "#internal", "https://h.example/x.js", "peer"].map((s) =>
    imported(s),
  );
  const after = side({ "package.json": manifest({ peerDependencies: { peer: "*" } }) }, { facts });
  assert.deepEqual(check(dependencyUndeclared, side({ "package.json": manifest({}) }), after), []);
  const old = withDependencies(base, { facts: [imported("odd")] });
  assert.deepEqual(check(dependencyUndeclared, old, old), []);
});

test("dependency-range: a lost upper bound is asked about, the rest are notes", () => {
  const tiers = (range: string): string[] =>
    spots(check(dependencyRange, before, withDependencies({ ...base, dotenv: range })));
  for (const range of [">=16", "*", "latest", "", "^16 || >=18"])
    assert.deepEqual(tiers(range), ["ask package.json:5"], range);
  for (const range of ["^17.0.0", "16.4.5", ">=16 <18"]) assert.deepEqual(tiers(range), ["note package.json:5"], range);
  assert.deepEqual(spots(check(dependencyRange, before, withDependencies({ zod: "^3.23.8" }))), [
    "note package.json:4",
  ]);
  assert.deepEqual(check(dependencyRange, before, before), []);
  assert.equal(isUnbounded("1.2.3"), false);
  assert.equal(isUnbounded("<=3"), false);
  assert.equal(isUnbounded("x".repeat(100_000)), true);
});

test("dependency-bundled: a new copy blocks, a changed one is asked about", () => {
  const fields = { dependencies: base, bundleDependencies: ["zod"] };
  const bundled = side({ "package.json": manifest(fields), "node_modules/zod/index.js": "1" });
  assert.deepEqual(spots(check(dependencyBundled, before, bundled)), ["block node_modules/zod/index.js:1"]);
  const changed = side({ "package.json": manifest(fields), "node_modules/zod/index.js": "2" });
  assert.deepEqual(spots(check(dependencyBundled, bundled, changed)), ["ask node_modules/zod/index.js:1"]);
  const planted = side({
    "package.json": manifest(fields),
    "node_modules/zod/index.js": "1",
    "node_modules/dotenv/i.js": "1",
  });
  assert.deepEqual(
    check(dependencyBundled, bundled, planted).map(({ value }) => value),
    ["dotenv"],
  );
  assert.deepEqual(check(dependencyBundled, bundled, bundled), []);
  assert.deepEqual(check(dependencyBundled, before, before), []);
});

test("dependency-shrinkwrap: appearing, another host, or only newer versions", () => {
  const lock = (host: string, version = "1"): string =>
    `{"packages":{"a":{"resolved":"https://${host}/a-${version}.tgz"}}}`;
  const shipped = (text: string): ReturnType<typeof side> =>
    withDependencies(base, {}, { "npm-shrinkwrap.json": text });
  const old = shipped(lock("registry.example"));
  assert.deepEqual(spots(check(dependencyShrinkwrap, before, old)), ["block npm-shrinkwrap.json:1"]);
  const [foreign] = check(dependencyShrinkwrap, old, shipped(lock("other.test")));
  assert.deepEqual([foreign?.tier, foreign?.value], ["block", "other.test"]);
  assert.deepEqual(spots(check(dependencyShrinkwrap, old, shipped(lock("registry.example", "2")))), [
    "note npm-shrinkwrap.json:1",
  ]);
  assert.deepEqual(check(dependencyShrinkwrap, old, old), []);
});

test("dependency-overrides: set or changed", () => {
  const after = side({ "package.json": manifest({ dependencies: base, overrides: { zod: "npm:zodd@1" } }) });
  assert.deepEqual(spots(check(dependencyOverrides, before, after)), ["ask package.json:8"]);
  const overriding = (overrides: object): string[] =>
    spots(check(dependencyOverrides, before, side({ "package.json": manifest({ dependencies: base, overrides }) })));
  assert.deepEqual(overriding({ deep: { other: "git+https://host.example/x.git" } }), ["ask package.json:8"]);
  assert.deepEqual(overriding({ "zod@3": "3.0.0" }), ["ask package.json:8"]);
  assert.deepEqual(overriding({ minimatch: "11.0.8" }), ["note package.json:8"]);
  assert.deepEqual(check(dependencyOverrides, after, after), []);
});
