/** A screen: a title, what is looked at, and at the bottom what the keys do or what is asked. */

import { fileTitle } from "../files.js";
import { titleOf } from "../overview.js";
import { EMPTY_LINE, ends, fit, type Line, lineCells, say } from "../styled.js";
import type { Item, Way } from "./items.js";
import type { Size } from "./session.js";

export interface FrameParts {
  readonly way: Way;
  readonly heading: string;
  readonly item: Item | undefined;
  readonly lines: readonly Line[];
  /** Whether nothing is left below. */
  readonly isEnd: boolean;
  readonly message: string;
  /** In place of what the keys do. */
  readonly asking: readonly Line[] | undefined;
}

const HEAD = 2;
const FOOT = 1;

/** Lines for what is looked at, when `asking` lines are asked below it. */
export const roomIn = ({ rows }: Size, asking: number): number => Math.max(1, rows - HEAD - Math.max(FOOT, asking));

export function frameOf(parts: FrameParts, size: Size): readonly Line[] {
  const { columns } = size;
  const room = roomIn(size, parts.asking?.length ?? 0);
  const blank = Array.from({ length: Math.max(0, room - parts.lines.length) }, () => EMPTY_LINE);
  const foot = parts.asking ?? [footOf(parts, columns)];
  const lines = [...headOf(parts, columns), ...parts.lines.slice(0, room), ...blank, ...foot];
  return lines.slice(0, size.rows).map((line) => fit(line, columns));
}

function headOf({ way, heading, item }: FrameParts, columns: number): readonly Line[] {
  const title = item?.kind === "file" ? fileTitle(item.file, way.shown) : [say(titleOf(way.shown), "bold")];
  return [ends(title, [say(heading, "dim")], columns), EMPTY_LINE];
}

const KEYS = ["space go on", "n finding", "f files", "a accept", "r reject", "q quit", "? help"];
const LIST_KEYS = ["↑ ↓ choose", "Enter open", "space go on", "a accept", "r reject", "q quit", "? help"];
const FEW_KEYS = ["space", "b", "n", "p", "f", "a", "r", "q", "?"];

function footOf({ message, isEnd, item }: FrameParts, columns: number): Line {
  const more = isEnd ? [] : [say("more ↓", "mark")];
  if (message !== "") return ends([say(message, "warn")], more, columns);
  const room = columns - (isEnd ? 0 : lineCells(more) + 2);
  const keys = (item?.kind === "files" ? LIST_KEYS : KEYS).join("  ");
  return ends([say(keys.length <= room ? keys : FEW_KEYS.join(" "), "dim")], more, columns);
}
