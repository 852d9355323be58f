import { placesOf } from "./difference.js";
import type { Rule } from "./rule.js";
import { toolPairs } from "./tools.js";

const HIDDEN =
  /[^\S\r\n]{60,}(?=\S)|(?:\r?\n[^\S\n]*){12,}(?=\S)|[\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\u00ad\u3164\u115f\u1160]|[\ufe00-\ufe0e]|[\u{e0000}-\u{e01ef}]|[\ue000-\uf8ff]|\u001b/u;

const EMOJI = /\p{Extended_Pictographic}[\u200d\ufe0f\p{Emoji_Modifier}\p{Extended_Pictographic}]*/gu;

/** What a description hides, and behind what; undefined when it hides nothing. */
export function hiddenIn(text: string): { readonly behind: string; readonly rest: string } | undefined {
  const plain = text.replace(EMOJI, "");
  const match = HIDDEN.exec(plain);
  if (match === null) return undefined;
  const rest = plain
    .slice(match.index + match[0].length)
    .trim()
    .slice(0, 200);
  const code = (match[0].codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
  return { behind: /^\s+$/.test(match[0]) ? "behind long blanks" : `behind U+${code}`, rest };
}

export const toolHiddenText: Rule = {
  id: "tool-hidden-text",
  kind: "tool-metadata",
  title: "a description hides part of its text",
  tier: { change: "block", firstLook: "block" },
  texts: {
    finds:
      "Descriptions and parameter texts with long blanks before more text, invisible characters or terminal escapes.",
    why: "People see the first line in a narrow window; the model reads all of it.",
    falseAlarms: "Emoji joined by a zero-width joiner are not counted.",
    action: "Reject the update.",
  },
  *check(input) {
    for (const { before, after } of toolPairs(input)) {
      const texts = [after.description, ...[...after.params.values()].map((param) => param.description)];
      const old = new Set([
        before?.description,
        ...[...(before?.params.values() ?? [])].map((param) => param.description),
      ]);
      for (const text of texts) {
        if (text === undefined || old.has(text)) continue;
        const hidden = hiddenIn(text);
        if (hidden === undefined) continue;
        yield {
          message: `${after.what} '${after.name}' hides text ${hidden.behind}: '${hidden.rest}'`,
          value: hidden.rest,
          evidence: placesOf([after]),
          weight: 80,
        };
      }
    }
  },
};
