/**
 * The tokens of a file, every one of them: nothing but blanks stands between. Names and literals are where the tree says,
 * so that what is left is punctuation, words and comments, which need no grammar.
 */
import { isOpening } from "./characters.js";
import { KIND, MARK } from "./kinds.js";
import type { Leaves } from "./leaves.js";

export class Tokens {
  readonly text: string;
  count = 0;
  starts: Int32Array;
  ends: Int32Array;
  kinds: Uint8Array;
  /** Combinations of `MARK`. */
  marks: Uint8Array;
  /** The variable that a token names, 0 for none. */
  variables: Int32Array;
  /** Values of strings whose spelling has escapes, by offset. */
  readonly strings: ReadonlyMap<number, string>;
  /** By the number of a variable: whether it holds a function or a class. */
  readonly callable: readonly boolean[];

  constructor(text: string, strings: ReadonlyMap<number, string> = new Map(), callable: readonly boolean[] = []) {
    this.text = text;
    this.strings = strings;
    this.callable = callable;
    const room = Math.max(16, text.length >> 1);
    this.starts = new Int32Array(room);
    this.ends = new Int32Array(room);
    this.kinds = new Uint8Array(room);
    this.marks = new Uint8Array(room);
    this.variables = new Int32Array(room);
  }

  push(start: number, end: number, kind: number, mark = 0, variable = 0): void {
    if (this.count === this.starts.length) this.#resize(this.count * 2);
    this.starts[this.count] = start;
    this.ends[this.count] = end;
    this.kinds[this.count] = kind;
    this.marks[this.count] = mark;
    this.variables[this.count] = variable;
    this.count += 1;
  }

  /** Gives back the room that was not needed. */
  trim(): void {
    this.#resize(this.count);
  }

  #resize(room: number): void {
    const grown = <T extends Int32Array | Uint8Array>(old: T, made: T): T => {
      made.set(old.subarray(0, room));
      return made;
    };
    this.starts = grown(this.starts, new Int32Array(room));
    this.ends = grown(this.ends, new Int32Array(room));
    this.kinds = grown(this.kinds, new Uint8Array(room));
    this.marks = grown(this.marks, new Uint8Array(room));
    this.variables = grown(this.variables, new Int32Array(room));
  }

  start = (token: number): number => this.starts[token] ?? this.text.length;
  end = (token: number): number => this.ends[token] ?? this.text.length;
  kind = (token: number): number => this.kinds[token] ?? KIND.punctuator;
  mark = (token: number): number => this.marks[token] ?? 0;
  variable = (token: number): number => this.variables[token] ?? 0;
  textOf = (token: number): string => this.text.slice(this.start(token), this.end(token));

  is(token: number, text: string): boolean {
    const start = this.start(token);
    return this.end(token) - start === text.length && this.text.startsWith(text, start);
  }

  /** The first token that begins at an offset or after it. */
  from(offset: number): number {
    let low = 0;
    let high = this.count;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.starts[middle] ?? 0) < offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** Longest first. */
const PUNCTUATORS = [
  ">>>=",
  ...["...", "===", "!==", "**=", "<<=", ">>=", ">>>", "&&=", "||=", "??="],
  ...["=>", "==", "!=", "<=", ">=", "&&", "||", "??", "?.", "++", "--", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^="],
  ...["**", "<<", ">>", "${", "</"],
];
const LONGER = new Map<string, readonly string[]>();
for (const text of PUNCTUATORS) LONGER.set(text.charAt(0), [...(LONGER.get(text.charAt(0)) ?? []), text]);

const BLANK = /[\s\ufeff]/;
const isBlank = (code: number): boolean =>
  code === 32 || (code >= 9 && code <= 13) || (code > 127 && BLANK.test(String.fromCharCode(code)));

export function tokensOf(text: string, leaves: Leaves): Tokens {
  const { strings, variables } = leaves;
  const tokens = new Tokens(text, strings, variables.callable);
  for (let at = 0; at < text.length; ) {
    const leaf = leaves.ends[at] ?? 0;
    if (leaf <= at && isBlank(text.charCodeAt(at))) {
      at += 1;
      continue;
    }
    const mark = leaves.marks[at] ?? 0;
    const end = leaf > at ? leaf : gapEnd(text, at, leaves.ends);
    const kind = leaf > at ? (leaves.kinds[at] ?? KIND.name) : kindAt(text, at);
    tokens.push(at, end, kind, mark | ((leaves.marks[end - 1] ?? 0) & MARK_AT_END), variables.numbers[at]);
    at = end;
  }
  tokens.trim();
  return tokens;
}

/** What stands with the last character of a token, not with its first. */
const MARK_AT_END = MARK.unended | MARK.bare;

function kindAt(text: string, at: number): number {
  const next = text[at + 1];
  if (isOpening(text.charCodeAt(at)) && !(next === "{" && text[at] === "$")) return KIND.word;
  const isComment = (text[at] === "/" && (next === "/" || next === "*")) || (at === 0 && text.startsWith("#!"));
  return isComment ? KIND.comment : KIND.punctuator;
}

/** The end of what begins between two leaves: a word, a comment or a punctuator, which never reaches into a leaf. */
function gapEnd(text: string, at: number, leaves: Int32Array): number {
  const kind = kindAt(text, at);
  if (kind === KIND.word) return wordEnd(text, at, leaves);
  if (kind === KIND.comment) {
    const isBlock = text[at + 1] === "*";
    const close = isBlock ? text.indexOf("*/", at + 2) : lineEnd(text, at);
    return close < 0 ? text.length : close + (isBlock ? 2 : 0);
  }
  const longer = LONGER.get(text.charAt(at))?.find((item) => text.startsWith(item, at));
  if (longer === undefined) return at + 1;
  for (let inside = at + 1; inside < at + longer.length; inside += 1) if ((leaves[inside] ?? 0) > 0) return inside;
  return at + longer.length;
}

function wordEnd(text: string, at: number, leaves: Int32Array): number {
  let end = at + 1;
  while (end < text.length && (leaves[end] ?? 0) === 0 && isWordPart(text.charCodeAt(end))) end += 1;
  return end;
}

const isWordPart = (code: number): boolean => (isOpening(code) && !isBlank(code)) || (code >= 48 && code <= 57);

/** Where JavaScript ends a line. */
function lineEnd(text: string, at: number): number {
  LINE_END.lastIndex = at;
  return LINE_END.exec(text)?.index ?? text.length;
}
const LINE_END = /[\n\r\u2028\u2029]/g;
