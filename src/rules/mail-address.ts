import { registrable } from "../facts/hosts.js";
import { acts, factsOf, introduced, isDisguised, placesOf, quoted, spelling } from "./difference.js";
import type { Rule, RuleInput } from "./rule.js";

export const mailAddress: Rule = {
  id: "mail-address",
  kind: "mail-header",
  title: "a mail address stands in the code",
  tier: { change: "block", firstLook: "note" },
  texts: {
    finds: "A new mail address as a value in code or data: a constant, a default, an item of a list, plain or decoded.",
    why: "An address in code is there to be written to. In samples of real updates of MCP servers (mail servers aside) a new one never occurs.",
    falseAlarms:
      "A contact address that is shown to users; an example. Those in sentences and under the maker's own domain are milder.",
    action: "Follow where the value goes. Reject it when it reaches a mail.",
  },
  *check(input) {
    const filled = addressesInFields(input);
    for (const group of introduced(input, "email")) {
      const fact = group.find((item) => item.whole && acts(item)) ?? group[0];
      if (!acts(fact) || filled.has(fact.address.toLowerCase())) continue;
      const tier = tierOf(input, fact, isDisguised(group));
      const held = fact.holder === undefined ? "" : ` in '${fact.holder}'`;
      yield {
        message: `the code holds the mail address ${quoted(fact.address)}${held}${spelling(group)}`,
        value: fact.address,
        evidence: placesOf([fact, ...group]),
        weight: tier === "note" ? 10 : 94,
        ...(tier === undefined ? {} : { tier }),
      };
    }
  },
};

/** Addresses that a rule about mail fields already tells. */
function addressesInFields(input: RuleInput): ReadonlySet<string> {
  const fields = factsOf(input.after.facts, "mail-field").filter((fact) => fact.shape === "constant");
  const known = new Set(
    input.before === undefined ? [] : factsOf(input.before.facts, "mail-field").map((fact) => fact.key),
  );
  return new Set(
    fields.filter((fact) => !known.has(fact.key)).flatMap((fact) => fact.values.map((value) => value.toLowerCase())),
  );
}

function tierOf(
  input: RuleInput,
  fact: { readonly address: string; readonly whole: boolean; readonly key: string },
  disguised: boolean,
): "ask" | "note" | undefined {
  const domain = fact.address.slice(fact.address.lastIndexOf("@") + 1).toLowerCase();
  if (disguised) return undefined;
  if (
    /(?:^|\.)(?:example|test|invalid|localhost|domain|company|acme|email|yourdomain|your-?company)(?:\.(?:com|org|net))?$/.test(
      domain,
    )
  )
    return "note";
  if (input.context.heldElsewhere(fact.key) !== undefined || input.after.facts.mentions(fact.address))
    return fact.whole ? "ask" : "note";
  if (!fact.whole) return "note";
  return input.context.firstParty.has(registrable(domain)) ? "ask" : undefined;
}
