/**
 * Rewriting entries of a config file: text in, text out. Whatever the formats' texts are like, the result is read again,
 * and only a result that differs in the commands and arguments of the meant entries, and in nothing else, is given out.
 */
import { commandOf, type Path, ZED_COMMAND } from "./entries.js";
import { parseConfig, withoutMark } from "./parse.js";
import { listPieces, memberPieces, type Piece, type Refusal, spelled, withPieces } from "./pieces.js";
import type { Layout } from "./table.js";
import { membersOf, sameValue, type Value } from "./value.js";

/** An entry, by its path in the file, and the words that it is to start from now on. */
export interface Rewrite {
  readonly path: Path;
  readonly words: readonly string[];
}

export interface Edited {
  readonly text: string;
  /** Rewrites that were not made; the text is then as it was where they were to be. */
  readonly refused: ReadonlyMap<Rewrite, string>;
}

/** Where not all can be changed together, so many are tried one by one; each costs a reading of the whole text. */
const MAX_TRIED = 50;

/** Rewrites all it can. Without anything to do the text is the same. */
export async function rewriteEntries(text: string, layout: Layout, rewrites: readonly Rewrite[]): Promise<Edited> {
  const mark = text.length - withoutMark(text).length;
  const body = text.slice(mark);
  const parsed = await parseConfig(layout.format, body);
  if ("problem" in parsed) return { text, refused: new Map(rewrites.map((rewrite) => [rewrite, parsed.problem])) };
  const root = parsed.value;
  const refused = new Map<Rewrite, string>();
  const made = rewrites.flatMap((rewrite) => {
    const pieces = root === undefined ? { why: "it is no longer there" } : piecesFor(body, root, layout, rewrite);
    if (!("why" in pieces)) return [{ rewrite, pieces }];
    refused.set(rewrite, pieces.why);
    return [];
  });
  const sound = async (some: typeof made): Promise<string | undefined> => {
    const edited = withPieces(
      body,
      some.flatMap(({ pieces }) => pieces),
    );
    const isSound = await holds(
      edited,
      root,
      layout,
      some.map(({ rewrite }) => rewrite),
    );
    return isSound ? text.slice(0, mark) + edited : undefined;
  };
  const whole = await sound(made);
  if (whole !== undefined) return { text: whole, refused };
  const good: typeof made = [];
  for (const [i, one] of made.entries()) {
    if (i < MAX_TRIED && (await sound([one])) !== undefined) good.push(one);
    else refused.set(one.rewrite, "changing it would change more than it");
  }
  const rest = await sound(good);
  if (rest !== undefined) return { text: rest, refused };
  return { text, refused: new Map(rewrites.map((rewrite) => [rewrite, "changing it would change more than it"])) };
}

/** Where a path leads, if to one value: a key that stands twice is read differently by different readers. */
export function valueAt(root: Value, path: Path): Value | Refusal {
  let value = root;
  for (const key of path) {
    const found = typeof key === "number" ? itemAt(value, key) : membersOf(value, key).map((member) => member.value);
    if (found.length > 1) return { why: `the key ${String(key)} stands twice` };
    if (found[0] === undefined) return { why: "it is no longer there" };
    value = found[0];
  }
  return value;
}

const itemAt = (value: Value, index: number): Value[] =>
  value.kind === "list" ? value.items.slice(index, index + 1) : [];

function piecesFor(text: string, root: Value, layout: Layout, { path, words }: Rewrite): Piece[] | Refusal {
  const entry = valueAt(root, path);
  return "why" in entry ? entry : entryPieces(text, entry, layout, words);
}

function entryPieces(text: string, entry: Value, layout: Layout, words: readonly string[]): Piece[] | Refusal {
  const command = valueAt(entry, [layout.command]);
  if ("why" in command) return command;
  if (command.kind === "table") return entryPieces(text, command, ZED_COMMAND, words);
  const args = layout.args === undefined ? [] : membersOf(entry, layout.args);
  if (args.length > 1) return { why: `the key ${layout.args} stands twice` };
  const list = args[0]?.value;
  if (command.kind === "list") {
    return list === undefined
      ? listPieces(text, command, words)
      : { why: "its command is a list, and it has arguments" };
  }
  if (command.span === undefined) return { why: "its command is written in an unusual way" };
  const [program = "", ...rest] = words;
  const start = { ...command.span, text: spelled(program) };
  if (list === undefined || (list.kind === "scalar" && list.value === null)) {
    if (list !== undefined || layout.args === undefined) return { why: "its arguments are written in an unusual way" };
    const keys = { command: layout.command, args: layout.args };
    return rest.length === 0 ? [start] : [start, ...memberPieces(text, command.span, keys, rest, layout.format)];
  }
  if (list.kind !== "list") return { why: "its arguments are written in an unusual way" };
  const pieces = listPieces(text, list, rest);
  return "why" in pieces ? pieces : [start, ...pieces];
}

/** Whether the text says what the values said, but for the entries that were rewritten, and of those what it should. */
async function holds(
  text: string,
  before: Value | undefined,
  layout: Layout,
  rewrites: readonly Rewrite[],
): Promise<boolean> {
  const parsed = await parseConfig(layout.format, text);
  if ("problem" in parsed || parsed.value === undefined || before === undefined) return rewrites.length === 0;
  const after = parsed.value;
  const entries = new Set<Value>();
  const areMade = rewrites.every(({ path, words }) => {
    const [old, entry] = [valueAt(before, path), valueAt(after, path)];
    if ("why" in old || "why" in entry) return false;
    entries.add(old).add(entry);
    const found = commandOf(entry, layout);
    return found?.kind === "command" && [found.command, ...found.args].join("\0") === words.join("\0");
  });
  return areMade && sameValue(before, after, (value) => (entries.has(value) ? withoutCommand(value, layout) : value));
}

/** An entry without its command and its arguments. */
function withoutCommand(entry: Value, layout: Layout): Value {
  if (entry.kind !== "table") return entry;
  const members = entry.members.flatMap((member) => {
    if (member.key === layout.args) return [];
    if (member.key !== layout.command) return [member];
    return member.value.kind === "table" ? [{ ...member, value: withoutCommand(member.value, ZED_COMMAND) }] : [];
  });
  return { ...entry, members };
}
