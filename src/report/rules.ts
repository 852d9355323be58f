/** The rules' own texts, for docs/rules.md and `mcp-pin explain`. Nothing here comes from a package. */
import type { Rule, Tier } from "../rules/rule.js";
import type { Paint } from "./table.js";

const PARTS = [
  ["finds", "Finds"],
  ["why", "Why"],
  ["falseAlarms", "False alarms"],
  ["action", "What to do"],
] as const;

/** docs/rules.md: a section a rule. */
export function rulesDocument(rules: readonly Rule[]): string {
  const kinds = [...new Set(rules.map(({ kind }) => kind))];
  const contents = kinds.map((kind) => {
    const names = rules.filter((rule) => rule.kind === kind).map(({ id }) => `[\`${id}\`](#${id})`);
    return `- \`${kind}\`: ${names.join(", ")}\n`;
  });
  return `${HEAD}${contents.join("")}\n${rules.map(section).join("\n")}`;
}

const HEAD = `# Rules

What \`diff\`, \`inspect\` and \`review\` look for. A finding of tier **block** cannot be accepted unattended: the reviewer
acknowledges it by name with a reason. **ask** needs a yes. **note** is listed and folded away. A rule's tier is the most it
gives; where the same thing has an innocent form, that form gets a milder one. \`mcp-pin explain <rule>\` prints a section.

This file is written by \`npm run docs\` from the rules themselves.

`;

function section(rule: Rule): string {
  const parts = PARTS.map(([key, label]) => `**${label}.** ${rule.texts[key]}\n`);
  return `## ${rule.id}\n\n${sentence(rule.title)} (\`${rule.kind}\`; ${tiersOf(rule)})\n\n${parts.join("\n")}`;
}

/** One rule, for a terminal. */
export function explainRule(rule: Rule, paint: Paint): string {
  const parts = PARTS.map(([key, label]) => `${paint.bold(label)}\n${wrap(rule.texts[key], 78)}\n`);
  return `${paint.bold(rule.id)}: ${rule.title}\n${paint.dim(`${rule.kind}; ${tiersOf(rule)}`)}\n\n${parts.join("\n")}`;
}

const tiersOf = ({ tier: { change, firstLook } }: Rule): string =>
  `${change} for a change, ${firstLookOf(firstLook)} at a first look`;

const firstLookOf = (tier: Tier | "silent"): string => (tier === "silent" ? "nothing" : tier);

const sentence = (title: string): string => `${title.charAt(0).toUpperCase()}${title.slice(1)}`;

/** Breaks at blanks so that no line is longer than the width, where its words allow that. */
function wrap(text: string, width: number): string {
  const lines = [""];
  for (const word of text.split(" ")) {
    const last = lines.at(-1) ?? "";
    if (last !== "" && last.length + 1 + word.length > width - 2) lines.push(word);
    else lines[lines.length - 1] = last === "" ? word : `${last} ${word}`;
  }
  return lines.map((line) => `  ${line}`).join("\n");
}
