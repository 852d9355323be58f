/** Where findings stand in the diffs, and the names of the page's places: made of numbers, never of a package's text. */
import { type FileView, locate } from "../../diff/view.js";
import type { Shown } from "../../review/shown.js";
import type { Evidence, Finding } from "../../rules/rule.js";

export interface Spot {
  readonly package: number;
  readonly file: number;
  readonly view: FileView;
  /** The line of the new side as shown, from 0. */
  readonly line: number;
}

export interface NumberedFinding {
  readonly number: number;
  readonly finding: Finding;
  /** At the most telling of its places. */
  readonly isFirst: boolean;
}

export const findingId = (number: number): string => `finding-${number + 1}`;
export const packageId = (number: number): string => `package-${number}`;
export const fileId = (inPackage: number, file: number): string => `file-${inPackage}-${file}`;
export const lineId = (inPackage: number, file: number, line: number): string =>
  `line-${inPackage}-${file}-${line + 1}`;

export class Places {
  readonly #spots = new Map<Evidence, Spot>();
  /** Findings by file and line. */
  readonly #found = new Map<FileView, Map<number, NumberedFinding[]>>();
  /** Names of lines that are in the page. */
  readonly #shown = new Set<string>();

  constructor(shown: Shown) {
    const packages = new Map(shown.packages.map(({ after }, i) => [after && `${after.name}@${after.version}`, i]));
    for (const [number, finding] of shown.findings.entries()) {
      const inPackage = packages.get(finding.package);
      if (inPackage === undefined) continue;
      for (const [i, evidence] of finding.evidence.entries()) {
        this.#place(evidence, { number, finding, isFirst: i === 0 }, inPackage, shown);
      }
    }
  }

  #place(evidence: Evidence, found: NumberedFinding, inPackage: number, shown: Shown): void {
    const views = shown.packages[inPackage]?.views ?? [];
    const file = views.findIndex(({ change }) => change.path === evidence.path && change.kind !== "removed");
    const view = views[file];
    if (view === undefined) return;
    const line = locate(view, "after", evidence.line, evidence.column);
    if (line === undefined) return;
    this.#spots.set(evidence, { package: inPackage, file, view, line });
    const lines = this.#found.get(view) ?? new Map<number, NumberedFinding[]>();
    this.#found.set(view, lines.set(line, [...(lines.get(line) ?? []), found]));
  }

  spot(evidence: Evidence): Spot | undefined {
    return this.#spots.get(evidence);
  }

  /** What findings there are in a file, by line, from 0. */
  in(view: FileView): ReadonlyMap<number, readonly NumberedFinding[]> {
    return this.#found.get(view) ?? new Map();
  }

  /** Names a line that is now in the page. */
  show(id: string): void {
    this.#shown.add(id);
  }

  /** The nearest place in the page: the line, or its file where the line was left out; undefined where neither is. */
  target({ package: inPackage, file, line }: Spot): string | undefined {
    const [exact, whole] = [lineId(inPackage, file, line), fileId(inPackage, file)];
    return this.#shown.has(exact) ? exact : this.#shown.has(whole) ? whole : undefined;
  }
}
