import { placesOf, quoted } from "./difference.js";
import { newHosts } from "./hosts.js";
import type { Rule } from "./rule.js";

export const addressMentioned: Rule = {
  id: "address-mentioned",
  kind: "address",
  title: "a host is newly mentioned",
  tier: { change: "note", firstLook: "note" },
  texts: {
    finds: "A new host in prose, tests, a sentence, or under a domain that is already known.",
    why: "Kept for the record: what is said today may be called tomorrow.",
    falseAlarms: "Nearly all of them are harmless, which is why this is a note.",
    action: "Nothing, unless something else in the report points here.",
  },
  *check(input) {
    for (const { group, fact, standing } of newHosts(input)) {
      if (standing.is !== "mentioned") continue;
      yield {
        message: `a new host is mentioned, ${quoted(fact.spelled)}: ${standing.why}`,
        value: fact.value,
        evidence: placesOf(group),
        weight: 5,
      };
    }
  },
};
