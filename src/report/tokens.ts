/**
 * Just enough of a reading of source to colour it: comments, strings, numbers, keywords. Line by line, with what is open
 * at the end of a line handed on. A wrong guess miscolours and does nothing else; time is linear in the line.
 */

export type TokenKind = "comment" | "string" | "number" | "keyword";

/** Offsets in the line, UTF-16; in order, never overlapping. What lies between is plain. */
export interface Token {
  readonly start: number;
  readonly end: number;
  readonly kind: TokenKind;
}

export type Language = "script" | "json" | "shell" | "none";

/** What is open: a block comment, or template literals, each with the depth of braces within its `${`. */
export interface Open {
  readonly comment: boolean;
  /** From the outermost; -1 is the text of the template itself. */
  readonly templates: readonly number[];
}

export const NOTHING_OPEN: Open = { comment: false, templates: [] };

/** Deeper templates are read as text: no person writes them. */
const MOST_TEMPLATES = 20;

const SCRIPT_WORDS = new Set(
  (
    "as async await break case catch class const continue debugger default delete do else enum export extends finally " +
    "for from function get if implements import in instanceof interface let namespace new of private protected public " +
    "readonly return satisfies set static super switch this throw try type typeof var void while with yield " +
    "true false null undefined NaN Infinity"
  ).split(" "),
);
const JSON_WORDS = new Set(["true", "false", "null"]);
const SHELL_WORDS = new Set(
  "if then elif else fi for while until do done case esac in function return export".split(" "),
);
const NO_WORDS: ReadonlySet<string> = new Set();

const WORDS: Readonly<Record<Language, ReadonlySet<string>>> = {
  script: SCRIPT_WORDS,
  json: JSON_WORDS,
  shell: SHELL_WORDS,
  none: NO_WORDS,
};

/** By the file's name: colours are no judgement. */
export function languageOf(path: string): Language {
  if (/\.(?:[cm]?[jt]sx?|es6|json5|jsonc)$/i.test(path)) return "script";
  if (/\.(?:json|map)$|(?:^|\/)\.[a-z]+rc$/i.test(path)) return "json";
  if (/\.(?:sh|bash|zsh|ps1|cmd|bat|ya?ml|toml|ini|env|py|rb)$/i.test(path)) return "shell";
  // Programs without an ending are common in `bin`; prose has one.
  return /(?:^|\/)bin\/[^./]+$/.test(path) ? "script" : "none";
}

/** The tokens of a line, and what is open after it. */
export function tokensOf(line: string, language: Language, open: Open): { tokens: readonly Token[]; open: Open } {
  if (language === "none") return { tokens: [], open };
  const reader = new Reader(line, language, open);
  reader.run();
  return { tokens: reader.tokens, open: { comment: reader.comment, templates: reader.templates } };
}

const WORD = /[\p{L}\p{N}_$]+/uy;
const NUMBER = /^(?:0[xob][\da-f_]+n?|\d[\d_]*n?|\d[\d_]*e\d+)$/i;

class Reader {
  readonly tokens: Token[] = [];
  comment: boolean;
  templates: number[];
  readonly #line: string;
  readonly #language: Language;
  #at = 0;
  /** The last character that is neither blank nor comment: tells a regular expression from a division. */
  #last = "";
  /** A slash was seen that begins nothing which ends on this line. */
  #isLoose = false;

  constructor(line: string, language: Language, open: Open) {
    this.#line = line;
    this.#language = language;
    this.comment = open.comment;
    this.templates = [...open.templates];
  }

  run(): void {
    const isInCode = !this.comment && this.templates.length === 0;
    if (isInCode && this.#line.startsWith("#!")) this.#push("comment", 0, this.#line.length);
    while (this.#at < this.#line.length) {
      if (this.comment) this.#blockComment(this.#at);
      else if (this.templates.at(-1) === -1) this.#template(this.#at);
      else this.#code();
    }
  }

  #push(kind: TokenKind, start: number, end: number): void {
    if (end > start) this.tokens.push({ start, end, kind });
    this.#at = end;
  }

  #code(): void {
    const start = this.#at;
    const character = this.#line[start] ?? "";
    const isScript = this.#language === "script";
    if (character === '"' || character === "'") this.#string(character);
    else if (isScript && character === "`" && this.templates.length < MOST_TEMPLATES) {
      this.templates.push(-1);
      this.#template(start, start + 1);
    } else if (isScript && this.#line.startsWith("//", start)) this.#push("comment", start, this.#line.length);
    else if (isScript && this.#line.startsWith("/*", start)) this.#blockComment(start, start + 2);
    else if (this.#language === "shell" && character === "#") this.#push("comment", start, this.#line.length);
    else if (isScript && character === "/" && !this.#isLoose && !/[\w$)\]}]/.test(this.#last)) this.#expression();
    else if (!this.#word()) this.#other(character);
  }

  #other(character: string): void {
    const depth = this.templates.at(-1);
    if (depth !== undefined && (character === "{" || character === "}")) {
      if (character === "}" && depth === 0) {
        this.templates[this.templates.length - 1] = -1;
        this.#template(this.#at, this.#at + 1);
        return;
      }
      this.templates[this.templates.length - 1] = depth + (character === "{" ? 1 : -1);
    }
    if (character.trim() !== "") this.#last = character;
    this.#at += 1;
  }

  #word(): boolean {
    WORD.lastIndex = this.#at;
    const word = WORD.exec(this.#line)?.[0];
    if (word === undefined) return false;
    const start = this.#at;
    this.#at += word.length;
    if (word.length < 30 && WORDS[this.#language].has(word) && this.#last !== ".") {
      this.#push("keyword", start, this.#at);
      this.#last = ""; // `return /x/` begins an expression.
      return true;
    }
    if (word.length < 50 && NUMBER.test(word)) this.#push("number", start, this.#at);
    this.#last = "a";
    return true;
  }

  /** To the closing quote, or to the end of the line. */
  #string(quote: string): void {
    const start = this.#at;
    this.#push("string", start, this.#closing(quote, start + 1));
    this.#last = "a";
  }

  #closing(quote: string, from: number): number {
    for (let at = from; at < this.#line.length; at++) {
      const character = this.#line[at];
      if (character === "\\") at += 1;
      else if (character === quote) return at + 1;
    }
    return this.#line.length;
  }

  /** A regular expression, if it ends on this line. */
  #expression(): void {
    const start = this.#at;
    let inClass = false;
    for (let at = start + 1; at < this.#line.length; at++) {
      const character = this.#line[at];
      if (character === "\\") at += 1;
      else if (character === "[") inClass = true;
      else if (character === "]") inClass = false;
      else if (character === "/" && !inClass) {
        this.#push("string", start, at + 1);
        this.#last = "a";
        return;
      }
    }
    this.#isLoose = true;
    this.#other("/");
  }

  #blockComment(start: number, from = start): void {
    const end = this.#line.indexOf("*/", from);
    this.comment = end < 0;
    this.#push("comment", start, end < 0 ? this.#line.length : end + 2);
  }

  /** The text of a template, up to its end or to `${`. */
  #template(start: number, from = start): void {
    for (let at = from; at < this.#line.length; at++) {
      const character = this.#line[at];
      if (character === "\\") at += 1;
      else if (character === "`") {
        this.templates.pop();
        this.#last = "a";
        this.#push("string", start, at + 1);
        return;
      } else if (character === "$" && this.#line[at + 1] === "{") {
        this.templates[this.templates.length - 1] = 0;
        this.#last = "";
        this.#push("string", start, at + 2);
        return;
      }
    }
    this.#push("string", start, this.#line.length);
  }
}
