/** Whether a blank stands between two tokens of one line, as people write them; never one where it would change anything. */
import { KIND } from "./kinds.js";
import type { Tokens } from "./tokens.js";

/** What the token before was, as far as the next one's distance depends on it. */
type Before =
  | "start"
  /** Nothing stands apart from it: an opening bracket, a prefix. */
  | "open"
  | "brace"
  /** A name, a literal: something that an operator can follow; `close` is the end of one. */
  | "operand"
  | "close"
  /** A keyword; `called` ones are followed by their parenthesis at once. */
  | "word"
  | "called"
  /** Something that the next token stands apart from: an operator, a comma, a comment. */
  | "apart";

const VALUES = new Set(["this", "super", "null", "true", "false"]);
const CALLED = new Set(["function", "import", "async", "get", "set", "constructor"]);
const OPERATORS = new Set([
  ...["=>", "=", "==", "===", "!=", "!==", "<", ">", "<=", ">=", "&&", "||", "??", "**", "<<", ">>", ">>>", "|", "^"],
  ...["&", "%", "/", "+=", "-=", "*=", "/=", "%=", "**=", "<<=", ">>=", ">>>=", "&=", "|=", "^=", "&&=", "||=", "??="],
]);

/** Asked for every token in order; keeps which brackets, conditions and templates are open. */
export class Spacing {
  readonly #tokens: Tokens;
  readonly #open: string[] = [];
  #before: Before = "start";
  #last = "";

  constructor(tokens: Tokens) {
    this.#tokens = tokens;
  }

  /** Whether the token stands apart from the one before it. */
  next(token: number): boolean {
    const kind = this.#tokens.kind(token);
    if (kind !== KIND.punctuator) return this.#other(token, kind);
    const text = this.#tokens.textOf(token);
    const last = this.#last;
    this.#last = text;
    const spaced = this.#punctuator(text, last);
    const isSign = text.startsWith("+") || text.startsWith("-");
    return spaced || (isSign && last.endsWith(text.charAt(0)));
  }

  #become(before: Before, spaced: boolean): boolean {
    this.#before = before;
    return spaced;
  }

  /** Names, words, literals and comments. */
  #other(token: number, kind: number): boolean {
    const text = kind === KIND.word || kind === KIND.number ? this.#tokens.textOf(token) : "";
    const apart = this.#isApart;
    this.#last = kind === KIND.number ? text : "";
    if (kind === KIND.template) return this.#become("open", false);
    if (kind === KIND.comment) return this.#become("apart", this.#before !== "start");
    if (kind !== KIND.word || VALUES.has(text)) return this.#become("operand", apart);
    return this.#become(CALLED.has(text) ? "called" : "word", apart);
  }

  get #isApart(): boolean {
    return this.#before !== "open" && this.#before !== "start";
  }

  get #isOperand(): boolean {
    return this.#before === "operand" || this.#before === "close";
  }

  #punctuator(text: string, last: string): boolean {
    if (OPERATORS.has(text)) return this.#become("apart", true);
    switch (text) {
      case "(":
      case "[":
      case "{":
      case "${":
      case "`":
        return this.#opening(text);
      case ")":
      case "]":
      case "}":
        return this.#closing(text);
      case ".":
      case "?.":
        return this.#become("open", /^\d+$/.test(last));
      case ",":
      case ";":
        return this.#become("apart", false);
      case "?":
        this.#open.push(text);
        return this.#become("apart", true);
      case ":":
        return this.#become("apart", this.#open.at(-1) === "?" && this.#open.pop() !== undefined);
      default:
        return this.#sign(text);
    }
  }

  #sign(text: string): boolean {
    const apart = this.#isApart;
    if (text === "++" || text === "--")
      return this.#become(this.#isOperand ? "close" : "open", apart && !this.#isOperand);
    if (text === "*" && (this.#before === "called" || this.#before === "word")) return this.#become("apart", false);
    const isBinary = (text === "+" || text === "-" || text === "*") && this.#isOperand;
    return this.#become(isBinary ? "apart" : "open", apart);
  }

  #opening(text: string): boolean {
    const before = this.#before;
    if (text === "`" && this.#open.at(-1) === "`") {
      this.#open.pop();
      return this.#become("close", false);
    }
    this.#open.push(text);
    if (text === "{") return this.#become("brace", this.#isApart);
    const apart =
      before === "apart" || before === "brace" || before === "word" || (before === "called" && text !== "(");
    return this.#become("open", apart && text !== "${");
  }

  #closing(text: string): boolean {
    while (this.#open.at(-1) === "?") this.#open.pop();
    const opened = this.#open.pop();
    if (opened === "${") return this.#become("open", false);
    const isEmpty = this.#before === "brace";
    return this.#become("close", text === "}" && !isEmpty && this.#before !== "start");
  }
}
