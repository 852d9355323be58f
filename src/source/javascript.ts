/** acorn, kept within bounds that a hostile file would break: the depth of its stack, and work that grows with a square. */
import { createRequire } from "node:module";
import type * as acorn from "acorn";

const require = createRequire(import.meta.url);

/** The methods of acorn's parser that call themselves, by way of others, for what stands inside something else. */
interface Methods {
  parseStatement(...parameters: unknown[]): unknown;
  parseMaybeAssign(...parameters: unknown[]): unknown;
  parseMaybeUnary(...parameters: unknown[]): unknown;
  parseTemplate(...parameters: unknown[]): unknown;
}

type Constructor = new (...parameters: never[]) => Methods;

/** Bytes of stack for everything that is open at once. Node gives 984 kilobytes; some code takes a third more than is reckoned here. */
const STACK = 500_000;
/** What one of each takes, as measured. */
const BYTES = { statement: 1000, assignment: 1400, unary: 200, template: 700 } as const;

export class TooDeep extends Error {}

/**
 * Near the end of the stack a regular expression that must be compiled ends the process, so the parser stops before. And
 * names that are declared twice are not looked for: files that no engine would start for one are read like the others.
 */
function boundedParser(): typeof acorn.Parser {
  const { Parser } = require("acorn") as typeof acorn;
  class Bounded extends (Parser as unknown as Constructor) {
    #open = 0;

    #within<T>(bytes: number, parse: () => T): T {
      this.#open += bytes;
      if (this.#open > STACK) throw new TooDeep();
      const result = parse();
      this.#open -= bytes;
      return result;
    }

    override parseStatement(...parameters: unknown[]): unknown {
      return this.#within(BYTES.statement, () => super.parseStatement(...parameters));
    }

    override parseMaybeAssign(...parameters: unknown[]): unknown {
      return this.#within(BYTES.assignment, () => super.parseMaybeAssign(...parameters));
    }

    override parseMaybeUnary(...parameters: unknown[]): unknown {
      return this.#within(BYTES.unary, () => super.parseMaybeUnary(...parameters));
    }

    override parseTemplate(...parameters: unknown[]): unknown {
      return this.#within(BYTES.template, () => super.parseTemplate(...parameters));
    }

    declareName(): void {}
    checkLocalExport(): void {}
  }
  return Bounded as unknown as typeof acorn.Parser;
}

let bounded: typeof acorn.Parser | undefined;

/**
 * Parses a file as a module or a script.
 *
 * @throws TooDeep when it nests too deeply, SyntaxError when it is no such file.
 */
export function parseJavaScript(
  text: string,
  sourceType: "module" | "script",
): { readonly program: acorn.Program; readonly hasMarkup: boolean } {
  bounded ??= boundedParser();
  let hasMarkup = false;
  const program = bounded.parse(text, {
    onComment: (_block, _text, start) => {
      hasMarkup ||= isMarkup(text, start);
    },
    ecmaVersion: "latest",
    sourceType,
    allowReturnOutsideFunction: true,
    allowAwaitOutsideFunction: true,
    allowHashBang: true,
    checkPrivateFields: false,
  });
  return { program, hasMarkup };
}

/** Whether a comment that begins here is one of HTML. */
export const isMarkup = (text: string, start: number): boolean => !/^(?:\/[/*]|#!)/.test(text.slice(start, start + 2));
