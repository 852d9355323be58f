/** How many cells of a terminal a text takes. */

/** East Asian wide and fullwidth (Unicode 16, UAX #11), as first and last code point, in order; emoji are told by their property. */
const WIDE: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x2329, 0x232a],
  [0x2630, 0x2637],
  [0x268a, 0x268f],
  [0x2e80, 0x303e],
  [0x3041, 0x33ff],
  [0x3400, 0xa4cf],
  [0xa960, 0xa97f],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe10, 0xfe19],
  [0xfe30, 0xfe6f],
  [0xff01, 0xff60],
  [0xffe0, 0xffe6],
  [0x16fe0, 0x18dff],
  [0x1aff0, 0x1b2ff],
  [0x1d300, 0x1d376],
  [0x1f200, 0x1f265],
  [0x20000, 0x3fffd],
];

const ASCII = /^[\x20-\x7e]*$/;
const EMOJI = /\p{Emoji_Presentation}/u;
/** Marks stand on the character before them, as the vowels and finals of Hangul do in its conjoining letters. */
const ZERO = /[\p{Mn}\p{Me}\p{Default_Ignorable_Code_Point}\u1160-\u11ff\ud7b0-\ud7ff]/u;

/** Cells of one code point: 0, 1 or 2. */
export function cellsOf(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x300) return 1;
  if (ZERO.test(character)) return 0;
  return isWide(code) || EMOJI.test(character) ? 2 : 1;
}

const isWide = (code: number): boolean => WIDE.some(([first, last]) => code >= first && code <= last);

/** Cells of a visible text. Terminals that join emoji take fewer; none takes more. */
export function cells(text: string): number {
  if (ASCII.test(text)) return text.length;
  let total = 0;
  for (const character of text) total += cellsOf(character);
  return total;
}

/** The index (UTF-16) after the longest start of the text that fits; marks stay with what they stand on. */
export function cutAt(text: string, most: number): number {
  if (ASCII.test(text)) return Math.min(text.length, Math.max(0, most));
  let total = 0;
  let at = 0;
  for (const character of text) {
    total += cellsOf(character);
    if (total > most) return at;
    at += character.length;
  }
  return at;
}
