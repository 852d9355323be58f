/** A change as a person reads it: lines on both sides, the hunks between them, and where each line stands as shipped. */
import type { FileChange } from "./change.js";
import type { FileType } from "./file-type.js";
import type { Hunk } from "./lines.js";

export { viewsOf } from "./views.js";

/** A place in a shipped file, both from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** One side of a file, as shown. */
export interface TextSide {
  /** Without their line ends. Hostile text. */
  readonly lines: readonly string[];
  /** Where a character (from 0, UTF-16 units) of a line (by its index) stands in the shipped file: its first, if none is named. */
  place(index: number, character?: number): Place;
}

/** Characters `start` up to `end` of a line, UTF-16 units. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A hunk of shown lines, numbered from 1 as they are shown. */
export interface ViewHunk extends Hunk {
  /** What differs within lines, by index of the shown line; a line that is not named differs as a whole. */
  readonly emphasis: {
    readonly before: ReadonlyMap<number, readonly Span[]>;
    readonly after: ReadonlyMap<number, readonly Span[]>;
  };
  /** The same lines stand elsewhere on the other side, in shown line `line` of `path`: the hunk is one end of a move. */
  readonly moved?: { readonly path: string; readonly line: number };
}

/** Why lines that differ are not shown. */
export type FoldKind = "layout" | "comments" | "renames" | "references" | "maps";

/** Lines that differ and are not shown; like a hunk, with nothing of it emphasised. */
export interface Fold extends Hunk {
  readonly kind: FoldKind;
}

/** What there is to say of a file that is not text. */
export interface Binary {
  readonly size: number;
  readonly type: FileType;
  /** SHA-256, hexadecimal. */
  readonly digest: string;
}

/** Everything but `change` is made when it is first asked for. */
export interface FileView {
  readonly change: FileChange;
  /** `readable`: both sides are broken into lines anew; `bytes`: not text, there are no lines. */
  readonly form: "shipped" | "readable" | "bytes";
  readonly before: TextSide;
  readonly after: TextSide;
  /** In order. They touch one another only where a part of a hunk was moved. */
  readonly hunks: readonly ViewHunk[];
  readonly added: number;
  readonly removed: number;
  /**
   * Changed lines that are not shown, by what alone differs: their layout, comments that only a reader of the code reads, the
   * names of local variables, or the names of files of the package that were renamed; `maps`: all that differs in a source
   * map. Lines of the new side, or of the old one where that has more.
   */
  readonly folded: Readonly<Record<FoldKind, number>>;
  /** Where they are. Between two hunks the sides have different numbers of lines where something was folded so. */
  readonly folds?: readonly Fold[];
  /** Of the sides that there are, for the form `bytes`. */
  readonly binary?: { readonly before: Binary | undefined; readonly after: Binary | undefined };
  /** Why this is not the whole or not the best form: the effort was bounded, a side does not parse. */
  readonly remarks: readonly string[];
}

/** The index of the shown line that holds a place of the shipped file; undefined when the side has no lines. */
export function locate(view: FileView, side: "before" | "after", line: number, column: number): number | undefined {
  const { lines, place } = view[side];
  if (lines.length === 0) return undefined;
  let low = 0;
  let high = lines.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    const start = place(middle);
    if (start.line < line || (start.line === line && start.column <= column)) low = middle;
    else high = middle - 1;
  }
  return low;
}
