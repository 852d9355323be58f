/**
 * Text of packages, registries and configuration files, made safe to show. It is hostile: it may hold terminal commands,
 * characters that reorder or hide what stands around them, or letters that only look like others.
 */

/**
 * Controls, format characters (bidi, zero-width, tags), private use, lone surrogates, line and paragraph separators,
 * blanks other than the plain one, whatever renders as nothing (Hangul and Khmer fillers, variation selectors), and
 * marks beyond four on one letter, which pile up over the lines around them.
 */
const HIDDEN =
  /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]|(?! )\p{Zs}|(?<=\p{M}{4})\p{M}/u;
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

/** A line of source as it is shown, and where each offset of the source stands in it. */
export interface ShownLine {
  readonly text: string;
  at(offset: number): number;
}

/** `visible` for a line of source, which keeps count of places. Tabs become `tab` of their offset. */
export function visibleLine(line: string, tab: (offset: number) => string): ShownLine {
  if (PLAIN.test(line)) return { text: line, at: (offset) => Math.min(offset, line.length) };
  const ends: number[] = [];
  const shifts: number[] = [];
  let text = "";
  let from = 0;
  for (const { start, end } of hiddenIn(line)) {
    const character = line.slice(start, end);
    text += line.slice(from, start) + (character === "\t" ? tab(start) : codePoint(character));
    from = end;
    ends.push(end);
    shifts.push(text.length - end);
  }
  text += line.slice(from);
  return { text, at: (offset) => Math.min(text.length, offset + (shifts[countUpTo(ends, offset) - 1] ?? 0)) };
}

/** Where `visible` shows a character as `\u{…}`: the places of those characters in a line, in order. */
export function hiddenIn(text: string): readonly { readonly start: number; readonly end: number }[] {
  if (PLAIN.test(text)) return [];
  const imitations = [...text.matchAll(WORD)].flatMap(({ 0: word, index }) =>
    LATIN.test(word) ? [...word.matchAll(LOOK_ALIKE)].map((match) => spanOf(match, index)) : [],
  );
  const hidden = [...text.matchAll(HIDDEN_ALL)].map((match) => spanOf(match, 0));
  return [...imitations, ...hidden].sort((a, b) => a.start - b.start);
}

const spanOf = ({ 0: { length }, index }: RegExpExecArray, base: number): { start: number; end: number } => ({
  start: base + index,
  end: base + index + length,
});

/** How many of the ascending numbers are at most `limit`. */
function countUpTo(numbers: readonly number[], limit: number): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] ?? 0) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
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
