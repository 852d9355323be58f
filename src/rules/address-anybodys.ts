import { isBundle, isInLibrary, placesOf, quoted, spelling } from "./difference.js";
import { newHosts } from "./hosts.js";
import type { Rule } from "./rule.js";

export const addressAnybodys: Rule = {
  id: "address-anybodys",
  kind: "address",
  title: "the code names a webhook, tunnel, paste, bot or shortener",
  tier: { change: "block", firstLook: "ask" },
  texts: {
    finds:
      "A new address of a service that gives addresses to anybody without asking who they are, a webhook path, or a hidden service.",
    why: "Such addresses cost nothing, name nobody and are the usual drop for stolen data.",
    falseAlarms:
      "A server whose purpose is that service, such as a Discord or Telegram server; a cloud's library in a bundle (asked about).",
    action:
      "Accept only when the package is about that service and the address belongs to the user, not to the package.",
  },
  *check(input) {
    for (const { group, fact, standing, given } of newHosts(input)) {
      if (standing.is !== "anybodys") continue;
      const isLibrary = isInLibrary(input, fact) || (standing.isCloud === true && isBundle(input, fact.at.path));
      const isOne = /hooks?\/\S{8,}|\/bot\d|\/services\/T\w+\/B/.test(fact.value);
      const api = /^(?:api\.telegram\.org|hooks\.slack\.com|(?:[\w-]+\.)?discord(?:app)?\.com)$/.test(fact.host);
      yield {
        message: `the code names ${quoted(fact.spelled)}, ${standing.what}: ${quoted(fact.value)}${given.length > 0 ? `, and gives it ${given.join(", ")}` : ""}${spelling(group)}`,
        value: fact.value,
        evidence: placesOf(group),
        weight: 86,
        ...(!isOne && (isLibrary || api) ? { tier: "ask" as const } : {}),
      };
    }
  },
};
