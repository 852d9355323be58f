/** The closure as a picture: which packages came, changed and went, and through whom each is there. */
import type { Shown } from "../../review/shown.js";
import type { Tier } from "../../rules/rule.js";
import { clip } from "../escape.js";
import { count } from "../table.js";
import { bars } from "./bars.js";
import { overviewHtml } from "./closure-overview.js";
import { type ClosureNode, closureTree } from "./closure-tree.js";
import { type Html, join, NOTHING, tag, text, textTag } from "./html.js";
import { LIMITS } from "./limits.js";
import { packageId } from "./places.js";

const ROW = 26;
const STEP = 20;
/** Deeper nodes are drawn at this depth. */
const DEEPEST = 9;
const WIDTH = 940;
const COLUMN = { counts: 560, bars: 600, tiers: 662, also: 712 };
/** Characters of names, of versions, and of who else asks for a package. */
const MOST = { name: 42, version: 18, also: 34 };

export function closureHtml(shown: Shown): Html {
  const nodes = closureTree(shown);
  const drawn = nodes.slice(0, LIMITS.nodes);
  const height = drawn.length * ROW + 8;
  const picture = tag(
    "svg",
    {
      class: "closure",
      viewBox: `0 0 ${WIDTH} ${height}`,
      width: WIDTH,
      height,
      role: "img",
      "aria-label": summaryOf(shown),
    },
    join(drawn.map((node, row) => rail(node, row, drawn))),
    join(drawn.map(nodeHtml)),
  );
  const more = nodes.length - drawn.length;
  return tag(
    "section",
    { id: "closure", "aria-labelledby": "closure-title" },
    textTag("h2", { id: "closure-title" }, "Closure"),
    tag("p", { class: "legend" }, text(summaryOf(shown)), join(KINDS.map(legend))),
    overviewHtml(drawn),
    tag("div", { class: "picture", tabindex: 0, role: "group", "aria-label": "the closure as a tree" }, picture),
    more > 0 ? textTag("p", { class: "gap" }, `${count(more, "more package")} not in the picture`) : NOTHING,
  );
}

const KINDS = ["added", "changed", "removed", "same"] as const;
const SIGNS = { added: "+", changed: "~", removed: "−", same: "" } as const;

const legend = (kind: (typeof KINDS)[number]): Html =>
  tag("span", { class: `key ${kind}` }, textTag("b", { "aria-hidden": "true" }, SIGNS[kind] || "○"), text(` ${kind}`));

function summaryOf({ packages }: Shown): string {
  const [, ...others] = packages;
  const said = (["added", "changed", "removed"] as const).map(
    (kind) => [others.filter((item) => item.kind === kind).length, kind] as const,
  );
  const list = said.filter(([n]) => n > 0).map(([n, kind]) => `${count(n, "package")} ${kind}`);
  return list.length === 0 ? "No dependency differs. " : `${list.join(", ")} beside the server's own. `;
}

const xOf = ({ depth }: ClosureNode): number => 18 + Math.min(depth, DEEPEST) * STEP;
const yOf = (row: number): number => row * ROW + ROW / 2 + 4;

/** The line from the node above. */
function rail(node: ClosureNode, row: number, nodes: readonly ClosureNode[]): Html {
  const parent = node.parent === undefined ? undefined : nodes[node.parent];
  if (parent === undefined || node.parent === undefined) return NOTHING;
  const [x, y] = [xOf(node), yOf(row)];
  const from = Math.min(xOf(parent), x - 8);
  const d = `M${from} ${yOf(node.parent) + 9}V${y - 7}Q${from} ${y} ${from + 7} ${y}H${x - 9}`;
  return tag("path", { class: node.isExplained ? `rail ${node.kind}` : "rail unknown", d });
}

function nodeHtml(node: ClosureNode, row: number): Html {
  const content = [mark(node, row), label(node, row), change(node, row), tiers(node, row), also(node, row)];
  const hover = tag("rect", { class: "hover", x: 0, y: row * ROW + 4, width: WIDTH, height: ROW, rx: 4 });
  if (node.number === undefined) return tag("g", { class: "node same" }, hover, ...content);
  return tag("a", { href: `#${packageId(node.number)}`, class: `node ${node.kind}` }, hover, ...content);
}

function mark(node: ClosureNode, row: number): Html {
  const [x, y] = [xOf(node), yOf(row)];
  if (node.kind === "same") return tag("circle", { class: "mark", cx: x, cy: y, r: 5 });
  return join([
    tag("rect", { class: "mark", x: x - 8, y: y - 8, width: 16, height: 16, rx: node.depth === 0 ? 8 : 4 }),
    textTag("text", { class: "sign", x, y: y + 4.5, "text-anchor": "middle" }, SIGNS[node.kind]),
  ]);
}

function label(node: ClosureNode, row: number): Html {
  const { item, name } = node;
  const most = MOST.name - 2 * Math.min(node.depth, DEEPEST);
  return tag(
    "text",
    { class: "label", x: xOf(node) + 16, y: yOf(row) + 4.5 },
    textTag("tspan", { class: "name" }, clip(name, most)),
    item === undefined ? NOTHING : textTag("tspan", { class: "version" }, `  ${versionsOf(node)}`),
  );
}

function versionsOf({ item, depth, name }: ClosureNode): string {
  const versions = [item?.before?.version, item?.after?.version].filter((version) => version !== undefined);
  const unique = item?.kind === "same" ? versions.slice(-1) : versions;
  // What a short name leaves of its column is the versions'.
  const most = Math.max(MOST.version, 24 + Math.max(0, MOST.name - 2 * depth - name.length) / 2);
  return unique.map((version) => clip(version, unique.length === 1 ? most : most / 2)).join(" → ");
}

function change({ item }: ClosureNode, row: number): Html {
  if (item === undefined || item.kind === "removed") return NOTHING;
  const sum = (side: "added" | "removed"): number => item.views.reduce((n, view) => n + view[side], 0);
  const [added, removed] = [sum("added"), sum("removed")];
  return join([
    tag(
      "text",
      { class: "counts", x: COLUMN.counts + 30, y: yOf(row) + 4, "text-anchor": "end" },
      textTag("tspan", { class: "plus" }, `+${added}`),
      textTag("tspan", { class: "minus" }, ` −${removed}`),
    ),
    tag("g", { transform: `translate(${COLUMN.bars} ${yOf(row) - 4})` }, bars(added, removed)),
  ]);
}

/** The number of findings of the gravest tier. */
function tiers({ item }: ClosureNode, row: number): Html {
  const tier = (["block", "ask"] as const).find((name: Tier) =>
    item?.findings.some((finding) => finding.tier === name),
  );
  if (tier === undefined || item === undefined) return NOTHING;
  const n = item.findings.filter((finding) => finding.tier === tier).length;
  return tag(
    "g",
    { class: `badge ${tier}` },
    tag("rect", { x: COLUMN.tiers - 11, y: yOf(row) - 8, width: 58, height: 16, rx: 8 }),
    textTag("text", { x: COLUMN.tiers + 18, y: yOf(row) + 4, "text-anchor": "middle" }, `${n} ${tier}`),
  );
}

function also({ also: others, isExplained }: ClosureNode, row: number): Html {
  const said = isExplained ? (others.length === 0 ? "" : `also ${others.join(", ")}`) : "by whom is not known";
  return said === ""
    ? NOTHING
    : textTag("text", { class: "also", x: COLUMN.also, y: yOf(row) + 4 }, clip(said, MOST.also));
}
