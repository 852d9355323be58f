/**
 * Source text → syntax tree, behind one interface. JavaScript goes to acorn; TypeScript, JSX and what acorn refuses go to
 * Babel's parser, which recovers from errors. Both are plain JavaScript, and are kept from the end of the stack.
 */
import { createRequire } from "node:module";
import type * as acorn from "acorn";
import type { Node } from "./ast.js";
import { isMarkup, parseJavaScript, TooDeep } from "./javascript.js";

export interface Parsed {
  readonly program: acorn.Program;
  /** Syntax errors that the parser went on after. */
  readonly errors: number;
  /** JavaScript as its specification has it: no types, no JSX, nothing recovered from. */
  readonly isPlain: boolean;
  /** Some comments are those of HTML, as scripts may have: `<!--` and `-->`. */
  readonly hasMarkup: boolean;
}

export interface Unparsed {
  readonly reason: string;
}

const require = createRequire(import.meta.url);
const MODULE = /(?:^|[;}\s])(?:import\s*[\w{*"'$]|export\s*[\w{*$]|import\.meta)/;

/** Whether a path is one of TypeScript. */
export const isTyped = (path: string): boolean => /\.[cm]?tsx?$/.test(path);

/**
 * Parses one file. `path` only tells TypeScript from JavaScript.
 *
 * @returns the reason, in words, when there is no tree. Never throws.
 */
export function parse(text: string, path: string): Parsed | Unparsed {
  if (!isTyped(path)) {
    const parsed = plain(text);
    if (parsed !== undefined) return parsed;
  }
  if (isDeep(text)) return TOO_DEEP;
  return text.split(COMMENT, MAX_COMMENTS).length < MAX_COMMENTS ? parseTolerant(text, path) : TOO_MANY;
}

function plain(text: string): Parsed | Unparsed | undefined {
  const order = MODULE.test(text) ? (["module", "script"] as const) : (["script", "module"] as const);
  for (const sourceType of order) {
    try {
      return { errors: 0, isPlain: true, ...parseJavaScript(text, sourceType) };
    } catch (error) {
      if (error instanceof TooDeep || error instanceof RangeError) return TOO_DEEP;
    }
  }
  return undefined;
}

const TOO_DEEP: Unparsed = { reason: "nests too deeply to be parsed" };
/** Babel's parser takes the square of their number. */
const MAX_COMMENTS = 50_000;
const COMMENT = /\/[/*]/;
const TOO_MANY: Unparsed = { reason: "holds too many comments to be parsed" };
/** Brackets open at once, those in texts counted as well, up to which Babel's parser is asked. */
const MAX_OPEN = 1000;

function isDeep(text: string): boolean {
  let open = 0;
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    if (code === 40 || code === 91 || code === 123) open += 1;
    else if ((code === 41 || code === 93 || code === 125) && open > 0) open -= 1;
    if (open > MAX_OPEN) return true;
  }
  return false;
}

function parseTolerant(text: string, path: string): Parsed | Unparsed {
  const { parse: parser } = require("@babel/parser") as typeof import("@babel/parser");
  const typed = isTyped(path) ? (["typescript"] as const) : (["flow"] as const);
  const jsx = /\.[cm]?ts$/.test(path) ? [] : (["jsx"] as const);
  try {
    const file = parser(text, {
      sourceType: "unambiguous",
      errorRecovery: true,
      attachComment: false,
      allowReturnOutsideFunction: true,
      allowAwaitOutsideFunction: true,
      allowUndeclaredExports: true,
      plugins: ["estree", ...typed, ...jsx, ["decorators", { allowCallParenthesized: true }]],
    });
    const program = file.program as unknown as acorn.Program;
    const hasMarkup = (file.comments ?? []).some(({ start }) => isMarkup(text, start ?? 0));
    return { program, errors: file.errors?.length ?? 0, isPlain: false, hasMarkup };
  } catch (error) {
    return error instanceof RangeError ? TOO_DEEP : { reason: syntaxError(error) };
  }
}

const syntaxError = (error: unknown): string =>
  `syntax error: ${(error instanceof Error ? error.message : String(error)).slice(0, 200)}`;

export const isParsed = (result: Parsed | Unparsed): result is Parsed => "program" in result;

export type { Node };
