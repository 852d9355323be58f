/**
 * `npm run corpus -- <folder> [--found 95] [--shown 95] [--first3 90] [--controls 95] [--verbose]`
 *
 * Scores a folder of update pairs (cases.jsonl, controls.jsonl) and prints what was found, shown and cried about. Exits 1
 * when a share is below what was asked for, in per cent. The tarballs are read as data and never run.
 */
import { parseArgs } from "node:util";
import { visible } from "../src/report/escape.js";
import { columns } from "../src/report/table.js";
import { assess } from "../src/review/assess.js";
import type { Finding } from "../src/rules/rule.js";
import { questionOf, rowsOf } from "./corpus-question.js";
import { alarms, type Case, type Score, scoreCase, type Tally, tally, tallyBy } from "./score.js";

const options = {
  found: { type: "string" },
  shown: { type: "string" },
  first3: { type: "string" },
  controls: { type: "string" },
  verbose: { type: "boolean" },
} as const;

function main(): void {
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  const [folder] = positionals;
  if (folder === undefined) throw new Error("which folder? npm run corpus -- <folder>");
  const started = performance.now();
  const scores = rowsOf(folder, "cases.jsonl").map((row) => {
    const findings = findingsOf(folder, row);
    const score = scoreCase(row, findings);
    if (values.verbose === true || !score.shown) explain(row, findings, score);
    return score;
  });
  const controls = rowsOf(folder, "controls.jsonl").map((row) => {
    const cries = alarms(row, findingsOf(folder, row));
    for (const cry of cries) console.log(`control ${row.id}: ${lineOf(cry)}`);
    return cries.length === 0;
  });
  const all = tally("all cases", scores);
  const quiet = controls.filter((isQuiet) => isQuiet).length;
  const byLevel = tallyBy(scores, ({ level }) => `level ${level}`);
  process.stdout.write(`\n${tableOf([...tallyBy(scores, ({ family }) => family), ...byLevel, all])}\n`);
  console.log(`controls quiet: ${quiet} of ${controls.length} (${share(quiet, controls.length)} %)`);
  console.log(`${Math.round(performance.now() - started)} ms for ${scores.length + controls.length} pairs`);
  const reached = { ...percentages(all), controls: share(quiet, controls.length) };
  for (const key of ["found", "shown", "first3", "controls"] as const) {
    if (reached[key] >= Number(values[key] ?? 0)) continue;
    console.log(`below what was asked for: ${key} ${reached[key]} % < ${values[key]} %`);
    process.exitCode = 1;
  }
}

const findingsOf = (folder: string, row: Case): readonly Finding[] => assess(questionOf(folder, row)).findings;

function explain(row: Case, findings: readonly Finding[], score: Score): void {
  const verdict = score.found ? `rank ${score.rank}, not shown: ${JSON.stringify(score.missing)}` : "NOT FOUND";
  const places = row.needles.map(({ file, lines }) => `${file}${lines === null ? "" : `:${lines[0]}`}`);
  console.log(`${row.id} (${places.join(", ")}): ${verdict}`);
  for (const finding of findings.slice(0, 8)) console.log(`    ${lineOf(finding)}`);
}

const lineOf = ({ tier, rule, message, evidence: [first] }: Finding): string =>
  visible(`${tier} ${rule} ${first.path}:${first.line} ${message}`).slice(0, 220);

/** Whole per cents, rounded down; 100 of nothing. */
const share = (part: number, whole: number): number => (whole === 0 ? 100 : Math.floor((100 * part) / whole));

const percentages = (counts: Tally): Record<"found" | "shown" | "kind" | "first3", number> => ({
  found: share(counts.found, counts.cases),
  shown: share(counts.shown, counts.cases),
  kind: share(counts.kind, counts.cases),
  first3: share(counts.first3, counts.cases),
});

function tableOf(tallies: readonly Tally[]): string {
  const rows = tallies.map((counts) => {
    const { found, shown, kind, first3 } = percentages(counts);
    return [counts.label, `${counts.cases}`, `${found} %`, `${shown} %`, `${kind} %`, `${first3} %`];
  });
  return columns([["", "cases", "found", "shown", "kind", "first three"], ...rows]);
}

main();
