/**
 * A file read in part: the statements that its twin on the other side does not have, and those that these could give another
 * meaning. The others are parsed when a name asks for them, so that reading an update costs what changed, not what there is.
 */
import type * as acorn from "acorn";
import { type Node, walk } from "../source/ast.js";
import { SourceModule } from "../source/module.js";
import { type Outward, outwardOf } from "../source/outward.js";
import { isParsed, parse } from "../source/parse.js";
import { type Statements, statementsOf } from "../source/statements.js";

/** Smaller files are parsed as a whole, in characters. */
export const LEAST_PARTIAL = 100_000;
/** More than this part of the file is read as a whole at once. */
const MOST = 0.4;

export interface Partial {
  readonly module: SourceModule;
  /** The statements that both sides have alike. */
  readonly shared: readonly string[];
}

/**
 * Undefined where the whole file must be read. `isSettled` tells whether a relative specifier leads to what both sides have
 * alike.
 */
export function partialOf(
  path: string,
  text: string,
  other: string,
  isSettled: (specifier: string) => boolean,
  statementsIn: (text: string) => Statements | undefined = statementsOf,
): Partial | undefined {
  const [own, twin] = [statementsIn(text), statementsIn(other)];
  if (own === undefined || twin === undefined || own.firsts.length < 8) return undefined;
  const file = new Pieces(text, own);
  const told = file.told(new Set(new Pieces(other, twin).all()), isSettled);
  return told && file.module(path, told);
}

const RELATIVE = /["'`](\.{1,2}\/[^"'`\n]*)/g;
/** What says how the file is connected with others: always read. */
const CONNECTS = /^(?:import\b|export\b|(?:0\s*&&\s*\(?)?(?:module\.)?exports\b)/;

class Pieces {
  readonly #text: string;
  readonly #statements: Statements;
  readonly #homes = new Map<string, number[]>();
  readonly #read = new Set<number>();
  readonly #known = new Map<number, Outward>();
  /** Characters of the statements that were looked into. */
  #asked = 0;

  constructor(text: string, statements: Statements) {
    this.#text = text;
    this.#statements = statements;
    statements.names.forEach((names, i) => {
      for (const name of names) {
        const homes = this.#homes.get(name);
        if (homes === undefined) this.#homes.set(name, [i]);
        else homes.push(i);
      }
    });
  }

  all(): string[] {
    return this.#statements.firsts.map((_, i) => this.#piece(i));
  }

  #piece(i: number): string {
    const { firsts, bounds } = this.#statements;
    return this.#text.slice(firsts[i], bounds[i + 1]).trimEnd();
  }

  /** The statements whose facts are told: those that are new, and all that these could give another meaning. */
  told(others: ReadonlySet<string>, isSettled: (specifier: string) => boolean): ReadonlySet<number> | undefined {
    const told = new Set<number>();
    const open: string[] = [];
    const seen = new Set<string>();
    const add = (i: number): void => {
      if (told.has(i)) return;
      told.add(i);
      for (const name of this.#touched(i)) if (!seen.has(name) && seen.add(name)) open.push(name);
    };
    try {
      this.all().forEach((piece, i) => {
        if (!others.has(piece)) add(i);
      });
      for (const i of this.#unsettled(isSettled)) add(i);
      for (let name = open.pop(); name !== undefined; name = open.pop()) {
        const pieces = new Set(this.#mentions(name));
        for (const piece of pieces) if (!told.has(piece) && this.#outward(piece).used.has(name)) add(piece);
      }
    } catch (error) {
      if (error instanceof NotRead) return undefined;
      throw error;
    }
    return told;
  }

  /** What a statement has to do with the others. @throws NotRead when too much was asked for. */
  #outward(i: number): Outward {
    let known = this.#known.get(i);
    if (known === undefined) {
      const piece = this.#piece(i);
      this.#asked += piece.length;
      if (this.#asked > this.#text.length * MOST) throw new NotRead();
      known = outwardOf(programOf(piece));
      this.#known.set(i, known);
    }
    return known;
  }

  /** The names of the whole file that a statement declares or writes to. */
  #touched(i: number): string[] {
    const { declared, written } = this.#outward(i);
    return [...declared, ...[...written].filter((name) => this.#homes.has(name))];
  }

  /** Statements that name an own file whose contents changed. */
  *#unsettled(isSettled: (specifier: string) => boolean): Generator<number> {
    const known = new Map<string, boolean>();
    for (const { 1: specifier = "", index } of this.#text.matchAll(RELATIVE)) {
      const settled = known.get(specifier) ?? isSettled(specifier);
      known.set(specifier, settled);
      if (!settled) yield this.#at(index);
    }
  }

  /** Where a name stands as a word that is no property. */
  *#mentions(name: string): Generator<number> {
    const text = this.#text;
    for (let start = text.indexOf(name); start >= 0; start = text.indexOf(name, start + name.length)) {
      const end = start + name.length;
      const last = text.charAt(start - 1);
      if (PART.test(last) || PART.test(text.charAt(end))) continue;
      if (last === "." && text.charAt(start - 2) !== ".") continue;
      yield this.#at(start);
    }
  }

  /** The statement that an offset lies in. */
  #at(offset: number): number {
    const { bounds } = this.#statements;
    let [low, high] = [0, bounds.length - 2];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((bounds[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  module(path: string, told: ReadonlySet<number>): Partial | undefined {
    const isConnecting = (i: number): boolean =>
      CONNECTS.test(this.#text.slice(this.#statements.firsts[i]).slice(0, 40));
    const connecting = this.#statements.firsts.flatMap((_, i) => (!told.has(i) && isConnecting(i) ? [i] : []));
    try {
      const body = this.#nodes([...told].sort((a, b) => a - b));
      const rest = {
        nodes: this.#nodes(connecting),
        naming: (name: string): Node[] => this.#naming(name),
      };
      const program = { type: "Program", start: 0, end: this.#text.length, body, sourceType: "module" };
      const module = new SourceModule(path, this.#text, program as unknown as acorn.Program, rest);
      return { module, shared: this.all().filter((_, i) => !told.has(i)) };
    } catch (error) {
      if (error instanceof NotRead) return undefined;
      throw error;
    }
  }

  /** Statements not read so far that declare a name, or write to it. */
  #naming(name: string): Node[] {
    const homes = this.#homes.get(name);
    if (homes === undefined) return [];
    const wanted = new Set([...homes, ...(this.#statements.writes.get(name) ?? [])]);
    const order = [...wanted].sort((a, b) => a - b);
    return order.flatMap((i) => {
      try {
        return this.#nodes([i]);
      } catch (error) {
        if (error instanceof NotRead) return [];
        throw error;
      }
    });
  }

  /** The trees of statements, each given once, at their places in the file. @throws NotRead when one does not parse. */
  #nodes(wanted: readonly number[]): Node[] {
    return wanted.flatMap((i) => {
      if (this.#read.has(i)) return [];
      this.#read.add(i);
      const program = programOf(this.#piece(i));
      shift(program as Node, this.#statements.firsts[i] ?? 0);
      return program.body as Node[];
    });
  }
}

class NotRead extends Error {}

/** @throws NotRead when the text is no JavaScript. */
function programOf(text: string): acorn.Program {
  const result = parse(text, "");
  if (!isParsed(result) || !result.isPlain) throw new NotRead();
  return result.program;
}

/** Moves a tree to its place. A node may hang at two places of it. */
function shift(root: Node, offset: number): void {
  const seen = new Set<Node>();
  walk(root, (node) => {
    if (seen.has(node)) return false;
    seen.add(node);
    node.start += offset;
    node.end += offset;
    return undefined;
  });
}

const PART = /[\w$\u0080-\uffff]/;
