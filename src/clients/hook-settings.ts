/** Writing mcp-pin's hook into a client's settings, and taking it out: text in, text out. All of them are JSON. */
import { applyEdits, type JSONPath, modify } from "jsonc-parser";
import type { HookClient } from "./hook-protocol.js";
import { parseJson } from "./json.js";
import { withoutMark } from "./parse.js";
import { type Piece, removals, withPieces } from "./pieces.js";
import { inHome, type UserPath } from "./places.js";
import { membersOf, sameValue, textOf, type Value } from "./value.js";

interface HookPlace {
  readonly user: UserPath;
  /** Relative to the project. */
  readonly project: string;
  readonly event: string;
  /** What stands in the event's list. */
  readonly hook: (command: string) => object;
  /** What a new file says besides. */
  readonly empty: string;
}

export const HOOK_PLACES: Readonly<Record<HookClient, HookPlace>> = {
  "claude-code": {
    user: inHome(".claude/settings.json"),
    project: ".claude/settings.json",
    event: "PreToolUse",
    hook: (command) => ({ matcher: "mcp__.*", hooks: [{ type: "command", command }] }),
    empty: "{}\n",
  },
  cursor: {
    user: inHome(".cursor/hooks.json"),
    project: ".cursor/hooks.json",
    event: "beforeMCPExecution",
    hook: (command) => ({ command, failClosed: true }),
    empty: '{\n  "version": 1\n}\n',
  },
  gemini: {
    user: inHome(".gemini/settings.json"),
    project: ".gemini/settings.json",
    event: "BeforeTool",
    hook: (command) => ({ matcher: "mcp_.*", hooks: [{ type: "command", name: "mcp-pin", command }] }),
    empty: "{}\n",
  },
  windsurf: {
    user: inHome(".codeium/windsurf/hooks.json"),
    project: ".windsurf/hooks.json",
    event: "pre_mcp_tool_use",
    hook: (command) => ({ command, show_output: true }),
    empty: "{}\n",
  },
};

/** The hook as a shell reads it. Absolute paths are quoted: they may hold blanks, and on POSIX anything else. */
export function hookCommand(program: readonly string[], client: HookClient, os: string): string {
  const quoted = (word: string): string => `"${os === "win32" ? word : word.replace(/["$`\\]/g, "\\$&")}"`;
  return [...(program.length === 1 ? program : program.map(quoted)), "verify", "--hook", client].join(" ");
}

export type HookEdit = { readonly text: string } | { readonly why: string };

const OURS = /mcp-pin(?:\.js)?"? verify --hook /;

/** The text with the hook in it once; an empty text is a file that is not there yet. */
export function withHook(text: string, client: HookClient, command: string): HookEdit {
  const place = HOOK_PLACES[client];
  const base = text === "" ? place.empty : text;
  const wanted = JSON.stringify(place.hook(command));
  const list = listIn(base, place.event);
  if ("why" in list) return list;
  if (
    list.items.length > 0 &&
    list.items.filter(isOurs).every((item) => spelled(item) === wanted) &&
    list.items.some(isOurs)
  ) {
    return { text };
  }
  const cleared = withoutHook(base, client);
  if ("why" in cleared) return cleared;
  const rest = listIn(cleared.text, place.event);
  if ("why" in rest) return rest;
  return sound(base, inserted(cleared.text, place.event, place.hook(command)), place.event);
}

/** The text without the hook, and without the lists and tables that held nothing else. */
export function withoutHook(text: string, client: HookClient): HookEdit {
  const { event } = HOOK_PLACES[client];
  const list = listIn(text, event);
  if ("why" in list) return list;
  const ours = list.items.flatMap((item, i) => (isOurs(item) ? [i] : []));
  if (ours.length === 0) return { text };
  let edited = text;
  if (ours.length < list.items.length) {
    const spans = list.items.flatMap(({ span }) => span ?? []);
    const mark = text.length - withoutMark(text).length;
    const pieces = ours.flatMap((i) => removals(text.slice(mark), spans, i, i + 1));
    edited = text.slice(0, mark) + withPieces(text.slice(mark), pieces);
  } else edited = removed(edited, list.isAlone ? ["hooks"] : ["hooks", event]);
  return sound(text, edited, event);
}

/** Takes one value out, and what separates it; nothing else is laid out anew. */
const removed = (text: string, path: JSONPath): string => applyEdits(text, modify(text, path, undefined, {}));

/** Puts the hook behind the others, making the list and the table where they are missing. */
function inserted(text: string, event: string, hook: object): string {
  const mark = text.length - withoutMark(text).length;
  const body = text.slice(mark);
  const parsed = parseJson(body);
  const root = "value" in parsed ? parsed.value : undefined;
  const table = membersOf(root, "hooks")[0]?.value;
  const list = membersOf(table, event)[0]?.value;
  const [into, key, value]: [Value | undefined, string | undefined, object] =
    list !== undefined
      ? [list, undefined, hook]
      : table !== undefined
        ? [table, event, [hook]]
        : [root, "hooks", { [event]: [hook] }];
  return into === undefined ? text : text.slice(0, mark) + withPieces(body, [insertion(body, into, key, value)]);
}

function insertion(text: string, into: Value, key: string | undefined, value: object): Piece {
  const eol = text.includes("\r\n") ? "\r\n" : "\n";
  const unit = /\n([ \t]+)\S/.exec(text)?.[1] ?? "  ";
  const name = key === undefined ? "" : `${JSON.stringify(key)}: `;
  const on = (indent: string): string => `${name}${JSON.stringify(value, null, unit).replaceAll("\n", eol + indent)}`;
  const children =
    into.kind === "table" ? into.members.map((member) => member.value) : into.kind === "list" ? into.items : [];
  const last = children.at(-1)?.span;
  const { start = 0, end = 0 } = into.span ?? {};
  if (last !== undefined) {
    const own = /\n([ \t]*)(?:"[^"\n]*"[ \t]*:[ \t]*)?$/.exec(text.slice(0, last.start))?.[1];
    const lead = own === undefined ? ", " : `,${eol}${own}`;
    return {
      start: last.end,
      end: last.end,
      text: lead + (own === undefined ? name + JSON.stringify(value) : on(own)),
    };
  }
  if (/\S/.test(text.slice(start + 1, end - 1)))
    return { start: start + 1, end: start + 1, text: name + JSON.stringify(value) };
  const outer = /(?:^|\n)([ \t]*)[^\n]*$/.exec(text.slice(0, start))?.[1] ?? "";
  const inner = outer + unit;
  return { start: start + 1, end: end - 1, text: `${eol}${inner}${on(inner)}${eol}${outer}` };
}

interface Listed {
  readonly items: readonly Value[];
  /** The only event that has hooks. */
  readonly isAlone: boolean;
}

function listIn(text: string, event: string): Listed | { readonly why: string } {
  const parsed = parseJson(withoutMark(text));
  if ("problem" in parsed) return { why: parsed.problem };
  const tables = membersOf(parsed.value, "hooks");
  const lists = tables.flatMap(({ value }) => membersOf(value, event));
  const [table, list] = [tables[0]?.value, lists[0]?.value];
  const isKnown = tables.length < 2 && lists.length < 2 && parsed.value?.kind === "table";
  if (!isKnown || (table ?? { kind: "table" }).kind !== "table" || (list ?? { kind: "list" }).kind !== "list") {
    return { why: "its hooks are written in an unusual way" };
  }
  const items = list?.kind === "list" ? list.items : [];
  return { items, isAlone: table?.kind === "table" && table.members.length === 1 };
}

/** Whether an item of the list runs this hook, and nothing besides. */
function isOurs(item: Value): boolean {
  const inner = membersOf(item, "hooks")[0]?.value;
  if (inner?.kind === "list") return inner.items.length === 1 && inner.items.every(isOurs);
  return OURS.test(textOf(item, "command") ?? "");
}

/** An item as the JSON that `hook` would have. */
function spelled(value: Value): string {
  if (value.kind === "scalar") return JSON.stringify(value.value);
  if (value.kind === "list") return `[${value.items.map(spelled).join(",")}]`;
  return `{${value.members.map(({ key, value: item }) => `${JSON.stringify(key)}:${spelled(item)}`).join(",")}}`;
}

/** The edited text, if it says what the old one did but for the hook. */
function sound(before: string, after: string, event: string): HookEdit {
  const [old, fresh] = [before, after].map((text) => parseJson(withoutMark(text)));
  const rest = [old, fresh].map((parsed) =>
    parsed !== undefined && "value" in parsed && parsed.value !== undefined
      ? withoutOurs(parsed.value, event)
      : undefined,
  );
  const isSame = rest[0] !== undefined && rest[1] !== undefined && sameValue(rest[0], rest[1]);
  return isSame ? { text: after } : { why: "changing it would change more than the hook" };
}

function withoutOurs(root: Value, event: string): Value {
  if (root.kind !== "table") return root;
  const members = root.members.flatMap((member) => {
    if (member.key !== "hooks" || member.value.kind !== "table") return [member];
    const events = member.value.members.flatMap((named) => {
      if (named.key !== event || named.value.kind !== "list") return [named];
      const items = named.value.items.filter((item) => !isOurs(item));
      return items.length === 0 ? [] : [{ ...named, value: { ...named.value, items } }];
    });
    return events.length === 0 ? [] : [{ ...member, value: { ...member.value, members: events } }];
  });
  return { ...root, members };
}
