/** Tokens and a layout → lines. Every line is made of the file's own tokens; only the blanks between them are ours. */

import { KIND } from "./kinds.js";
import type { Layout } from "./layout.js";
import { lineAt } from "./lines.js";
import { Spacing } from "./spacing.js";
import type { Tokens } from "./tokens.js";

/** A stretch of the shipped text on a shown line: a token, or the part of one that has more lines. */
export interface Piece {
  readonly token: number;
  /** Where it stands on the shown line. */
  readonly column: number;
  /** Where it stands in the text. */
  readonly start: number;
  readonly end: number;
}

/** Deeper lines are set in no further. */
const DEEPEST = 24;
const BLANKS = Array.from({ length: DEEPEST + 1 }, (_, depth) => "  ".repeat(depth));

/** Only these hold line ends. Strings do where a backslash stands before one. */
const MANY_LINED = new Set<number>([KIND.template, KIND.comment, KIND.string]);

/** Comments after one another that are looked over for the statement they belong to. */
const MANY_COMMENTS = 8;

/** A file as shown lines. */
export class Printed {
  readonly tokens: Tokens;
  readonly lines: string[] = [];
  /** By line: its first token, where in the text it begins, and how far it is set in. */
  readonly #first: number[] = [];
  readonly #starts: number[] = [];
  readonly #indents: number[] = [];
  /** By token: 1 where it stands apart from the one before. */
  readonly #spaced: Uint8Array;

  constructor(tokens: Tokens, layout: Layout) {
    this.tokens = tokens;
    this.#spaced = new Uint8Array(tokens.count);
    const spacing = new Spacing(tokens);
    let depth = 0;
    let line: string | undefined;
    for (let token = 0; token < tokens.count; token += 1) {
      depth += layout.steps[token] ?? 0;
      const spaced = spacing.next(token);
      if (line === undefined || this.#isBroken(token, layout)) {
        if (line !== undefined) this.lines.push(line);
        line = this.#begin(token, tokens.start(token), BLANKS[Math.max(0, Math.min(depth, DEEPEST))] ?? "");
      } else if (spaced) {
        this.#spaced[token] = 1;
        line += " ";
      }
      line = this.#append(token, line);
    }
    if (line !== undefined) this.lines.push(line);
  }

  #begin(token: number, start: number, indent: string): string {
    this.#first.push(token);
    this.#starts.push(start);
    this.#indents.push(indent.length);
    return indent;
  }

  /** Adds a token; what it holds of line ends are line ends as shown, too. */
  #append(token: number, begun: string): string {
    const { text } = this.tokens;
    const end = this.tokens.end(token);
    let line = begun;
    let start = this.tokens.start(token);
    for (let stop = this.#lineEnd(token, start); stop < end; stop = this.#lineEnd(token, start)) {
      this.lines.push(line + text.slice(start, stop));
      start = stop + (text.startsWith("\r\n", stop) ? 2 : 1);
      line = this.#begin(token, start, "");
    }
    return line + text.slice(start, end);
  }

  /** Comments begin a line where they stand before one; nothing follows a comment to the end of the line. */
  #isBroken(token: number, { breaks }: Layout): boolean {
    const { tokens } = this;
    if (tokens.kind(token - 1) === KIND.comment && !tokens.text.startsWith("/*", tokens.start(token - 1))) return true;
    if (tokens.kind(token) !== KIND.comment) return breaks[token] === 1;
    const isOnNewLine = /[\n\r]/.test(tokens.text.slice(tokens.end(token - 1), tokens.start(token)));
    if (isOnNewLine) return true;
    let next = token + 1;
    while (tokens.kind(next) === KIND.comment && next < token + MANY_COMMENTS) next += 1;
    return breaks[next] === 1 && !/[\n\r]/.test(tokens.text.slice(tokens.end(token), tokens.start(next)));
  }

  /** Where the line of the text that holds `start` ends, at the end of the token at the latest. */
  #lineEnd(token: number, start: number): number {
    const end = this.tokens.end(token);
    if (!MANY_LINED.has(this.tokens.kind(token))) return end;
    const rest = this.tokens.text.slice(start, end);
    const feed = rest.indexOf("\n");
    return feed < 0 ? end : start + (rest[feed - 1] === "\r" ? feed - 1 : feed);
  }

  /** The pieces of a line (by its index), in order. */
  pieces(index: number): Piece[] {
    const pieces: Piece[] = [];
    const from = this.#starts[index];
    if (from === undefined) return pieces;
    const until = this.#starts[index + 1] ?? this.tokens.text.length + 1;
    let column = this.#indents[index] ?? 0;
    for (
      let token = this.#first[index] ?? 0;
      token < this.tokens.count && this.tokens.start(token) < until;
      token += 1
    ) {
      const start = Math.max(from, this.tokens.start(token));
      if (pieces.length > 0) column += this.#spaced[token] ?? 0;
      const end = this.#lineEnd(token, start);
      pieces.push({ token, column, start, end });
      column += end - start;
    }
    return pieces;
  }

  /** The index of the line that shows an offset of the text. */
  lineAt(offset: number): number {
    return lineAt(this.#starts, offset);
  }
}
