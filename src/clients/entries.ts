/**
 * A client's config file, as text → the servers it starts. Values of environment variables never leave this module,
 * and an entry that cannot be read is an entry still: it is for the caller to refuse, not for the reader to skip.
 */
import { mentionsNpm } from "./mention.js";
import { type ClientId, type ConfigFile, type ConfigRead, type Format, type Layout, MAX_CONFIG_SIZE } from "./table.js";
import { type Member, membersOf, type Parsed, textOf, type Value } from "./value.js";

/** One configured server. All of it is attacker-written text. */
export interface Entry {
  readonly client: ClientId;
  readonly file: string;
  readonly format: Format;
  /** From the file's root to the entry; a number is a place in a list. */
  readonly path: readonly (string | number)[];
  /** 1-based, where the entry begins. */
  readonly line: number;
  readonly name: string;
  /** May be a whole command line. Placeholders (`${…}`) stand as written. */
  readonly command: string | undefined;
  readonly args: readonly string[];
  /** Names of the variables that the entry sets. */
  readonly env: readonly string[];
  readonly url?: string;
  /** What the client calls the kind of server (`stdio`, `builtin`, …). */
  readonly type?: string;
  /** Why it cannot be told what the client would start. Command and arguments are then empty. */
  readonly malformed?: { readonly why: string; readonly mentionsNpm: boolean };
}

export interface Reading {
  readonly client: ClientId;
  readonly file: string;
  readonly entries: readonly Entry[];
  /** Why the file's servers are not known: it could not be read or is not of its format. */
  readonly problem?: string;
}

/** Loads the format's library on first use. Never throws on any text. */
export async function readEntries(config: ConfigRead): Promise<Reading> {
  const { client, path: file, layout } = config;
  const parsed = "problem" in config ? config : await parse(layout.format, config.text);
  if ("problem" in parsed) return { client, file, entries: [], problem: parsed.problem };
  const { value } = parsed;
  if (value === undefined) return { client, file, entries: [] };
  if (value.kind !== "table") return { client, file, entries: [], problem: "does not hold a table of settings" };
  const servers = layout.at.flatMap((at) => find(value, at, []));
  const odd = servers.find((found) => found.value.kind === "scalar" && found.value.value !== null);
  const entries = servers.flatMap((found) => entriesIn(found, config));
  return odd === undefined
    ? { client, file, entries }
    : { client, file, entries, problem: `line ${odd.value.line} should hold a table of servers` };
}

/** Characters. What hostile text of this length costs each library stays at a few seconds. */
const MAX_LENGTH: Readonly<Record<Format, number>> = {
  json: MAX_CONFIG_SIZE,
  jsonc: MAX_CONFIG_SIZE,
  toml: 1_000_000,
  yaml: 250_000,
};

async function parse(format: Format, text: string): Promise<Parsed> {
  const limit = MAX_LENGTH[format];
  if (text.length > limit) return { problem: `is larger than ${limit / 1e6} MB, too large for ${format} settings` };
  const plain = text.startsWith("\uFEFF") ? text.slice(1) : text;
  try {
    if (format === "toml") return (await import("./toml.js")).parseToml(plain);
    if (format === "yaml") return (await import("./yaml.js")).parseYaml(plain);
    return (await import("./json.js")).parseJson(plain);
  } catch (error) {
    return { problem: error instanceof RangeError ? "is nested too deeply" : "cannot be parsed" };
  }
}

type Path = readonly (string | number)[];
interface Found {
  readonly path: Path;
  readonly value: Value;
}

/** Every value at a key path: a `*` stands for any key, and a key that is written twice is followed twice. */
function find(value: Value, at: readonly string[], path: Path): Found[] {
  const [key, ...rest] = at;
  if (key === undefined) return [{ path, value }];
  const members = key === "*" ? (value.kind === "table" ? value.members : []) : membersOf(value, key);
  return members.flatMap((member) => find(member.value, rest, [...path, member.key]));
}

function entriesIn({ path, value }: Found, config: ConfigFile): Entry[] {
  if (value.kind === "table") {
    return value.members.map((member) => entryOf(member, [...path, member.key], config));
  }
  if (value.kind === "scalar") return [];
  return value.items.map((item, i) => {
    const key = textOf(item, "name") ?? `#${i + 1}`;
    return entryOf({ key, line: item.line, value: item }, [...path, i], config);
  });
}

function entryOf({ key: name, line, value }: Member, path: Path, { client, path: file, layout }: ConfigFile): Entry {
  const type = textOf(value, "type");
  const url = ADDRESS_KEYS.map((key) => textOf(value, key)).find((text) => text !== undefined);
  const command = commandOf(value, layout);
  const known = command.command !== undefined || command.malformed !== undefined || url !== undefined;
  return {
    ...{ client, file, format: layout.format, path, line, name },
    ...(known || type !== undefined ? command : malformed("the entry has no command and no address", value, layout)),
    env: [value, ...membersOf(value, layout.command).map((member) => member.value)].flatMap((table) =>
      layout.env.flatMap((key) => membersOf(table, key).flatMap((member) => namesIn(member.value))),
    ),
    ...(url !== undefined && { url }),
    ...(type !== undefined && { type }),
  };
}

/** Where the clients keep the address of a server that is not started but called. */
const ADDRESS_KEYS = ["url", "serverUrl", "httpUrl", "uri"];

type Command = Pick<Entry, "command" | "args" | "malformed">;

function commandOf(entry: Value, layout: Layout): Command {
  if (entry.kind !== "table") return malformed("the entry is not a table", entry, layout);
  const keys = layout.args === undefined ? [layout.command] : [layout.command, layout.args];
  const twice = keys.find((key) => membersOf(entry, key).length > 1);
  if (twice !== undefined) return malformed(`the key ${twice} stands twice`, entry, layout);
  const [command, args] = keys.map((key) => membersOf(entry, key)[0]?.value);
  if (command?.kind === "table") return commandOf(command, ZED_COMMAND);
  const first = command === undefined ? [] : wordsIn(command);
  const rest = args === undefined ? [] : args.kind === "scalar" ? undefined : wordsIn(args);
  if (first === undefined || rest === undefined) return malformed("command or arguments are not texts", entry, layout);
  if (first.length === 0 && rest.length > 0) return malformed("there are arguments but no command", entry, layout);
  return { command: first[0], args: [...first.slice(1), ...rest] };
}

/** Zed's older form: `"command": { "path": …, "args": […], "env": … }`. */
const ZED_COMMAND: Layout = { format: "jsonc", at: [], command: "path", args: "args", env: ["env"] };

function malformed(why: string, entry: Value, layout: Layout): Command {
  const words = allWords(entry, new Set([...layout.env, "headers"]));
  return { command: undefined, args: [], malformed: { why, mentionsNpm: mentionsNpm(words) } };
}

function allWords(value: Value, except: ReadonlySet<string>): string[] {
  if (value.kind === "scalar") return value.value === null ? [] : [String(value.value)];
  if (value.kind === "list") return value.items.flatMap((item) => allWords(item, except));
  return value.members.flatMap((member) => (except.has(member.key) ? [] : allWords(member.value, except)));
}

/** A scalar as one word, a list of scalars as several; undefined for anything else. */
function wordsIn(value: Value): string[] | undefined {
  if (value.kind === "scalar") return value.value === null ? undefined : [String(value.value)];
  if (value.kind === "table") return undefined;
  const words = value.items.map((item) => (item.kind === "scalar" && item.value !== null ? String(item.value) : null));
  return words.includes(null) ? undefined : (words as string[]);
}

/** Names of variables: the keys of a table, the items of a list; an item may be a table with a `name`. */
function namesIn(value: Value): string[] {
  if (value.kind === "table") return value.members.map((member) => member.key);
  if (value.kind === "scalar") return [];
  return value.items.flatMap((item) => (item.kind === "scalar" ? (wordsIn(item) ?? []) : (textOf(item, "name") ?? [])));
}
