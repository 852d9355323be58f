import type { EnvFact } from "../facts/facts.js";
import { ownerOf } from "../facts/secret-names.js";
import { acts, type Group, introduced, placesOf, quoted } from "./difference.js";
import type { Rule, RuleInput, Side } from "./rule.js";

export const environmentName: Rule = {
  id: "environment-name",
  kind: "env",
  title: "a variable of the environment is newly read",
  tier: { change: "ask", firstLook: "note" },
  texts: {
    finds:
      "Names of environment variables that the reviewed version did not read: a note, and a question when they hold credentials of a service that the package names nowhere else.",
    why: "One name is configuration; the value of somebody else's token is not. Shai-Hulud (2025) looked for the tokens of npm, GitHub and the clouds.",
    falseAlarms: "New settings (every sixth real update has one), and servers that begin to support another service.",
    action: "Look twice when the name belongs to another service than the package's.",
  },
  *check(input) {
    const groups = introduced(input, "env").filter(
      ([fact]) => fact.name !== "*" && acts(fact) && !input.after.facts.mentions(fact.name),
    );
    const foreign = groups.filter(([fact]) => isForeign(input, fact.name));
    if (foreign.length > 0) yield together(foreign);
    for (const group of groups) {
      if (foreign.includes(group)) continue;
      const [fact] = group;
      yield {
        message: `the environment variable ${quoted(fact.name)} is newly read`,
        value: fact.name,
        evidence: placesOf(group),
        weight: 8,
        tier: "note",
      };
    }
  },
};

function together(groups: readonly Group<"env">[]) {
  const facts: readonly EnvFact[] = groups.flat();
  const names = groups.map(([fact]) => quoted(fact.name)).join(", ");
  return {
    message: `credentials of other services are read from the environment: ${names}`,
    value: groups.map(([fact]) => fact.name).join(", "),
    evidence: placesOf(facts),
    weight: groups.length > 2 ? 66 : 46,
  };
}

/** A credential of a service that nothing else in the package has to do with. */
function isForeign(input: RuleInput, name: string): boolean {
  const owner = ownerOf(name);
  if (owner === undefined) return false;
  return owner === "machine" || !dealsWith(input.before ?? input.after, owner);
}

/** Whether the reviewed version's name, description or dependencies name the service. */
function dealsWith({ name, manifest }: Side, owner: string): boolean {
  const { description, keywords, dependencies } = manifest ?? {};
  return JSON.stringify([name, description, keywords, dependencies]).toLowerCase().includes(owner);
}
