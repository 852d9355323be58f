/** A text as tokens on lines: what the readable form, and the comparison of code, are made from. */

import { type Layout, layoutOf } from "./layout.js";
import { leavesOf } from "./leaves.js";
import { lineAt } from "./lines.js";
import { isParsed, isTyped, type Parsed, parse, type Unparsed } from "./parse.js";
import { type Piece, Printed } from "./print.js";
import { type Tokens, tokensOf } from "./tokens.js";

/** Lines that are made of tokens. */
export interface CodeLines {
  readonly tokens: Tokens;
  /** Without line ends. */
  readonly lines: readonly string[];
  /** What stands on a line, by its index. */
  pieces(index: number): Piece[];
  /** The index of the line that shows an offset of the text. */
  lineAt(offset: number): number;
}

/** Longer texts are not parsed for reading: the effort is linear, the memory some thirty times the text. */
export const MAX_READABLE = 8 * 1024 ** 2;

/** JavaScript, or what Babel's parser reads, broken into lines anew; or why not. */
export function readableCode(text: string, path: string): CodeLines | { readonly reason: string } {
  const code = codeOf(text, path);
  return "reason" in code ? code : new Printed(code.tokens, code.layout());
}

/** JavaScript on the lines that it was shipped on; or why not. */
export function shippedCode(text: string, path: string, lines: readonly string[]): CodeLines | undefined {
  const code = codeOf(text, path);
  return "reason" in code ? undefined : new ShippedLines(code.tokens, lines);
}

interface Code {
  readonly tokens: Tokens;
  layout(): Layout;
}

const kept = new Map<string, Code>();
/** Longer texts are parsed again: their trees are too large to have anything beside them. */
const MAX_KEPT = 3 * 1024 ** 2;

/** The same text is read otherwise as TypeScript. */
const keyOf = (text: string, path: string): string => (isTyped(path) ? `typed ${text}` : text);

/** Keeps of a parsed file what showing it takes, which is a fraction of its tree: who asks first need not parse it again. */
export function keepCode(text: string, path: string, parsed: Parsed): void {
  if (text.length > MAX_KEPT) return;
  const code = codeIn(text, parsed);
  if ("reason" in code) return;
  const { tokens } = code;
  const layout = code.layout();
  kept.set(keyOf(text, path), { tokens, layout: () => layout });
}

function codeOf(text: string, path: string): Code | Unparsed {
  if (text.length > MAX_READABLE) return { reason: `larger than ${MAX_READABLE} characters` };
  const key = keyOf(text, path);
  const known = kept.get(key);
  kept.delete(key);
  if (known !== undefined) return known;
  const parsed = parse(text, path);
  return isParsed(parsed) ? codeIn(text, parsed) : parsed;
}

function codeIn(text: string, parsed: Parsed): Code | Unparsed {
  if (parsed.hasMarkup) return { reason: "comments of HTML" };
  if (parsed.errors > 0) return { reason: `${parsed.errors} syntax errors` };
  const leaves = leavesOf(text, parsed.program, { names: parsed.isPlain });
  const tokens = tokensOf(text, leaves);
  return { tokens, layout: () => layoutOf(tokens, leaves.nodes) };
}

/** Tokens on the lines of their own text. */
export class ShippedLines implements CodeLines {
  readonly tokens: Tokens;
  readonly lines: readonly string[];
  readonly #starts: number[] = [0];

  constructor(tokens: Tokens, lines: readonly string[]) {
    this.tokens = tokens;
    this.lines = lines;
    const { text } = tokens;
    for (let feed = text.indexOf("\n"); feed >= 0; feed = text.indexOf("\n", feed + 1)) this.#starts.push(feed + 1);
  }

  pieces(index: number): Piece[] {
    const start = this.#starts[index] ?? this.tokens.text.length;
    const end = start + (this.lines[index]?.length ?? 0);
    const next = this.#starts[index + 1] ?? this.tokens.text.length;
    const pieces: Piece[] = [];
    let token = this.tokens.from(start);
    // A token that began on a line before reaches into this one.
    if (token > 0 && this.tokens.end(token - 1) > start) token -= 1;
    // One that begins with the line end, as a template can, has nothing on this line and still is not whole on the next.
    for (; token < this.tokens.count && this.tokens.start(token) < next; token += 1) {
      const from = Math.min(end, Math.max(start, this.tokens.start(token)));
      pieces.push({ token, column: from - start, start: from, end: Math.min(end, this.tokens.end(token)) });
    }
    return pieces;
  }

  lineAt(offset: number): number {
    return lineAt(this.#starts, offset);
  }
}
