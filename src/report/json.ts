/** An assessment as the JSON that other programs rely on: `mcp-pin/report/1`, see docs/cli.md. */
import type { ChangeSummary } from "../diff/change.js";
import type { Assessment, Identity, Version } from "../review/assess.js";
import type { Finding, Kind, RuleId, Tier } from "../rules/rule.js";
import { visibleJson } from "./escape.js";

export const SCHEMA = "mcp-pin/report/1";

export interface JsonIdentity extends Identity {
  readonly integrity?: string;
  readonly contents?: string;
}

export interface JsonFinding {
  readonly rule: RuleId;
  readonly kind: Kind;
  readonly tier: Tier;
  /** `name@version` of the package that has it. */
  readonly package: string;
  readonly message: string;
  readonly value?: string;
  readonly locations: readonly { path: string; line: number; column: number; excerpt: string }[];
}

export interface JsonReport {
  readonly schema: typeof SCHEMA;
  /** Null at a first look. */
  readonly from: JsonIdentity | null;
  readonly to: JsonIdentity;
  /** Files and lines of the package itself; findings of all packages. */
  readonly summary: ChangeSummary & Record<Tier, number>;
  readonly findings: readonly JsonFinding[];
  readonly dependencies: {
    readonly added: readonly (Identity & { readonly summary: ChangeSummary })[];
    readonly removed: readonly Identity[];
    readonly changed: readonly { name: string; from: string; to: string; summary: ChangeSummary }[];
  };
  readonly notAnalysed: readonly { package: string; path: string; reason: string }[];
}

/** The report as a value. */
export function reportOf(assessment: Assessment): JsonReport {
  const [own] = assessment.packages;
  return {
    schema: SCHEMA,
    from: assessment.before === undefined ? null : identityOf(assessment.before),
    to: identityOf(assessment.after),
    summary: { ...own.change.summary, ...tally(assessment.findings) },
    findings: assessment.findings.map(findingOf),
    dependencies: dependenciesOf(assessment),
    notAnalysed: assessment.notAnalysed.map(({ package: id, path, reason }) => ({ package: id, path, reason })),
  };
}

/** The report as text, with nothing raw in it that a terminal would obey. */
export const renderJson = (value: unknown): string => `${visibleJson(value, 2)}\n`;

const identityOf = ({ name, version, integrity, contents }: Version): JsonIdentity => ({
  name,
  version,
  ...(integrity === undefined ? {} : { integrity }),
  ...(contents === undefined ? {} : { contents }),
});

/** How many findings there are of each tier. */
export function tally(findings: readonly Finding[]): Record<Tier, number> {
  const counts = { block: 0, ask: 0, note: 0 };
  for (const { tier } of findings) counts[tier] += 1;
  return counts;
}

function findingOf(finding: Finding): JsonFinding {
  const { rule, kind, tier, package: id, message, value, evidence } = finding;
  return {
    rule,
    kind,
    tier,
    package: id,
    message,
    ...(value === undefined ? {} : { value }),
    locations: evidence.map(({ path, line, column, excerpt }) => ({ path, line, column, excerpt })),
  };
}

function dependenciesOf({ packages, removed }: Assessment): JsonReport["dependencies"] {
  const others = packages.slice(1);
  return {
    added: others.flatMap(({ before, after, change }) =>
      before === undefined ? [{ name: after.name, version: after.version, summary: change.summary }] : [],
    ),
    removed: removed.map(({ name, version }) => ({ name, version })),
    changed: others.flatMap(({ before, after, change }) =>
      before === undefined
        ? []
        : [{ name: after.name, from: before.version, to: after.version, summary: change.summary }],
    ),
  };
}
