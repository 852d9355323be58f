/** What rewriting a config file changes: its lines, without those that stay. */
import { diffLines, linesOf } from "../diff/lines.js";
import { visible } from "./escape.js";
import type { Paint } from "./table.js";

const WIDTH = 160;
/** Characters shown in front of the first difference of a long line. */
const LEAD = 40;

/** @param before with secrets taken out, as `after` */
export function renderConfigDiff(file: string, before: string, after: string, paint: Paint): string {
  const [old, fresh] = [linesOf(before), linesOf(after)];
  const hunks = diffLines(old, fresh).hunks.map(({ beforeLine, beforeCount, afterLine, afterCount }) => {
    const gone = old.slice(beforeLine - 1, beforeLine - 1 + beforeCount);
    const come = fresh.slice(afterLine - 1, afterLine - 1 + afterCount);
    const from = Math.max(0, common(gone[0] ?? "", come[0] ?? "") - LEAD);
    const minus = gone.map((line) => paint.bad(`- ${excerpt(line, from)}\n`)).join("");
    return (
      paint.dim(`  line ${beforeLine}\n`) +
      minus +
      come.map((line) => paint.good(`+ ${excerpt(line, from)}\n`)).join("")
    );
  });
  return `${paint.bold(visible(file))}\n${hunks.join("")}`;
}

/** How many characters two lines begin with alike. */
function common(a: string, b: string): number {
  let n = 0;
  while (n < a.length && n < b.length && a[n] === b[n]) n++;
  return n;
}

/** A long line is shown around its first difference. */
function excerpt(line: string, from: number): string {
  const text = line.replace(/\r?\n$/, "");
  if (text.length <= WIDTH) return visible(text);
  const end = from + WIDTH;
  return `${from > 0 ? "…" : ""}${visible(text.slice(from, end))}${end < text.length ? "…" : ""}`;
}
