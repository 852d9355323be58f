/**
 * Lines of code by what they mean: blanks, quotes, trailing commas, semicolons that may be left out, remarks and the names of
 * local variables do not count, everything else does.
 */
import type { CodeLines } from "../source/code.js";
import { isRemark } from "../source/comments.js";
import { KIND, MARK } from "../source/kinds.js";
import type { Piece } from "../source/print.js";
import type { Tokens } from "../source/tokens.js";
import { type Word, wordsIn } from "./emphasis.js";

export interface Meaning {
  /** Equal when the lines are, up to the names of variables. */
  readonly key: string;
  /** The variables that the lines name, in order. */
  readonly variables: readonly number[];
}

/** What a mention of a renamed file is to be compared as. */
export type Refer = (text: string) => string;

/** A token above this length, a text or a comment, is compared word by word. */
const LONG_WORD = 24;

const SEPARATOR = "\u0001";
const VARIABLE = "\u0002";
const ENCODED = "\u0003";

export class Canonical {
  readonly code: CodeLines;
  readonly #tokens: Tokens;
  readonly #refer: Refer;
  #firsts: Map<number, number> | undefined;
  /** By token: whether a comment says nothing but to a reader. */
  readonly #remarks = new Map<number, boolean>();
  readonly #hasComments: boolean;

  constructor(code: CodeLines, refer: Refer = (text) => text) {
    this.code = code;
    this.#tokens = code.tokens;
    this.#refer = refer;
    this.#hasComments = code.tokens.kinds.includes(KIND.comment);
  }

  /** What `count` lines from an index on mean together. */
  meaning(index: number, count = 1): Meaning {
    const items: string[] = [];
    const variables: number[] = [];
    for (let line = index; line < index + count; line += 1) {
      for (const piece of this.code.pieces(line)) this.#add(piece, items, variables);
    }
    return { key: items.join(SEPARATOR), variables };
  }

  /** What the remarks on lines say; blanks do not count. */
  remarks(index: number, count: number): string {
    let said = "";
    if (!this.#hasComments) return said;
    for (let line = index; line < index + count; line += 1) {
      for (const { token, start, end } of this.code.pieces(line)) {
        if (this.#isRemark(token)) said += `${this.#tokens.text.slice(start, end)} `;
      }
    }
    return said.replace(/\s+/g, " ");
  }

  /** Whether there is nothing but remarks on a line. */
  isRemark(index: number): boolean {
    const pieces = this.code.pieces(index);
    return pieces.length > 0 && pieces.every(({ token }) => this.#isRemark(token));
  }

  #isRemark(token: number): boolean {
    if (this.#tokens.kind(token) !== KIND.comment) return false;
    let known = this.#remarks.get(token);
    if (known === undefined) {
      known = isRemark(this.#tokens.textOf(token));
      this.#remarks.set(token, known);
    }
    return known;
  }

  /** Whether lines mention a file that was renamed. */
  refers(index: number, count: number): boolean {
    return this.code.lines.slice(index, index + count).some((line) => this.#refer(line) !== line);
  }

  /** The names of the variables that lines mention, as `meaning` lists them. */
  names(index: number, count = 1): string[] {
    const names: string[] = [];
    for (let line = index; line < index + count; line += 1) {
      for (const { token } of this.code.pieces(line)) {
        if (this.#tokens.variable(token) > 0) names.push(this.#tokens.textOf(token));
      }
    }
    return names;
  }

  /** The words of a line for emphasis, variables by a number that `known` gives them. */
  words(index: number, known: (variable: number) => number): Word[] {
    return this.code.pieces(index).flatMap(({ token, column, start, end }) => {
      const text = this.#tokens.text.slice(start, end);
      const variable = this.#tokens.variable(token);
      const number = variable > 0 ? known(variable) : 0;
      if (variable === 0 && end - start > LONG_WORD) {
        return wordsIn(text).map((word) => ({ key: word.key, start: word.start + column, end: word.end + column }));
      }
      return [{ key: number > 0 ? `${VARIABLE}${number}` : text, start: column, end: column + end - start }];
    });
  }

  /** Holds a function or a class, which can be asked for its name. */
  isCallable(variable: number): boolean {
    return this.#tokens.callable[variable] === true;
  }

  /** The index of the line that mentions a variable first. */
  firstLine(variable: number): number {
    this.#firsts ??= this.#firstTokens();
    return this.code.lineAt(this.#tokens.start(this.#firsts.get(variable) ?? 0));
  }

  #firstTokens(): Map<number, number> {
    const firsts = new Map<number, number>();
    for (let token = 0; token < this.#tokens.count; token += 1) {
      const variable = this.#tokens.variable(token);
      if (variable > 0 && !firsts.has(variable)) firsts.set(variable, token);
    }
    return firsts;
  }

  #add({ token, start, end }: Piece, items: string[], variables: number[]): void {
    const tokens = this.#tokens;
    if (this.#isRemark(token)) return;
    const isWhole = start === tokens.start(token) && end === tokens.end(token);
    if (!isWhole) items.push(plain(`…${this.#part(token, tokens.text.slice(start, end))}`));
    else if (!this.#isOptional(token)) this.#whole(token, items, variables);
    if (end !== tokens.end(token)) return;
    if ((tokens.mark(token) & MARK.bare) > 0) items.push("(", ")");
    if ((tokens.mark(token) & MARK.unended) > 0) items.push(";");
  }

  /** What a line has of a token with more lines. */
  #part(token: number, text: string): string {
    return this.#tokens.kind(token) === KIND.comment ? text.replace(/\s+/g, " ").trim() : text;
  }

  #whole(token: number, items: string[], variables: number[]): void {
    const mark = this.#tokens.mark(token);
    const variable = this.#tokens.variable(token);
    const text = this.#tokens.textOf(token);
    // `{__proto__: x}` sets the prototype, `{__proto__}` does not.
    const isLong = mark & MARK.imported || (mark & MARK.shorthand && text !== "__proto__");
    if (isLong) items.push(text, mark & MARK.shorthand ? ":" : "as");
    if (variable > 0) {
      items.push(VARIABLE);
      variables.push(variable);
    } else items.push(plain(this.#text(token, text)));
    if (mark & MARK.exported) items.push("as", text);
  }

  #text(token: number, text: string): string {
    switch (this.#tokens.kind(token)) {
      case KIND.string:
        return `"${this.#refer(this.#tokens.strings.get(this.#tokens.start(token)) ?? text.slice(1, -1))}`;
      case KIND.number:
        return numeral(text);
      case KIND.comment:
        return text.startsWith("#!") ? this.#interpreter(token, text) : this.#refer(text.replace(/\s+/g, " "));
      case KIND.template:
        return `\`${this.#refer(text)}`;
      case KIND.regex:
        return this.#refer(text);
      default:
        return text;
    }
  }

  /** The line that names the interpreter, with the carriage return that would be a part of the name. */
  #interpreter(token: number, text: string): string {
    return this.#tokens.text[this.#tokens.end(token)] === "\r" ? `${text}\r` : text;
  }

  /** Parentheses around an arrow function's only parameter, and commas before a closing bracket that add no element. */
  #isOptional(token: number): boolean {
    const tokens = this.#tokens;
    if (tokens.mark(token) & MARK.optional) return true;
    if (tokens.kind(token) !== KIND.punctuator || !tokens.is(token, ",")) return false;
    let next = token + 1;
    while (next < tokens.count && tokens.kind(next) === KIND.comment) next += 1;
    const closing = tokens.text.charAt(tokens.start(next));
    if (tokens.kind(next) !== KIND.punctuator || !(closing === ")" || closing === "}" || closing === "]")) return false;
    let last = token - 1;
    while (last >= 0 && tokens.kind(last) === KIND.comment) last -= 1;
    return closing !== "]" || !(tokens.is(last, ",") || tokens.is(last, "["));
  }
}

/** Equal for spellings of one number. */
function numeral(text: string): string {
  const value = Number(text.replaceAll("_", ""));
  return /^0\d|n$/.test(text) || Number.isNaN(value) ? text : String(value);
}

/** A text as an item that no other list of items can spell. */
const plain = (text: string): string => (RESERVED.test(text) ? ENCODED + JSON.stringify(text) : text);
const RESERVED = /[\u0001-\u0003]/;
