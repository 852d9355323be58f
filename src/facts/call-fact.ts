/** The fact that an interface is called, with what hides its name or its argument. */
import { bare, type Node } from "../source/ast.js";
import type { CodeCollector } from "./collector.js";
import type { CallFact } from "./facts.js";
import { disguiseOf, render, type Value } from "./value.js";

/** A value as a command line shows it: known text, and names for what is not. */
export function shown(value: Value): string {
  if (value.t === "reference") return `[${value.name}]`;
  if (value.t === "list") return value.items.slice(0, 20).map(shown).join(" ");
  if (value.t === "text") return value.parts.map(shown).join("");
  return render(value);
}

export type Call = Pick<CallFact, "group" | "api" | "argument" | "shape" | "traits">;

export function add(
  to: CodeCollector,
  node: Node,
  call: Call,
  value?: Value,
  key = call.argument,
  isHidden = false,
): void {
  const { api, group } = call;
  const written = to.source(node, 200);
  const short = api.slice(api.lastIndexOf(".") + 1);
  const hidden =
    (value !== undefined && disguiseOf(value) > 1) ||
    !(written.includes(short) || to.source(node, 4_000).includes(short));
  to.add({
    kind: "call",
    key: `call:${group}:${api}:${key}`,
    zone: to.zone,
    at: to.at(node.start),
    via: value === undefined ? [] : to.via(value, node),
    ...(isHidden || (hidden && isDisguise(to, node, short)) ? { disguise: written } : {}),
    ...call,
    argument: call.argument.slice(0, 300),
  });
}

/** What `promisify(execFile)`, under whatever name, is made from; anything else is itself. */
function promised(to: CodeCollector, node: Node): Node | undefined {
  if (node.type !== "CallExpression" || node.arguments.length !== 1) return node;
  const [given] = node.arguments as Node[];
  return given?.type === "Identifier" ? to.folder.declaration(given) : node;
}

/** An alias is not a disguise; a name that is computed or decoded is. */
function isDisguise(to: CodeCollector, node: Node, short: string): boolean {
  if (node.type !== "CallExpression" && node.type !== "NewExpression") return true;
  const callee = bare(node.callee as Node);
  if (callee.type === "MemberExpression") return callee.computed;
  const declared = callee.type === "Identifier" ? to.folder.declaration(callee) : callee;
  const named = declared === undefined ? undefined : promised(to, declared);
  if (named === undefined) return false;
  return (
    !to.source(named, 4_000).includes(short) &&
    named.type !== "Identifier" &&
    !/import|require/.test(to.source(named, 200))
  );
}
