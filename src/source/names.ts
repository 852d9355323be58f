/**
 * Which names of a file mean the same variable, so that renaming can be told from any other change. Two uses that may
 * mean one variable are never told apart; names whose text matters (globals, exports, properties) belong to none.
 */
import type * as acorn from "acorn";
import type { Node } from "./ast.js";

/** The names that one stretch of a program declares. */
export class NameScope {
  readonly parent: NameScope | undefined;
  /** Where `var` declares. */
  readonly isFunction: boolean;
  /** The body of a function whose parameters have a scope of their own. */
  readonly isBody: boolean;
  #names: Map<string, number> | undefined;

  constructor(parent: NameScope | undefined, isFunction: boolean, isBody = false) {
    this.parent = parent;
    this.isFunction = isFunction;
    this.isBody = isBody;
  }

  declare(name: string, next: () => number): number {
    this.#names ??= new Map();
    let id = this.#names.get(name);
    if (id === undefined) {
      id = next();
      this.#names.set(name, id);
    }
    return id;
  }

  declares(name: string): boolean {
    return this.#names?.has(name) === true;
  }

  find(name: string): number {
    for (let scope: NameScope | undefined = this; scope !== undefined; scope = scope.parent) {
      const id = scope.#names?.get(name);
      if (id !== undefined) return id;
    }
    return 0;
  }
}

/** The variables of a file, numbered from 1. */
export interface Variables {
  /** By number: holds a function or a class, whose own name a program can read. */
  readonly callable: readonly boolean[];
  /** The number of the variable that a name at an offset means; 0 or none where the name's text counts. */
  readonly numbers: Int32Array;
}

/** Collects declarations and uses while a file is walked; `variables` resolves them. */
export class Names {
  readonly top = new NameScope(undefined, true);
  readonly #callable: boolean[] = [false];
  readonly #kept = new Set<number>();
  readonly #keptNames = new Set<string>();
  readonly #names: string[] = [""];
  readonly #given: number[] = [];
  readonly #offsets: number[] = [];
  readonly #uses: string[] = [];
  readonly #scopes: NameScope[] = [];
  #readable = true;

  /** The text of names can be read at run time (`eval`, `with`): none of them is free to be another. */
  keepAll(): void {
    this.#readable = false;
  }

  use({ name, start }: Pick<acorn.Identifier, "name" | "start">, scope: NameScope): void {
    this.#offsets.push(start);
    this.#uses.push(name);
    this.#scopes.push(scope);
  }

  declare(name: string, scope: NameScope): number {
    return scope.declare(name, () => {
      this.#names.push(name);
      return this.#callable.push(false) - 1;
    });
  }

  callable(id: number): void {
    this.#callable[id] = true;
  }

  /** What the name at an offset means is given a function or a class. */
  callableAt(offset: number): void {
    this.#given.push(offset);
  }

  /** Declares every name of a pattern; `var` where functions declare, all else right here. */
  pattern(pattern: Node, scope: NameScope, kind: "var" | "block"): number[] {
    const home = kind === "var" ? functionScope(scope) : scope;
    return namesIn(pattern).map((name) => {
      // Such a variable begins as the parameter of its name.
      if (home.isBody && home.parent?.declares(name)) this.#keptNames.add(name);
      return this.declare(name, home);
    });
  }

  /** The function's own name: of an expression it is known inside only, in a block its reach depends on the mode. */
  functionName(node: acorn.Function, outer: NameScope, inner: NameScope, isStrict: boolean): void {
    const name = (node as { id?: acorn.Identifier | null }).id?.name;
    if (name === undefined) return;
    if (node.type === "FunctionDeclaration" && !outer.isFunction && !isStrict) this.#keptNames.add(name);
    this.callable(this.declare(name, node.type === "FunctionDeclaration" ? outer : inner));
  }

  /** These names are seen from outside under their text. */
  keep(ids: readonly number[]): void {
    for (const id of ids) this.#kept.add(id);
  }

  /** All names declared at the top are seen by other scripts. */
  keepTop(): void {
    this.#names.forEach((name, id) => {
      if (id > 0 && this.top.find(name) === id) this.#kept.add(id);
    });
  }

  variables(length: number): Variables {
    const numbers = new Int32Array(this.#readable ? length : 0);
    for (let i = 0; this.#readable && i < this.#uses.length; i += 1) {
      const name = this.#uses[i] as string;
      const id = this.#scopes[i]?.find(name) ?? 0;
      if (id > 0 && !this.#kept.has(id) && !this.#keptNames.has(name)) numbers[this.#offsets[i] as number] = id;
    }
    for (const offset of this.#given) this.#callable[numbers[offset] ?? 0] = true;
    return { callable: this.#callable, numbers };
  }
}

function functionScope(scope: NameScope): NameScope {
  let at = scope;
  while (!at.isFunction && at.parent !== undefined) at = at.parent;
  return at;
}

/** Every name that a pattern declares. Bounded by its own stack. */
function namesIn(pattern: Node): string[] {
  const names: string[] = [];
  const stack: Node[] = [pattern];
  for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
    if (at.type === "Identifier") names.push(at.name);
    else if (at.type === "AssignmentPattern") stack.push(at.left as Node);
    else if (at.type === "RestElement") stack.push(at.argument as Node);
    else if (at.type === "ArrayPattern") for (const item of at.elements) stack.push(...(item ? [item as Node] : []));
    else if (at.type === "ObjectPattern") {
      for (const item of at.properties) stack.push((item.type === "Property" ? item.value : item) as Node);
    }
  }
  return names;
}
