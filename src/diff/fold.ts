/**
 * Hunks of code without what changes nothing: lines that differ in their layout, in remarks, in mentions of renamed files, or
 * in the names of local variables, where all lines that are not shown agree on which variable became which.
 */
import type { Canonical, Meaning } from "./canonical.js";
import { diffLines, type Hunk, type LineDiff } from "./lines.js";
import { cutAt, joined, lineHunk, pairsBetween, shifted } from "./stretches.js";
import { isMachineMade, VariablePairs } from "./variables.js";
import type { Fold, FoldKind } from "./view.js";

export interface Folded {
  readonly hunks: readonly Hunk[];
  readonly folds: readonly Fold[];
  readonly variables: VariablePairs;
  readonly coarse: number;
}

/** Lines of both sides that mean the same but for the names of variables. */
interface Unit extends Hunk {
  readonly before: readonly number[];
  readonly after: readonly number[];
  /** Equal as texts, on lines that will not be shown whatever their names mean. */
  readonly isFixed: boolean;
}

/** Compares two sides by what their lines mean. The functions of a minified file may have been named by its minifier. */
export function compareMeanings(before: Canonical, after: Canonical, isMinified: boolean): Folded {
  const [old, now] = [before, after].map((side) => side.code.lines.map((_, index) => side.meaning(index)));
  const diff = diffLines(keysOf(old), keysOf(now));
  const folder = new Folder(before, after, isMinified);
  for (const [b, a] of pairsBetween(diff.hunks, before.code.lines.length))
    folder.addLine(b, a, old?.[b], now?.[a], false);
  for (const hunk of diff.hunks) folder.addHunk(hunk);
  return folder.fold(diff.coarse);
}

/** Folds what means the same among the hunks of two shipped texts. */
export function foldHunks(before: Canonical, after: Canonical, diff: LineDiff): Folded {
  const folder = new Folder(before, after, false);
  for (const [b, a] of pairsBetween(diff.hunks, before.code.lines.length)) {
    folder.addLine(b, a, before.meaning(b), after.meaning(a), true);
  }
  for (const hunk of diff.hunks) folder.addHunk(hunk);
  return folder.fold(diff.coarse);
}

const keysOf = (meanings: readonly Meaning[] = []): string[] => meanings.map(({ key }) => key);

class Folder {
  readonly #before: Canonical;
  readonly #after: Canonical;
  /** A minifier may have named the functions; nobody chose such names for what they say. */
  readonly #isMinified: boolean;
  readonly #variables = new VariablePairs();
  readonly #units: Unit[] = [];
  readonly #shown: Hunk[] = [];
  /** Remarks that came or went. */
  readonly #remarks: Hunk[] = [];
  /** Lines that must be shown for others to be understood. */
  readonly #wanted = { before: new Set<number>(), after: new Set<number>() };
  #isOutOfStep = false;

  constructor(before: Canonical, after: Canonical, isMinified: boolean) {
    this.#before = before;
    this.#after = after;
    this.#isMinified = isMinified;
  }

  addLine(b: number, a: number, old: Meaning | undefined, now: Meaning | undefined, isFixed: boolean): void {
    // Equal lines that mean something else stand in a comment or a text on one side: nothing can be said then.
    if (old?.key !== now?.key) this.#isOutOfStep = true;
    this.#unit(lineHunk(b, a), old?.variables ?? [], now?.variables ?? [], isFixed);
  }

  /** A hunk that means the same as a whole, or what of it does line by line. */
  addHunk(hunk: Hunk): void {
    // Of a file that came or went nothing is known already: it is shown as it is.
    if (this.#before.code.lines.length === 0 || this.#after.code.lines.length === 0) {
      this.#shown.push(hunk);
      return;
    }
    const [b, a] = [hunk.beforeLine - 1, hunk.afterLine - 1];
    const old = this.#before.meaning(b, hunk.beforeCount);
    const now = this.#after.meaning(a, hunk.afterCount);
    if (old.key === now.key) this.#unit(hunk, old.variables, now.variables, false);
    else this.#addLines(hunk);
  }

  #addLines(hunk: Hunk): void {
    const [b, a] = [hunk.beforeLine - 1, hunk.afterLine - 1];
    const before = Array.from({ length: hunk.beforeCount }, (_, i) => this.#before.meaning(b + i));
    const after = Array.from({ length: hunk.afterCount }, (_, i) => this.#after.meaning(a + i));
    const { hunks } = diffLines(keysOf(before), keysOf(after));
    for (const [i, j] of pairsBetween(hunks, before.length)) {
      this.#unit(lineHunk(b + i, a + j), before[i]?.variables ?? [], after[j]?.variables ?? [], false);
    }
    for (const inner of hunks) this.#show(shifted(inner, b, a));
  }

  /** Shows a hunk, but for lines that are remarks. */
  #show(hunk: Hunk): void {
    const { kept, cut } = cutAt(
      hunk,
      (index) => this.#before.isRemark(index),
      (index) => this.#after.isRemark(index),
    );
    this.#shown.push(...kept);
    this.#remarks.push(...cut);
  }

  #unit(hunk: Hunk, before: readonly number[], after: readonly number[], isFixed: boolean): void {
    this.#units.push({ ...hunk, before, after, isFixed });
    this.#variables.add(before, after, isFixed);
  }

  fold(coarse: number): Folded {
    this.#variables.settle();
    const judged = this.#units.map((unit) => ({ unit, kind: unit.isFixed ? ("same" as const) : this.#kindOf(unit) }));
    const folds: Fold[] = [];
    for (const hunk of this.#remarks) {
      if (this.#isOutOfStep) this.#shown.push(hunk);
      else folds.push({ ...hunk, kind: "comments" });
    }
    for (const { unit, kind } of judged) {
      if (kind === "same") continue;
      if (kind === undefined || this.#isWanted(unit)) this.#shown.push(unit);
      else folds.push({ ...hunkOf(unit), kind });
    }
    folds.sort((x, y) => x.beforeLine - y.beforeLine || x.afterLine - y.afterLine);
    return { hunks: joined(this.#shown), folds, variables: this.#variables, coarse };
  }

  /** Why a unit need not be shown; undefined when it must be. */
  #kindOf(unit: Unit): FoldKind | "same" | undefined {
    if (this.#isOutOfStep) return undefined;
    const [b, a] = [unit.beforeLine - 1, unit.afterLine - 1];
    const isEqual = this.#isEqualText(unit);
    if (!unit.before.every((variable, i) => this.#variables.isPair(variable, unit.after[i] ?? 0))) {
      if (isEqual) this.#want(unit);
      return undefined;
    }
    if (isEqual) return "same";
    const [old, now] = [this.#before.names(b, unit.beforeCount), this.#after.names(a, unit.afterCount)];
    const renamed = old.flatMap((name, i) => (name === now[i] ? [] : [i]));
    if (renamed.some((i) => !this.#isFree(unit, i, old[i] ?? "", now[i] ?? ""))) return undefined;
    if (renamed.length > 0) return "renames";
    if (this.#before.remarks(b, unit.beforeCount) !== this.#after.remarks(a, unit.afterCount)) return "comments";
    const isReferred = this.#before.refers(b, unit.beforeCount);
    return isReferred ? "references" : "layout";
  }

  #isEqualText({ beforeLine, beforeCount, afterLine, afterCount }: Unit): boolean {
    if (beforeCount !== afterCount) return false;
    const [before, after] = [this.#before.code.lines, this.#after.code.lines];
    for (let i = 0; i < beforeCount; i += 1) if (before[beforeLine - 1 + i] !== after[afterLine - 1 + i]) return false;
    return true;
  }

  /** Whether a variable may have another name: what a person called a function can be read at run time. */
  #isFree(unit: Unit, i: number, before: string, after: string): boolean {
    const isCallable = this.#before.isCallable(unit.before[i] ?? 0) || this.#after.isCallable(unit.after[i] ?? 0);
    return !isCallable || (this.#isMinified && isMachineMade(before, after));
  }

  /** Lines with the same text mean something else: where their names come from says why. */
  #want(unit: Unit): void {
    unit.before.forEach((variable, i) => {
      const after = unit.after[i] ?? 0;
      if (this.#variables.isPair(variable, after)) return;
      this.#wanted.before.add(this.#before.firstLine(variable));
      this.#wanted.after.add(this.#after.firstLine(after));
    });
  }

  #isWanted({ beforeLine, beforeCount, afterLine, afterCount }: Unit): boolean {
    const { before, after } = this.#wanted;
    for (let i = 0; i < beforeCount; i += 1) if (before.has(beforeLine - 1 + i)) return true;
    for (let i = 0; i < afterCount; i += 1) if (after.has(afterLine - 1 + i)) return true;
    return false;
  }
}

const hunkOf = ({ beforeLine, beforeCount, afterLine, afterCount }: Hunk): Hunk => ({
  beforeLine,
  beforeCount,
  afterLine,
  afterCount,
});
