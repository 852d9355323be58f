import { acts, introduced, placesOf, quoted } from "./difference.js";
import type { Rule } from "./rule.js";

export const environmentSent: Rule = {
  id: "environment-sent",
  kind: "env",
  title: "the environment is read as a whole, or leaves the machine",
  tier: { change: "block", firstLook: "ask" },
  texts: {
    finds: "process.env spelled out, listed, copied or serialised, and whether it goes to the network.",
    why: "The environment of an MCP server holds the user's tokens. Credential stealers take it first and whole.",
    falseAlarms: "Diagnostics that list names; handing the environment to a child process (not counted).",
    action: "Reject it when any of it leaves the machine.",
  },
  *check(input) {
    for (const group of introduced(input, "env")) {
      const [fact] = group;
      if (fact.name !== "*" || !acts(fact)) continue;
      const isSent = fact.use?.startsWith("sent") === true;
      const flows = introduced(input, "flow").some(([flow]) => flow.source === "whole-environment");
      const spelled =
        fact.use !== undefined && /^spelled out|given to|into something else|another name|copied/.test(fact.use);
      yield {
        message: `process.env as a whole is ${fact.use ?? "used"}${flows && !isSent ? " and reaches the network" : ""}: ${quoted(fact.at.excerpt)}`,
        value: "process.env",
        evidence: placesOf(group),
        weight: isSent || flows ? 91 : 58,
        ...(isSent || flows ? {} : { tier: spelled ? ("ask" as const) : ("note" as const) }),
      };
    }
    const told = new Set(introduced(input, "env").flatMap(([fact]) => (fact.name === "*" ? [fact.at.path] : [])));
    for (const group of introduced(input, "flow")) {
      const [fact] = group;
      if (told.has(fact.at.path)) continue;
      if (fact.source !== "whole-environment" || !acts(fact)) continue;
      yield {
        message: `process.env as a whole goes to ${quoted(fact.sink)}`,
        value: fact.sink,
        evidence: placesOf(group),
        weight: 91,
      };
    }
  },
};
