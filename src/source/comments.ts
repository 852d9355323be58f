/**
 * Comments that say something to a reader of the code and to nobody else. What a tool, an engine or a model may act on is none,
 * nor what a program could take out of its own text: that counts like code.
 */

/** Longer ones are more than a remark. */
const MAX_LENGTH = 4_000;

/** Whatever is not seen as what it is: controls, marks of direction, blanks and letters without a shape, marks that combine. */
const HIDDEN = /[^\t\n\r -~\p{L}\p{N}\p{P}\p{S}]|[\u115f\u1160\u2800\u3164\uffa0]/u;
/** `//#`, `//@`, `/*!` and their like, wherever a tool might look for them. */
const MARKED = /^(?:\/\/|\/\*+)\s*[#@!:]|^#!/;
const DIRECTIVE =
  /@(?:ts-|jsx|flow|license|preserve|cc_on|vite|__)|#__|source(?:Mapping)?URL|\b(?:licen[cs]ed?|copyright|spdx|eslint|tslint|jshint|jslint|istanbul|c8|webpack|turbopack|prettier|biome|noinspection)/i;
/** An address, a tag, or a call on whoever reads it. */
const ADDRESS = /:\/\/|\w@\w|<[/!a-z]/i;
const ADDRESSED =
  /\b(?:ignore (?:all|any|the|this|previous|prior)|disregard|you (?:must|should|are)|do not (?:tell|mention|report|show)|(?:system )?prompts?|assistants?|reviewers?|(?:AI|LLM)s?|instructions?)\b/i;
/** Code that is out of use, or encoded text: something that could be read back and run. */
const CODE = /=>|[\\$]|[;{}]\s*$|\w\(\w*[)"'`]|\S{60}/m;

/** Whether nothing but a person reads a comment, given with its marks. */
export const isRemark = (comment: string): boolean =>
  comment.length <= MAX_LENGTH &&
  ![HIDDEN, MARKED, DIRECTIVE, ADDRESS, ADDRESSED, CODE].some((pattern) => pattern.test(comment));
