/** Rules as text: the list of them, and one with all it has to say. */
import type { Rule } from "../rules/rule.js";
import { columns, type Paint } from "./table.js";

const WIDTH = 78;

export function renderRules(rules: readonly Rule[], paint: Paint): string {
  const rows = [...rules]
    .sort((a, b) => a.kind.localeCompare(b.kind) || a.id.localeCompare(b.id))
    .map(({ id, kind, tier, title }) => [id, kind, tier.change, title]);
  const [head, ...body] = columns([["rule", "kind", "tier", "finds"], ...rows]).split("\n");
  return `${paint.dim(head ?? "")}\n${body.join("\n")}`;
}

export function renderRule({ id, kind, title, tier, texts }: Rule, paint: Paint): string {
  const parts: readonly (readonly [string, string])[] = [
    ["Finds", texts.finds],
    ["Why", texts.why],
    ["False alarms", texts.falseAlarms],
    ["What to do", texts.action],
  ];
  const tiers = `${kind} · in an update: ${tier.change} · at a first look: ${tier.firstLook}`;
  const sections = parts.map(([name, text]) => `\n${paint.bold(name)}\n${wrap(text)}\n`);
  return `${paint.bold(id)}: ${title}\n${paint.dim(tiers)}\n${sections.join("")}`;
}

/** Lines of at most 78 characters, indented by two; words longer than that stay whole. */
function wrap(text: string): string {
  const lines: string[] = [];
  let line = " ";
  for (const word of text.split(/\s+/)) {
    if (line.length + word.length + 1 > WIDTH && line.trim() !== "") {
      lines.push(line);
      line = " ";
    }
    line += ` ${word}`;
  }
  return [...lines, line].join("\n");
}
