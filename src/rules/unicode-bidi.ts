import { codePoints, newHiddenRuns } from "./hidden-characters.js";
import type { Rule, Tier } from "./rule.js";

export const unicodeBidi: Rule = {
  id: "unicode-bidi",
  kind: "unicode",
  title: "characters that reorder the text around them",
  tier: { change: "block", firstLook: "block" },
  texts: {
    finds:
      "Bidirectional controls in code and data; in prose, and single direction marks, they are milder. Marks beside Hebrew or Arabic letters are not reported.",
    why: "What an editor shows is then not what Node reads: a comment looks like code and code like a comment (Trojan Source, 2021).",
    falseAlarms: "Tables of Unicode characters, and code that strips these very characters.",
    action: "Look at the line with the characters made visible.",
  },
  *check(input) {
    for (const { text, zone, at } of newHiddenRuns(input, ["bidi"])) {
      const mark = /^[\u061c\u200e\u200f]$/.test(text);
      const tier: Tier | undefined = zone === "prose" ? "note" : mark ? "ask" : undefined;
      yield {
        message: `${at.path} holds ${codePoints(text)}, which ${mark ? "sets a direction" : "reorders what stands around it"}`,
        value: codePoints(text),
        evidence: [at],
        weight: mark ? 40 : 85,
        ...(tier === undefined ? {} : { tier }),
      };
    }
  },
};
