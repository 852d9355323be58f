/** Syntax trees: ESTree nodes with a link to the parent, and a walk that needs no call stack. */
import type * as acorn from "acorn";

/** Any node of a parsed file. Nodes of TypeScript and JSX have types beyond this union and are walked like the others. */
export type Node = acorn.AnyNode;
export type FunctionNode = acorn.FunctionDeclaration | acorn.FunctionExpression | acorn.ArrowFunctionExpression;
export type CallNode = acorn.CallExpression | acorn.NewExpression;

interface Linked {
  parent?: Node;
}

export const parentOf = (node: acorn.Node): Node | undefined => (node as Linked).parent;

const NOT_CHILDREN = new Set([
  "type",
  "start",
  "end",
  "loc",
  "range",
  "raw",
  "regex",
  "bigint",
  "operator",
  "kind",
  "parent",
  "folded",
  "scope",
  "fields",
]);
const childKeys = new Map<string, readonly string[]>();

/** acorn gives all nodes of one type the same keys. Babel's parser, which gives all nodes a `loc`, leaves out what one does not have. */
function keysOf(node: acorn.Node): readonly string[] {
  if (node.loc !== undefined) return ownKeys(node);
  let keys = childKeys.get(node.type);
  if (keys === undefined) {
    keys = ownKeys(node);
    childKeys.set(node.type, keys);
  }
  return keys;
}

const ownKeys = (node: acorn.Node): string[] =>
  Object.keys(node).filter((key) => !NOT_CHILDREN.has(key) && !key.endsWith("omments") && key !== "extra");

const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && typeof (value as Node).type === "string";

/** Pushes the children onto the stack, last child first, so that popping goes in source order. */
function pushChildren(node: Node, stack: Node[]): void {
  childrenBackwards(node, (child) => stack.push(link(child, node)));
}

/** Visits the nodes directly below one, the last first. */
export function childrenBackwards(node: Node, visit: (child: Node) => void): void {
  const keys = keysOf(node);
  for (let k = keys.length - 1; k >= 0; k--) {
    const child = (node as unknown as Record<string, unknown>)[keys[k] as string];
    if (typeof child !== "object" || child === null) continue;
    if (Array.isArray(child)) {
      for (let i = child.length - 1; i >= 0; i--) if (isNode(child[i])) visit(child[i]);
    } else if (isNode(child)) {
      visit(child);
    }
  }
}

export function link(child: Node, parent: Node): Node {
  (child as Linked).parent = parent;
  return child;
}

/** Visits the node and everything below it in source order, linking children to parents. `false` leaves out what is below. */
export function walk(root: Node, visit: (node: Node) => boolean | undefined): void {
  const stack: Node[] = [root];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (visit(node) !== false) pushChildren(node, stack);
  }
}

export const isFunction = (node: Node): node is FunctionNode =>
  node.type === "FunctionDeclaration" || node.type === "FunctionExpression" || node.type === "ArrowFunctionExpression";

/** The expression without the wrappers that mean nothing at run time: parentheses, TypeScript's casts, `?.` chains. */
export function bare(node: Node): Node {
  let inner = node;
  for (let depth = 0; depth < 100; depth++) {
    const type: string = inner.type;
    if (inner.type === "ChainExpression" || inner.type === "ParenthesizedExpression" || TS_WRAPPERS.has(type)) {
      inner = (inner as { expression: Node }).expression;
    } else return inner;
  }
  return inner;
}

const TS_WRAPPERS = new Set([
  "TSAsExpression",
  "TSSatisfiesExpression",
  "TSNonNullExpression",
  "TSTypeAssertion",
  "TSInstantiationExpression",
]);

/** The name of a property rather than of a variable. */
export function isName(node: acorn.Identifier): boolean {
  const parent = parentOf(node);
  if (parent?.type === "MemberExpression") return parent.property === node && !parent.computed;
  if (parent?.type === "Property") return parent.key === node && !parent.computed && !parent.shorthand;
  return parent?.type === "MethodDefinition" || parent?.type === "PropertyDefinition"
    ? parent.key === node && !parent.computed
    : false;
}
