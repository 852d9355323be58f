import { placesOf, quoted, spelling } from "./difference.js";
import { newHosts } from "./hosts.js";
import type { Rule } from "./rule.js";

export const addressHidden: Rule = {
  id: "address-hidden",
  kind: "address",
  title: "a host is written so that readers miss it",
  tier: { change: "block", firstLook: "block" },
  texts: {
    finds:
      "A new host that is decoded or put together from pieces, spelled with letters that look like others or in punycode, close to a known host, or behind a user name that looks like one.",
    why: "Nobody who has nothing to hide writes a host name in base64. Look-alikes of the vendor's own API catch exactly the reviewers who check the hosts.",
    falseAlarms: "A name in a script of its own; a table of hosts built by code.",
    action: "Reject the update unless the maker explains the spelling.",
  },
  *check(input) {
    for (const { group, fact, standing, given } of newHosts(input)) {
      if (standing.is !== "hidden") continue;
      const canonical = fact.host === fact.spelled.toLowerCase() ? "" : ` (${fact.host})`;
      yield {
        message: `the code names the host ${quoted(fact.spelled)}${canonical} ${standing.how}${given.length > 0 ? ` and gives it ${given.join(", ")}` : ""}${spelling(group)}`,
        value: fact.value,
        evidence: placesOf(group),
        weight: 92,
      };
    }
  },
};
