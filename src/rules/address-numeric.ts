import type { HostFact } from "../facts/facts.js";
import { isInLibrary, placesOf, quoted, spelling } from "./difference.js";
import { newHosts } from "./hosts.js";
import type { Rule } from "./rule.js";

/** Values listed under a field of data such as `user.ip`: nobody connects to them here. */
const isFieldName = ({ use, by }: HostFact): boolean => use !== "reach" && /\w\.\w/.test(by ?? "");

export const addressNumeric: Rule = {
  id: "address-numeric",
  kind: "address",
  title: "the code names a public IP address",
  tier: { change: "block", firstLook: "ask" },
  asksOfLibraries: true,
  texts: {
    finds:
      "A new public IPv4 or IPv6 address in any notation: dotted, decimal, hexadecimal, octal, mapped into IPv6, or a number that a URL is built from.",
    why: "Services have names; addresses without one are what attackers rent for a week. In samples of real updates of MCP servers a new public address never occurs.",
    falseAlarms:
      "A DNS resolver's well-known address, an address used in a test or an example; a table of addresses in a bundle (asked about).",
    action: "Treat it as hostile until the maker has explained the address.",
  },
  *check(input) {
    for (const { group, fact, standing, given } of newHosts(input)) {
      if (standing.is !== "numeric") continue;
      const written = group.flatMap((item) => item.via).find((place) => /0x[0-9a-f]+|\d{8,}/i.test(place.excerpt));
      const number = written === undefined ? undefined : /0x[0-9a-f]+|\d{8,}/i.exec(written.excerpt)?.[0];
      const spelled = fact.spelled === fact.host ? "" : `, spelled ${fact.spelled}`;
      yield {
        message: `the code reaches the address ${quoted(fact.host.replace(/^\[|\]$/g, ""))}${spelled}${number === undefined ? "" : ` (from ${number})`}${given.length > 0 ? ` and gives it ${given.join(", ")}` : ""}${spelling(group)}`,
        value: fact.value,
        evidence: placesOf(group),
        weight: isFieldName(fact) ? 60 : 88,
        ...(isFieldName(fact) || isInLibrary(input, fact) ? { tier: "ask" as const } : {}),
      };
    }
  },
};
