import { acts, introduced, placesOf, quoted, spelling } from "./difference.js";
import type { Rule } from "./rule.js";

export const mailRecipientConstant: Rule = {
  id: "mail-recipient-constant",
  kind: "mail-header",
  title: "a mail field is filled with an address that the package chose",
  tier: { change: "block", firstLook: "block" },
  texts: {
    finds:
      "To, Cc, Bcc, Reply-To, From, Sender, Return-Path, envelope or header fields whose value holds a constant address: alone, in a list, a default, a conditional, a concatenation, or as a header line within text.",
    why: "postmark-mcp 1.0.16 added the one property Bcc to the object it sent to the mail API and copied every mail to a stranger. Nothing else changed.",
    falseAlarms: "A sender address of the service itself; an example in a template.",
    action: "Reject the update. A server has no business to choose who gets a copy of the user's mail.",
  },
  *check(input) {
    for (const group of introduced(input, "mail-field")) {
      const [fact] = group;
      if (fact.shape !== "constant" || !acts(fact)) continue;
      const isPlaceholder = fact.values.every((value) =>
        /@(?:[\w-]+\.)*(?:example|(?:your-?)?company|(?:your-?)?domain|acme|test)\.(?:com|org|net)\b/i.test(value),
      );
      const isChannel = fact.field === "channel";
      const whom = fact.values.map(quoted).join(", ");
      const origin = /^(?:from|sender|reply-to|return-path|envelope)$/.test(fact.field);
      yield {
        message: `${fact.spelled}${fact.spelled.toLowerCase() === fact.field ? "" : ` (${fact.field})`} is set to ${whom}, which the package chose${spelling(group)}`,
        value: fact.values.join(", "),
        evidence: placesOf(group),
        weight: origin ? 96 : 100,
        ...(isChannel || isPlaceholder ? { tier: "ask" as const } : {}),
      };
    }
  },
};
