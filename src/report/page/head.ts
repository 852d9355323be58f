/** What the page is about: both versions side by side, what changes in all, and how grave it is. */

import type { Version } from "../../review/assess.js";
import type { Shown } from "../../review/shown.js";
import type { RegistryFacts } from "../../rules/rule.js";
import { tally } from "../json.js";
import { count, thousands } from "../table.js";
import { toolWordsPiece } from "../tool-words.js";
import { type Html, join, NOTHING, tag, text, textTag } from "./html.js";

/** `postmark-mcp 1.0.15 → 1.0.16`. */
export function titleOf({ before, after }: Shown): string {
  if (before === undefined) return `${after.name} ${after.version}, seen for the first time`;
  return before.name === after.name
    ? `${after.name} ${before.version} → ${after.version}`
    : `${before.name} ${before.version} → ${after.name} ${after.version}`;
}

export function headHtml(shown: Shown): Html {
  return tag(
    "header",
    { id: "top", class: "head" },
    tag("p", { class: "brand" }, text(shown.server === undefined ? "mcp-pin" : `mcp-pin review of ${shown.server}`)),
    tag("h1", {}, headline(shown)),
    tierCounts(shown),
    tag("ul", { class: "delta" }, join(deltaOf(shown).map((sentence) => textTag("li", {}, sentence)))),
    versions(shown),
  );
}

function headline({ before, after }: Shown): Html {
  const to = textTag("span", { class: "version new" }, after.version);
  if (before === undefined)
    return tag("span", {}, text(`${after.name} `), to, textTag("span", { class: "first" }, " first look"));
  const from = textTag("span", { class: "version old" }, before.version);
  const other = before.name === after.name ? NOTHING : text(`${after.name} `);
  return tag("span", {}, text(`${before.name} `), from, text(" → "), other, to);
}

const SAYS = {
  block: ["to block", "cannot be accepted unattended"],
  ask: ["to ask about", "need a yes"],
  note: ["to note", "listed"],
} as const;

function tierCounts({ findings }: Shown): Html {
  const counts = tally(findings);
  const items = (["block", "ask", "note"] as const).map((tier) =>
    tag(
      "li",
      { class: `count ${tier}${counts[tier] === 0 ? " none" : ""}` },
      textTag("b", {}, String(counts[tier])),
      textTag("span", {}, ` ${SAYS[tier][0]}`),
    ),
  );
  return tag("ul", { class: "tiers", "aria-label": "findings" }, join(items));
}

/** The change in numbers, a sentence each. */
function deltaOf({ packages, tools, assessment }: Shown): string[] {
  const [own, ...others] = packages;
  const summary = own.change?.summary;
  const of = (kind: string): number => others.filter((item) => item.kind === kind).length;
  const dependencies = [
    [of("added"), "added"],
    [of("changed"), "changed"],
    [of("removed"), "removed"],
  ] as const;
  const said = dependencies.filter(([n]) => n > 0).map(([n, what]) => `${n} ${what}`);
  const lines = packages.reduce(
    (sum, { change }) => sum + (change?.summary.linesAdded ?? 0) + (change?.summary.linesRemoved ?? 0),
    0,
  );
  return [
    ...(summary === undefined
      ? []
      : [`files: ${summary.filesChanged} changed, ${summary.filesAdded} added, ${summary.filesRemoved} removed`]),
    `${thousands(lines)} changed ${lines === 1 ? "line" : "lines"} in all, as shipped`,
    said.length === 0 ? "no other package of the closure differs" : `dependencies: ${said.join(", ")}`,
    ...(tools === undefined ? [] : [`tools: ${toolWordsPiece(tools).text}`]),
    ...(assessment.notAnalysed.length === 0 ? [] : [`${count(assessment.notAnalysed.length, "file")} not analysed`]),
  ];
}

interface Fact {
  readonly name: string;
  readonly of: (version: Version, registry: RegistryFacts | undefined) => string | undefined;
  readonly digest?: true;
}

const UNKNOWN = "unknown";

const FACTS: readonly Fact[] = [
  { name: "published", of: (_, registry) => registry?.publishedAt && timeOf(registry.publishedAt) },
  { name: "publisher", of: (_, registry) => registry?.publisher },
  { name: "repository", of: (_, registry) => registry?.repository },
  { name: "signature", of: (_, registry) => registry?.signatures },
  { name: "provenance", of: (_, registry) => provenance(registry) },
  {
    name: "withdrawn",
    of: (_, registry) => registry?.deprecated ?? (registry?.unpublished ? "unpublished" : undefined),
  },
  { name: "tarball", of: ({ integrity }) => integrity, digest: true },
  { name: "contents", of: ({ contents }) => contents, digest: true },
];

/** To the minute; a time that is none is shown as the registry has it. */
function timeOf(time: string): string {
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? time : `${date.toISOString().slice(0, 16).replace("T", " ")} UTC`;
}

const provenance = (registry: RegistryFacts | undefined): string | undefined =>
  registry?.provenance && (registry.provenance.repository ?? "attested");

/** Both versions in columns; rows that nobody knows anything about are left out, except who published when. */
function versions({ before, after, registry }: Shown): Html {
  const rows = FACTS.flatMap(({ name, of, digest }) => {
    const values = [before && of(before, registry.before), of(after, registry.after)];
    const isSaid = values.some((value) => value !== undefined);
    if (!isSaid && name !== "published" && name !== "publisher") return [];
    const differs = before !== undefined && digest === undefined && name !== "published" && values[0] !== values[1];
    const cells = before === undefined ? values.slice(1) : values;
    const content = cells.map((value) =>
      tag(
        "td",
        { class: digest && "digest" },
        value === undefined ? unknown : digest ? textTag("code", {}, value) : text(value),
      ),
    );
    return [
      tag("tr", { class: differs ? "differs" : undefined }, textTag("th", { scope: "row" }, name), join(content)),
    ];
  });
  const names = [before, after].filter((version) => version !== undefined);
  const heads = names.map(({ version }) => textTag("th", { scope: "col" }, version));
  return tag(
    "table",
    { class: "versions" },
    tag("thead", {}, tag("tr", {}, textTag("td", {}, ""), join(heads))),
    tag("tbody", {}, join(rows)),
  );
}

const unknown = textTag("span", { class: "unknown" }, UNKNOWN);
