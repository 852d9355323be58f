import { codePoints, newHiddenRuns } from "./hidden-characters.js";
import type { Rule } from "./rule.js";

/** Escape or C1 introducer and what a terminal takes for a command; backspaces. */
const COMMAND = /[\x1b\x9b\x9d\x08]/;

export const unicodeControl: Rule = {
  id: "unicode-control",
  kind: "unicode",
  title: "characters that a terminal obeys",
  tier: { change: "block", firstLook: "ask" },
  texts: {
    finds:
      "Raw escape, backspace and C1 control characters in a text file block; other control characters are asked about, and in prose a note.",
    why: "Shown in a terminal, by `cat` or by a diff, they overwrite lines, hide them, or change the window's title and clipboard.",
    falseAlarms: "Recorded terminal output in documentation, and code that was minified with raw escape characters.",
    action: "Look at the file with a viewer that shows control characters.",
  },
  *check(input) {
    for (const { text, zone, at } of newHiddenRuns(input, ["control"])) {
      const obeyed = COMMAND.test(text);
      const tier = obeyed ? undefined : zone === "prose" ? "note" : "ask";
      yield {
        message: `${at.path} holds raw control characters: ${codePoints(text)}`,
        value: codePoints(text),
        evidence: [at],
        weight: obeyed ? 70 : 35,
        ...(tier === undefined ? {} : { tier }),
      };
    }
  },
};
