/** What a server offers agents, as text: manifests, their changes field by field, and findings. All of it is hostile text. */
import type { ItemKey } from "../lockfile/tool-lines.js";
import type { Json } from "../package/canonical.js";
import type { FieldChange, ToolChange, ToolFinding } from "../review/tool-changes.js";
import { isObject, type JsonObject, type ToolManifest } from "../review/tool-manifest.js";
import { clip, visible } from "./escape.js";
import { itemText } from "./guard.js";
import { count, type Paint } from "./table.js";

/** UTF-16 units of one text that are shown on one side. */
const SHOWN = 2000;

/** Every item with its texts: what the model will read. */
export function renderManifest(manifest: ToolManifest, paint: Paint): string {
  return [...manifest].map(([key, value]) => renderItem(key, value, paint)).join("");
}

function renderItem(key: ItemKey, value: Json, paint: Paint): string {
  const head = paint.bold(visible(key));
  if (typeof value === "string") return key.startsWith("request/") ? `${head}\n` : `${head}\n${indented(value)}`;
  if (!isObject(value)) return `${head}\n${indented(JSON.stringify(value))}`;
  const { description, inputSchema, ...rest } = unnamed(key, value);
  const lines = [
    typeof description === "string"
      ? indented(description)
      : description === undefined
        ? ""
        : fieldLine("description", description),
    inputSchema === undefined ? "" : parametersOf(inputSchema, paint),
    ...Object.entries(rest).map(([name, member]) => fieldLine(name, member)),
  ];
  return `${head}\n${lines.join("")}`;
}

/** Without the member that the key says already. */
function unnamed(key: ItemKey, value: JsonObject): JsonObject {
  const isListed = key.startsWith("tool/") || key.startsWith("prompt/") || key.startsWith("template/");
  const { name, uriTemplate, ...rest } = value;
  return isListed && (name === undefined || uriTemplate === undefined) ? rest : value;
}

const indented = (text: string): string =>
  clip(text, SHOWN)
    .split("\n")
    .map((line) => `    ${visible(line)}\n`)
    .join("");

const fieldLine = (name: string, value: Json): string =>
  `    ${visible(`${name}: ${clip(JSON.stringify(value), SHOWN)}`)}\n`;

/** The parameters of a plain JSON Schema, a line each; any other schema as it is. */
function parametersOf(schema: Json, paint: Paint): string {
  const { properties, required, type, $schema, additionalProperties, ...rest } = isObject(schema) ? schema : {};
  if (!isObject(properties) || Object.keys(rest).length > 0) return fieldLine("inputSchema", schema);
  const needed = Array.isArray(required) ? required : [];
  const lines = Object.entries(properties).map(([name, property]) => {
    const { description, ...shape } = isObject(property) ? property : { shape: property };
    const says = typeof description === "string" ? `: ${clip(description, SHOWN)}` : "";
    const mark = needed.includes(name) ? "" : "?";
    return `    ${visible(`${name}${mark}`)} ${paint.dim(visible(clip(JSON.stringify(shape), SHOWN)))}${visible(says)}\n`;
  });
  return lines.join("");
}

/** Added, removed and changed items; of a changed one the members that differ, both sides. Empty when nothing changed. */
export function renderToolChanges(changes: readonly ToolChange[], paint: Paint): string {
  return changes.map((change) => renderChange(change, paint)).join("");
}

function renderChange(change: ToolChange, paint: Paint): string {
  if (change.kind === "removed") return `${paint.dim("removed")}  ${itemText(change.key)}\n`;
  if (change.kind === "added")
    return `${paint.warn("added")}    ${renderItem(change.key, change.after, paint).trimStart()}`;
  const fields =
    change.fields?.map((field) => renderField(field, paint)).join("") ??
    "    its pinned text is not in this machine's store\n";
  return `${paint.bad("changed")}  ${itemText(change.key)}\n${fields}`;
}

function renderField({ path, before, after }: FieldChange, paint: Paint): string {
  const side = (mark: string, value: Json | undefined, color: (text: string) => string): string => {
    if (value === undefined) return "";
    const text = typeof value === "string" ? value : JSON.stringify(value);
    return clip(text, SHOWN)
      .split("\n")
      .map((line) => `      ${color(`${mark} ${visible(line)}`)}\n`)
      .join("");
  };
  const name = path === "" ? "" : `    ${visible(path)}\n`;
  return `${name}${side("-", before, paint.bad)}${side("+", after, paint.good)}`;
}

export function renderToolFindings(findings: readonly ToolFinding[], paint: Paint): string {
  const lines = findings.map(({ tier, key, message, rule }) => {
    const mark = (tier === "block" ? paint.bad : paint.warn)(tier.padEnd(5));
    return `${mark}  ${visible(clip(key, 160))}: ${visible(clip(message, 400))}${rule === undefined ? "" : `  ${paint.dim(rule)}`}\n`;
  });
  return lines.join("");
}

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
