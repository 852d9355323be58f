import { placesOf, quoted, spelling } from "./difference.js";
import { newHosts } from "./hosts.js";
import type { Rule } from "./rule.js";

export const addressNew: Rule = {
  id: "address-new",
  kind: "address",
  title: "the code names a host that it did not know before",
  tier: { change: "ask", firstLook: "note" },
  texts: {
    finds:
      "A host name in code or data that no file of the reviewed version had: in a call, a default, an options object, with or without a scheme; another owner, bucket, form or project at a host where strangers have theirs.",
    why: "Stolen data has to go somewhere. In most incidents the one reliable trace is a host that the package never talked to before.",
    falseAlarms: "A new feature that talks to a new service; a documentation link kept in a constant.",
    action: "Find out who owns the host and what is sent there. Accept it when the changelog explains it.",
  },
  *check(input) {
    for (const { group, fact, standing, given } of newHosts(input)) {
      if (standing.is !== "new" && standing.is !== "another-place") continue;
      const verb = fact.use === "reach" ? `${fact.by ?? "a call"} reaches` : "the code names";
      const data = given.length > 0 ? ` and is given ${given.join(", ")}` : "";
      yield {
        message: `${verb} ${standing.is === "new" ? `a new host ${quoted(fact.spelled)}` : `another place at a known host, ${quoted(standing.place)}`}${data}${spelling(group)}`,
        value: fact.value,
        evidence: placesOf(group),
        weight: (fact.use === "reach" ? 60 : 50) + (given.length > 0 ? 10 : 0),
      };
    }
  },
};
