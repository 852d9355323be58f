import { acts, introduced, placesOf, quoted } from "./difference.js";
import type { Rule } from "./rule.js";

export const environmentName: Rule = {
  id: "environment-name",
  kind: "env",
  title: "a variable of the environment is newly read",
  tier: { change: "note", firstLook: "note" },
  texts: {
    finds: "Names of environment variables that the reviewed version did not read.",
    why: "One name is configuration; the value of somebody else's token is not.",
    falseAlarms: "New settings: every sixth real update has one.",
    action: "Look twice when the name belongs to another service than the package's.",
  },
  *check(input) {
    for (const group of introduced(input, "env")) {
      const [fact] = group;
      if (fact.name === "*" || !acts(fact) || input.after.facts.mentions(fact.name)) continue;
      yield {
        message: `the environment variable ${quoted(fact.name)} is newly read`,
        value: fact.name,
        evidence: placesOf(group),
        weight: 8,
      };
    }
  },
};
