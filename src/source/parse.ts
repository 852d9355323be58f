/**
 * Source text → syntax tree, behind one interface. JavaScript goes to acorn; TypeScript, JSX and what acorn refuses go to
 * Babel's parser, which recovers from errors. Both are plain JavaScript: nesting without end makes them throw, never crash.
 */
import { createRequire } from "node:module";
import type * as acorn from "acorn";
import type { Node } from "./ast.js";

export interface Parsed {
  readonly program: acorn.Program;
  /** Syntax errors that the parser went on after. */
  readonly errors: number;
  /** JavaScript as its specification has it: no types, no JSX, nothing recovered from. */
  readonly isPlain: boolean;
}

export interface Unparsed {
  readonly reason: string;
}

const require = createRequire(import.meta.url);
const TYPED = /\.[cm]?tsx?$/;
const MODULE = /(?:^|[;}\s])(?:import\s*[\w{*"'$]|export\s*[\w{*$]|import\.meta)/;

/** Ends in an error inside a template, in either width of a string. */
const BROKEN = ["(`${", "(`${'\u0101'"];
const warm = new Set<unknown>();

/**
 * V8 aborts the process when a regular expression has to be compiled while the stack is nearly used up, where anything
 * else would throw. What a parser matches with when it gives up is therefore compiled before it goes deep.
 */
function warmUp(parser: (text: string, path: string) => unknown): void {
  if (warm.has(parser)) return;
  warm.add(parser);
  for (const text of [...BROKEN, ...BROKEN]) for (const path of ["a.js", "a.ts"]) parser(text, path);
}

/**
 * Parses one file. `path` only tells TypeScript from JavaScript.
 *
 * @returns the reason, in words, when there is no tree. Never throws.
 */
export function parse(text: string, path: string): Parsed | Unparsed {
  if (!TYPED.test(path)) {
    const program = parseJavaScript(text);
    if (program !== undefined) return { program, errors: 0, isPlain: true };
  }
  return parseTolerant(text, path);
}

function parseJavaScript(text: string): acorn.Program | undefined {
  warmUp(parseJavaScript);
  const { parse: parser } = require("acorn") as typeof acorn;
  const order = MODULE.test(text) ? (["module", "script"] as const) : (["script", "module"] as const);
  for (const sourceType of order) {
    try {
      return parser(text, {
        ecmaVersion: "latest",
        sourceType,
        allowReturnOutsideFunction: true,
        allowAwaitOutsideFunction: true,
        allowHashBang: true,
        checkPrivateFields: false,
      });
    } catch (error) {
      if (error instanceof RangeError) return undefined;
    }
  }
  return undefined;
}

function parseTolerant(text: string, path: string): Parsed | Unparsed {
  warmUp(parseTolerant);
  const { parse: parser } = require("@babel/parser") as typeof import("@babel/parser");
  const typed = TYPED.test(path) ? (["typescript"] as const) : (["flow"] as const);
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
    return { program: file.program as unknown as acorn.Program, errors: file.errors?.length ?? 0, isPlain: false };
  } catch (error) {
    return { reason: error instanceof RangeError ? "nests too deeply to be parsed" : syntaxError(error) };
  }
}

const syntaxError = (error: unknown): string =>
  `syntax error: ${(error instanceof Error ? error.message : String(error)).slice(0, 200)}`;

export const isParsed = (result: Parsed | Unparsed): result is Parsed => "program" in result;

export type { Node };
