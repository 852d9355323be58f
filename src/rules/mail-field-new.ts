import { acts, introduced, placesOf, shorten } from "./difference.js";
import type { Rule } from "./rule.js";

const SHAPES = {
  parameter: "the caller",
  environment: "the environment",
  computed: "something computed",
  constant: "a constant",
} as const;

export const mailFieldNew: Rule = {
  id: "mail-field-new",
  kind: "mail-header",
  title: "a mail field is newly filled, wrapped or forwarded",
  tier: { change: "ask", firstLook: "note" },
  texts: {
    finds:
      "A field of a mail that was not set before and is now set from a parameter, the environment or something computed; recipients newly wrapped or joined; forwarding rules.",
    why: "The same line as in postmark-mcp, with the address one step further away.",
    falseAlarms: "The ordinary new feature: carbon copies, reply-to. Mail servers have it all the time.",
    action: "Check that the value is what the caller asked for and nothing is added to it.",
  },
  *check(input) {
    const seen = new Set<string>();
    for (const group of introduced(input, "mail-field")) {
      const [fact] = group;
      if (fact.shape === "constant" || !acts(fact) || seen.has(`${fact.field}:${fact.at.path}`)) continue;
      seen.add(`${fact.field}:${fact.at.path}`);
      const what =
        fact.field === "forward"
          ? `the code uses '${fact.spelled}', which forwards or answers mail by itself`
          : `${fact.spelled} is newly set from ${SHAPES[fact.shape]}: ${shorten(fact.source, 100)}`;
      yield {
        message: what,
        value: fact.source,
        evidence: placesOf(group),
        weight: fact.field === "bcc" || fact.field === "forward" ? 65 : 55,
      };
    }
  },
};
