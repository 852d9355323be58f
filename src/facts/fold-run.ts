/**
 * Small functions of the package followed statement by statement: what a decoder makes of constants, loops and changing
 * variables included. Works on values and with the folder's own operations, never on the engine. Bounded in statements;
 * what depends on anything unknown is given up.
 */
import type * as acorn from "acorn";
import { bare, type FunctionNode, type Node } from "../source/ast.js";
import { type Binding, scopeAt } from "../source/scope.js";
import type { Folder, Frame } from "./fold.js";
import type { Bound } from "./fold-bound.js";
import { property } from "./fold-members.js";
import { fold2, plus } from "./fold-operators.js";
import { COMPUTED, constant, number, text, type Value } from "./value.js";

const MAX_STATEMENTS = 3_000;
const MAX_ITEMS = 1_024;
/** Longer texts are documents rather than something that is hidden. */
const MAX_TEXT = 4_096;

type Outcome = "next" | "break" | "continue" | "lost" | { readonly value: Value };

export class Run {
  readonly #folder: Folder;
  readonly #frame: Frame;
  readonly #bound: Bound;
  readonly #yielded: Value[] = [];
  #left = MAX_STATEMENTS;

  constructor(folder: Folder, frame: Frame, bound: Bound) {
    this.#folder = folder;
    this.#bound = bound;
    this.#frame = { ...frame, bound, run: this };
  }

  /** What the function returns (a generator: the list of what it yields), or undefined when that is not known. */
  result(node: FunctionNode): Value | undefined {
    const body = node.body as Node;
    if (body.type !== "BlockStatement") return this.#fold(body);
    const outcome = this.#all(body.body as Node[]);
    if (outcome === "lost") return undefined;
    if (node.generator) return { t: "list", items: this.#yielded, open: false };
    return typeof outcome === "object" ? outcome.value : undefined;
  }

  /** What a name holds after statements that change it, or undefined when that is not known. */
  after(statements: readonly Node[], binding: Binding): Value | undefined {
    return this.#all(statements) === "next" ? this.#bound.get(binding) : undefined;
  }

  #fold(node: Node): Value {
    return this.#folder.fold(node, this.#frame);
  }

  #truth(node: Node): boolean | undefined {
    const value = this.#fold(node);
    return value.t === "constant" ? Boolean(value.value) : value.t === "list" ? true : undefined;
  }

  #all(statements: readonly Node[]): Outcome {
    this.#folder.running += 1;
    let outcome: Outcome = "next";
    for (const statement of statements) {
      outcome = this.#statement(statement);
      if (outcome !== "next") break;
    }
    this.#folder.running -= 1;
    return outcome;
  }

  #statement(node: Node): Outcome {
    if (this.#left-- <= 0 || !this.#folder.mayStep()) return "lost";
    switch (node.type) {
      case "VariableDeclaration":
        return node.declarations.every((item) => this.#declare(item)) ? "next" : "lost";
      case "ExpressionStatement":
        this.#fold(node.expression as Node);
        return "next";
      case "ReturnStatement":
        return { value: node.argument ? this.#fold(node.argument as Node) : constant(undefined) };
      case "BlockStatement":
        return this.#all(node.body as Node[]);
      case "IfStatement":
        return this.#branch(node);
      case "SwitchStatement":
        return this.#switch(node);
      case "TryStatement":
        return this.#statement(node.block as Node);
      case "BreakStatement":
        return node.label ? "lost" : "break";
      case "ContinueStatement":
        return node.label ? "lost" : "continue";
      case "EmptyStatement":
      case "FunctionDeclaration":
        return "next";
      default:
        return this.#loop(node);
    }
  }

  #branch(node: acorn.IfStatement): Outcome {
    const truth = this.#truth(node.test as Node);
    if (truth === undefined) return !node.alternate && isExit(node.consequent as Node) ? "next" : "lost";
    const branch = truth ? node.consequent : node.alternate;
    return branch ? this.#statement(branch as Node) : "next";
  }

  #switch(node: acorn.SwitchStatement): Outcome {
    const subject = this.#fold(node.discriminant as Node);
    if (subject.t !== "constant") return "lost";
    const tests = node.cases.map((item) => (item.test ? this.#fold(item.test as Node) : undefined));
    const found = tests.findIndex((test) => test?.t === "constant" && test.value === subject.value);
    const start = found === -1 ? tests.indexOf(undefined) : found;
    if (start === -1) return "next";
    const outcome = this.#all(node.cases.slice(start).flatMap((item) => item.consequent as Node[]));
    return outcome === "break" ? "next" : outcome;
  }

  #declare({ id, init }: acorn.VariableDeclarator): boolean {
    const value = init ? this.#fold(init as Node) : constant(undefined);
    return this.#assign(id as Node, value, true);
  }

  #loop(node: Node): Outcome {
    if (node.type === "ForOfStatement") return this.#forOf(node);
    if (node.type !== "ForStatement" && node.type !== "WhileStatement" && node.type !== "DoWhileStatement")
      return "lost";
    if (node.type === "ForStatement" && node.init) {
      const init = node.init as Node;
      if (init.type === "VariableDeclaration") {
        if (this.#statement(init) === "lost") return "lost";
      } else this.#fold(init);
    }
    for (let first = node.type === "DoWhileStatement"; ; first = false) {
      const goes = first || !node.test ? true : this.#truth(node.test as Node);
      if (goes === undefined || this.#left <= 0) return "lost";
      if (!goes) return "next";
      const outcome = this.#statement(node.body as Node);
      if (outcome === "break") return "next";
      if (outcome !== "next" && outcome !== "continue") return outcome;
      if (node.type === "ForStatement" && node.update) this.#fold(node.update as Node);
    }
  }

  #forOf(node: acorn.ForOfStatement): Outcome {
    const source = this.#folder.list([{ type: "SpreadElement", argument: node.right } as unknown as Node], this.#frame);
    const target = node.left.type === "VariableDeclaration" ? node.left.declarations[0]?.id : node.left;
    if (source.t !== "list" || source.open || target === undefined) return "lost";
    for (const item of source.items) {
      if (!this.#assign(target as Node, item, true)) return "lost";
      const outcome = this.#statement(node.body as Node);
      if (outcome === "break") return "next";
      if (outcome !== "next" && outcome !== "continue") return outcome;
    }
    return "next";
  }

  /** `target = value`, or a declaration of it; false when what is assigned to cannot be followed. */
  #assign(target: Node, value: Value, declares = false): boolean {
    const left = bare(target);
    if (left.type === "Identifier") {
      const binding = scopeAt(left)?.find(left.name);
      if (binding === undefined) return false;
      if (declares) this.#bound.set(binding, value);
      else this.#bound.assign(binding, value);
      return true;
    }
    if (left.type === "ArrayPattern") {
      return left.elements.every(
        (item, i) =>
          item === null || this.#assign(item as Node, property(this.#folder, value, `${i}`, this.#frame), declares),
      );
    }
    if (left.type === "ObjectPattern") {
      return left.properties.every((item) => {
        const key = item.type === "Property" ? this.#folder.keyOf(item, this.#frame) : undefined;
        if (key === undefined || item.type !== "Property") return false;
        return this.#assign(item.value as Node, property(this.#folder, value, key, this.#frame), declares);
      });
    }
    return left.type === "MemberExpression" && this.#assignMember(left, value);
  }

  #assignMember(left: acorn.MemberExpression, value: Value): boolean {
    const holder = this.#fold(left.object as Node);
    const key = this.#folder.keyOf({ key: left.property, computed: left.computed }, this.#frame);
    if (key === undefined) return false;
    if (holder.t === "object") {
      return this.#assign(left.object as Node, { ...holder, props: new Map(holder.props).set(key, value) });
    }
    const index = Number(key);
    if (holder.t !== "list" || !(index >= 0 && index < MAX_ITEMS)) return false;
    const items = [...holder.items];
    while (items.length < index) items.push(constant(undefined));
    items[index] = value;
    return this.#assign(left.object as Node, { ...holder, items });
  }

  /** The branch that is taken, where the condition is known. */
  decide(node: acorn.ConditionalExpression): Value {
    const truth = this.#truth(node.test as Node);
    return truth === undefined ? COMPUTED : this.#fold((truth ? node.consequent : node.alternate) as Node);
  }

  /** An assignment within an expression. */
  assignment(node: acorn.AssignmentExpression): Value {
    const right = this.#fold(node.right as Node);
    const value =
      node.operator === "="
        ? right
        : node.operator === "+="
          ? plus(this.#fold(node.left as Node), right)
          : fold2(node.operator.slice(0, -1), this.#fold(node.left as Node), right);
    if ((text(value)?.length ?? 0) > MAX_TEXT || value.t === "text") return this.#lose();
    return this.#assign(node.left as Node, value) ? value : this.#lose();
  }

  /** `i++` and its kin. */
  update(node: acorn.UpdateExpression): Value {
    const before = number(this.#fold(node.argument as Node));
    if (before === undefined) return this.#lose();
    const after = constant(node.operator === "++" ? before + 1 : before - 1);
    if (!this.#assign(node.argument as Node, after)) return this.#lose();
    return node.prefix ? after : constant(before);
  }

  yields(value: Value): Value {
    if (this.#yielded.length >= MAX_ITEMS) return this.#lose();
    this.#yielded.push(value);
    return constant(undefined);
  }

  /** A method that changes what it is called on; undefined when it is none of these. */
  changed(callee: acorn.MemberExpression, holder: Value, method: string, args: readonly Value[]): Value | undefined {
    if (holder.t === "object") return this.#changedMap(callee, holder, method, args);
    if (holder.t !== "list") return undefined;
    const { items, open } = holder;
    const set = (now: readonly Value[], gives: Value | undefined): Value =>
      now.length <= MAX_ITEMS && this.#assign(callee.object as Node, { t: "list", items: now, open })
        ? (gives ?? constant(undefined))
        : this.#lose();
    switch (method) {
      case "push":
      case "add":
        return set([...items, ...args], constant(items.length + args.length));
      case "unshift":
        return set([...args, ...items], constant(items.length + args.length));
      case "pop":
        return set(items.slice(0, -1), items.at(-1));
      case "shift":
        return set(items.slice(1), items[0]);
      case "reverse":
        return set([...items].reverse(), { t: "list", items: [...items].reverse(), open });
      default:
        return undefined;
    }
  }

  /** `map.set(key, value)`. */
  #changedMap(
    callee: acorn.MemberExpression,
    holder: Value & { t: "object" },
    method: string,
    [key, value]: readonly Value[],
  ): Value | undefined {
    if (method !== "set" || key?.t !== "constant" || value === undefined) return undefined;
    const changed: Value = { ...holder, props: new Map(holder.props).set(String(key.value), value) };
    return this.#assign(callee.object as Node, changed) ? changed : this.#lose();
  }

  /** Something that cannot be followed was changed: nothing that comes after is certain. */
  #lose(): Value {
    this.#left = 0;
    return COMPUTED;
  }
}

/** Leaves without doing anything: a check of what is given. */
function isExit(node: Node): boolean {
  const body = node.type === "BlockStatement" ? (node.body as Node[]) : [node];
  return body.every((item) => /^(?:Throw|Return|Continue|Empty)Statement$/.test(item.type));
}
