import { wholeFile } from "./evidence.js";
import type { Rule } from "./rule.js";

export const metadataWithdrawn: Rule = {
  id: "metadata-withdrawn",
  kind: "metadata",
  title: "the version was withdrawn or deprecated",
  tier: { change: "ask", firstLook: "ask" },
  texts: {
    finds:
      "A version, be it the new or the reviewed one, that the registry no longer lists, or that its maintainers marked as deprecated, unless the reviewed one was so too.",
    why: "Bad versions are unpublished in a hurry: postmark-mcp 1.0.16 (September 2025) was, and so was its history.",
    falseAlarms: "Deprecation of a whole package in favour of another name.",
    action: "Read the deprecation message; look for a security notice.",
  },
  *check({ before, after }) {
    const place = wholeFile("package.json");
    for (const side of [after, before]) {
      if (side?.registry?.unpublished !== true) continue;
      const message = `the registry no longer lists ${side.name}@${side.version}`;
      yield { message, value: side.version, evidence: [place], weight: side === after ? 66 : 43 };
    }
    const deprecated = after.registry?.deprecated;
    if (deprecated !== undefined && before?.registry?.deprecated === undefined) {
      yield { message: `deprecated: ${deprecated}`, value: deprecated, evidence: [place], weight: 44 };
    }
  },
};
