/** Rules over two sides of a package: what the change introduces, the most telling first. Pure. */
import { bringsLibraries } from "./difference.js";
import { RULES } from "./index.js";
import type { Finding, Rule, RuleInput, Sighting, Tier } from "./rule.js";

const ORDER: Readonly<Record<Tier, number>> = { block: 0, ask: 1, note: 2 };

/** Every finding about the change (or, without `before`, about the package), sorted by tier, then by how telling. */
export function analyse(input: RuleInput, rules: readonly Rule[] = RULES): readonly Finding[] {
  const findings: Finding[] = [];
  for (const rule of rules) {
    const tier = input.before === undefined ? rule.tier.firstLook : rule.tier.change;
    if (tier === "silent") continue;
    for (const sighting of rule.check(input)) findings.push(findingOf(rule, tier, sighting, input));
  }
  return findings.sort(byTelling);
}

function findingOf(rule: Rule, tier: Tier, sighting: Sighting, input: RuleInput): Finding {
  const { after } = input;
  const told = sighting.tier ?? tier;
  const isLibrary =
    told === "block" && rule.asksOfLibraries === true && bringsLibraries(input, sighting.evidence[0].path);
  const own = isLibrary ? "ask" : told;
  return {
    ...sighting,
    rule: rule.id,
    kind: rule.kind,
    tier: ORDER[own] > ORDER[tier] ? own : tier,
    package: `${after.name}@${after.version}`,
  };
}

/** Total, so that a report is the same whatever order the files and rules were read in. */
function byTelling(a: Finding, b: Finding): number {
  const [first] = a.evidence;
  const [second] = b.evidence;
  return (
    ORDER[a.tier] - ORDER[b.tier] ||
    b.weight - a.weight ||
    compare(first.path, second.path) ||
    first.line - second.line ||
    first.column - second.column ||
    compare(a.rule, b.rule) ||
    compare(a.message, b.message)
  );
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
