import { isAscii } from "node:buffer";
import type { PackageFile } from "../package/tree.js";
import { newsFiles } from "./binary-files.js";
import { placeAt } from "./evidence.js";
import { actingText, codePoints, isMixture } from "./hidden-characters.js";
import type { Rule } from "./rule.js";

/** Words of letters, digits and what identifiers are made of. */
const LETTERS_BEFORE = /[\p{L}\p{N}_$]*$/u;
const LETTERS_AFTER = /^[\p{L}\p{N}_$]*/u;
const LONGEST = 60;
const LATIN = /\p{Script=Latin}/gu;
/** Cyrillic, Greek and Armenian letters that look like Latin ones. */
const TWIN = /[АВЕЅІЈКМНОРСТУХаеіјорсухѕԁԛԝһӏΑΒΕΖΗΙΚΜΝΟΡΤΥΧονսօո\uff21-\uff3a\uff41-\uff5a\u{1d400}-\u{1d6a3}]/u;
/** Letters that look like signs of code: exclamation marks, bars, colons, an equals sign, a semicolon, a slash. */
const SIGN = /(?<=[\w$)\]])\s?[\u01c0-\u01c3\ua789\ua78a\u02d0\u037e\u2215\u29f8](?=[\s\w$=('"`/.])/gu;
const LETTER_OR_TWIN = new RegExp(`^[\\p{Script=Latin}\\d_$]$|^${TWIN.source}$`, "u");
const MOST = 20;

export const unicodeMixedScripts: Rule = {
  id: "unicode-mixed-scripts",
  kind: "unicode",
  title: "a word with letters that only look like its others",
  tier: { change: "ask", firstLook: "note" },
  texts: {
    finds:
      "Words of code and data in which Cyrillic, Greek, Armenian, wide or mathematical letters stand among at least two Latin ones that they resemble, and letters that look like signs of code.",
    why: "Two names that look the same are two names: a second function, host or file that a reader takes for the first (Trojan Source, 2021).",
    falseAlarms: "Slips of people who type with two keyboards, in texts.",
    action: "See whether the same word exists with plain letters.",
  },
  *check(input) {
    const known = new Set(
      newsFiles(input).flatMap(({ before }) => (before === undefined ? [] : mixedWords(before).map(([word]) => word))),
    );
    for (const { file } of newsFiles(input)) {
      for (const [word, index, text] of mixedWords(file)) {
        if (known.has(word)) continue;
        known.add(word);
        const twin = TWIN.exec(word)?.[0];
        yield {
          message:
            twin === undefined
              ? `'${word}' in ${file.path} is the letter ${codePoints(word)}, which looks like a sign of code`
              : `'${word}' in ${file.path} holds ${codePoints(twin)}, which looks like a Latin letter`,
          value: word,
          evidence: [placeAt(file.path, text, index)],
          weight: 60,
        };
      }
    }
  },
};

const cache = new WeakMap<PackageFile, readonly (readonly [string, number, string])[]>();

/** The words with their offsets and the text they are in. */
function mixedWords(file: PackageFile): readonly (readonly [string, number, string])[] {
  const cached = cache.get(file);
  if (cached !== undefined) return cached;
  const { zone, text } = isAscii(file.bytes) ? { zone: "prose", text: "" } : actingText(file);
  const found = zone === "prose" ? [] : [...wordsWithTwins(text), ...(zone === "code" ? signs(text) : [])];
  cache.set(file, found);
  return found;
}

const signs = (text: string): (readonly [string, number, string])[] =>
  Array.from(text.matchAll(SIGN), (match) => [match[0].trim(), match.index, text] as const).slice(0, MOST);

/** Letters of those scripts that look like no Latin one. */
const PLAIN =
  /(?=[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}])[^АВЕЅІЈКМНОРСТУХаеіјорсухѕԁԛԝһӏΑΒΕΖΗΙΚΜΝΟΡΤΥΧονսօո]/u;
const PARTS_IN = /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}]/u;
const PARTS = /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}]+/gu;

/** Words of two scripts put together, as `записатьjson`: each foreign part shows by a letter of its own what it is. */
const isCompound = (word: string): boolean =>
  PARTS_IN.test(word) && (word.match(PARTS) ?? []).every((part) => [...part].length >= 3 && PLAIN.test(part));

/** Looks only around the letters in question: most files have none. */
function wordsWithTwins(text: string): (readonly [string, number, string])[] {
  const found: (readonly [string, number, string])[] = [];
  const twins = new RegExp(TWIN.source, "gu");
  for (let match = twins.exec(text); match !== null && found.length < MOST; match = twins.exec(text)) {
    const { index } = match;
    const lead = LETTERS_BEFORE.exec(text.slice(Math.max(0, index - LONGEST), index))?.[0] ?? "";
    const rest = LETTERS_AFTER.exec(text.slice(index, index + LONGEST))?.[0] ?? match[0];
    const word = lead + rest;
    const latin = (word.match(LATIN) ?? []).length;
    const isMixed = latin >= 3 || (latin === 2 && [...word].every((letter) => LETTER_OR_TWIN.test(letter)));
    if (isMixed && /[A-Za-z]/.test(word) && !isCompound(word) && !isMixture(text, index))
      found.push([word, index - lead.length, text]);
    twins.lastIndex = index + rest.length;
  }
  return found;
}
