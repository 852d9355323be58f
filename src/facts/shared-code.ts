/**
 * What two versions of a large file have in common: statements that are spelled alike and depend on nothing that changed.
 * Like files that are the same on both sides, they are not looked at for facts; their text still answers `mentions`.
 */
import type * as acorn from "acorn";
import { isName, type Node, walk } from "../source/ast.js";
import type { SourceModule } from "../source/module.js";
import { type Binding, scopeAt } from "../source/scope.js";

/** From this size on the work is worth it: smaller files are looked at as a whole. In characters. */
export const LEAST_SHARED = 200_000;
/** A statement of more than this share of the file is a wrapper: its contents are compared one by one. */
const WRAPPER = 0.5;
/** How far a statement may have moved, and how much may be searched in all, as a multiple of the file. */
const MOST_MOVED = 100_000;
const MOST_SEARCHED = 8;

export interface Range {
  readonly start: number;
  readonly end: number;
}

/** Ranges of statements that both texts have and that mean the same in both, in source order. */
export function sharedCode(
  module: SourceModule,
  other: string,
  isSettled: (specifier: string) => boolean,
): readonly Range[] {
  const chunks = chunksOf(module.program, module.lines.text.length);
  const alike = chunks.filter(matcher(module.lines.text, other));
  if (alike.length === 0) return [];
  return settled(alike, isSettled);
}

/** The statements of a file; of a file that is one wrapper, those within. */
function chunksOf(program: acorn.Program, length: number): readonly Node[] {
  let chunks: readonly Node[] = program.body as Node[];
  for (let depth = 0; depth < 8; depth++) {
    const wrapper = chunks.find((chunk) => chunk.end - chunk.start > length * WRAPPER);
    const inner = wrapper === undefined ? [] : contentsOf(wrapper);
    if (inner.length === 0) break;
    chunks = [...chunks.filter((chunk) => chunk !== wrapper), ...inner].sort((a, b) => a.start - b.start);
  }
  return chunks;
}

/** The longest list of statements or properties right below a wrapper. */
function contentsOf(wrapper: Node): readonly Node[] {
  let best: readonly Node[] = [];
  let steps = 0;
  walk(wrapper, (node) => {
    if (++steps > 400) return false;
    const list =
      node.type === "BlockStatement"
        ? (node.body as Node[])
        : node.type === "ObjectExpression"
          ? (node.properties as Node[])
          : [];
    if (node !== wrapper && list.length > best.length) best = list;
    return node.end - node.start > (wrapper.end - wrapper.start) / 2 ? undefined : false;
  });
  return best.length > 1 ? best : [];
}

/** Tells which chunks, asked about in source order, stand in the other text in the same order. */
function matcher(text: string, other: string): (chunk: Node) => boolean {
  let lastEnd = 0;
  let otherEnd = 0;
  let searched = 0;
  return ({ start, end }) => {
    const chunk = text.slice(start, end);
    let at = otherEnd + (start - lastEnd);
    if (other.slice(at, at + chunk.length) !== chunk) {
      if (searched > other.length * MOST_SEARCHED) return false;
      const from = Math.max(0, otherEnd);
      const near = other.slice(from, from + (start - lastEnd) + MOST_MOVED + chunk.length);
      const found = near.indexOf(chunk.length > 4_000 ? chunk.slice(0, 4_000) : chunk);
      searched += found === -1 ? near.length : found;
      at = from + found;
      if (found === -1 || other.slice(at, at + chunk.length) !== chunk) return false;
    }
    lastEnd = end;
    otherEnd = at + chunk.length;
    return true;
  };
}

/** Chunks that name nothing which is declared, written or imported where something changed; directly or through others. */
function settled(alike: readonly Node[], isSettled: (specifier: string) => boolean): readonly Range[] {
  const homeOf = locator(alike);
  const needs = new Map<Node, Set<Node>>();
  const bad = new Set<Node>();
  for (const chunk of alike) {
    const seen = new Set<Binding>();
    const wants = new Set<Node>();
    walk(chunk, (node) => {
      if (bad.has(chunk)) return false;
      if (readsOthers(node, isSettled)) bad.add(chunk);
      if (node.type !== "Identifier" || isName(node)) return undefined;
      const binding = scopeAt(node)?.find(node.name);
      if (binding === undefined || seen.has(binding)) return undefined;
      seen.add(binding);
      if (chunk.start <= binding.node.start && binding.node.end <= chunk.end && binding.writes.every(within(chunk)))
        return undefined;
      const homes = [binding.node, ...(binding.writes as readonly Node[])].map((item) => homeOf(item.start));
      for (const home of homes) if (home === undefined) bad.add(chunk);
      for (const home of homes) if (home !== undefined && home !== chunk) wants.add(home);
      return undefined;
    });
    needs.set(chunk, wants);
  }
  spread(needs, bad);
  return alike.filter((chunk) => !bad.has(chunk));
}

const within =
  ({ start, end }: Range) =>
  (node: Range): boolean =>
    start <= node.start && node.end <= end;

/** A chunk that needs a bad one is bad. */
function spread(needs: ReadonlyMap<Node, ReadonlySet<Node>>, bad: Set<Node>): void {
  const users = new Map<Node, Node[]>();
  for (const [chunk, wants] of needs) {
    for (const want of wants) {
      const known = users.get(want);
      if (known === undefined) users.set(want, [chunk]);
      else known.push(chunk);
    }
  }
  const open = [...bad];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const user of users.get(next) ?? []) {
      if (bad.has(user)) continue;
      bad.add(user);
      open.push(user);
    }
  }
}

/** Imports of own files that changed, and files that are read: their contents may mean something else now. */
function readsOthers(node: Node, isSettled: (specifier: string) => boolean): boolean {
  if (node.type === "Literal")
    return typeof node.value === "string" && /^\.{1,2}\//.test(node.value) && !isSettled(node.value);
  if (node.type === "TemplateLiteral") {
    const first = node.quasis[0]?.value.cooked ?? "";
    return /^\.{1,2}\//.test(first) && !isSettled(first);
  }
  return false;
}

/** Finds the chunk that an offset lies in. */
function locator(chunks: readonly Node[]): (offset: number) => Node | undefined {
  return (offset) => {
    let low = 0;
    let high = chunks.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const chunk = chunks[middle] as Node;
      if (offset < chunk.start) high = middle - 1;
      else if (offset >= chunk.end) low = middle + 1;
      else return chunk;
    }
    return undefined;
  };
}

/** The nodes of a list in source order that lie in none of the ranges. */
export function outside<N extends Range>(nodes: readonly N[], ranges: readonly Range[]): N[] {
  let i = 0;
  return nodes.filter((node) => {
    while (i < ranges.length && (ranges[i]?.end ?? 0) <= node.start) i++;
    const range = ranges[i];
    return range === undefined || node.start < range.start;
  });
}
