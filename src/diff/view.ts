/** A change as a person reads it: lines on both sides, the hunks between them, and where each line stands as shipped. */
import type { Change, FileChange } from "./change.js";
import { textOf } from "./content.js";
import { type Hunk, linesOf } from "./lines.js";

/** A place in a shipped file, both from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** One side of a file, as shown. */
export interface TextSide {
  /** Without their line ends. Hostile text. */
  readonly lines: readonly string[];
  /** Where the text of a line (by its index) begins in the shipped file. */
  place(index: number): Place;
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
  /** The same lines stand elsewhere on the other side: the hunk is one end of a move. */
  readonly moved?: { readonly path: string; readonly line: number };
}

export interface FileView {
  readonly change: FileChange;
  /** `readable`: both sides parsed and printed anew; `bytes`: not text, there are no lines. */
  readonly form: "shipped" | "readable" | "bytes";
  readonly before: TextSide;
  readonly after: TextSide;
  readonly hunks: readonly ViewHunk[];
  readonly added: number;
  readonly removed: number;
  /** Changed lines that are not shown, because only their layout or only the names of local variables differ. */
  readonly folded: { readonly layout: number; readonly renames: number };
  /** Why this is not the whole or not the best form: the effort was bounded, a side does not parse. */
  readonly remarks: readonly string[];
}

/** Each changed file of a package as it is shown, in the order of the change. */
export const viewsOf = (change: Change): readonly FileView[] => change.files.map(shipped);

function shipped(change: FileChange): FileView {
  const before = change.kind === "added" ? undefined : sideOf(change.before.bytes);
  const after = change.kind === "removed" ? undefined : sideOf(change.after.bytes);
  const isBytes =
    (change.kind !== "added" && before === undefined) || (change.kind !== "removed" && after === undefined);
  const hunks = isBytes ? [] : (change.lines?.hunks ?? []);
  return {
    change,
    form: isBytes ? "bytes" : "shipped",
    before: before ?? EMPTY,
    after: after ?? EMPTY,
    hunks: hunks.map((hunk) => ({ ...hunk, emphasis: { before: new Map(), after: new Map() } })),
    added: change.lines?.added ?? 0,
    removed: change.lines?.removed ?? 0,
    folded: { layout: 0, renames: 0 },
    remarks: [],
  };
}

const EMPTY: TextSide = { lines: [], place: () => ({ line: 1, column: 1 }) };

function sideOf(bytes: Uint8Array): TextSide | undefined {
  const text = textOf(bytes)?.text;
  if (text === undefined) return undefined;
  const lines = linesOf(text).map((line) => line.replace(/\r?\n$/, ""));
  return { lines, place: (index) => ({ line: index + 1, column: 1 }) };
}
