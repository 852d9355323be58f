/** The hunks of shipped lines without what changes nothing. The file is read as code only where that may take one away. */
import { type CodeLines, ShippedLines, shippedCode } from "../source/code.js";
import { jsonTokens } from "../source/data.js";
import { Canonical } from "./canonical.js";
import { endsCount, endsDiffer } from "./ends.js";
import { compareMeanings, type Folded, foldHunks } from "./fold.js";
import { diffLines, type Hunk, type LineDiff, linesOf } from "./lines.js";
import { grammarOf } from "./readable.js";
import type { Referrer } from "./references.js";
import { lineHunk, pairsBetween } from "./stretches.js";
import type { Fold } from "./view.js";

export interface Texts {
  readonly before: string;
  readonly after: string;
}

export interface Refined extends Pick<Folded, "hunks" | "folds"> {
  /** What the words of lines mean, where the file was read as code. */
  readonly meaning?: { readonly before: Canonical; readonly after: Canonical; readonly folded: Folded };
}

export interface ShippedFile {
  readonly path: string;
  readonly texts: Texts;
  readonly before: readonly string[];
  readonly after: readonly string[];
  readonly refer: Referrer | undefined;
}

export function refine(file: ShippedFile, diff: LineDiff): Refined {
  const { hunks, folds } = followed(file, diff.hunks);
  if (!hunks.some((hunk) => mayFold(file, hunk))) return { hunks, folds };
  const sides = meanings(file);
  if (sides === undefined) return { hunks, folds };
  const folded = closest(sides, diff);
  if (folded.folds.length === 0) return { hunks, folds };
  return { hunks: folded.hunks, folds: folded.folds, meaning: { ...sides, folded } };
}

/** Where lines are set in otherwise, those that are equal as texts may not be the same: then they are paired by what they mean. */
function closest({ before, after }: { before: Canonical; after: Canonical }, diff: LineDiff): Folded {
  const folded = foldHunks(before, after, diff);
  if (folded.hunks.length === 0 || !folded.folds.some(({ kind }) => kind === "layout")) return folded;
  const other = compareMeanings(before, after, false);
  return sizeOf(other) < sizeOf(folded) ? other : folded;
}

const sizeOf = ({ hunks }: Folded): number =>
  hunks.reduce((sum, { beforeCount, afterCount }) => sum + beforeCount + afterCount, 0);

/** Takes away lines that differ only in the names of renamed files, or in how the line ends where that means nothing. */
function followed(file: ShippedFile, hunks: readonly Hunk[]): Pick<Refined, "hunks" | "folds"> {
  const { path, texts, refer = (line: string): string => line } = file;
  const [before, after] = endsCount(path, texts)
    ? [linesOf(texts.before), linesOf(texts.after)]
    : [file.before, file.after];
  const isEnded = before === file.before && endsDiffer(texts);
  const shown: Hunk[] = [];
  const folds: Fold[] = [];
  for (const hunk of hunks) {
    const [b, a] = [hunk.beforeLine - 1, hunk.afterLine - 1];
    const old = before.slice(b, b + hunk.beforeCount);
    const said = old.map(refer);
    if (!isEnded && said.every((line, i) => line === old[i])) {
      shown.push(hunk);
      continue;
    }
    const { hunks: inner } = diffLines(said, after.slice(a, a + hunk.afterCount));
    for (const part of inner) shown.push({ ...part, beforeLine: part.beforeLine + b, afterLine: part.afterLine + a });
    for (const [i, j] of pairsBetween(inner, said.length)) {
      folds.push({ kind: said[i] === old[i] ? "layout" : "references", ...lineHunk(b + i, a + j) });
    }
  }
  return { hunks: shown, folds };
}

/** Both sides as code on the lines that were shipped; undefined where one of them is none. */
function meanings({
  path,
  texts,
  before,
  after,
  refer,
}: ShippedFile): { before: Canonical; after: Canonical } | undefined {
  const grammar = grammarOf(path, texts.after);
  if (grammar === "none") return undefined;
  const read = (text: string, lines: readonly string[]): CodeLines | undefined =>
    grammar === "json" ? new ShippedLines(jsonTokens(text), lines) : shippedCode(text, path, lines);
  const [old, now] = [read(texts.before, before), read(texts.after, after)];
  return old === undefined || now === undefined
    ? undefined
    : { before: new Canonical(old, refer), after: new Canonical(now) };
}

/**
 * Whether a hunk, or a line of it, is the same on both sides when names, blanks, quotes and trailing marks do not count, or
 * may be a comment, or whether it is blank.
 */
function mayFold({ before, after }: ShippedFile, hunk: Hunk): boolean {
  const [b, a] = [hunk.beforeLine - 1, hunk.afterLine - 1];
  const old = before.slice(b, b + hunk.beforeCount);
  const now = after.slice(a, a + hunk.afterCount);
  const isAdded = before.length === 0 || after.length === 0;
  if (!isAdded && [...old, ...now].some((line) => COMMENT.test(line))) return true;
  if (!isAdded && [...old, ...now].every((line) => line.trim() === "")) return true;
  if (hunk.beforeCount === 0 || hunk.afterCount === 0) return false;
  // A bracket on the next line makes a comma at the end of this one a trailing one.
  const next = (lines: readonly string[], index: number): string => lines[index]?.trimStart().charAt(0) ?? "";
  const [last, lastNow] = [next(before, b + old.length), next(after, a + now.length)];
  if (loose([...old, last].join(" ")) === loose([...now, lastNow].join(" "))) return true;
  const known = new Set(old.map(loose));
  return now.map(loose).some((line) => line.length > TELLING && known.has(line));
}

const COMMENT = /^\s*(?:\/[/*]|\*)|\/\/|\/\*/;

/** A shorter line is like many. */
const TELLING = 8;

const RESERVED =
  /^(?:true|false|null|undefined|this|new|return|throw|await|async|if|else|for|while|do|const|let|var|function|class|delete|typeof|void|in|of|break|continue|case|default|export|import|from|as|try|catch|finally|yield|static|extends|super)$/;

/** A coarser likeness than `Canonical` has: what differs here means something else there. */
const loose = (text: string): string =>
  text
    .replace(/["'`]/g, '"')
    .replace(/(?<![\w$.#])[A-Za-z_$][\w$]*(?!\s*:)/g, (word) => (RESERVED.test(word) ? word : "_"))
    .replace(/\((_)\)(?=\s*=>)/g, "$1")
    .replace(/[\s;]/g, "")
    .replace(/,(?=[)\]}])/g, "");
