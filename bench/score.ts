/** Scores findings against a corpus of update pairs whose needles are known. Pure. */
import type { Finding } from "../src/rules/rule.js";

export interface Needle {
  /** A path in the package; `dep:<name>/<path>` in a dependency; `registry:<field>` in the registry's answer. */
  readonly file: string;
  /** First and last line; null for a file as a whole. */
  readonly lines: readonly [number, number] | null;
}

export interface Case {
  readonly id: string;
  readonly family: string;
  /** 1 plain, 2 disguised, 3 what a human overlooks, 0 harmless. */
  readonly level: number;
  readonly name: string;
  readonly before_version: string;
  readonly after_version: string;
  readonly before: string;
  readonly after: string;
  readonly registry?: { readonly before?: string; readonly after?: string };
  readonly deps?: { readonly [name: string]: { readonly before?: string; readonly after?: string } };
  readonly needles: readonly Needle[];
  /** Hosts and mail domains that were made up for the row. */
  readonly addresses?: readonly string[];
  readonly expected: {
    readonly accept?: readonly string[];
    readonly must_show?: readonly string[];
    readonly may_list?: readonly string[];
  };
}

export interface Score {
  readonly id: string;
  readonly family: string;
  readonly level: number;
  /** A finding of tier block or ask stands at a needle. */
  readonly found: boolean;
  /** Every string that a reviewer needs is in one such finding. */
  readonly shown: boolean;
  /** One such finding is of an accepted kind. */
  readonly kind: boolean;
  /** Place of the first such finding among all, from 1; 0 when there is none. */
  readonly rank: number;
  /** Strings that no finding at a needle has. */
  readonly missing: readonly string[];
}

/** Lines that a finding may be away from its needle. */
const NEAR = 2;

/** How the findings of a case meet its needles. */
export function scoreCase(row: Case, findings: readonly Finding[]): Score {
  const hits = findings.filter(
    (finding) => finding.tier !== "note" && row.needles.some((needle) => meets(finding, needle)),
  );
  const first = hits[0];
  const must = row.expected.must_show ?? [];
  const texts = hits.map(textOf);
  return {
    id: row.id,
    family: row.family,
    level: row.level,
    found: first !== undefined,
    shown: first !== undefined && texts.some((text) => must.every((string) => text.includes(string))),
    kind: hits.some(({ kind }) => row.expected.accept?.includes(kind) ?? true),
    rank: first === undefined ? 0 : findings.indexOf(first) + 1,
    missing: must.filter((string) => !texts.some((text) => text.includes(string))),
  };
}

function meets(finding: Finding, { file, lines }: Needle): boolean {
  const inDependency = /^dep:((?:@[^/]+\/)?[^/]+)\/(.*)$/.exec(file);
  const path = inDependency?.[2] ?? (file.startsWith("registry:") ? "package.json" : file);
  if (inDependency !== null && !finding.package.startsWith(`${inDependency[1]}@`)) return false;
  return finding.evidence.some(
    (place) =>
      place.path === path && (lines === null || (place.line >= lines[0] - NEAR && place.line <= lines[1] + NEAR)),
  );
}

const textOf = ({ message, value, evidence }: Finding): string =>
  [message, value ?? "", ...evidence.map(({ excerpt }) => excerpt)].join("\n");

/** The findings that a harmless update must not have: blocks, and asks of kinds that it may not list. */
export const alarms = (row: Case, findings: readonly Finding[]): readonly Finding[] =>
  findings.filter(
    ({ tier, kind }) => tier === "block" || (tier === "ask" && !(row.expected.may_list ?? []).includes(kind)),
  );

export interface Tally {
  readonly label: string;
  readonly cases: number;
  readonly found: number;
  readonly shown: number;
  readonly kind: number;
  /** The needle is among the first three findings. */
  readonly first3: number;
}

/** Counts by a label, in the order of the labels. */
export function tallyBy(scores: readonly Score[], labelOf: (score: Score) => string): Tally[] {
  const labels = [...new Set(scores.map(labelOf))].sort();
  return labels.map((label) =>
    tally(
      label,
      scores.filter((score) => labelOf(score) === label),
    ),
  );
}

export function tally(label: string, scores: readonly Score[]): Tally {
  const count = (holds: (score: Score) => boolean): number => scores.filter(holds).length;
  return {
    label,
    cases: scores.length,
    found: count(({ found }) => found),
    shown: count(({ shown }) => shown),
    kind: count(({ kind }) => kind),
    first3: count(({ rank }) => rank >= 1 && rank <= 3),
  };
}
