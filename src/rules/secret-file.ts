import { introduced, placesOf, quoted, spelling } from "./difference.js";
import type { Rule } from "./rule.js";

export const secretFile: Rule = {
  id: "secret-file",
  kind: "fs-secret",
  title: "the code names a file where secrets or agent settings are kept",
  tier: { change: "block", firstLook: "block" },
  texts: {
    finds:
      "Paths of keys, tokens, browser profiles, wallets, shell history and of other agents' settings, whole or put together from pieces.",
    why: "Stealers go for ~/.ssh, .npmrc and .aws; the rogue MCP packages of 2026 wrote themselves into the settings of Claude and Cursor.",
    falseAlarms: "A server whose purpose is that file (kubectl, git, an installer for a client's configuration).",
    action: "Accept only when the package's purpose is that file, and what it does with it is shown to the user.",
  },
  *check(input) {
    for (const group of introduced(input, "path")) {
      const [fact] = group;
      if (fact.zone !== "code") continue;
      const verb = fact.by === undefined ? "names" : `gives ${fact.by}`;
      yield {
        message: `the code ${verb} ${quoted(fact.path)} (${fact.what})${spelling(group)}`,
        value: fact.path,
        evidence: placesOf(group),
        weight: fact.level === "credential" ? 87 : 80,
        ...(fact.level === "sensitive" ? { tier: "ask" as const } : {}),
      };
    }
  },
};
