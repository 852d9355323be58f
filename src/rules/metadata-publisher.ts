import { wholeFile } from "./evidence.js";
import type { Rule } from "./rule.js";

export const metadataPublisher: Rule = {
  id: "metadata-publisher",
  kind: "metadata",
  title: "another account published this version, or may now",
  tier: { change: "ask", firstLook: "silent" },
  texts: {
    finds:
      "The registry names another publisher than for the reviewed version, or maintainers who were not there. A maintainer who is gone is a note.",
    why:
      "Taken accounts and handed-over packages are how clean packages turn: event-stream (2018) was given to a stranger, " +
      "MCP servers were published again under other accounts (2025, 2026).",
    falseAlarms: "Teams in which several people publish, and moves to a release robot.",
    action: "Check the new account's other packages and how long it has been there.",
  },
  *check({ before, after }) {
    const place = wholeFile("package.json");
    const [was, is] = [before?.registry, after.registry];
    if (was === undefined || is === undefined) return;
    if (was.publisher !== undefined && is.publisher !== undefined && was.publisher !== is.publisher) {
      yield {
        message: `published by ${is.publisher}; the reviewed version was by ${was.publisher}`,
        value: is.publisher,
        evidence: [place],
        weight: 62,
      };
    }
    if (was.maintainers === undefined || is.maintainers === undefined) return;
    const known = new Set(was.maintainers);
    for (const name of is.maintainers.filter((maintainer) => !known.has(maintainer))) {
      yield { message: `${name} is a new maintainer`, value: name, evidence: [place], weight: 50 };
    }
    const left = new Set(is.maintainers);
    for (const name of was.maintainers.filter((maintainer) => !left.has(maintainer))) {
      yield { message: `${name} is no maintainer any more`, value: name, evidence: [place], weight: 12, tier: "note" };
    }
  },
};
