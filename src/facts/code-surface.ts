/** Texts of the tool surface: what a model is told of tools, parameters, prompts and the server, wherever it is written. */
import type * as acorn from "acorn";
import { bare, type Node, parentOf } from "../source/ast.js";
import { holderOf } from "../source/module.js";
import { calleeName } from "./code-text.js";
import type { CodeCollector } from "./collector.js";
import { surfaceOrderOf } from "./surface-orders.js";
import { orderFact, placeOf } from "./text-facts.js";
import { alternatives, disguiseOf, MAX_TEXT, PLAIN, render, type Value } from "./value.js";

/** Properties and calls whose text a client passes on to its model. */
const SAID = /^(?:description|title|instructions|examples?|default|const|enum)$/;
const SAYS = /^(?:describe|meta|literal|enum|default|catch)$/;

/** Texts looked at in one value: examples and enumerations are lists. */
const MOST = 60;

export function addSurface(to: CodeCollector): void {
  for (const property of to.module.properties) {
    const name = to.folder.keyOf(property, to.frame);
    if (name !== undefined && (SAID.test(name) || (name === "text" && isPrompt(property))))
      addSaid(to, property.value as Node);
  }
  for (const assignment of to.module.assignments) {
    const { left, right } = assignment;
    if (left.type === "MemberExpression" && left.property.type === "Identifier" && SAID.test(left.property.name))
      addSaid(to, right as Node);
  }
  for (const node of to.module.strings) if (isNamedDescription(node)) addSaid(to, node);
  for (const call of to.module.calls) {
    const name = calleeName(call);
    if (name === undefined || !SAYS.test(name) || call.callee.type !== "MemberExpression") continue;
    for (const arg of (call.arguments as Node[]).slice(0, 2)) addSaid(to, arg);
  }
}

/** `export const description = …`, `const TOOL_DESCRIPTION = [ … ].join("\n")`. */
const isNamedDescription = (node: Node): boolean =>
  parentOf(node)?.type !== "Property" && /(?:description|instructions)$/i.test(holderOf(node) ?? "");

/** Adds the order that a text of the surface gives. */
export function addSaid(to: CodeCollector, node: Node): void {
  if (!mayBeText(bare(node))) return;
  const long = longText(bare(node));
  for (const value of long === undefined ? textsIn(to.fold(node)) : [long]) {
    const order = surfaceOrderOf(render(value));
    if (order === undefined) continue;
    const disguise = disguiseOf(value) > 1 ? { disguise: to.source(node) } : {};
    const at = placeOf(to, node.start, node.end, order.told);
    to.add(orderFact(order, { zone: to.zone, at, via: to.via(value, node), ...disguise }));
  }
}

/** A text that is too long to be folded. */
function longText(node: Node): Value | undefined {
  const value = node.type === "Literal" ? node.value : node.type === "TemplateLiteral" ? wholeOf(node) : undefined;
  if (typeof value !== "string" || value.length <= MAX_TEXT) return undefined;
  return { t: "constant", value, disguise: PLAIN, from: [] };
}

const wholeOf = ({ quasis: [first, ...others] }: acorn.TemplateLiteral): string | null | undefined =>
  others.length === 0 ? first?.value.cooked : undefined;

const mayBeText = (node: Node): boolean =>
  node.type !== "FunctionExpression" && node.type !== "ArrowFunctionExpression" && node.type !== "ObjectExpression";

function textsIn(value: Value): readonly Value[] {
  const found: Value[] = [];
  const open = [...alternatives(value)];
  for (let at = open.shift(); at !== undefined && found.length < MOST; at = open.shift()) {
    if (at.t === "list") open.push(...at.items.slice(0, MOST));
    else if (at.t === "text" || (at.t === "constant" && typeof at.value === "string")) found.push(at);
  }
  return found;
}

/** `{ role, content: { type: "text", text } }`: what a prompt says in the user's name. */
function isPrompt(property: acorn.Property): boolean {
  const content = parentOf(parentOf(property) as Node);
  const message = content?.type === "Property" ? parentOf(content) : undefined;
  return (
    message?.type === "ObjectExpression" &&
    message.properties.some(
      (item) => item.type === "Property" && item.key.type === "Identifier" && item.key.name === "role",
    )
  );
}
