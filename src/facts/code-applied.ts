/**
 * Calls of the package's own functions with constant texts, followed into the function: the address that a helper puts
 * together, and the mail field that it fills, stand in neither place alone.
 */
import type * as acorn from "acorn";
import { bare, type CallNode, type FunctionNode, isFunction, type Node, parentOf } from "../source/ast.js";
import type { SourceModule } from "../source/module.js";
import { parametersOf, scopeAt } from "../source/scope.js";
import { contextOf } from "./code-text.js";
import type { CodeCollector } from "./collector.js";
import type { Frame } from "./fold.js";
import { boundTo } from "./fold-calls.js";
import { hostsIn } from "./hosts.js";
import { mailField } from "./mail-fields.js";
import { addTextFacts, emailsIn } from "./text-facts.js";
import { alternatives, concat, render, type Value } from "./value.js";

/** Calls that are followed in one file, and characters of a function that is. */
const MOST_CALLS = 400;
const LONGEST = 2_000;

/** What `fill` tells about a mail field that a call fills. */
export type FillField = (node: Node, spelled: string, value: Value, valueNode: Node) => void;

export function addApplied(to: CodeCollector, fill: FillField): void {
  let followed = 0;
  for (const call of to.module.calls) {
    if (followed >= MOST_CALLS || to.full) return;
    if (!hasTexts(call)) continue;
    const callee = bare(call.callee as Node);
    if (callee.type !== "Identifier" || scopeAt(call)?.find(callee.name) === undefined) continue;
    const target = to.fold(callee);
    if (target.t !== "function" || target.node.end - target.node.start > LONGEST) continue;
    followed += 1;
    const frame = boundTo(to.folder, target, call.arguments as Node[], to.frame);
    addWithin(to, call, target.module, target.node, frame, fill);
  }
}

/** Two texts, or one that is no sentence: what a helper could make an address of. */
const hasTexts = (call: CallNode): boolean =>
  call.type === "CallExpression" &&
  call.arguments.length <= 6 &&
  call.arguments.some(
    (arg) => arg.type === "Literal" && typeof arg.value === "string" && /^[\w@.:/-]{2,80}$/.test(arg.value),
  );

function addWithin(
  to: CodeCollector,
  call: Node,
  module: SourceModule,
  node: FunctionNode,
  frame: Frame,
  fill: FillField,
): void {
  if (parametersOf(node).length === 0) return;
  const source = module.textOf(node);
  for (const item of within(module.strings, node))
    if (isWhole(item)) addText(to, call, source, to.folder.fold(item, frame));
  for (const item of within(module.calls, node)) {
    if (isJoin(item)) addText(to, call, source, to.folder.fold(item, frame));
  }
  for (const item of within(module.assignments, node)) {
    const left = bare(item.left as Node);
    if (left.type !== "MemberExpression") continue;
    const spelled = to.folder.keyOf({ key: left.property, computed: left.computed }, frame);
    fillField(to, call, spelled, item.right as Node, frame, fill);
  }
  for (const item of within(module.properties, node)) {
    fillField(to, call, to.folder.keyOf(item, frame), item.value as Node, frame, fill);
  }
}

function fillField(
  to: CodeCollector,
  call: Node,
  spelled: string | undefined,
  valueNode: Node,
  frame: Frame,
  fill: FillField,
): void {
  if (spelled === undefined || mailField(spelled) === undefined || isFunction(valueNode)) return;
  const value = to.folder.fold(valueNode, frame);
  if (emailsIn(render(value)).length > 0) fill(call, spelled, value, valueNode);
}

/** A text that the call makes constant in a part: told when neither the call nor the function shows its host or address. */
function addText(to: CodeCollector, call: Node, callee: string, value: Value): void {
  for (const item of alternatives(value)) {
    if (item.t !== "constant" && item.t !== "text") continue;
    const shown = render(item);
    if (shown.length < 6 || shown.length > 500 || !/(?:https?|wss?):\/\/[^/]|@/.test(shown)) continue;
    const names = [...hostsIn(shown).map(({ spelled }) => spelled), ...emailsIn(shown)];
    const written = `${to.source(call, 2_000)} ${callee}`;
    if (names.length === 0 || names.some((name) => written.includes(name))) continue;
    addTextFacts(to, shown, { ...contextOf(to, call, concat([item])), use: "base", disguise: to.source(call) });
  }
}

const isWhole = (node: Node): boolean => {
  const parent = parentOf(node);
  return node.type !== "Literal" && !(parent?.type === "BinaryExpression" && parent.operator === "+");
};

function isJoin(call: CallNode): boolean {
  const callee = bare(call.callee as Node);
  return (
    callee.type === "MemberExpression" &&
    callee.property.type === "Identifier" &&
    /^(?:join|concat)$/.test(callee.property.name)
  );
}

/** The nodes of a list in source order that stand within a function. */
function within<N extends acorn.Node>(nodes: readonly N[], { start, end }: FunctionNode): readonly N[] {
  let low = 0;
  let high = nodes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((nodes[middle]?.start ?? 0) < start) low = middle + 1;
    else high = middle;
  }
  const found: N[] = [];
  for (let i = low; i < nodes.length && found.length < 60; i++) {
    const node = nodes[i];
    if (node === undefined || node.start >= end) break;
    found.push(node);
  }
  return found;
}
