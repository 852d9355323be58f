/** Characters of names, as far as their place between other tokens is concerned. */

/** Whether a word may begin with the character. Everything above ASCII counts: what is no letter does no harm there. */
export const isOpening = (code: number): boolean =>
  (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95 || code === 36 || code > 127;

export const isDigit = (code: number): boolean => code >= 48 && code <= 57;

/** Whether a name, private ones too, or a number goes on with the character, of ASCII only. */
export const isWordPart = (code: number): boolean =>
  (code >= 97 && code <= 122) ||
  (code >= 65 && code <= 90) ||
  isDigit(code) ||
  code === 95 ||
  code === 36 ||
  code === 35;
