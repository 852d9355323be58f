/** Changes of the package as a whole, planted into one server: found at their tier, near the top, and shown. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Finding } from "../../src/rules/rule.js";
import { shownBy } from "../helpers/plant.js";
import { plantPackage } from "../helpers/plant-package.js";
import { PACKAGE_VARIANTS } from "./variants/package.js";

for (const [name, kind, tier, change, shows, at] of PACKAGE_VARIANTS) {
  test(`${kind}: ${name}`, () => {
    const { findings, lines } = plantPackage(change);
    const isHit = (finding: Finding): boolean =>
      kind.split(" ").includes(finding.kind) &&
      (finding.tier === "block" || tier === "ask") &&
      finding.evidence.some(({ path, line }) => (at === undefined ? lines.has(`${path}:${line}`) : path === at)) &&
      shows.every((text) => shownBy(finding).includes(text));
    const listed = findings.map((finding) => `${finding.tier} ${finding.rule}: ${finding.message}`).join("\n");
    assert.ok(findings.slice(0, 3).some(isHit), `not found; there is\n${listed}`);
  });
}
