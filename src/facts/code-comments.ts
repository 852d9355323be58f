/** What comments say to whoever reviews the code: the only part of a program that is written for readers alone. */
import type { CodeCollector } from "./collector.js";
import { orderOf } from "./orders.js";
import { orderFact } from "./text-facts.js";

/** Words of which an order to a reviewer, or over other orders, holds one. */
const CUES =
  /\b(?:reviewers?|reviewing|scanners?|auditors?|audited|verified|approved|disregard|ignore|language model)\b/gi;
/** A comment is read as far as this on each side of the word, in characters. */
const AROUND = 400;
const MOST = 2_000;

export function addComments(to: CodeCollector): void {
  const { text } = to.lines;
  let read = 0;
  for (const { index } of [...text.matchAll(CUES)].slice(0, MOST)) {
    if (index < read) continue;
    const comment = commentAt(text, index);
    if (comment === undefined) continue;
    read = comment.end;
    const order = orderOf(comment.text, true);
    if (order === undefined) continue;
    to.add(orderFact(order, { zone: "prose", at: to.at(comment.start), via: [] }));
  }
}

interface Comment {
  /** Of the line that holds the word. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The comment around a place, its marks left out; undefined in code. */
function commentAt(text: string, index: number): Comment | undefined {
  const from = lineStart(text, index);
  const before = text.slice(from, index);
  const mark = /(?:^|[\s;{}(),])(?:\/\/|\/\*)(?!.*\*\/)|^\s*\*(?!\/)/.exec(before);
  if (mark === null) return undefined;
  let end = lineEnd(text, index);
  while (end - index < AROUND && /^\s*(?:\/\/|\*(?!\/))/.test(text.slice(end + 1, lineEnd(text, end + 1))))
    end = lineEnd(text, end + 1);
  let start = from;
  for (let up = from; up > 0 && index - up < AROUND; up = start) {
    const previous = lineStart(text, up - 1);
    if (!/^\s*(?:\/\/|\*(?!\/)|\/\*)/.test(text.slice(previous, up))) break;
    start = previous;
  }
  const marks = /(?:^|\n)\s*(?:\/\/+|\/\*+|\*)(?!\/)/g;
  return { start: from, end, text: text.slice(start, Math.min(end, index + AROUND)).replace(marks, " ") };
}

/** Where the line before a place begins; at most so far back that nothing beyond is looked at. */
function lineStart(text: string, index: number): number {
  const nearest = Math.max(0, index - AROUND);
  return nearest + text.slice(nearest, index).lastIndexOf("\n") + 1;
}

/** Where it ends, as far. */
function lineEnd(text: string, index: number): number {
  const end = text.slice(index, index + AROUND).indexOf("\n");
  return end === -1 ? Math.min(text.length, index + AROUND) : index + end;
}
