/** What a server offers agents, as text: manifests, their changes field by field, and findings. All of it is hostile text. */
import type { ItemKey } from "../lockfile/tool-lines.js";
import type { Json } from "../package/canonical.js";
import type { FieldChange, ToolChange, ToolFinding } from "../review/tool-changes.js";
import { isObject, type JsonObject, type ToolManifest } from "../review/tool-manifest.js";
import { clip } from "./escape.js";
import { tierMark } from "./findings.js";
import { itemText } from "./guard.js";
import { type Line, type Style, say } from "./styled.js";
import { count } from "./table.js";

/** UTF-16 units of one text that are shown on one side, and of what both sides have alike before they differ. */
const SHOWN = 2000;
const ALIKE = 200;

const INDENT = { text: "    " };

/** Every item with its texts: what the model will read. */
export const manifestLines = (manifest: ToolManifest): readonly Line[] =>
  [...manifest].flatMap(([key, value]) => [[say(key, "bold")], ...itemLines(key, value)]);

/** What an item says beside its name. */
export function itemLines(key: ItemKey, value: Json): readonly Line[] {
  if (typeof value === "string") return key.startsWith("request/") ? [] : textLines(value);
  if (!isObject(value)) return textLines(JSON.stringify(value));
  const { description, inputSchema, ...rest } = unnamed(key, value);
  return [
    ...(typeof description === "string"
      ? textLines(description)
      : description === undefined
        ? []
        : [fieldLine("description", description)]),
    ...(inputSchema === undefined ? [] : parameterLines(inputSchema)),
    ...Object.entries(rest).map(([name, member]) => fieldLine(name, member)),
  ];
}

/** Without the member that the key says already. */
function unnamed(key: ItemKey, value: JsonObject): JsonObject {
  const isListed = key.startsWith("tool/") || key.startsWith("prompt/") || key.startsWith("template/");
  const { name, uriTemplate, ...rest } = value;
  return isListed && (name === undefined || uriTemplate === undefined) ? rest : value;
}

const textLines = (text: string): readonly Line[] =>
  shortened(text)
    .split("\n")
    .map((line) => [INDENT, say(line)]);

const fieldLine = (name: string, value: Json): Line => [INDENT, say(`${name}: ${shortened(JSON.stringify(value))}`)];

/** The parameters of a plain JSON Schema, a line each; any other schema as it is. */
function parameterLines(schema: Json): readonly Line[] {
  const { properties, required, type, $schema, additionalProperties, ...rest } = isObject(schema) ? schema : {};
  if (!isObject(properties) || Object.keys(rest).length > 0) return [fieldLine("inputSchema", schema)];
  const needed = Array.isArray(required) ? required : [];
  return Object.entries(properties).map(([name, property]): Line => {
    const { description, ...shape } = isObject(property) ? property : { shape: property };
    const says = typeof description === "string" ? [say(`: ${shortened(description)}`)] : [];
    const mark = needed.includes(name) ? "" : "?";
    return [INDENT, say(`${name}${mark} `), say(shortened(JSON.stringify(shape)), "dim"), ...says];
  });
}

const CHANGES: Readonly<Record<ToolChange["kind"], Style>> = { added: "warn", removed: "dim", changed: "bad" };

/** Added, removed and changed items; of a changed one the members that differ, both sides. None when nothing changed. */
export const toolChangeLines = (changes: readonly ToolChange[]): readonly Line[] =>
  changes.flatMap((change) => [
    [
      say(change.kind, CHANGES[change.kind]),
      { text: " ".repeat(9 - change.kind.length) },
      { text: itemText(change.key) },
    ],
    ...detailLines(change),
  ]);

function detailLines(change: ToolChange): readonly Line[] {
  if (change.kind === "removed") return [];
  if (change.kind === "added") return itemLines(change.key, change.after);
  return change.fields?.flatMap(fieldLines) ?? [[INDENT, { text: "its pinned text is not in this machine's store" }]];
}

function fieldLines(field: FieldChange): readonly Line[] {
  const { before, after } = sidesOf(field);
  const side = (mark: string, style: Style, lines: readonly string[]): readonly Line[] =>
    lines.map((line) => [{ text: "      " }, say(`${mark} ${line}`, style)]);
  const name: readonly Line[] = field.path === "" ? [] : [[INDENT, say(field.path)]];
  return [...name, ...side("-", "bad", before), ...side("+", "good", after)];
}

/** Both sides of a member, in lines. Lines and long texts that begin or end alike are left out and counted. */
export function sidesOf({ before, after }: FieldChange): Record<"before" | "after", readonly string[]> {
  const areTexts = [before, after].every((value) => value === undefined || typeof value === "string");
  const [old = [], now = []] = [before, after].map((value) =>
    value === undefined ? [] : (areTexts ? String(value) : JSON.stringify(value)).split("\n"),
  );
  const head = alike(old, now);
  const tail = Math.min(alike(old.toReversed(), now.toReversed()), old.length - head, now.length - head);
  const middle = (lines: readonly string[]): string => lines.slice(head, lines.length - tail).join("\n");
  const [a, b] = [middle(old), middle(now)];
  const isLong = Math.max(a.length, b.length) > SHOWN;
  const from = isLong ? Math.max(0, alike(a, b) - ALIKE) : 0;
  const shown = (lines: readonly string[], text: string): readonly string[] =>
    lines.length === head + tail ? [] : [...leftOut(head), ...shortened(text, from).split("\n"), ...leftOut(tail)];
  return { before: shown(old, a), after: shown(now, b) };
}

const leftOut = (lines: number): readonly string[] => (lines === 0 ? [] : [`…[${count(lines, "line")} alike]…`]);

/** How much is the same at the start. */
function alike(a: ArrayLike<string>, b: ArrayLike<string>): number {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  return at;
}

/** What is left out of a text is counted. */
function shortened(text: string, from = 0): string {
  const more = text.length - from - SHOWN;
  const start = from === 0 ? "" : `…[${count(from, "character")} alike]…`;
  return `${start}${text.slice(from, from + SHOWN)}${more > 0 ? `…[${count(more, "more character")}]…` : ""}`;
}

export const toolFindingLines = (findings: readonly ToolFinding[]): readonly Line[] =>
  findings.map(
    ({ tier, key, message, rule }): Line => [
      ...tierMark(tier),
      say(`${clip(key, 160)}: ${clip(message, 400)}`),
      ...(rule === undefined ? [] : [{ text: "  " }, say(rule, "dim")]),
    ],
  );

/** `7 tools, 2 prompts, instructions`. */
export function tallyOf(keys: Iterable<ItemKey>): string {
  const counts = { tool: 0, prompt: 0, template: 0, request: 0 };
  let hasInstructions = false;
  for (const key of keys) {
    const kind = key.slice(0, key.indexOf("/")) as keyof typeof counts;
    if (kind in counts) counts[kind] += 1;
    if (key === "instructions") hasInstructions = true;
  }
  const parts = [
    count(counts.tool, "tool"),
    ...(counts.prompt > 0 ? [count(counts.prompt, "prompt")] : []),
    ...(counts.template > 0 ? [count(counts.template, "resource template")] : []),
    ...(counts.request > 0 ? [count(counts.request, "request to the client", "requests to the client")] : []),
    ...(hasInstructions ? ["instructions"] : []),
  ];
  return parts.join(", ");
}
