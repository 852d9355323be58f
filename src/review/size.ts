/** How much there is to read before an update is accepted. Pure. */
import type { Tier } from "../rules/rule.js";
import type { Shown, ShownPackage } from "./shown.js";

export interface ReviewSize extends Readonly<Record<Tier, number>> {
  /** The server's own package, and dependencies that were changed or added; what was read for another server is apart. */
  readonly packages: number;
  readonly reviewed: number;
  readonly files: number;
  /** Changed lines, as they are shown. */
  readonly lines: number;
}

export function sizeOf({ packages, findings }: Shown): ReviewSize {
  const owed = packages.filter((item) => item.change !== undefined && item.change.files.length > 0);
  const count = (tier: Tier): number => findings.filter((finding) => finding.tier === tier).length;
  return {
    packages: owed.length,
    reviewed: packages.filter(({ reviewed }) => reviewed === true).length,
    files: owed.reduce((sum, { change }) => sum + (change?.files.length ?? 0), 0),
    lines: owed.reduce((sum, item) => sum + shownLines(item), 0),
    block: count("block"),
    ask: count("ask"),
    note: count("note"),
  };
}

const shownLines = ({ views }: Pick<ShownPackage, "views">): number =>
  views.reduce((sum, { added, removed }) => sum + added + removed, 0);
