import { placesOf, quoted, spelling } from "./difference.js";
import { newHosts } from "./hosts.js";
import type { Rule } from "./rule.js";

export const addressReplaced: Rule = {
  id: "address-replaced",
  kind: "address",
  title: "a known address now names somebody else's domain",
  tier: { change: "block", firstLook: "silent" },
  texts: {
    finds: "A property, variable or call that held a host of one domain and now holds a host of another.",
    why: "Changing the base address of an existing call sends everything the server does, credentials included, to another place without any new code.",
    falseAlarms: "A service that has moved to a new domain.",
    action: "Check with the service itself, not with the package, that the new domain is its own.",
  },
  *check(input) {
    for (const { group, fact, standing } of newHosts(input)) {
      if (standing.is !== "replaced") continue;
      yield {
        message: `'${standing.holder}' named ${quoted(standing.old)} and now names ${quoted(fact.spelled)}${spelling(group)}`,
        value: fact.value,
        evidence: placesOf(group),
        weight: 90,
      };
    }
  },
};
