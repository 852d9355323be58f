/** Every row of the catalogue in plain and disguised form, planted into one server: found, near the top, and shown. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { findingsOf, folderOf, plant, shownBy } from "../helpers/plant.js";
import { EDITS, VARIANTS } from "./variants.js";

const base = folderOf(join(import.meta.dirname, "../../../fixtures/rules/base"));

for (const variant of VARIANTS) {
  test(`${variant.kind}: ${variant.name}`, () => {
    const findings = findingsOf(base, plant(base, variant.change, EDITS)).filter((finding) => finding.tier !== "note");
    const listed = findings.map((finding) => `${finding.tier} ${finding.rule}: ${finding.message}`).join("\n");
    const kinds: readonly string[] = variant.kind.split(" ");
    const hit = findings.slice(0, 3).find((finding) => {
      const isEnough = finding.tier === "block" || variant.tier === "ask";
      return kinds.includes(finding.kind) && isEnough && variant.shows.every((text) => shownBy(finding).includes(text));
    });
    assert.ok(hit !== undefined, `not found; there is\n${listed}`);
  });
}
