/** Which parts of a long line are shown: what differs or was found, with some of what stands around it. */
import type { Span } from "../diff/view.js";

/** Characters that the mark of an elided part takes, about. */
const MARK = 26;
/** A part shorter than this with its surroundings is not worth showing. */
const LEAST = 30;

/**
 * The parts of a line of `length` characters that are kept, in order, about `budget` characters together. All of it if it
 * fits; else the surroundings of the anchors, the first ones first; without anchors, its start and its end.
 */
export function keptParts(length: number, anchors: readonly Span[], budget: number): readonly Span[] {
  if (length <= budget) return [{ start: 0, end: length }];
  const most = Math.max(1, Math.floor(budget / (LEAST + MARK)));
  const chosen = anchors.length === 0 ? [{ start: 0, end: length }] : anchors.slice(0, most);
  const each = Math.max(LEAST, Math.floor(budget / chosen.length) - MARK);
  const parts = chosen.flatMap((anchor) => around(anchor, each));
  return joined(parts.map((part) => unlessNear(part, length)).sort(byStart));
}

/** The part within the line; up to its start or end where less than the mark's length would be left out. */
const unlessNear = ({ start, end }: Span, length: number): Span => ({
  start: start < MARK ? 0 : start,
  end: length - end < MARK ? length : end,
});

const byStart = (a: Span, b: Span): number => a.start - b.start || a.end - b.end;

/** The anchor in the middle of `size` characters, or the start and the end of one that is longer. */
function around({ start, end }: Span, size: number): readonly Span[] {
  const room = size - (end - start);
  if (room >= 0) return [{ start: start - Math.ceil(room / 2), end: end + Math.floor(room / 2) }];
  const head = Math.ceil((size * 2) / 3);
  return [
    { start, end: start + head },
    { start: end - (size - head), end },
  ];
}

/** Parts that overlap, or with less between them than the mark would take. */
function joined(parts: readonly Span[]): readonly Span[] {
  const result: Span[] = [];
  for (const part of parts) {
    const last = result.at(-1);
    if (last !== undefined && part.start - last.end < MARK) {
      result[result.length - 1] = { start: last.start, end: Math.max(last.end, part.end) };
    } else result.push(part);
  }
  return result;
}
