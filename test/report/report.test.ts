import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import AjvDraft4 from "ajv-draft-04";
import { renderJson, reportOf } from "../../src/report/json.js";
import { layoutFor } from "../../src/report/layout.js";
import { sarifOf } from "../../src/report/sarif.js";
import { plain } from "../../src/report/table.js";
import { renderText } from "../../src/report/text.js";
import { type Assessment, assess, type FactsReader, type Version } from "../../src/review/assess.js";
import { shownOf } from "../../src/review/shown.js";
import { ROOT } from "../helpers/root.js";
import { manifest } from "../helpers/sides.js";
import { treeFrom } from "../helpers/trees.js";

const facts = {
  facts: [],
  notAnalysed: [{ path: "dist/\u202ex.js", reason: "is larger than 64 MB" }],
  mentions: () => false,
};
const read: FactsReader = (before) => ({ before: before === undefined ? undefined : facts, after: facts });

const server = (version: string, postinstall?: string, indent = 2): Version => {
  const fields = { name: "@a/server", version, ...(postinstall === undefined ? {} : { scripts: { postinstall } }) };
  const json = JSON.stringify(JSON.parse(manifest(fields)), undefined, indent);
  return {
    name: "@a/server",
    version,
    integrity: `sha512-${version}`,
    tree: treeFrom({ "package.json": json }),
    problems: [],
  };
};

const hostile = "node \u00a0.js; echo \u001b[2J";
const update = (indent?: number): Assessment =>
  assess({ before: server("1.0.0"), after: server("1.0.1", hostile, indent) }, read);

test("the JSON report has the form of mcp-pin/report/1", () => {
  const report = reportOf(update());
  assert.deepEqual(report.from, { name: "@a/server", version: "1.0.0", integrity: "sha512-1.0.0" });
  assert.deepEqual(report.summary, {
    filesAdded: 0,
    filesRemoved: 0,
    filesChanged: 1,
    linesAdded: 4,
    linesRemoved: 1,
    block: 1,
    ask: 0,
    note: 1,
  });
  const [finding] = report.findings;
  assert.deepEqual(finding?.locations, [
    { path: "package.json", line: 5, column: 5, excerpt: `"postinstall": ${JSON.stringify(hostile)}` },
  ]);
  assert.deepEqual(
    [finding?.rule, finding?.kind, finding?.package],
    ["install-script", "lifecycle", "@a/server@1.0.1"],
  );
  assert.equal(reportOf(assess({ after: server("1.0.0") }, read)).from, null);
  const text = renderJson(report);
  assert.deepEqual(JSON.parse(text), report);
  assert.doesNotMatch(text, /[\u202e\u001b]/);
});

const text = (assessment: Assessment, notes: boolean): string =>
  renderText(shownOf(assessment), {
    layout: layoutFor(plain, undefined),
    now: new Date("2026-01-01T00:00:00Z"),
    notes,
    patch: false,
  });

test("the text has findings first, and nothing raw", () => {
  assert.equal(
    text(update(), false),
    [
      "@a/server 1.0.0 → 1.0.1",
      "  published  unknown: no registry says",
      "  publisher  unknown: no registry says",
      "  files      1 changed, 0 added, 0 removed; lines +4 −1",
      "",
      "block  @a/server gains a script that npm runs on install: postinstall: node \\u{a0}.js; echo \\u{1b}[2J  install-script",
      "       package.json:5:5",
      '-  3    "version": "1.0.[-0-]"',
      '+  3    "version": "1.0.{+1+}"{+,+}',
      '+  4    "scripts": {',
      '+  5      "postinstall": "node \\u{a0}.js; echo \\u001b[2J"',
      "          ^",
      "+  6    }",
      "   7  }",
      "",
      "1 to block, 0 to ask about, 1 note (not shown)",
      "",
      "block  +4 −1  package.json",
      "",
      "1 file not analysed",
      "  @a/server@1.0.1 dist/\\u{202e}x.js: is larger than 64 MB",
      "",
    ].join("\n"),
  );
});

test("a harmless update says so", () => {
  const harmless = text(assess({ before: server("1.0.0"), after: server("1.0.1") }, read), true);
  assert.match(harmless, /nothing to block or to ask about, 1 note\n/);
  assert.match(harmless, /note .*no registry was asked/);
});

const schema = JSON.parse(readFileSync(join(ROOT, "test/schemas/sarif-2.1.0.json"), "utf8")) as object;

test("SARIF is valid against the official schema", () => {
  const validate = new AjvDraft4.default({ strict: false, unicodeRegExp: false, validateFormats: false }).compile(
    schema,
  );
  for (const assessment of [update(), assess({ after: server("1.0.0") }, read)]) {
    validate(JSON.parse(JSON.stringify(sarifOf([assessment], "0.1.0"))));
    assert.deepEqual(validate.errors, null);
  }
});

interface Log {
  readonly runs: readonly [{ readonly results: readonly { readonly partialFingerprints: object }[] }];
}

test("SARIF fingerprints stay the same when a file is formatted otherwise and the version counts up", () => {
  const prints = (assessment: Assessment): object[] =>
    (sarifOf([assessment], "0.1.0") as Log).runs[0].results.map(({ partialFingerprints }) => partialFingerprints);
  const later = assess({ before: server("1.0.1"), after: server("1.0.2", hostile, 4) }, read);
  assert.deepEqual(prints(later), prints(update()));
  assert.notDeepEqual(
    prints(update()),
    prints(assess({ before: server("1.0.0"), after: server("1.0.1", "other") }, read)),
  );
});

test("SARIF holds nothing raw either", () => {
  assert.doesNotMatch(JSON.stringify(sarifOf([update()], "0.1.0")), /\u202e|(?<!\\)\\u001b/);
});
