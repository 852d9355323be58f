import { codePoints, type HiddenRun, isTable, newHiddenRuns } from "./hidden-characters.js";
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
    for (const run of newHiddenRuns(input, ["bidi"])) {
      const mark = /^[\u061c\u200e\u200f]+$/.test(run.text);
      const shown = codePoints(run.text, run.length);
      const tier = tierOf(run, mark, input.before === undefined);
      yield {
        message: `${run.at.path} holds ${shown}, which ${mark ? "sets a direction" : "reorders what stands around it"}`,
        value: shown,
        evidence: [run.at],
        weight: mark ? 40 : 85,
        ...(tier === undefined ? {} : { tier }),
      };
    }
  },
};

/** Undefined is the rule's own tier. */
function tierOf(run: HiddenRun, mark: boolean, isFirstLook: boolean): Tier | undefined {
  if (run.zone === "prose") return "note";
  const isListed = isTable(run) && (mark || run.length > 2);
  if (!mark && !isListed) return run.inTable ? "ask" : undefined;
  return isFirstLook || (mark && run.inTable) ? "note" : "ask";
}
