/** The output that `diff`, `inspect` and `review` share: the same values as text for people, or as a form for programs. */
import { PinError } from "../errors.js";
import { readFacts } from "../facts/read.js";
import type { Host } from "../io/host.js";
import { page } from "../io/pager.js";
import { paintFor } from "../io/paint.js";
import { renderJson, reportOf } from "../report/json.js";
import { layoutFor } from "../report/layout.js";
import { renderMarkdown } from "../report/markdown.js";
import { sarifOf } from "../report/sarif.js";
import { count } from "../report/table.js";
import { renderText } from "../report/text.js";
import { toolWordsJson } from "../report/tool-words.js";
import type { FactsReader } from "../review/assess.js";
import type { Shown } from "../review/shown.js";
import { keepCode } from "../source/code.js";
import { VERSION } from "../version.js";
import type { OutputOptions } from "./options.js";

export const FORMATS = ["text", "markdown", "json", "sarif"] as const;
export const THRESHOLDS = ["block", "ask", "note", "never"] as const;

export interface ShowOptions extends OutputOptions {
  readonly format: (typeof FORMATS)[number];
  /** Refuse (exit 3) when there is a finding of this tier or a graver one. */
  readonly failOn: (typeof THRESHOLDS)[number];
  /** Show findings of tier `note`, too. */
  readonly notes?: boolean;
  /** Text has the diff of every file, too. */
  readonly patch?: boolean;
  /** Questions and answers line by line, for screen readers and terminals without a screen. */
  readonly plain?: boolean;
  /** Long text on a terminal goes through a pager. */
  readonly pager?: boolean;
}

/** What is printed besides: `review` looks at several servers, so its JSON is a list of reports. */
export interface EmitOptions extends ShowOptions {
  readonly list?: boolean;
}

export const formatOf = ({ json, format }: ShowOptions): ShowOptions["format"] => (json === true ? "json" : format);

/** How facts are read for a report: what showing the changed files takes is kept where they will be shown. */
export const readerFor = (options: ShowOptions): FactsReader =>
  formatOf(options) === "text" || formatOf(options) === "markdown"
    ? (before, after) => readFacts(before, after, keepCode)
    : readFacts;

/** Prints to standard output. Text is printed for each `Shown` alone; the other forms hold all of them. */
export async function emit(host: Host, shown: readonly Shown[], options: EmitOptions): Promise<void> {
  const text = await rendered(host, shown, options);
  if (formatOf(options) === "text" && options.pager !== false) await page(host, text);
  else host.out(text);
}

async function rendered(host: Host, shown: readonly Shown[], options: EmitOptions): Promise<string> {
  const format = formatOf(options);
  const assessments = shown.map(({ assessment }) => assessment);
  if (format === "markdown") return renderMarkdown(shown, host.now());
  if (format === "sarif") return renderJson(sarifOf(assessments, VERSION));
  if (format === "json") {
    const reports = shown.map(reportJson);
    return renderJson(options.list === true ? { reports } : reports[0]);
  }
  const layout = layoutFor(await paintFor(host), host.columns);
  const text = { layout, now: host.now(), notes: options.notes === true, patch: options.patch === true };
  return shown.map((one) => renderText(one, text)).join("\n");
}

/** The report, and for a pinned server what its acceptance would name. */
function reportJson({ server, pin, packages, tools, assessment }: Shown): object {
  const report = reportOf(assessment);
  if (server === undefined) return report;
  const done = packages.filter(({ reviewed }) => reviewed === true);
  const reviewed = done.flatMap(({ after }) =>
    after === undefined ? [] : [{ name: after.name, version: after.version }],
  );
  return { ...report, server, pin, reviewed, ...(tools !== undefined && { tools: toolWordsJson(tools) }) };
}

/** @throws PinError `refused` when a finding reaches `failOn`. */
export function assertBelow(shown: readonly Shown[], { failOn }: ShowOptions): void {
  const order = THRESHOLDS.indexOf(failOn);
  const grave = shown
    .flatMap(({ findings }) => findings)
    .filter(({ tier }) => failOn !== "never" && THRESHOLDS.indexOf(tier) <= order);
  if (grave.length === 0) return;
  throw new PinError("refused", `${count(grave.length, "finding")} of tier ${failOn} or graver`, {
    hint: "mcp-pin explain <rule> says what a finding means",
  });
}
