import type { ToolFact } from "../facts/facts.js";
import { acts, factsOf, introduced, placesOf, quoted } from "./difference.js";
import type { Rule } from "./rule.js";

const originOf = ({ key, descriptionFrom = "" }: ToolFact): string => `${key}\0${descriptionFrom}`;

export const toolRemoteText: Rule = {
  id: "tool-remote-text",
  kind: "tool-metadata",
  title: "a description is made at run time",
  tier: { change: "block", firstLook: "ask" },
  texts: {
    finds:
      "Descriptions and instructions that are fetched, read from a file or taken from the environment instead of being written in the package.",
    why: "A text that is fetched can be changed after the review, for one user or for all.",
    falseAlarms: "Descriptions kept in a file of the package; a name from the environment (both milder).",
    action: "Reject fetched texts.",
  },
  *check(input) {
    for (const group of introduced(input, "text")) {
      const [fact] = group;
      if (fact.form !== "late-description" || !acts(fact)) continue;
      yield {
        message: `a tool is added or described anew while the server runs: ${quoted(fact.value)}`,
        value: fact.value,
        evidence: placesOf(group),
        weight: 50,
        tier: "ask",
      };
    }
    const known = new Set(input.before === undefined ? [] : factsOf(input.before.facts, "tool").map(originOf));
    for (const after of factsOf(input.after.facts, "tool")) {
      const from = after.descriptionFrom;
      if (from === undefined || from === "a parameter" || after.zone === "test" || known.has(originOf(after))) continue;
      known.add(originOf(after));
      const isLocal = /^fs\.|^process\.env|^the condition /.test(from);
      yield {
        message: `the description of ${after.what} '${after.name}' is made at run time from ${from}: ${after.at.excerpt.slice(0, 200)}`,
        value: after.name,
        evidence: [after.at, ...after.via],
        weight: 78,
        ...(isLocal ? { tier: input.before === undefined ? ("note" as const) : ("ask" as const) } : {}),
      };
    }
  },
};
