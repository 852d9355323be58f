import { codePoints, newHiddenRuns } from "./hidden-characters.js";
import type { Rule } from "./rule.js";

/** Control sequences and strings as a terminal takes them, and backspaces. `[\x1b\x9b]` in an expression is none. */
const COMMAND = /\x1b(?:\[[0-9;?]*[A-Za-z]|\]|[PX^_])|[\x9b][0-9;?]+[A-Za-z]|\x08/;

export const unicodeControl: Rule = {
  id: "unicode-control",
  kind: "unicode",
  title: "characters that a terminal obeys",
  tier: { change: "block", firstLook: "ask" },
  texts: {
    finds:
      "Raw control sequences of terminals, and backspaces, in a text file block; other control characters are a note.",
    why: "Shown in a terminal, by `cat` or by a diff, they overwrite lines, hide them, or change the window's title and clipboard.",
    falseAlarms: "Recorded terminal output in documentation, and code that was minified with raw escape characters.",
    action: "Look at the file with a viewer that shows control characters.",
  },
  *check(input) {
    for (const { text, length, at, following } of newHiddenRuns(input, ["control"])) {
      const obeyed = COMMAND.test(text + following);
      const tier = obeyed ? undefined : "note";
      yield {
        message: `${at.path} holds raw control characters: ${codePoints(text, length)}`,
        value: codePoints(text, length),
        evidence: [at],
        weight: obeyed ? 70 : 35,
        ...(tier === undefined ? {} : { tier }),
      };
    }
  },
};
