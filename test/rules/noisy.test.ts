/** Changes planted into an update that brings many of its own, in the forms in which builds ship code. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Finding } from "../../src/rules/rule.js";
import { quietUpdate } from "../helpers/noisy.js";
import { type Files, findingsOf, shownBy } from "../helpers/plant.js";
import { NOISY, type NoisyRow } from "./noisy.js";

const { before, after } = quietUpdate();

const told = (findings: readonly Finding[]): readonly Finding[] => findings.filter(({ tier }) => tier !== "note");

test("the update itself is quiet", () => {
  assert.deepEqual(
    told(findingsOf(before, after)).map(({ message }) => message),
    [],
  );
});

for (const row of NOISY) {
  test(`${row.kind}: ${row.name}`, () => {
    const { files, lines } = plantedInto(after, row);
    const findings = told(findingsOf(before, files));
    const isHit = (finding: Finding): boolean =>
      row.kind.split(" ").includes(finding.kind) &&
      (finding.tier === "block" || row.tier === "ask") &&
      finding.evidence.some(({ path, line }) => path === row.file && line >= lines[0] - 2 && line <= lines[1] + 2) &&
      row.shows.every((text) => shownBy(finding).includes(text));
    const listed = findings.map(({ tier, rule, message, evidence: [at] }) => `${tier} ${rule} ${at.line}: ${message}`);
    assert.ok(findings.slice(0, 3).some(isHit), `not found at ${lines.join("-")}; there is\n${listed.join("\n")}`);
  });
}

/** The row's text behind its anchor (in its place, with `instead`), and the lines that it takes. */
function plantedInto(
  files: Files,
  { file, anchor, text, instead }: NoisyRow,
): { files: Files; lines: [number, number] } {
  const source = files.get(file) ?? "";
  const found = source.indexOf(anchor);
  assert.notEqual(found, -1, `${file} holds ${anchor}`);
  const start = instead === true ? found : found + anchor.length;
  const end = found + anchor.length;
  const above = source.slice(0, start) + text.slice(0, text.length - text.trimStart().length);
  const first = above.split("\n").length;
  const lines: [number, number] = [first, first + text.trim().split("\n").length - 1];
  return { files: new Map([...files, [file, source.slice(0, start) + text + source.slice(end)]]), lines };
}
