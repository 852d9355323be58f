/**
 * Text of packages, registries and configuration files, made safe to show. It is hostile: it may hold terminal commands,
 * characters that reorder or hide what stands around them, or letters that only look like others.
 */

/**
 * Controls, format characters (bidi, zero-width, tags), private use, lone surrogates, line and paragraph separators,
 * blanks other than the plain one, and whatever renders as nothing (Hangul and Khmer fillers, variation selectors).
 */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]|(?! )\p{Zs}/u;
const HIDDEN_ALL = new RegExp(HIDDEN.source, "gu");
/** Letters of scripts whose shapes coincide with Latin ones, within a word that has Latin letters. */
const WORD = /[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}]{2,}/gu;
const LATIN = /\p{Script=Latin}/u;
const LOOK_ALIKE = /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}]/gu;

const PLAIN = /^[\x20-\x7e]*$/;

/** One character as `\u{202e}`. */
export const codePoint = (character: string): string => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;

/** The text on one line, every character that hides, moves, or imitates another shown as `\u{…}`. */
export function visible(text: string): string {
  if (PLAIN.test(text)) return text;
  return text
    .replace(WORD, (word) => (LATIN.test(word) ? word.replace(LOOK_ALIKE, codePoint) : word))
    .replace(HIDDEN_ALL, codePoint);
}

/** The same for a text of several lines, or a line of source: line feeds and tabs are its layout and stay. */
export const visibleLines = (text: string): string => text.replaceAll(/[^\n\t]+/g, visible);

/** At most `most` characters, the end marked when it was cut. */
export const clip = (text: string, most: number): string =>
  text.length <= most ? text : `${text.slice(0, most - 1)}…`;

/** JSON of a value whose strings hold none of those characters raw: parsed, it is the same value. */
export function visibleJson(value: unknown, indent: number): string {
  return JSON.stringify(value, undefined, indent).replace(HIDDEN_ALL, (character) => {
    if (character === "\n") return character;
    return Array.from({ length: character.length }, (_, i) => unit(character.charCodeAt(i))).join("");
  });
}

const unit = (code: number): string => `\\u${code.toString(16).padStart(4, "0")}`;
