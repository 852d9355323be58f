/** The size of a change as a picture: up to five blocks, green for what came and red for what went. */
import { type Html, join, tag } from "./html.js";

const BLOCKS = 5;
const CELL = 9;

/** How many blocks of each: more than 4ⁿ lines fill n + 1 blocks. */
function blocksOf(added: number, removed: number): { plus: number; minus: number } {
  const lines = added + removed;
  if (lines === 0) return { plus: 0, minus: 0 };
  const filled = Math.min(BLOCKS, 1 + Math.floor(Math.log(lines) / Math.log(4)));
  const plus = Math.round((filled * added) / lines);
  const least = added > 0 && removed > 0 && filled > 1 ? 1 : 0;
  const bounded = Math.min(Math.max(plus, least), filled - least);
  return { plus: bounded, minus: filled - bounded };
}

export function bars(added: number, removed: number): Html {
  const { plus, minus } = blocksOf(added, removed);
  const kinds = Array.from({ length: BLOCKS }, (_, i) => (i < plus ? "plus" : i < plus + minus ? "minus" : "none"));
  const width = BLOCKS * CELL;
  return tag(
    "svg",
    { class: "bars", viewBox: `0 0 ${width} 8`, width, height: 8, "aria-hidden": "true" },
    join(kinds.map((kind, i) => tag("rect", { class: kind, x: i * CELL, y: 0, width: 8, height: 8, rx: 1 }))),
  );
}
