/** Each rule of code against its fixtures: `expected.txt` holds what it says, nothing for a case named `silent-…`. */
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { CODE_RULES } from "../../src/rules/code.js";
import { findingsOf, folderOf } from "../helpers/plant.js";

const root = join(import.meta.dirname, "../../../fixtures/rules");

/** `UPDATE_EXPECTED=1` writes what the rules say now; read the difference before committing it. */
const update = process.env.UPDATE_EXPECTED === "1";

for (const rule of CODE_RULES) {
  const cases = existsSync(join(root, rule.id)) ? readdirSync(join(root, rule.id)) : [];
  test(`${rule.id} has a case that fires and one that is silent`, () => {
    assert.ok(cases.some((name) => !name.startsWith("silent-")));
    assert.ok(cases.some((name) => name.startsWith("silent-")));
  });
  for (const name of cases) {
    test(`${rule.id}: ${name}`, () => {
      const folder = join(root, rule.id, name);
      const findings = findingsOf(folderOf(join(folder, "before")), folderOf(join(folder, "after")));
      const said = findings
        .filter((finding) => finding.rule === rule.id)
        .map(({ tier, message, evidence: [at] }) => `${tier} ${at.path}:${at.line} ${message}\n`)
        .join("");
      if (update) writeFileSync(join(folder, "expected.txt"), said);
      assert.equal(said, readFileSync(join(folder, "expected.txt"), "utf8"));
      assert.equal(said === "", name.startsWith("silent-"));
    });
  }
}
