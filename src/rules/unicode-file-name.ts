import { wholeFile } from "./evidence.js";
import type { Rule } from "./rule.js";

/** Renders as nothing, or as anything. Controls and bidirectional marks are refused by the archive reader. */
const HIDDEN = /[\p{Cf}\p{Co}\p{Default_Ignorable_Code_Point}\u2800]|(?! )\p{Zs}/u;
const LATIN = /\p{Script=Latin}/u;
const LOOK_ALIKE = /[\p{Script=Cyrillic}\p{Script=Greek}]/u;

export const unicodeFileName: Rule = {
  id: "unicode-file-name",
  kind: "unicode",
  title: "a file's name hides something",
  tier: { change: "block", firstLook: "block" },
  texts: {
    finds:
      "File names with characters that are invisible or private, or with Cyrillic or Greek letters among Latin ones.",
    why: "A second `config.js`, one of its letters Cyrillic, looks like the first: a reviewer opens one and Node loads the other.",
    falseAlarms: "File names in the language of a fixture or a locale; those in one script alone are not reported.",
    action: "Find the import that spells the same name.",
  },
  *check({ before, after }) {
    for (const path of after.tree.files.keys()) {
      if (before?.tree.files.has(path) === true) continue;
      const hidden = HIDDEN.exec(path)?.[0];
      if (hidden === undefined && !mixesScripts(path)) continue;
      yield {
        message: `the name of ${path} holds ${hidden === undefined ? "letters of two scripts" : `the invisible character ${codePoint(hidden)}`}`,
        value: path,
        evidence: [wholeFile(path)],
        weight: 85,
        ...(hidden === undefined ? { tier: "ask" as const } : {}),
      };
    }
  },
};

/** Whether a word of the path has letters of two scripts; an extension is a word of its own. */
const mixesScripts = (path: string): boolean =>
  (path.match(/\p{L}+/gu) ?? []).some((word) => LATIN.test(word) && LOOK_ALIKE.test(word));

const codePoint = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
