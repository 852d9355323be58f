/** YAML. Aliases and merge keys are followed, within limits: both can hide a command from whoever reads the text. */
import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  type YAMLMap,
} from "yaml";
import { type Member, type Parsed, type Span, scalar, type Value } from "./value.js";

const MAX_ALIASES = 100;
/** Values that are made of one file, aliases followed. */
const MAX_VALUES = 1_000_000;
/** Brackets and compact lists nested deeper than any settings are; the library's time grows with the square. */
const MAX_DEPTH = 100;
const COMPACT_NESTING = new RegExp(`(?:[-?:][ \\t]+){${MAX_DEPTH}}`);

/** @throws RangeError when the text is nested too deeply for the library. */
export function parseYaml(text: string): Parsed {
  if (isDeep(text)) return { problem: "is nested too deeply" };
  const lines = new LineCounter();
  // Pretty errors copy the line for each error: with many on one line, minutes.
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: false, prettyErrors: false });
  const [error] = document.errors;
  if (error !== undefined) return { problem: `line ${lines.linePos(error.pos[0]).line} is not YAML (${error.code})` };
  const reader = new Reader(document, lines);
  const value = document.contents === null ? undefined : reader.value(document.contents);
  return reader.exhausted ? { problem: "has too many aliases, or aliases of too much" } : { value };
}

function isDeep(text: string): boolean {
  let depth = 0;
  for (const [bracket] of text.matchAll(/[[\]{}]/g)) {
    depth = Math.max(0, depth + (bracket === "[" || bracket === "{" ? 1 : -1));
    if (depth > MAX_DEPTH) return true;
  }
  return COMPACT_NESTING.test(text);
}

class Reader {
  exhausted = false;
  #aliases = 0;
  #values = 0;
  readonly #document: Document.Parsed;
  readonly #lines: LineCounter;

  constructor(document: Document.Parsed, lines: LineCounter) {
    this.#document = document;
    this.#lines = lines;
  }

  value(node: unknown): Value {
    this.#values++;
    const line = this.#lineOf(node);
    if (isAlias(node)) return this.#resolved(node, line);
    const span = spanOf(node);
    if (isMap(node)) return { kind: "table", line, span, members: this.#members(node) };
    if (isSeq(node)) return { kind: "list", line, span, items: node.items.map((item) => this.value(item)) };
    const value = isScalar(node) ? node.value : null;
    const isPlain = value === null || typeof value === "number" || typeof value === "boolean";
    return scalar(line, isPlain ? value : String(value), span);
  }

  /** Merged members come last, and only where the table itself has no such key: true of readers that merge or not. */
  #members(table: YAMLMap): Member[] {
    const own: Member[] = [];
    const merged: Member[] = [];
    for (const pair of table.items) {
      const key = this.value(pair.key);
      const value = this.value(pair.value);
      const name = key.kind === "scalar" ? String(key.value) : "";
      if (name !== "<<") own.push({ key: name, line: key.line, value });
      else for (const item of value.kind === "list" ? value.items : [value]) merged.push(...membersOfTable(item));
    }
    const names = new Set(own.map((member) => member.key));
    return [...own, ...merged.filter((member) => !names.has(member.key))];
  }

  #resolved(alias: Alias, line: number): Value {
    this.#aliases++;
    this.exhausted ||= this.#aliases > MAX_ALIASES || this.#values > MAX_VALUES;
    return this.exhausted ? scalar(line, null) : this.value(alias.resolve(this.#document));
  }

  #lineOf(node: unknown): number {
    const span = spanOf(node);
    return span === undefined ? 1 : this.#lines.linePos(span.start).line;
  }
}

function spanOf(node: unknown): Span | undefined {
  const range = (node as { range?: readonly number[] | null } | null | undefined)?.range;
  const [start, end] = range ?? [];
  return start === undefined || end === undefined ? undefined : { start, end };
}

const membersOfTable = (value: Value): readonly Member[] => (value.kind === "table" ? value.members : []);
