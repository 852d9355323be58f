/** What a stretch of a program has to do with the rest of its file: the names by which it is known there, and those it knows. */
import type * as acorn from "acorn";
import { isName, type Node, walk } from "./ast.js";
import { ScopeBuilder, scopeAt } from "./scope.js";

export interface Outward {
  /** Names that it declares for the file. */
  readonly declared: ReadonlySet<string>;
  /** Names that it reads or writes and does not declare within. */
  readonly used: ReadonlySet<string>;
  /** Those of them that it writes to. */
  readonly written: ReadonlySet<string>;
}

/** Reads a program that nothing else reads: its nodes get scopes that end at it. */
export function outwardOf(program: acorn.Program): Outward {
  const builder = new ScopeBuilder();
  const names: acorn.Identifier[] = [];
  const targets: acorn.Identifier[] = [];
  walk(program as Node, (node) => {
    builder.enter(node);
    if (node.type === "Identifier" && !isName(node)) names.push(node);
    if (node.type === "AssignmentExpression" && node.left.type === "Identifier") targets.push(node.left);
    return undefined;
  });
  const top = scopeAt(program);
  const isOutward = (node: acorn.Identifier): boolean => {
    const binding = scopeAt(node)?.find(node.name);
    return binding === undefined || binding.scope === top;
  };
  const outward = (nodes: acorn.Identifier[]) => new Set(nodes.filter(isOutward).map(({ name }) => name));
  return {
    declared: new Set([...(top?.bindings() ?? [])].map(({ name }) => name)),
    used: outward(names),
    written: outward(targets),
  };
}
