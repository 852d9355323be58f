/** Two versions of a package as a list of what became of each file. */
import type { PackageFile, PackageTree } from "../package/tree.js";
import { textOf } from "./content.js";
import { diffLines, type LineDiff, linesOf } from "./lines.js";
import { type FilePair, pairFiles } from "./pair.js";

export type FileChange =
  | { readonly kind: "added"; readonly path: string; readonly after: PackageFile; readonly lines: LineDiff | undefined }
  | {
      readonly kind: "removed";
      readonly path: string;
      readonly before: PackageFile;
      readonly lines: LineDiff | undefined;
    }
  | {
      readonly kind: "changed";
      /** The path in the new version. */
      readonly path: string;
      readonly before: PackageFile;
      readonly after: PackageFile;
      /** Paths differ. The bytes or the executable bit may be the same. */
      readonly renamed: boolean;
      readonly likeness: number | undefined;
      /** Undefined when a side is not text, or when the bytes are the same. */
      readonly lines: LineDiff | undefined;
    };

export interface ChangeSummary {
  readonly filesAdded: number;
  readonly filesRemoved: number;
  /** Content, name or executable bit changed. */
  readonly filesChanged: number;
  readonly linesAdded: number;
  readonly linesRemoved: number;
}

export interface Change {
  /** Sorted by path; files that are the same on both sides are left out. */
  readonly files: readonly FileChange[];
  readonly summary: ChangeSummary;
}

/** What an update does to the files of a package. A first look is the change from an empty tree. */
export function changeOf(before: PackageTree, after: PackageTree): Change {
  const pairing = pairFiles(before, after);
  const files: FileChange[] = [
    ...pairing.added.map((file): FileChange => added(file)),
    ...pairing.removed.map((file): FileChange => removed(file)),
    ...pairing.pairs.filter(differs).map((pair): FileChange => changed(pair)),
  ];
  files.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  return { files, summary: summaryOf(files) };
}

const differs = ({ before, after, likeness }: FilePair): boolean =>
  likeness !== 1 || before.path !== after.path || before.executable !== after.executable;

function added(after: PackageFile): FileChange {
  return { kind: "added", path: after.path, after, lines: linesBetween(undefined, after) };
}

function removed(before: PackageFile): FileChange {
  return { kind: "removed", path: before.path, before, lines: linesBetween(before, undefined) };
}

function changed({ before, after, likeness }: FilePair): FileChange {
  const lines = likeness === 1 ? undefined : linesBetween(before, after);
  return { kind: "changed", path: after.path, before, after, renamed: before.path !== after.path, likeness, lines };
}

/** The line difference of two texts; undefined unless both sides that exist are text. */
function linesBetween(before: PackageFile | undefined, after: PackageFile | undefined): LineDiff | undefined {
  const [old, now] = [before, after].map((file) => (file === undefined ? { text: "" } : textOf(file.bytes)));
  return old === undefined || now === undefined ? undefined : diffLines(linesOf(old.text), linesOf(now.text));
}

function summaryOf(files: readonly FileChange[]): ChangeSummary {
  const count = (kind: FileChange["kind"]): number => files.filter((file) => file.kind === kind).length;
  const sum = (side: "added" | "removed"): number => files.reduce((n, file) => n + (file.lines?.[side] ?? 0), 0);
  return {
    filesAdded: count("added"),
    filesRemoved: count("removed"),
    filesChanged: count("changed"),
    linesAdded: sum("added"),
    linesRemoved: sum("removed"),
  };
}
