/** Enumerations and namespaces as compilers write them: an object that a function, called at once, fills. */
import type * as acorn from "acorn";
import { bare, type FunctionNode, isFunction, type Node, parentOf, walk } from "../source/ast.js";
import type { Binding } from "../source/scope.js";
import type { Folder, Frame } from "./fold.js";
import { constant, text, type Value } from "./value.js";

/** Longer functions hold more than a list of names, in characters. */
const MOST = 60_000;

/**
 * `var T; (function (T) { T["A"] = "a"; })(T || (T = {}))` and `var T = ((T2) => { T2.A = "a"; return T2; })(T || {})` as
 * the object of their members; undefined for any other name.
 */
export function enumeration(folder: Folder, binding: Binding, frame: Frame): Value | undefined {
  const fill = filledBy(binding);
  const param = fill?.params[0];
  if (fill === undefined || param?.type !== "Identifier" || fill.end - fill.start > MOST) return undefined;
  const props = new Map<string, Value>();
  walk(fill.body as Node, (node) => {
    if (isFunction(node)) return false;
    if (node.type === "AssignmentExpression") addMember(folder, node, param.name, props, frame);
    return undefined;
  });
  return props.size === 0 ? undefined : { t: "object", props, open: true };
}

/** `T.A = "a"`, or `T[T.A = 0] = "A"`, whose inner assignment is met by itself. */
function addMember(
  folder: Folder,
  { left, right }: acorn.AssignmentExpression,
  name: string,
  props: Map<string, Value>,
  frame: Frame,
): void {
  if (left.type !== "MemberExpression" || left.object.type !== "Identifier" || left.object.name !== name) return;
  const property = bare(left.property as Node);
  const isNumbered = property.type === "AssignmentExpression";
  const key = isNumbered
    ? folder.fold(property.right as Node, frame)
    : !left.computed && property.type === "Identifier"
      ? constant(property.name)
      : folder.fold(property, frame);
  const spelled = text(key) ?? (key.t === "constant" && isNumbered ? String(key.value) : undefined);
  if (spelled !== undefined) props.set(spelled, folder.fold(right as Node, frame));
}

function filledBy({ init, writes }: Binding): FunctionNode | undefined {
  if (init !== undefined)
    return calledWith(init, (given) => given.type === "LogicalExpression" && isEmpty(given.right));
  const [write] = writes;
  if (write === undefined || writes.length > 1 || !isEmpty(write.right)) return undefined;
  let at: Node = write;
  for (
    let up = parentOf(at);
    up?.type === "AssignmentExpression" || up?.type === "LogicalExpression";
    up = parentOf(at)
  )
    at = up;
  const call = parentOf(at);
  return call && calledWith(call, (given) => given === at || bare(given) === at);
}

/** The function of `(function (…) { … })(given)`. */
function calledWith(node: Node, isGiven: (given: Node) => boolean): FunctionNode | undefined {
  const call = bare(node);
  const [given] = call.type === "CallExpression" ? call.arguments : [];
  if (call.type !== "CallExpression" || given === undefined || !isGiven(given as Node)) return undefined;
  const callee = bare(call.callee as Node);
  return isFunction(callee) ? callee : undefined;
}

const isEmpty = (node: acorn.Node): boolean => {
  const inner = bare(node as Node);
  return (
    (inner.type === "ObjectExpression" && inner.properties.length === 0) ||
    (inner.type === "AssignmentExpression" && isEmpty(inner.right))
  );
};
