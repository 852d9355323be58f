/** `mcp-pin diff` and `mcp-pin inspect`: what a change introduces, or what a package holds. Decides and writes nothing. */
import { PinError } from "../errors.js";
import type { Host } from "../io/host.js";
import { paintFor } from "../io/paint.js";
import { startProgress } from "../io/progress.js";
import { renderAssessment } from "../report/assessment.js";
import { renderJson, reportOf } from "../report/json.js";
import { sarifOf } from "../report/sarif.js";
import { count } from "../report/table.js";
import { type Assessment, assess } from "../review/assess.js";
import { VERSION } from "../version.js";
import { type ComparisonOptions, questionFor } from "./comparison.js";
import type { OutputOptions } from "./options.js";

export const FORMATS = ["text", "json", "sarif"] as const;
export const THRESHOLDS = ["block", "ask", "note", "never"] as const;

export interface DiffOptions extends ComparisonOptions, OutputOptions {
  readonly format: (typeof FORMATS)[number];
  /** Refuse (exit 3) when there is a finding of this tier or a graver one. */
  readonly failOn: (typeof THRESHOLDS)[number];
  /** Show findings of tier `note`, too. */
  readonly notes?: boolean;
}

/** @throws PinError `refused` when a finding reaches `failOn`. */
export async function diff(host: Host, from: string, to: string, options: DiffOptions): Promise<void> {
  await look(host, from, to, options);
}

/** The report of one version, compared with nothing. */
export async function inspect(host: Host, spec: string, options: DiffOptions): Promise<void> {
  await look(host, undefined, spec, options);
}

async function look(host: Host, from: string | undefined, to: string, options: DiffOptions): Promise<void> {
  const progress = startProgress(host, options.quiet === true || !host.live);
  let assessment: Assessment;
  try {
    const question = await questionFor(host, from, to, options, progress);
    progress.phase("reading the code");
    assessment = assess(question);
  } finally {
    progress.clear();
  }
  host.out(await rendered(host, assessment, options));
  const order = THRESHOLDS.indexOf(options.failOn);
  const grave = assessment.findings.filter(
    ({ tier }) => options.failOn !== "never" && THRESHOLDS.indexOf(tier) <= order,
  );
  if (grave.length === 0) return;
  throw new PinError("refused", `${count(grave.length, "finding")} of tier ${options.failOn} or graver`, {
    hint: "mcp-pin explain <rule> says what a finding means",
  });
}

async function rendered(host: Host, assessment: Assessment, options: DiffOptions): Promise<string> {
  if (options.json === true || options.format === "json") return renderJson(reportOf(assessment));
  if (options.format === "sarif") return renderJson(sarifOf(assessment, VERSION));
  return renderAssessment(assessment, { paint: await paintFor(host), notes: options.notes === true });
}
