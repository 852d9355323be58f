/**
 * A client's config file, as text → the servers it starts. Values of environment variables never leave this module,
 * and an entry that cannot be read is an entry still: it is for the caller to refuse, not for the reader to skip.
 */
import { mentionsNpm } from "./mention.js";
import { parseConfig, withoutMark } from "./parse.js";
import type { ClientId, ConfigFile, ConfigRead, Format, Layout } from "./table.js";
import { type Member, membersOf, textOf, type Value } from "./value.js";

/** From a file's root to a value in it. */
export type Path = readonly (string | number)[];

/** What an entry says is to be started or called. */
export type Configured =
  /** The command may be a whole command line. Placeholders (`${…}`) stand as written. */
  | { readonly kind: "command"; readonly command: string; readonly args: readonly string[] }
  | { readonly kind: "remote"; readonly url: string }
  /** A server that is part of the client, by the client's name for that kind. */
  | { readonly kind: "built-in"; readonly type: string }
  /** It cannot be told what the client would start. */
  | { readonly kind: "malformed"; readonly why: string; readonly mentionsNpm: boolean };

/** One configured server. All of it is attacker-written text. */
export interface Entry {
  readonly client: ClientId;
  readonly file: string;
  readonly format: Format;
  /** From the file's root to the entry; a number is a place in a list. */
  readonly path: Path;
  /** 1-based, where the entry begins. */
  readonly line: number;
  readonly name: string;
  readonly start: Configured;
  /** Names of the variables that the entry sets. */
  readonly env: readonly string[];
  /** The folder that the server is to start in, as written. */
  readonly cwd?: string;
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
  const { client, path: file } = config;
  const problem = (reason: string): Reading => ({ client, file, entries: [], problem: reason });
  if ("problem" in config) return problem(config.problem);
  const parsed = await parseConfig(config.layout.format, withoutMark(config.text));
  return "problem" in parsed ? problem(parsed.problem) : { client, file, ...serversIn(parsed.value, config) };
}

/** In one file, all its projects taken together. */
const MAX_SERVERS = 5000;

function serversIn(root: Value | undefined, config: ConfigFile): Pick<Reading, "entries" | "problem"> {
  if (root === undefined) return { entries: [] };
  if (root.kind !== "table") return { entries: [], problem: "does not hold a table of settings" };
  const servers = config.layout.at.flatMap((at) => find(root, at, []));
  const entries = servers.flatMap((found) => entriesIn(found, config));
  if (entries.length > MAX_SERVERS) return { entries: [], problem: `holds more than ${MAX_SERVERS} servers` };
  const odd = servers.find(({ value }) => value.kind === "scalar" && value.value !== null);
  return odd === undefined
    ? { entries }
    : { entries, problem: `line ${odd.value.line} should hold a table of servers` };
}

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
  const tables = [value, ...membersOf(value, layout.command).map((member) => member.value)];
  const env = tables.flatMap((table) => layout.env.flatMap((key) => membersOf(table, key)));
  const cwd = textOf(value, "cwd");
  return {
    ...{ client, file, format: layout.format, path, line, name },
    start: commandOf(value, layout) ?? uncommanded(value, layout),
    env: env.flatMap((member) => namesIn(member.value)),
    ...(cwd !== undefined && { cwd }),
  };
}

/** Undefined when the entry has neither a command nor arguments. */
export function commandOf(entry: Value, layout: Layout): Configured | undefined {
  if (entry.kind !== "table") return malformed("the entry is not a table", entry, layout);
  const keys = layout.args === undefined ? [layout.command] : [layout.command, layout.args];
  const twice = keys.find((key) => membersOf(entry, key).length > 1);
  if (twice !== undefined) return malformed(`the key ${twice} stands twice`, entry, layout);
  const [command, args] = keys.map((key) => membersOf(entry, key)[0]?.value);
  if (command?.kind === "table") return commandOf(command, ZED_COMMAND);
  const first = command === undefined ? [] : wordsIn(command);
  const rest = args === undefined ? [] : args.kind === "scalar" ? undefined : wordsIn(args);
  if (first === undefined || rest === undefined) return malformed("command or arguments are not texts", entry, layout);
  const [program, ...words] = [...first, ...rest];
  if (program === undefined) return undefined;
  if (first.length === 0) return malformed("there are arguments but no command", entry, layout);
  return { kind: "command", command: program, args: words };
}

/** Zed's older form: `"command": { "path": …, "args": […], "env": … }`. */
export const ZED_COMMAND: Layout = { format: "jsonc", at: [], command: "path", args: "args", env: ["env"] };

/** Where the clients keep the address of a server that is not started but called. */
const ADDRESS_KEYS = ["url", "serverUrl", "httpUrl", "uri"];
/** Goose's kinds of extensions that are part of it. */
const BUILT_IN = new Set(["builtin", "platform", "frontend", "inline_python"]);

function uncommanded(entry: Value, layout: Layout): Configured {
  const url = ADDRESS_KEYS.map((key) => textOf(entry, key)).find((text) => text !== undefined);
  if (url !== undefined) return { kind: "remote", url };
  const type = textOf(entry, "type");
  if (type !== undefined && BUILT_IN.has(type)) return { kind: "built-in", type };
  return malformed("the entry has no command and no address", entry, layout);
}

function malformed(why: string, entry: Value, layout: Layout): Configured {
  const words = allWords(entry, new Set([...layout.env, "headers"]));
  return { kind: "malformed", why, mentionsNpm: mentionsNpm(words) };
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
