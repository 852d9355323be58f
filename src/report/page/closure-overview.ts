/** A large closure at one glance: a square for each package, in the order of the tree below it. */
import type { ClosureNode } from "./closure-tree.js";
import { type Html, join, NOTHING, tag, textTag } from "./html.js";
import { packageId } from "./places.js";

const CELL = 19;
const COLUMNS = 48;
/** With fewer packages the tree is a glance itself. */
const FEWEST = 20;

export function overviewHtml(nodes: readonly ClosureNode[]): Html {
  const packages = nodes.filter(({ number }) => number !== undefined);
  if (packages.length < FEWEST) return NOTHING;
  const [width, height] = [COLUMNS * CELL, Math.ceil(packages.length / COLUMNS) * CELL + 4];
  return tag(
    "svg",
    { class: "overview", viewBox: `0 0 ${width} ${height}`, width, height, "aria-hidden": "true" },
    join(packages.map(square)),
  );
}

function square({ name, kind, item, number = 0 }: ClosureNode, i: number): Html {
  const tier = (["block", "ask"] as const).find((one) => item?.findings.some((finding) => finding.tier === one));
  const place = { x: (i % COLUMNS) * CELL + 3, y: Math.floor(i / COLUMNS) * CELL + 3, width: 13, height: 13, rx: 3 };
  return tag(
    "a",
    { href: `#${packageId(number)}`, class: `node ${kind}`, tabindex: -1 },
    textTag("title", {}, `${name}: ${kind}`),
    tag("rect", { class: tier === undefined ? "mark" : `mark ${tier}`, ...place }),
  );
}
