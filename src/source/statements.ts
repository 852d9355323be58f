/**
 * The statements at the top of a file, told apart by its brackets, texts and comments alone: some thirty times faster than
 * parsing. Where the characters do not say enough, as where a slash may be a division or a regular expression, there is no
 * answer: nothing is guessed.
 */

import { isDigit, isWordPart } from "./characters.js";

export interface Statements {
  /** Where each statement begins, with the comments before it, and where the last one ends. */
  readonly bounds: readonly number[];
  /** Where the first token of each stands. */
  readonly firsts: readonly number[];
  /** The names that each may declare for the whole file: all that it does declare, and perhaps more. */
  readonly names: readonly (readonly string[])[];
  /** By name: the statements that assign to it somewhere within, and perhaps to another variable of that name. */
  readonly writes: ReadonlyMap<string, ReadonlySet<number>>;
}

/** The statements of a file that is valid JavaScript; undefined where they cannot be told apart. */
export function statementsOf(text: string): Statements | undefined {
  const scanner = new Scanner(text);
  return scanner.run() ? scanner : undefined;
}

/** What a slash would be after the token before it. */
type Before = "regex" | "division" | "unknown";

const AFTER: ReadonlyMap<string, Before> = new Map<string, Before>([
  ...["return", "typeof", "case", "do", "else", "in", "instanceof", "new", "delete", "void", "throw", "default"].map(
    (word) => [word, "regex"] as const,
  ),
  ...["yield", "await", "of", "let", "static", "async", "get", "set"].map((word) => [word, "unknown"] as const),
]);
const CONDITIONS = new Set(["if", "while", "for", "with"]);
/** No expression goes on with one of these after a closing brace. */
const BEGINS = new Set([
  ...["var", "let", "const", "function", "class", "import", "export", "async"],
  ...["if", "for", "switch", "try", "throw", "return"],
]);
const DECLARES = new Set(["var", "let", "const", "function", "class"]);
/** Statements that may hold a `var` of the whole file somewhere within. */
const HOISTS = new Set(["if", "for", "while", "do", "switch", "try", "with", "{", "import"]);
const VARIABLES = new Set(["var", "let", "const"]);
/** What may stand between a name and the last character of an assignment's operator. */
const ASSIGNS = /^\s*(?:[-+*/%&|^]|<<|>>>?|\*\*|&&|\|\||\?\?)?$/;
const LETTER = /[\p{L}\p{N}]/u;
const WORD = /[\p{L}_$][\p{L}\p{N}_$]*/gu;

const OPEN = { plain: 1, condition: 2, square: 3, brace: 4, template: 5 } as const;

class Scanner implements Statements {
  readonly bounds: number[] = [0];
  readonly firsts: number[] = [];
  readonly names: string[][] = [];
  readonly writes = new Map<string, Set<number>>();
  readonly #text: string;
  readonly #open: number[] = [];
  #at = 0;
  #before: Before = "regex";
  #word = "";
  #names: string[] = [];
  #first = -1;
  /** The last name that is no property, where it ends, and whether it is declared right there. */
  #target = "";
  #targetEnd = 0;
  #isDeclared = false;
  /** The next word, or what the next bracket holds, is declared. */
  #isDeclaring = false;
  #isList = false;
  /** A brace at the top was just closed. */
  #isClosed = false;

  constructor(text: string) {
    this.#text = text;
  }

  run(): boolean {
    const text = this.#text;
    if (text.startsWith("#!")) this.#at = Math.max(0, text.indexOf("\n"));
    while (this.#at < text.length) {
      const code = text.charCodeAt(this.#at);
      if (code === 32 || (code >= 9 && code <= 13)) this.#at += 1;
      else if (!this.#token(code)) return false;
    }
    this.#end(text.length);
    return this.#open.length === 0;
  }

  #token(code: number): boolean {
    if (code === 47) return this.#slash();
    if (this.#first < 0) this.#first = this.#at;
    if (isWordPart(code) || code > 127) return this.#name();
    this.#isClosed = false;
    if (code === 34 || code === 39) return this.#string(code);
    if (code === 96) return this.#template(this.#at + 1);
    const isDone = this.#punctuator(code);
    this.#word = "";
    this.#at += 1;
    return isDone;
  }

  #end(at: number): void {
    if (this.#first < 0) return;
    const first = this.#text.slice(this.#first, this.#first + 8).match(/^\w+|^\{/)?.[0] ?? "";
    if (HOISTS.has(first)) this.#names = this.#text.slice(this.#first, at).match(WORD) ?? [];
    this.firsts.push(this.#first);
    this.names.push(this.#names);
    this.bounds.push(at);
    this.#first = -1;
    this.#names = [];
    this.#isDeclaring = false;
    this.#isList = false;
  }

  #slash(): boolean {
    const [text, at] = [this.#text, this.#at];
    const next = text.charCodeAt(at + 1);
    if (next === 47 || next === 42) {
      LINE_END.lastIndex = at;
      const end = next === 42 ? text.indexOf("*/", at + 2) + 2 : (LINE_END.exec(text)?.index ?? text.length);
      this.#at = end;
      return end > at + 1;
    }
    if (this.#before === "unknown") return false;
    if (this.#first < 0) this.#first = at;
    this.#at = at + 1;
    if (this.#before === "regex") return this.#regex();
    this.#before = "regex";
    return true;
  }

  #regex(): boolean {
    const text = this.#text;
    let isClass = false;
    for (let at = this.#at; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      if (code === 92) at += 1;
      else if (code === 91) isClass = true;
      else if (code === 93) isClass = false;
      else if (code === 10 || code === 13) return false;
      else if (code === 47 && !isClass) {
        do at += 1;
        while (isWordPart(text.charCodeAt(at)));
        return this.#operand(at);
      }
    }
    return false;
  }

  #operand(end: number): boolean {
    this.#at = end;
    this.#before = "division";
    this.#word = "";
    this.#isClosed = false;
    return true;
  }

  #string(quote: number): boolean {
    const text = this.#text;
    for (let at = this.#at + 1; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      if (code === 92) at += 1;
      else if (code === quote) return this.#operand(at + 1);
      else if (code === 10) return false;
    }
    return false;
  }

  /** From within a template to its end, or into what it holds. */
  #template(from: number): boolean {
    const text = this.#text;
    for (let at = from; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      if (code === 92) at += 1;
      else if (code === 96) return this.#operand(at + 1);
      else if (code === 36 && text.charCodeAt(at + 1) === 123) {
        this.#open.push(OPEN.template);
        this.#operand(at + 2);
        this.#before = "regex";
        return true;
      }
    }
    return false;
  }

  #name(): boolean {
    const [text, start] = [this.#text, this.#at];
    let end = start;
    const isNumber = isDigit(text.charCodeAt(start));
    for (; end < text.length; end += 1) {
      const code = text.charCodeAt(end);
      if (code > 127 ? !LETTER.test(text.charAt(end)) : !isWordPart(code) && !(isNumber && code === 46)) break;
    }
    // A blank or an escape that words can hold: what they say is not what they spell.
    if (end === start || text.charCodeAt(end) === 92 || text.charCodeAt(end) > 127) return false;
    const isProperty = text[start - 1] === "." && text[start - 2] !== ".";
    const word = text.slice(start, end);
    const isTop = this.#open.length === 0;
    if (this.#isClosed && isTop && BEGINS.has(word)) this.#begin(start);
    this.#isClosed = false;
    if (this.#isDeclaring) this.#declare(word, isTop);
    if (isTop && !isProperty && DECLARES.has(word)) {
      this.#isDeclaring = true;
      this.#isList ||= word !== "function" && word !== "class";
    }
    this.#at = end;
    this.#before = isProperty || isNumber ? "division" : (AFTER.get(word) ?? "division");
    if (!isProperty && !isNumber) {
      this.#isDeclared = VARIABLES.has(this.#word);
      this.#target = word;
      this.#targetEnd = end;
    }
    const isForAwait = word === "await" && this.#word === "for";
    this.#word = isProperty ? "" : isForAwait ? "for" : word;
    return true;
  }

  #begin(at: number): void {
    this.#end(at);
    this.#first = at;
  }

  #declare(word: string, isTop: boolean): void {
    this.#names.push(word);
    if (isTop) this.#isDeclaring = false;
  }

  #punctuator(code: number): boolean {
    const text = this.#text;
    const next = text.charCodeAt(this.#at + 1);
    const isTop = this.#open.length === 0;
    this.#before = "regex";
    switch (code) {
      case 40:
        this.#open.push(CONDITIONS.has(this.#word) ? OPEN.condition : OPEN.plain);
        if (isTop) this.#isDeclaring = false;
        return true;
      case 91:
      case 123:
        this.#open.push(code === 91 ? OPEN.square : OPEN.brace);
        return true;
      case 41:
      case 93:
      case 125:
        return this.#close(code);
      case 59:
        if (isTop) this.#end(this.#at + 1);
        return true;
      case 44:
        if (isTop && this.#isList) this.#isDeclaring = true;
        return true;
      case 61:
        if (isTop) this.#isDeclaring = false;
        if (next !== 61 && next !== 62) this.#write();
        return true;
      case 43:
      case 45:
        if (next === code || text.charCodeAt(this.#at - 1) === code) this.#before = "unknown";
        // `-->` may be a comment of HTML, as `<!--` is.
        return !(code === 45 && next === 45 && text.charCodeAt(this.#at + 2) === 62);
      case 60:
        return !text.startsWith("<!--", this.#at);
      default:
        return code !== 92;
    }
  }

  /** At the last character of an operator that may assign to the name before it. */
  #write(): void {
    if (this.#isDeclared || !ASSIGNS.test(this.#text.slice(this.#targetEnd, this.#at))) return;
    const known = this.writes.get(this.#target);
    if (known === undefined) this.writes.set(this.#target, new Set([this.firsts.length]));
    else known.add(this.firsts.length);
  }

  #close(code: number): boolean {
    const opened = this.#open.pop();
    if (code === 41) {
      this.#before = opened === OPEN.condition ? "regex" : "division";
      return opened === OPEN.plain || opened === OPEN.condition;
    }
    this.#before = "division";
    if (code === 93) return opened === OPEN.square;
    if (opened === OPEN.template) {
      // Goes on with the text; the caller steps over one character.
      const isRead = this.#template(this.#at + 1);
      this.#at -= 1;
      return isRead;
    }
    this.#before = "unknown";
    this.#isClosed = this.#open.length === 0;
    return opened === OPEN.brace;
  }
}

const LINE_END = /[\n\r\u2028\u2029]/g;
