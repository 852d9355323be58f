import { placesOf, quoted } from "./difference.js";
import { newHosts } from "./hosts.js";
import type { Rule } from "./rule.js";

export const addressListener: Rule = {
  id: "address-listener",
  kind: "address",
  title: "the server listens beyond this machine",
  tier: { change: "ask", firstLook: "note" },
  texts: {
    finds: "A new listening address other than loopback.",
    why: "A server that everybody on the network can reach hands its tools and the user's credentials to everybody on the network.",
    falseAlarms: "A server with an HTTP mode meant for containers.",
    action: "Check that the open address is off by default.",
  },
  *check(input) {
    for (const { group, fact, standing } of newHosts(input)) {
      if (standing.is !== "open-listener") continue;
      yield {
        message: `the server listens on ${quoted(fact.spelled)}, open to the network`,
        value: fact.host,
        evidence: placesOf(group),
        weight: 45,
      };
    }
  },
};
