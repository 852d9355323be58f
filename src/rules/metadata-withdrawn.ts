import { wholeFile } from "./evidence.js";
import type { Rule } from "./rule.js";

export const metadataWithdrawn: Rule = {
  id: "metadata-withdrawn",
  kind: "metadata",
  title: "the version was withdrawn or deprecated",
  tier: { change: "ask", firstLook: "ask" },
  texts: {
    finds:
      "A version that the registry no longer lists, or that its maintainers marked as deprecated, unless the reviewed one was so too.",
    why: "Bad versions are unpublished in a hurry: postmark-mcp 1.0.16 (September 2025) was, and so was its history.",
    falseAlarms: "Deprecation of a whole package in favour of another name.",
    action: "Read the deprecation message; look for a security notice.",
  },
  *check({ before, after }) {
    const place = wholeFile("package.json");
    if (after.registry?.unpublished === true && before?.registry?.unpublished !== true) {
      const message = `the registry no longer lists ${after.name}@${after.version}`;
      yield { message, value: after.version, evidence: [place], weight: 66 };
    }
    const deprecated = after.registry?.deprecated;
    if (deprecated !== undefined && before?.registry?.deprecated === undefined) {
      yield { message: `deprecated: ${deprecated}`, value: deprecated, evidence: [place], weight: 44 };
    }
  },
};
