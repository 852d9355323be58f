/**
 * Changing words where they stand in a text: only the words that differ are replaced, so that comments, layout and the
 * words that stay are not touched. Nothing here is trusted: whoever edits reads the result again.
 */
import type { Format } from "./table.js";
import type { Span, Value } from "./value.js";

export interface Piece extends Span {
  readonly text: string;
}

/** The text with pieces put in their places, which must not overlap. Of two at one place the first stands first. */
export function withPieces(text: string, pieces: readonly Piece[]): string {
  let at = 0;
  let out = "";
  for (const piece of [...pieces].sort((a, b) => a.start - b.start || a.end - b.end)) {
    out += text.slice(at, piece.start) + piece.text;
    at = piece.end;
  }
  return out + text.slice(at);
}

/** A word in any of the formats: JSON's strings are basic strings of TOML and double-quoted ones of YAML. */
export const spelled = (word: string): string => JSON.stringify(word);

/** Why a place cannot be edited: one lower-case clause. */
export type Refusal = { readonly why: string };

type List = Extract<Value, { kind: "list" }>;

const wordOf = (item: Value): string | undefined =>
  item.kind === "scalar" && item.value !== null ? String(item.value) : undefined;

/** Makes the items of a list the given words: the end that both have in common stays as it is written. */
export function listPieces(text: string, list: List, words: readonly string[]): Piece[] | Refusal {
  const { items, span } = list;
  const spans = items.map((item) => item.span);
  if (span === undefined || spans.includes(undefined)) return { why: "its arguments are written in an unusual way" };
  const places = spans as Span[];
  const common = commonEnd(items.map(wordOf), words);
  const [old, fresh] = [places.slice(0, items.length - common), words.slice(0, words.length - common)];
  const kept = Math.min(old.length, fresh.length);
  const replaced = old.slice(0, kept).map((place, i) => ({ ...place, text: spelled(fresh[i] as string) }));
  const shape = shapeOf(text, span, places);
  if (shape === undefined) return { why: "its arguments are written in an unusual way" };
  const added = fresh.slice(kept).map(spelled);
  return [...replaced, ...additions(shape, places, kept, added), ...removals(text, places, kept, old.length)];
}

/** How many words at the end are the same. */
function commonEnd(before: readonly (string | undefined)[], after: readonly string[]): number {
  let n = 0;
  while (n < before.length && n < after.length && before.at(-1 - n) === after.at(-1 - n)) n++;
  return n;
}

/** Characters: a line that is longer is nobody's layout. */
const MAX_LEAD = 1000;

/** What stands before a place on its line, and what ends the line above, as far as that is not too far away. */
function lineBefore(text: string, at: number): { readonly eol: string | undefined; readonly before: string } {
  const lead = text.slice(Math.max(0, at - MAX_LEAD), at);
  const start = Math.max(lead.lastIndexOf("\n"), lead.lastIndexOf("\r")) + 1;
  const eol = /\r?\n$/.exec(lead.slice(Math.max(0, start - 2), start))?.[0];
  return { eol, before: lead.slice(start) };
}

interface Shape {
  /** What stands between two items. */
  readonly between: string;
  /** Where the first item of an empty list goes. */
  readonly inside: number;
}

/** Undefined for a block list of YAML whose items do not stand on lines of their own. */
function shapeOf(text: string, span: Span, items: readonly Span[]): Shape | undefined {
  const first = items[0]?.start ?? span.end;
  const line = lineBefore(text, first);
  const lead = /^([ \t]*)(-[ \t]+)?$/.exec(line.before);
  const eol = lead === null ? undefined : line.eol;
  const [, indent = "", dash] = lead ?? [];
  if (text[span.start] === "[") {
    return { between: eol === undefined || items.length === 0 ? ", " : `,${eol}${indent}`, inside: span.start + 1 };
  }
  return eol === undefined || dash === undefined || items.length === 0
    ? undefined
    : { between: `${eol}${indent}${dash}`, inside: span.start };
}

/** Behind the last item that was replaced; before the first one when none was. */
function additions(
  { between, inside }: Shape,
  items: readonly Span[],
  kept: number,
  words: readonly string[],
): Piece[] {
  if (words.length === 0) return [];
  const before = items[kept - 1];
  const next = items[kept];
  if (before !== undefined) {
    return [{ start: before.end, end: before.end, text: words.map((word) => between + word).join("") }];
  }
  const at = next?.start ?? inside;
  return [{ start: at, end: at, text: words.join(between) + (next === undefined ? "" : between) }];
}

const COMMENT_OR_MARK = /(\/\/[^\n]*|\/\*[\s\S]*?\*\/|#[^\n]*)|,|-(?=[ \t]*$)/g;

/** Takes the items from one to another away, each with the comma or dash that belongs to them; comments between them stay. */
export function removals(text: string, items: readonly Span[], from: number, to: number): Piece[] {
  return items.slice(from, to).map((item, i) => {
    const start = from === 0 ? item.start : (items[from + i - 1]?.end ?? item.start);
    const end = from === 0 ? (items[i + 1]?.start ?? item.end) : item.end;
    const gap = from === 0 ? text.slice(item.end, end) : text.slice(start, item.start);
    const comments = gap.replace(COMMENT_OR_MARK, (_, comment: string | undefined) => comment ?? "");
    return { start, end, text: /\S/.test(comments) ? comments : "" };
  });
}

/**
 * Adds `args` behind the command, in the manner in which the command is written: on a line of its own or not.
 *
 * @param key the key of the command, and that of the arguments
 */
export function memberPieces(
  text: string,
  command: Span,
  keys: { readonly command: string; readonly args: string },
  words: readonly string[],
  format: Format,
): Piece[] {
  const list = `[${words.map(spelled).join(", ")}]`;
  const { eol = /\r?\n/.exec(text)?.[0] ?? "\n", before } = lineBefore(text, command.start);
  const own = /^([ \t]*(?:-[ \t]+)*)([\w."' -]*\.[ \t]*)?(["']?)([\w-]+)\3([ \t]*[:=][ \t]*)$/.exec(before);
  const isOwn = own !== null && own[4] === keys.command;
  const [, indent = "", above = "", quote = "", , sign = ""] = isOwn ? own : [];
  const isJson = format === "json" || format === "jsonc";
  const name = isJson ? `"${keys.args}"` : `${quote}${keys.args}${quote}`;
  const comma = isJson || !isOwn ? "," : "";
  const fallback = format === "toml" ? " = " : ": ";
  const lead = isOwn ? `${comma}${eol}${indent.replaceAll("-", " ")}${above}` : `${comma} `;
  return [{ start: command.end, end: command.end, text: `${lead}${name}${sign || fallback}${list}` }];
}
