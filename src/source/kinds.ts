/** What is known of a token beside its text. */

/** What a token is, as far as it matters for comparing and spacing. */
export const KIND = {
  punctuator: 0,
  word: 1,
  name: 2,
  number: 3,
  string: 4,
  regex: 5,
  template: 6,
  comment: 7,
} as const;

/** What a tree says of a token, as bits. */
export const MARK = {
  /** `{a}` for `{a: a}`. */
  shorthand: 1,
  /** `import {a}` for `a as a`. */
  imported: 2,
  /** A statement ends with this character and has no semicolon. */
  unended: 4,
  /** A parenthesis around the only parameter of an arrow function. */
  optional: 8,
  /** `export {a}` for `a as a`. */
  exported: 16,
  /** `new A` for `new A()` ends with this character. */
  bare: 32,
} as const;
