/** For what a report is laid out. */
import type { CodeLayout } from "./code-line.js";
import { type Paint, plain } from "./table.js";

export interface Layout {
  readonly paint: Paint;
  /** Cells of a line of prose; infinite where nothing is wrapped. */
  readonly width: number;
  readonly code: CodeLayout;
  /** Unchanged lines around a change. */
  readonly context: number;
}

/** Source wider than this is elided where there is no terminal to ask. */
const UNWRAPPED = 240;
const CONTEXT = 3;

/** @param width of the terminal; undefined where there is none: prose is not wrapped then, so that it can be searched. */
export function layoutFor(paint: Paint, width: number | undefined): Layout {
  const marks = paint === plain;
  const code = width === undefined ? { width: UNWRAPPED, rows: 1, marks } : { width, rows: 3, marks };
  return { paint, width: width ?? Number.POSITIVE_INFINITY, code, context: CONTEXT };
}
