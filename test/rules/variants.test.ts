/** Every row of the catalogue in plain and disguised form, planted into one server: found, near the top, and shown. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import type { Finding } from "../../src/rules/rule.js";
import { bumped, findingsOf, folderOf, plant, plantedLines, shownBy } from "../helpers/plant.js";
import { EDITS, VARIANTS } from "./variants.js";

const fixtures = join(import.meta.dirname, "../../../fixtures/rules");
const bases = { base: folderOf(join(fixtures, "base")), compiled: folderOf(join(fixtures, "compiled")) };

for (const variant of VARIANTS) {
  test(`${variant.kind}: ${variant.name}`, () => {
    const base = bases[variant.base];
    const after = bumped(plant(base, variant.change, EDITS));
    const planted = plantedLines(base, after);
    const findings = findingsOf(base, after).filter((finding) => finding.tier !== "note");
    const listed = findings.map((finding) => `${finding.tier} ${finding.rule}: ${finding.message}`).join("\n");
    const kinds: readonly string[] = variant.kind.split(" ");
    const isHit = (finding: Finding): boolean =>
      kinds.includes(finding.kind) &&
      (finding.tier === "block" || variant.tier === "ask") &&
      finding.evidence.some(({ path, line }) => planted.has(`${path}:${line}`)) &&
      variant.shows.every((text) => shownBy(finding).includes(text));
    assert.ok(findings.slice(0, 3).some(isHit), `not found; there is\n${listed}`);
  });
}
