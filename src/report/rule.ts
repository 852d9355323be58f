/** Rules as text: the list of them, and one with all it has to say. */
import type { Rule } from "../rules/rule.js";
import { EMPTY_LINE, type Line, paintedLines, say, wrapped } from "./styled.js";
import { columns, type Paint } from "./table.js";

const WIDTH = 78;

export function renderRules(rules: readonly Rule[], paint: Paint): string {
  const rows = [...rules]
    .sort((a, b) => a.kind.localeCompare(b.kind) || a.id.localeCompare(b.id))
    .map(({ id, kind, tier, title }) => [id, kind, tier.change, title]);
  const [head, ...body] = columns([["rule", "kind", "tier", "finds"], ...rows]).split("\n");
  return `${paint.dim(head ?? "")}\n${body.join("\n")}`;
}

export const renderRule = (rule: Rule, paint: Paint): string => paintedLines(ruleLines(rule, WIDTH), paint);

/** The rule's texts in at most `width` cells. */
export function ruleLines({ id, kind, title, tier, texts }: Rule, width: number): readonly Line[] {
  const parts: readonly (readonly [string, string])[] = [
    ["Finds", texts.finds],
    ["Why", texts.why],
    ["False alarms", texts.falseAlarms],
    ["What to do", texts.action],
  ];
  const indented = (text: string): readonly Line[] => wrapped(text, width - 2).map((line) => [say(`  ${line}`)]);
  return [
    [say(id, "bold"), say(`: ${title}`)],
    [say(`${kind} · in an update: ${tier.change} · at a first look: ${tier.firstLook}`, "dim")],
    ...parts.flatMap(([name, text]) => [EMPTY_LINE, [say(name, "bold")], ...indented(text)]),
  ];
}
