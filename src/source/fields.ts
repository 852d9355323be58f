/** Fields of classes: what `this.name` and `Class.name` are first given, and what the class writes to them later. */
import type * as acorn from "acorn";
import { bare, isFunction, type Node, parentOf } from "./ast.js";

interface WithFields {
  fields?: Map<string, Node[]>;
}

/** The class whose instance `this` is at a node, or undefined in plain functions. */
export function classAround(node: Node): acorn.Class | undefined {
  for (let at = parentOf(node), steps = 0; at !== undefined && steps < 400; at = parentOf(at), steps++) {
    if (at.type === "ClassBody") return parentOf(at) as acorn.Class | undefined;
    if (isFunction(at) && at.type !== "ArrowFunctionExpression" && parentOf(at)?.type !== "MethodDefinition") {
      return undefined;
    }
  }
  return undefined;
}

/** Remembers `this.name = value` with the class that it stands in. */
export function noteField(assignment: acorn.AssignmentExpression, left: acorn.MemberExpression): void {
  const name = fieldName(left.property as Node, left.computed);
  const owner = name === undefined ? undefined : classAround(assignment);
  if (name === undefined || owner === undefined) return;
  const known = fieldsOf(owner);
  known.set(name, [...(known.get(name) ?? []).slice(0, 8), assignment.right as Node]);
}

/** The expressions that a field of `this` is given. */
export const fieldValues = (owner: acorn.Class, name: string): readonly Node[] => fieldsOf(owner).get(name) ?? [];

/** The static fields of a class with their initialisers. */
export function staticFields(owner: acorn.Class): readonly (readonly [string, Node])[] {
  return owner.body.body.flatMap((item) => {
    if (item.type !== "PropertyDefinition" || !item.static || !item.value) return [];
    const name = fieldName(item.key as Node, item.computed);
    return name === undefined ? [] : [[name, item.value as Node] as const];
  });
}

function fieldsOf(owner: acorn.Class): Map<string, Node[]> {
  const node = owner as unknown as WithFields;
  if (node.fields !== undefined) return node.fields;
  const fields = new Map<string, Node[]>();
  for (const item of owner.body.body) {
    if (item.type !== "PropertyDefinition" || !item.value) continue;
    const name = fieldName(item.key as Node, item.computed);
    if (name !== undefined) fields.set(name, [item.value as Node]);
  }
  node.fields = fields;
  return fields;
}

function fieldName(key: Node, computed: boolean): string | undefined {
  const inner = bare(key);
  if (inner.type === "PrivateIdentifier") return `#${inner.name}`;
  if (inner.type === "Identifier" && !computed) return inner.name;
  return inner.type === "Literal" ? String(inner.value) : undefined;
}
