/** Which declaration a name means: scopes and bindings of one file, hoisting included. */
import type * as acorn from "acorn";
import { type FunctionNode, isFunction, type Node, parentOf } from "./ast.js";

export interface Binding {
  readonly name: string;
  readonly kind: "variable" | "function" | "class" | "parameter" | "import" | "catch" | "loop";
  /** The declaring node: declarator, function, class, import specifier. */
  readonly node: Node;
  /** What it is first given; for a parameter, its default. */
  readonly init?: Node;
  /** The way from `init` (or the argument) to this name through destructuring; `undefined` for what cannot be followed. */
  readonly path: readonly (string | number | undefined)[];
  /** Defaults met on that way. */
  readonly fallback?: Node;
  /** For a parameter: its position; -1 for a rest parameter. */
  readonly index?: number;
  /** Later assignments, in source order. */
  readonly writes: acorn.AssignmentExpression[];
  readonly scope: Scope;
}

export class Scope {
  readonly parent: Scope | undefined;
  readonly node: Node;
  readonly #names = new Map<string, Binding>();
  /** Declares a name that stands in a part of the file which is not read yet. At the top only. */
  late: ((name: string) => void) | undefined;

  constructor(node: Node, parent: Scope | undefined) {
    this.node = node;
    this.parent = parent;
  }

  declare(binding: Binding): void {
    const known = this.#names.get(binding.name);
    // `var a; var a = 1` and a parameter's `var` twin are one name: the one that holds a value counts.
    if (known === undefined || known.init === undefined) this.#names.set(binding.name, binding);
  }

  own(name: string): Binding | undefined {
    return this.#names.get(name);
  }

  bindings(): Iterable<Binding> {
    return this.#names.values();
  }

  find(name: string): Binding | undefined {
    for (let scope: Scope | undefined = this; scope !== undefined; scope = scope.parent) {
      const binding = scope.#names.get(name);
      if (binding !== undefined) return binding;
      if (scope.late === undefined) continue;
      scope.late(name);
      return scope.#names.get(name);
    }
    return undefined;
  }
}

interface Scoped {
  scope?: Scope;
}

const scopeOfNode = (node: Node): Scope | undefined => (node as unknown as Scoped).scope;

/** The scope that a node stands in. The file must have been walked by `ScopeBuilder`. */
/** The names a function's parameters declare. */
export const parametersOf = (node: FunctionNode): readonly Binding[] =>
  [...(scopeOfNode(node)?.bindings() ?? [])].filter((binding) => binding.kind === "parameter");

export function scopeAt(node: acorn.Node): Scope | undefined {
  for (let at: Node | undefined = node as Node; at !== undefined; at = parentOf(at)) {
    const scope = scopeOfNode(at);
    if (scope !== undefined) return scope;
  }
  return undefined;
}

/** Declares names while a file is walked from the top: `enter` every node, parents first. */
export class ScopeBuilder {
  enter(node: Node): void {
    if (node.type === "Program") this.#open(node);
    else if (isFunction(node)) this.#function(node);
    else if (node.type === "VariableDeclaration") this.#variables(node);
    else if (node.type === "ImportDeclaration") this.#imports(node);
    else if (node.type === "ClassDeclaration" && node.id !== null) {
      scopeAt(node)?.declare(plain(node.id.name, "class", node, scopeAt(node) as Scope));
    } else if (BLOCKS.has(node.type) && hasOwnNames(node)) this.#open(node);
    if (node.type === "CatchClause" && node.param) this.#pattern(node.param as Node, node, "catch", this.#open(node));
  }

  #open(node: Node): Scope {
    const known = scopeOfNode(node);
    if (known !== undefined) return known;
    const parent = parentOf(node);
    const scope = new Scope(node, parent && scopeAt(parent));
    (node as unknown as Scoped).scope = scope;
    return scope;
  }

  #function(node: FunctionNode): void {
    const outer = parentOf(node) && scopeAt(parentOf(node) as Node);
    const scope = this.#open(node);
    const name = "id" in node ? node.id : undefined;
    if (name) {
      const home = node.type === "FunctionDeclaration" ? (outer ?? scope) : scope;
      home.declare(plain(name.name, "function", node, home));
    }
    node.params.forEach((param, index) => {
      const rest = param.type === "RestElement";
      this.#pattern((rest ? param.argument : param) as Node, node, "parameter", scope, { index: rest ? -1 : index });
    });
  }

  #variables(node: acorn.VariableDeclaration): void {
    const parent = parentOf(node);
    const loop = parent?.type === "ForOfStatement" || parent?.type === "ForInStatement";
    const here = scopeAt(node);
    const scope = node.kind === "var" ? functionScope(here) : here;
    if (scope === undefined) return;
    for (const declarator of node.declarations) {
      const init = declarator.init as Node | null | undefined;
      const extra = init && !loop ? { init } : {};
      this.#pattern(declarator.id as Node, declarator, loop ? "loop" : "variable", scope, extra);
    }
  }

  #imports(node: acorn.ImportDeclaration): void {
    const scope = scopeAt(node);
    if (scope === undefined) return;
    for (const specifier of node.specifiers) {
      scope.declare(plain(specifier.local.name, "import", specifier, scope));
    }
  }

  /** Declares every name of a pattern. Bounded by the stack of patterns, not by recursion. */
  #pattern(pattern: Node, node: Node, kind: Binding["kind"], scope: Scope, extra: Partial<Binding> = {}): void {
    const open: { at: Node; path: readonly (string | number | undefined)[]; fallback?: Node }[] = [
      { at: pattern, path: [] },
    ];
    for (let item = open.pop(); item !== undefined; item = open.pop()) {
      const { at, path } = item;
      const carried = item.fallback === undefined ? {} : { fallback: item.fallback };
      if (at.type === "Identifier") {
        scope.declare({ name: at.name, kind, node, path, writes: [], scope, ...carried, ...extra });
      } else if (at.type === "AssignmentPattern") {
        open.push({ at: at.left as Node, path, fallback: at.right as Node });
      } else if (at.type === "ArrayPattern") {
        at.elements.forEach((element, i) => {
          if (element?.type === "RestElement") open.push({ at: element.argument as Node, path: [...path, undefined] });
          else if (element) open.push({ at: element as Node, path: [...path, i] });
        });
      } else if (at.type === "ObjectPattern") {
        for (const property of at.properties) {
          if (property.type === "RestElement") open.push({ at: property.argument as Node, path: [...path, undefined] });
          else open.push({ at: property.value as Node, path: [...path, keyOf(property)] });
        }
      }
    }
  }
}

const BLOCKS = new Set([
  "BlockStatement",
  "ForStatement",
  "ForInStatement",
  "ForOfStatement",
  "SwitchStatement",
  "StaticBlock",
]);

/** Whether a block declares names of its own; most do not, and then it needs no scope. */
function hasOwnNames(node: Node): boolean {
  const parent = parentOf(node);
  if (node.type === "BlockStatement" && parent !== undefined && isFunction(parent)) return false;
  if (node.type === "ForStatement") return node.init?.type === "VariableDeclaration";
  if (node.type === "ForInStatement" || node.type === "ForOfStatement") return node.left.type === "VariableDeclaration";
  if (node.type === "SwitchStatement") return node.cases.some((item) => item.consequent.some(declares));
  return node.type === "BlockStatement" || node.type === "StaticBlock" ? node.body.some(declares) : false;
}

const declares = (statement: acorn.Statement): boolean =>
  (statement.type === "VariableDeclaration" && statement.kind !== "var") ||
  statement.type === "ClassDeclaration" ||
  statement.type === "FunctionDeclaration";

function functionScope(scope: Scope | undefined): Scope | undefined {
  let at = scope;
  while (at?.parent !== undefined && !isFunction(at.node)) at = at.parent;
  return at;
}

const keyOf = (property: acorn.AssignmentProperty): string | number | undefined =>
  property.computed
    ? property.key.type === "Literal"
      ? String(property.key.value)
      : undefined
    : property.key.type === "Identifier"
      ? property.key.name
      : property.key.type === "Literal"
        ? String(property.key.value)
        : undefined;

const plain = (name: string, kind: Binding["kind"], node: Node, scope: Scope): Binding => ({
  name,
  kind,
  node,
  path: [],
  writes: [],
  scope,
});
