import { acts, introduced, placesOf, quoted } from "./difference.js";
import { newHosts } from "./hosts.js";
import type { Rule } from "./rule.js";

export const dataToSink: Rule = {
  id: "data-to-sink",
  kind: "env",
  title: "files, secrets or the machine's identity go out on the network",
  tier: { change: "ask", firstLook: "note" },
  texts: {
    finds:
      "A network call whose arguments are newly made from a file, an environment variable or the machine's name; block when the host is new too.",
    why: "Reading and sending are ordinary apart; together they are how data is stolen.",
    falseAlarms: "Uploads, and tokens sent to the service they belong to under another name than before.",
    action: "Check that the secret belongs to the host it goes to.",
  },
  *check(input) {
    const strangers = new Set(
      newHosts(input)
        .filter(({ standing }) => standing.is !== "mentioned")
        .map(({ fact }) => fact.host),
    );
    for (const group of introduced(input, "flow")) {
      const [fact] = group;
      if (!acts(fact) || fact.source === "tool-arguments" || fact.source === "whole-environment") continue;
      const isStranger = strangers.has(fact.sink);
      if (!isStranger && (fact.source === "environment" || !fact.sink.includes("."))) continue;
      yield {
        message: `${fact.detail} goes to ${quoted(fact.sink)}`,
        value: fact.sink,
        evidence: placesOf(group),
        weight: isStranger ? 70 : 40,
        ...(fact.source === "host-identity" && !isStranger ? { tier: "note" as const } : {}),
      };
    }
  },
};
