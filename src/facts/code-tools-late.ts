/** What a server does with its tools and its client after the start: describe anew, add later, ask for input or work. */
import { bare, type CallNode, type Node, parentOf } from "../source/ast.js";
import { calleeName } from "./code-text.js";
import type { CodeCollector } from "./collector.js";
import { isRegistration, objectOf, prop, type ToolSite } from "./tool-sites.js";

/** What a server asks of the client beside answering: its model's work, or the user's input. */
export function addClientRequest(to: CodeCollector, call: CallNode, name: string): void {
  const callee = bare(call.callee as Node);
  if (callee.type !== "MemberExpression" || call.arguments.length === 0) return;
  const asks = /^(?:createMessage|requestSampling)$/.test(name)
    ? "has the client's model write something"
    : /^(?:elicitInput|elicit)$/.test(name)
      ? "asks the user for input"
      : undefined;
  const object = objectOf(to, call.arguments[0] as Node);
  if (asks === undefined || object === undefined) return;
  if (name === "createMessage" && (prop(object, "messages") === undefined || prop(object, "model") !== undefined))
    return;
  addText(to, call, "asks-client", `asks:${name}`, `${asks}: ${to.source(call)}`);
}

/** `const t = server.tool(…); t.update({ description })`: the description that was reviewed is not the one that is used. */
export function addLateDescription(to: CodeCollector, call: CallNode): void {
  const callee = bare(call.callee as Node);
  const owner = callee.type === "MemberExpression" ? bare(callee.object as Node) : undefined;
  const made = owner?.type === "Identifier" ? to.folder.declaration(owner) : undefined;
  const registration = made && bare(made);
  const object = call.arguments[0] && objectOf(to, call.arguments[0] as Node);
  if (registration?.type !== "CallExpression" || !isRegistration(calleeName(registration))) return;
  if (object !== undefined && prop(object, "description") !== undefined)
    addText(to, call, "late-description", "late-description", to.source(call));
}

const addText = (to: CodeCollector, node: Node, form: string, key: string, value: string): void =>
  to.add({ kind: "text", key: `${key}`, zone: to.zone, at: to.at(node.start), via: [], form, value });

/** A tool that is registered by a timer: nobody sees it at the start. */
export function addTimed(to: CodeCollector, { node, what, name }: ToolSite): void {
  if (what !== "instructions" && node.type === "CallExpression" && isTimed(node))
    addText(to, node, "late-description", `late:${name}`, to.source(node));
}

/** Within what a timer calls: a tool that nobody sees at the start. */
function isTimed(call: Node): boolean {
  for (let at = parentOf(call), steps = 0; at !== undefined && steps < 12; at = parentOf(at), steps++) {
    if (at.type === "CallExpression" && /^set(?:Timeout|Interval)$/.test(calleeName(at) ?? "")) return true;
  }
  return false;
}
