/** `mcp-pin diff` and `mcp-pin inspect`: what a change introduces, or what a package holds. Decides and writes nothing. */
import { PinError } from "../errors.js";
import type { Host } from "../io/host.js";
import { startProgress } from "../io/progress.js";
import { optimizeLate } from "../io/unoptimized.js";
import { assess } from "../review/assess.js";
import { type Shown, shownOf } from "../review/shown.js";
import { type ComparisonOptions, questionFor } from "./comparison.js";
import { assertBelow, emit, readerFor, type ShowOptions } from "./output.js";
import { type PageOptions, writePages } from "./page.js";

export interface DiffOptions extends ComparisonOptions, ShowOptions, PageOptions {}

/** @throws PinError `refused` when a finding reaches `failOn`; what kept the dependencies from being compared. */
export async function diff(host: Host, from: string, to: string, options: DiffOptions): Promise<void> {
  await look(host, from, to, options);
}

/** The report of one version, compared with nothing. */
export async function inspect(host: Host, spec: string, options: DiffOptions): Promise<void> {
  await look(host, undefined, spec, options);
}

async function look(host: Host, from: string | undefined, to: string, options: DiffOptions): Promise<void> {
  optimizeLate();
  const progress = startProgress(host, options.quiet === true || !host.live);
  let shown: Shown;
  let failure: PinError | undefined;
  try {
    const question = await questionFor(host, from, to, options, progress);
    progress.phase("reading the code");
    const { requiredBy } = question;
    failure = question.failure;
    shown = shownOf(assess(question, readerFor(options)), requiredBy === undefined ? {} : { requiredBy });
  } finally {
    progress.clear();
  }
  await emit(host, [shown], options);
  await writePages(host, [shown], options);
  assertBelow([shown], options);
  if (failure === undefined) return;
  const hint = from === undefined ? "without --deps the package alone is looked at" : "--no-deps leaves them out";
  throw withoutDependencies(failure, hint);
}

/** The report is there by then, and it is not whole. */
const withoutDependencies = ({ code, message, cause }: PinError, hint: string): PinError =>
  new PinError(code, `the dependencies were not read: ${message}`, { hint, cause });
