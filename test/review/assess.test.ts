import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { EnvFact, PackageFacts } from "../../src/facts/facts.js";
import type { PackageTree } from "../../src/package/tree.js";
import { assess, type FactsReader, type Version } from "../../src/review/assess.js";
import { type Files, manifest } from "../helpers/sides.js";
import { treeFrom } from "../helpers/trees.js";

const version = (name: string, number: string, files: Files = {}, fields: object = {}): Version => ({
  name,
  version: number,
  tree: treeFrom({ "package.json": manifest({ name, version: number, ...fields }), ...files }),
  problems: [],
});

const env = (name: string): EnvFact => ({
  kind: "env",
  key: `env:${name}`,
  zone: "code",
  at: { path: "index.js", line: 1, column: 1, excerpt: name },
  via: [],
  name,
});

/** Every file `env/NAME` is a fact about NAME. */
const factsIn = (tree: PackageTree): PackageFacts => ({
  facts: [...tree.files.keys()].filter((path) => path.startsWith("env/")).map((path) => env(path.slice(4))),
  notAnalysed: tree.files.has("odd") ? [{ path: "odd", reason: "does not parse" }] : [],
  mentions: () => false,
});
const read: FactsReader = (before, after) => ({
  before: before === undefined ? undefined : factsIn(before),
  after: factsIn(after),
});

test("the package and its changed and added dependencies are assessed, the worst first", () => {
  const assessment = assess(
    {
      before: version("server", "1.0.0", { "index.js": "1\n" }),
      after: version("server", "1.0.1", { "index.js": "2\n" }, { dependencies: { "unheard-of": "^1.0.0" } }),
      dependencies: {
        added: [version("unheard-of", "1.0.0", { odd: "x" })],
        removed: [{ name: "gone", version: "3.0.0" }],
        changed: [
          { before: version("deep", "1.0.0"), after: version("deep", "1.0.1", {}, { scripts: { install: "sh x" } }) },
        ],
      },
    },
    read,
  );
  assert.deepEqual(
    assessment.findings.map(({ tier, rule, package: id }) => `${tier} ${rule} ${id}`),
    [
      "block install-script deep@1.0.1",
      "ask dependency-new server@1.0.1",
      "note not-analysed unheard-of@1.0.0",
      "note metadata-unknown server@1.0.1",
    ],
  );
  assert.deepEqual(assessment.notAnalysed, [{ package: "unheard-of@1.0.0", path: "odd", reason: "does not parse" }]);
  assert.deepEqual(
    assessment.packages.map(({ after, change }) => [after.name, change.summary.linesAdded]),
    [
      ["server", 5],
      ["deep", 4],
      ["unheard-of", 5],
    ],
  );
});

test("a first look has no before", () => {
  const assessment = assess({ after: version("server", "1.0.0", {}, { scripts: { postinstall: "x" } }) }, read);
  assert.equal(assessment.before, undefined);
  assert.deepEqual(
    assessment.findings.map(({ tier, rule }) => `${tier} ${rule}`),
    ["ask install-script", "note metadata-unknown"],
  );
});

test("a package.json that is no object, or no JSON, is no reason to fail", () => {
  for (const json of ["[]", "null", "{", "\u0000", '{"__proto__":{"scripts":{"install":"x"}}}']) {
    const odd = { name: "s", version: "1", tree: treeFrom({ "package.json": json }), problems: [] };
    assert.deepEqual(
      assess({ before: odd, after: odd }, read).findings.map(({ rule }) => rule),
      ["metadata-unknown"],
    );
  }
});

test("any files at all are assessed", () => {
  const path = fc.constantFrom(
    "package.json",
    "index.js",
    "a.png",
    "binding.gyp",
    "npm-shrinkwrap.json",
    "__proto__",
    "x.map",
  );
  const content = fc.oneof(
    fc.uint8Array(),
    fc.string().map((text) => Buffer.from(text)),
    fc.json().map((text) => Buffer.from(text)),
  );
  const files = fc.array(fc.tuple(path, content)).map((entries) => treeFrom(Object.fromEntries(entries)));
  fc.assert(
    fc.property(files, files, (a, b) => {
      const side = (tree: PackageTree): Version => ({ name: "s", version: "1", tree, problems: [] });
      const { findings } = assess({ before: side(a), after: side(b) }, read);
      for (const { evidence, message } of findings) assert.ok(evidence[0].line >= 1 && message !== "");
    }),
  );
});

test("what a rule says again comes after the first word of another", () => {
  const hosts = ["one", "two", "three", "four"].map(
    (name) => `export const ${name} = "https://${name}-harbour.net/v1";\n`,
  );
  const { findings } = assess({
    before: version("server", "1.0.0", { "index.js": "app.listen(1);\n" }),
    after: version("server", "1.0.1", { "index.js": `${hosts.join("")}app.listen(1, "0.0.0.0");\n` }),
  });
  const asked = findings.filter(({ tier }) => tier === "ask").map(({ rule }) => rule);
  assert.deepEqual(asked, ["address-new", "address-new", "address-listener", "address-new", "address-new"]);
});
