import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { renderRule } from "../../src/report/rule.js";
import { rulesDocument } from "../../src/report/rules.js";
import { plain } from "../../src/report/table.js";
import { RULES, ruleNamed } from "../../src/rules/index.js";
import { ROOT } from "../helpers/root.js";

test("docs/rules.md is what the rules say (npm run docs)", () => {
  assert.equal(readFileSync(join(ROOT, "docs/rules.md"), "utf8"), rulesDocument(RULES));
});

test("rules have names of their own and texts that are sentences", () => {
  assert.equal(new Set(RULES.map(({ id }) => id)).size, RULES.length);
  for (const { id, title, texts } of RULES) {
    assert.match(id, /^[a-z]+(?:-[a-z]+)+$/);
    assert.match(title, /^[a-z].*[^.]$/, id);
    for (const text of Object.values(texts)) assert.match(text, /^\S.*\.$/s, `${id}: ${text}`);
  }
});

test("a rule explains itself within 80 columns", () => {
  const rule = ruleNamed("install-script");
  assert.ok(rule !== undefined);
  const text = renderRule(rule, plain);
  assert.match(text, /^install-script: a script that npm runs on install/);
  for (const line of text.split("\n").slice(3)) assert.ok(line.length <= 80, line);
});
