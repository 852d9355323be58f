/** An assessment as plain text, findings first. Every text of a package is made visible. */
import type { ChangeSummary } from "../diff/change.js";
import type { Assessment, PackageChange } from "../review/assess.js";
import type { Finding, Tier } from "../rules/rule.js";
import { clip, visible } from "./escape.js";
import { tally } from "./json.js";
import { columns, count, type Paint } from "./table.js";

/** Files that were not analysed, named one by one; more are counted. */
const MOST_UNREAD = 20;
const EXCERPT = 160;

export interface TextOptions {
  readonly paint: Paint;
  /** List the findings of tier `note` too. */
  readonly notes: boolean;
}

/** The report that `diff`, `inspect` and `review` print without a terminal. */
export function renderAssessment(assessment: Assessment, options: TextOptions): string {
  const { paint } = options;
  const [own, ...others] = assessment.packages;
  const parts = [
    `${paint.bold(titleOf(own))}\n`,
    renderFindings(assessment, options),
    columns([["files", changeLine(own.change.summary)], ...closureRows(others, assessment)], "  "),
    unread(assessment, paint),
  ];
  return parts.filter((part) => part !== "").join("\n");
}

/** The findings, and a line that counts them. */
export function renderFindings(assessment: Assessment, { paint, notes }: TextOptions): string {
  const [own] = assessment.packages;
  const shown = assessment.findings.filter(({ tier }) => notes || tier !== "note");
  const list = shown.map((finding) => renderFinding(finding, own, paint)).join("");
  return `${list}${list === "" ? "" : "\n"}${countLine(assessment, shown, paint)}`;
}

function titleOf({ before, after }: PackageChange): string {
  if (before === undefined) return visible(`${after.name}@${after.version}, seen for the first time`);
  const from = before.name === after.name ? `${before.name} ${before.version}` : `${before.name}@${before.version}`;
  return visible(
    before.name === after.name ? `${from} → ${after.version}` : `${from} → ${after.name}@${after.version}`,
  );
}

function renderFinding(finding: Finding, own: PackageChange, paint: Paint): string {
  const mark = paintOf(finding.tier, paint)(finding.tier.padEnd(5));
  const other = finding.package === `${own.after.name}@${own.after.version}` ? "" : `${finding.package} · `;
  const lines = [`${mark}  ${visible(other + finding.message)}  ${paint.dim(finding.rule)}`];
  for (const { path, line, column, excerpt } of finding.evidence.slice(0, 4)) {
    lines.push(`       ${paint.dim(visible(`${path}:${line}:${column}`))}`);
    if (excerpt !== "") lines.push(`         ${visible(clip(excerpt, EXCERPT))}`);
  }
  const more = finding.evidence.length - 4;
  if (more > 0) lines.push(`       ${paint.dim(`and ${count(more, "more place")}`)}`);
  return `${lines.join("\n")}\n`;
}

const paintOf = (tier: Tier, paint: Paint): ((text: string) => string) =>
  tier === "block" ? paint.bad : tier === "ask" ? paint.warn : paint.dim;

function countLine({ findings }: Assessment, shown: readonly Finding[], paint: Paint): string {
  const counts = tally(findings);
  const folded = findings.length - shown.length;
  const notes = `${count(counts.note, "note")}${folded > 0 ? " (not shown)" : ""}`;
  if (counts.block + counts.ask === 0) return `${paint.good("nothing to block or to ask about")}, ${notes}\n`;
  return `${counts.block} to block, ${counts.ask} to ask about, ${notes}\n`;
}

const changeLine = (summary: ChangeSummary): string =>
  `${summary.filesChanged} changed, ${summary.filesAdded} added, ${summary.filesRemoved} removed; ` +
  `lines +${summary.linesAdded} −${summary.linesRemoved}`;

function closureRows(others: readonly PackageChange[], { removed }: Assessment): string[][] {
  const rows = others.map(({ before, after, change }) => [
    before === undefined ? "added" : "changed",
    `${after.name} ${before === undefined ? after.version : `${before.version} → ${after.version}`}: ${changeLine(change.summary)}`,
  ]);
  return [...rows, ...removed.map(({ name, version }) => ["removed", `${name} ${version}`])];
}

function unread({ notAnalysed }: Assessment, paint: Paint): string {
  if (notAnalysed.length === 0) return "";
  const files = notAnalysed
    .slice(0, MOST_UNREAD)
    .map(({ package: id, path, reason }) => `  ${visible(`${id} ${path}: ${reason}`)}\n`);
  const more = notAnalysed.length - files.length;
  const rest = more > 0 ? `  and ${count(more, "more file")}\n` : "";
  return `${paint.warn(`${count(notAnalysed.length, "file")} not analysed`)}\n${files.join("")}${rest}`;
}
