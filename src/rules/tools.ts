/** The tools of both sides, paired by name. */
import type { ToolFact } from "../facts/facts.js";
import { factsOf } from "./difference.js";
import type { RuleInput } from "./rule.js";

export interface ToolPair {
  readonly before: ToolFact | undefined;
  readonly after: ToolFact;
}

/** Tools of the new side outside of tests, each with its twin in the reviewed one. */
export function toolPairs(input: RuleInput): readonly ToolPair[] {
  const old = new Map<string, ToolFact>();
  for (const tool of input.before === undefined ? [] : factsOf(input.before.facts, "tool"))
    if (!old.has(tool.key)) old.set(tool.key, tool);
  const seen = new Set<string>();
  const pairs: ToolPair[] = [];
  for (const after of factsOf(input.after.facts, "tool")) {
    if (after.zone === "test" || seen.has(after.key)) continue;
    seen.add(after.key);
    pairs.push({ before: old.get(after.key), after });
  }
  return pairs;
}

/** Tools of the reviewed side that the new one lacks. */
export function removedTools(input: RuleInput): readonly ToolFact[] {
  if (input.before === undefined) return [];
  const kept = new Set(factsOf(input.after.facts, "tool").map((tool) => tool.key));
  return factsOf(input.before.facts, "tool").filter((tool) => !kept.has(tool.key) && tool.zone !== "test");
}
