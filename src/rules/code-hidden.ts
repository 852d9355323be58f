import { introduced, placesOf, quoted, shorten } from "./difference.js";
import type { Rule } from "./rule.js";

const SAYS: Readonly<Record<string, (detail: string) => string>> = {
  "far-right": (detail) => `code stands far to the right, behind a hundred blanks: ${quoted(detail)}`,
  "line-break": (detail) => `code stands behind a comment that ends unseen: ${quoted(detail)}`,
  "hex-names": (detail) => `the code is obfuscated: ${detail}`,
  unpacks: (detail) => `a text that is written in the code is unpacked or decrypted: ${quoted(detail)}`,
  decoder: (detail) => `a function decodes text from numbers: ${shorten(detail, 120)}`,
};

export const codeHidden: Rule = {
  id: "code-hidden",
  kind: "obfuscation",
  title: "code is hidden from readers",
  tier: { change: "block", firstLook: "block" },
  texts: {
    finds:
      "Code behind long blanks or behind a comment that an unseen line break ends, the names that obfuscators give, decoders of hidden text, runs of blanks that spell bytes.",
    why: "The chalk and debug releases of September 2025 put an obfuscated block before the existing code; GlassWorm a decoder of invisible characters.",
    falseAlarms: "Decoders of file formats in a bundle (milder).",
    action: "Reject the update. There is no reason to hide code in a package that is otherwise readable.",
  },
  *check(input) {
    for (const group of introduced(input, "obfuscation")) {
      const [fact] = group;
      const say = SAYS[fact.form];
      if (say === undefined || fact.zone !== "code") continue;
      const mild = fact.form === "unpacks" || (fact.form === "decoder" && !fact.key.endsWith("invisible"));
      yield {
        message: say(fact.detail),
        value: fact.detail,
        evidence: placesOf(group),
        weight: mild ? 52 : 83,
        ...(mild ? { tier: "ask" as const } : {}),
      };
    }
    for (const group of introduced(input, "text")) {
      const [fact] = group;
      if (fact.form !== "whitespace-code") continue;
      yield {
        message: `${fact.value}, as data hidden in blanks are`,
        value: fact.at.path,
        evidence: placesOf(group),
        weight: 82,
      };
    }
  },
};
