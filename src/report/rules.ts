/** The rules' own texts, for docs/rules.md. Nothing here comes from a package. */
import type { Rule, Tier } from "../rules/rule.js";

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
gives; where the same thing has an innocent form, that form gets a milder one. What libraries do
that an update brings into a bundle (a file that grew by more than 200 KB, or is new and as large) is at most asked about by the rules for
patches, numeric addresses and code from text. \`mcp-pin explain <rule>\` prints a section.

This file is written by \`npm run docs\` from the rules themselves.

`;

function section(rule: Rule): string {
  const parts = PARTS.map(([key, label]) => `**${label}.** ${rule.texts[key]}\n`);
  return `## ${rule.id}\n\n${sentence(rule.title)} (\`${rule.kind}\`; ${tiersOf(rule)})\n\n${parts.join("\n")}`;
}

const tiersOf = ({ tier: { change, firstLook } }: Rule): string =>
  `${change} for a change, ${firstLookOf(firstLook)} at a first look`;

const firstLookOf = (tier: Tier | "silent"): string => (tier === "silent" ? "nothing" : tier);

const sentence = (title: string): string => `${title.charAt(0).toUpperCase()}${title.slice(1)}`;
