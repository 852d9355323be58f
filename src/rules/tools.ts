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

/** Tools whose name a file registers more often than it did: the second registration may be the one that is called. */
export function registeredTwice(input: RuleInput): readonly ToolFact[] {
  if (input.before === undefined) return [];
  const old = countsOf(factsOf(input.before.facts, "tool"));
  const now = countsOf(factsOf(input.after.facts, "tool"));
  return [...now].flatMap(([place, tools]) => {
    const before = old.get(place)?.length ?? 0;
    const last = tools.at(-1);
    return before === 0 || tools.length <= before || last === undefined ? [] : [last];
  });
}

function countsOf(tools: readonly ToolFact[]): ReadonlyMap<string, readonly ToolFact[]> {
  const counts = new Map<string, ToolFact[]>();
  for (const tool of tools) {
    if (tool.handler === undefined) continue;
    const place = `${tool.at.path}\0${tool.key}`;
    const list = counts.get(place);
    if (list === undefined) counts.set(place, [tool]);
    else list.push(tool);
  }
  return counts;
}
