/** Assessments as SARIF 2.1.0, for code scanning services. */
import { digestOf, hexOf } from "../package/digest.js";
import type { Assessment } from "../review/assess.js";
import { RULES } from "../rules/index.js";
import type { Evidence, Finding, Rule, Tier } from "../rules/rule.js";
import { clip, visible } from "./escape.js";

const LEVELS = { block: "error", ask: "warning", note: "note" } as const satisfies Record<Tier, string>;
/** What code scanning sorts by: 9 and above is critical, 4 to 6.9 medium. */
const SEVERITY: Readonly<Record<Tier, string>> = { block: "9.0", ask: "5.0", note: "1.0" };
const MESSAGE = 1000;

/** The SARIF log as a value, a run for each assessment. `version` is mcp-pin's own. */
export function sarifOf(assessments: readonly Assessment[], version: string): object {
  const driver = { name: "mcp-pin", semanticVersion: version, rules: RULES.map(ruleOf) };
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: assessments.map((assessment) => ({
      tool: { driver },
      ...(assessments.length > 1 && { automationDetails: { id: `mcp-pin/${assessment.after.name}/` } }),
      columnKind: "utf16CodeUnits",
      invocations: [{ executionSuccessful: true, toolExecutionNotifications: notifications(assessment) }],
      results: resultsOf(assessment),
    })),
  };
}

function ruleOf(rule: Rule): object {
  return {
    id: rule.id,
    name: rule.id.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase()),
    shortDescription: { text: rule.title },
    fullDescription: { text: rule.texts.finds },
    help: { text: `${rule.texts.finds}\n\n${rule.texts.why}\n\n${rule.texts.falseAlarms}\n\n${rule.texts.action}` },
    defaultConfiguration: { level: LEVELS[rule.tier.change] },
    properties: { tags: ["security", rule.kind], "security-severity": SEVERITY[rule.tier.change] },
  };
}

function resultsOf(assessment: Assessment): object[] {
  const indexes = new Map(RULES.map(({ id }, i) => [id, i]));
  const seen = new Map<string, number>();
  return assessment.findings.map((finding) => {
    const identity = fingerprintOf(finding);
    const nth = seen.get(identity) ?? 0;
    seen.set(identity, nth + 1);
    return {
      ruleId: finding.rule,
      ruleIndex: indexes.get(finding.rule) ?? -1,
      level: LEVELS[finding.tier],
      message: { text: visible(clip(`${finding.package}: ${finding.message}`, MESSAGE)) },
      locations: [locationOf(finding.evidence[0], finding)],
      ...(finding.evidence.length > 1
        ? {
            relatedLocations: finding.evidence
              .slice(1)
              .map((place, i) => ({ id: i + 1, ...locationOf(place, finding) })),
          }
        : {}),
      partialFingerprints: { "mcpPinFinding/v1": hexOf(digestOf(`${identity}\n${nth}`)) },
      properties: { kind: finding.kind, tier: finding.tier, package: visible(finding.package) },
    };
  });
}

/** What stays when the file is reformatted or moved and the version counts up: rule, package name, and what was found. */
const fingerprintOf = (finding: Finding): string =>
  JSON.stringify([finding.rule, nameOf(finding.package), finding.value ?? finding.message]);

const nameOf = (id: string): string => id.slice(0, id.lastIndexOf("@"));

function locationOf({ path, line, column, excerpt }: Evidence, finding: Finding): object {
  return {
    physicalLocation: {
      artifactLocation: { uri: uriOf(nameOf(finding.package), path) },
      region: {
        startLine: line,
        startColumn: column,
        ...(excerpt === "" ? {} : { snippet: { text: visible(excerpt) } }),
      },
    },
  };
}

/** A relative reference below the package's place in `node_modules`, percent-encoded by segment. */
const uriOf = (name: string, path: string): string =>
  ["node_modules", ...name.split("/"), ...path.split("/")]
    .map((segment) => encodeURIComponent(segment.toWellFormed()))
    .join("/");

function notifications({ notAnalysed }: Assessment): object[] {
  return notAnalysed.map(({ package: id, path, reason }) => ({
    level: "warning",
    message: { text: visible(clip(`${id} ${path} was not analysed: ${reason}`, MESSAGE)) },
  }));
}
