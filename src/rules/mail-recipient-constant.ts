import { registrable } from "../facts/hosts.js";
import { acts, introduced, placesOf, quoted, spelling } from "./difference.js";
import type { Rule, RuleInput } from "./rule.js";

export const mailRecipientConstant: Rule = {
  id: "mail-recipient-constant",
  kind: "mail-header",
  title: "a mail field is filled with an address that the package chose",
  tier: { change: "block", firstLook: "block" },
  texts: {
    finds:
      "To, Cc, Bcc, Reply-To, From, Sender, Return-Path, envelope or header fields whose value holds a constant address: alone, in a list, a default, a conditional, a concatenation, or as a header line within text.",
    why: "postmark-mcp 1.0.16 added the one property Bcc to the object it sent to the mail API and copied every mail to a stranger. Nothing else changed.",
    falseAlarms: "A sender under the maker's own domain and an example in a template are asked about.",
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
      const isSender = fact.field === "from" || fact.field === "sender";
      const origin = /^(?:from|sender|reply-to|return-path|envelope)$/.test(fact.field);
      yield {
        message: `${fact.spelled}${fact.spelled.toLowerCase() === fact.field ? "" : ` (${fact.field})`} is set to ${whom}, which the package chose${spelling(group)}`,
        value: fact.values.join(", "),
        evidence: placesOf(group),
        weight: origin ? 96 : 100,
        ...(isChannel || isPlaceholder || (isSender && fact.values.every((value) => isOwn(input, value)))
          ? { tier: "ask" as const }
          : {}),
      };
    }
  },
};

/** An address under a domain that the reviewed manifest names as its maker's. */
const isOwn = ({ context }: RuleInput, address: string): boolean =>
  context.firstParty.has(registrable(/@([\w.-]+)>?$/.exec(address)?.[1]?.toLowerCase() ?? ""));
