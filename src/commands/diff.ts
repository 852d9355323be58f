/** `mcp-pin diff` and `mcp-pin inspect`: what a change introduces, or what a package holds. Decides and writes nothing. */
import type { Host } from "../io/host.js";
import { startProgress } from "../io/progress.js";
import { assess } from "../review/assess.js";
import { type Shown, shownOf } from "../review/shown.js";
import { type ComparisonOptions, questionFor } from "./comparison.js";
import { assertBelow, emit, type ShowOptions } from "./output.js";
import { type PageOptions, writePages } from "./page.js";

export interface DiffOptions extends ComparisonOptions, ShowOptions, PageOptions {}

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
  let shown: Shown;
  try {
    const question = await questionFor(host, from, to, options, progress);
    progress.phase("reading the code");
    const { requiredBy } = question;
    shown = shownOf(assess(question), requiredBy === undefined ? {} : { requiredBy });
  } finally {
    progress.clear();
  }
  await emit(host, [shown], options);
  await writePages(host, [shown], options);
  assertBelow([shown], options);
}
