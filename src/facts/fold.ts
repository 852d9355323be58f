/**
 * Expressions → values, without running them: constants are followed through declarations, literals, defaults, imports of
 * own files and helper functions with constant arguments. Bounded in steps (per file) and depth; past either it answers
 * `computed`.
 */
import type * as acorn from "acorn";
import { bare, type CallNode, type FunctionNode, isFunction, type Node, parentOf } from "../source/ast.js";
import type { Exported, SourceModule } from "../source/module.js";
import { type Binding, parametersOf, type Scope, scopeAt } from "../source/scope.js";
import { callBuiltin, urlPart } from "./fold-builtins.js";
import { loopText } from "./fold-loops.js";
import { fold2, foldUnary } from "./fold-operators.js";
import { callMethod } from "./fold-text.js";
import {
  ASSEMBLED,
  COMPUTED,
  choice,
  concat,
  constant,
  DECODED,
  fromOf,
  number,
  PLAIN,
  type Primitive,
  reference,
  text,
  type Value,
} from "./value.js";

/** What a specifier of a file means: another file of the package, its JSON, or a name outside it. */
export type Resolve = (
  from: string,
  specifier: string,
) => { readonly module: SourceModule } | { readonly json: Value } | undefined;

export interface Frame {
  readonly module: SourceModule;
  /** Parameters with known arguments, while a helper is followed. */
  readonly bound?: ReadonlyMap<Binding, Value>;
  /** The helper being followed: names declared outside of it do not depend on its arguments. */
  readonly within?: Node;
  readonly depth: number;
}

const MAX_DEPTH = 60;
const MAX_CALLS = 4;
/** Longer functions than this are not simple helpers. In characters. */
const MAX_HELPER = 3_000;
/** Steps one expression may take: far above what any constant needs that is not a table. */
const MAX_STEPS = 4_000;
/** Kinds of values whose methods are computed. */
const HAS_METHODS = new Set<Value["t"]>(["constant", "text", "list", "bytes"]);
const GLOBALS = new Set(["globalThis", "window", "self", "global"]);

export class Folder {
  readonly #resolve: Resolve;
  #steps = 0;
  #ofRoot = 0;
  #calls = 0;

  constructor(resolve: Resolve) {
    this.#resolve = resolve;
  }

  /** Gives the next file its own allowance of steps: in proportion to its nodes. */
  allow(steps: number): void {
    this.#steps = steps;
  }

  get exhausted(): boolean {
    return this.#steps <= 0;
  }

  fold(node: Node, frame: Frame): Value {
    const inner = bare(node);
    if (inner.type === "Literal") return literal(inner, frame.module);
    if (frame.depth === 0) this.#ofRoot = MAX_STEPS;
    if (frame.depth > MAX_DEPTH || this.#ofRoot-- <= 0 || this.#steps-- <= 0) return COMPUTED;
    if (frame.bound !== undefined) return this.#evaluate(inner, { ...frame, depth: frame.depth + 1 });
    const known = knownOf(inner);
    if (known !== undefined) return known;
    keep(inner, COMPUTED); // a cycle ends here
    const value = this.#evaluate(inner, { ...frame, depth: frame.depth + 1 });
    keep(inner, value);
    return value;
  }

  #evaluate(node: Node, frame: Frame): Value {
    switch (node.type) {
      case "TemplateLiteral":
        return this.#template(node, frame, false);
      case "TaggedTemplateExpression": {
        const tag = this.fold(node.tag as Node, frame);
        return tag.t === "reference" && tag.name === "String.raw" ? this.#template(node.quasi, frame, true) : COMPUTED;
      }
      case "Identifier":
        return this.#identifier(node, frame);
      case "MemberExpression":
        return this.#member(node, frame);
      case "CallExpression":
      case "NewExpression":
        return this.#call(node, frame);
      case "ImportExpression":
        return this.#required(this.fold(node.source as Node, frame), frame);
      case "BinaryExpression":
        return this.#binary(node, frame);
      case "LogicalExpression": {
        const left = this.fold(node.left as Node, frame);
        if (left.t === "constant") {
          const truthy = node.operator === "??" ? left.value !== undefined && left.value !== null : Boolean(left.value);
          return truthy === (node.operator !== "&&") ? left : this.fold(node.right as Node, frame);
        }
        const right = this.fold(node.right as Node, frame);
        return node.operator === "&&" ? right : choice([left, right]);
      }
      case "ConditionalExpression":
        return choice([this.fold(node.consequent as Node, frame), this.fold(node.alternate as Node, frame)]);
      case "ArrayExpression":
        return this.#list(node.elements as (Node | null)[], frame);
      case "ObjectExpression":
        return this.#object(node, frame);
      case "FunctionExpression":
      case "ArrowFunctionExpression":
        return { t: "function", node, module: frame.module };
      default:
        return this.#rare(node, frame);
    }
  }

  #rare(node: Node, frame: Frame): Value {
    switch (node.type) {
      case "UnaryExpression":
        return foldUnary(node.operator, this.fold(node.argument as Node, frame));
      case "AwaitExpression":
        return this.fold(node.argument as Node, frame);
      case "AssignmentExpression":
        return node.operator === "=" ? this.fold(node.right as Node, frame) : COMPUTED;
      case "SequenceExpression":
        return this.fold(node.expressions.at(-1) as Node, frame);
      case "MetaProperty":
        return reference("import.meta");
      case "ThisExpression":
        return reference("this");
      default:
        return COMPUTED;
    }
  }

  #template(node: acorn.TemplateLiteral, frame: Frame, raw: boolean): Value {
    const parts: Value[] = [];
    node.quasis.forEach((quasi, i) => {
      const cooked = raw ? quasi.value.raw : (quasi.value.cooked ?? quasi.value.raw);
      const how = !raw && hiddenByEscapes(quasi.value.raw) ? DECODED : PLAIN;
      if (cooked !== "") parts.push(constant(cooked, [{ module: frame.module, node: quasi as unknown as Node }], how));
      const expression = node.expressions[i];
      if (expression) parts.push(this.fold(expression as Node, frame));
    });
    return concat(parts, node.expressions.length > 0 ? ASSEMBLED : PLAIN);
  }

  /** `a + b + c …` leans left without end, so its operands are collected in a loop. */
  #binary(node: acorn.BinaryExpression, frame: Frame): Value {
    if (node.operator !== "+") {
      return fold2(node.operator, this.fold(node.left as Node, frame), this.fold(node.right as Node, frame));
    }
    const operands: Node[] = [];
    let at: Node = node;
    while (at.type === "BinaryExpression" && at.operator === "+" && operands.length < 5_000) {
      operands.push(at.right as Node);
      at = bare(at.left as Node);
    }
    operands.push(at);
    return operands
      .reverse()
      .map((operand) => this.fold(operand, frame))
      .reduce((sum, value) => plus(sum, value));
  }

  #list(elements: readonly (Node | null)[], frame: Frame): Value {
    const items: Value[] = [];
    let open = false;
    for (const element of elements.slice(0, 20_000)) {
      if (element?.type === "SpreadElement") {
        const spread = this.fold(element.argument as Node, frame);
        if (spread.t === "list") items.push(...spread.items);
        else if (text(spread) !== undefined)
          items.push(...[...(text(spread) ?? "")].map((item) => constant(item, fromOf(spread))));
        else items.push(spread);
        open ||= spread.t === "list" ? spread.open : text(spread) === undefined;
      } else items.push(element === null ? constant(undefined) : this.fold(element, frame));
    }
    return { t: "list", items, open };
  }

  #object(node: acorn.ObjectExpression, frame: Frame): Value {
    const props = new Map<string, Value>();
    let open = false;
    for (const property of node.properties.slice(0, 5_000)) {
      if (property.type === "SpreadElement") {
        const spread = this.fold(property.argument as Node, frame);
        if (spread.t === "object") for (const [key, value] of spread.props) props.set(key, value);
        open ||= spread.t !== "object" || spread.open;
      } else {
        const key = this.keyOf(property, frame);
        if (key === undefined) open = true;
        else if (property.kind === "init") props.set(key, this.fold(property.value as Node, frame));
        else if (property.kind === "get") props.set(key, this.#returned(property.value as FunctionNode, frame));
      }
    }
    return { t: "object", props, open, node };
  }

  /** The name of a property, a member or a class field; computed ones folded. */
  keyOf(node: { readonly key: acorn.Node; readonly computed: boolean }, frame: Frame): string | undefined {
    const key = node.key as Node;
    if (!node.computed && key.type === "Identifier") return key.name;
    if (!node.computed && key.type === "PrivateIdentifier") return `#${key.name}`;
    const value = this.fold(key, frame);
    return value.t === "constant" ? String(value.value) : undefined;
  }

  #identifier(node: acorn.Identifier, frame: Frame): Value {
    const binding = scopeAt(node)?.find(node.name);
    if (binding !== undefined) return this.valueOf(binding, frame);
    if (node.name === "undefined") return constant(undefined);
    return GLOBALS.has(node.name) ? reference("globalThis") : reference(node.name);
  }

  /** The expression that declares a name of the same file, for readers of schemas. */
  declaration(node: acorn.Identifier): Node | undefined {
    return scopeAt(node)?.find(node.name)?.init;
  }

  /** What a declared name holds. */
  valueOf(binding: Binding, frame: Frame): Value {
    const bound = frame.bound?.get(binding);
    if (bound !== undefined) return bound;
    if (frame.bound !== undefined && !isWithin(binding, frame.within)) {
      return this.valueOf(binding, { module: frame.module, depth: frame.depth });
    }
    switch (binding.kind) {
      case "import":
        return this.#imported(binding.node, frame);
      case "function":
        return { t: "function", node: binding.node as FunctionNode, module: frame.module };
      case "parameter": {
        const unknown: Value = { t: "unknown", shape: "parameter", name: binding.name };
        return binding.fallback === undefined ? unknown : choice([unknown, this.fold(binding.fallback, frame)]);
      }
      case "variable":
        return this.#variable(binding, frame);
      default:
        return COMPUTED;
    }
  }

  #variable(binding: Binding, frame: Frame): Value {
    let value: Value = binding.init === undefined ? constant(undefined) : this.fold(binding.init, frame);
    for (const step of binding.path) value = step === undefined ? COMPUTED : this.property(value, String(step), frame);
    if (binding.fallback !== undefined) value = choice([value, this.fold(binding.fallback, frame)]);
    if (binding.writes.length === 0) return value;
    const appended = loopText(binding, value, (node, bound) =>
      this.fold(node, { ...frame, bound: new Map([...(frame.bound ?? []), ...bound]) }),
    );
    if (appended !== undefined) return appended;
    const written = binding.writes.slice(0, 8).map((write) => this.fold(write.right as Node, frame));
    return choice([value, ...written].filter((item) => item.t !== "constant" || item.value !== undefined));
  }

  #imported(specifier: Node, frame: Frame): Value {
    const declaration = parentOf(specifier);
    if (declaration?.type !== "ImportDeclaration") return COMPUTED;
    const source = this.#required(constant(String(declaration.source.value)), frame);
    if (specifier.type === "ImportNamespaceSpecifier") return source;
    const name =
      specifier.type === "ImportSpecifier"
        ? specifier.imported.type === "Identifier"
          ? specifier.imported.name
          : String(specifier.imported.value)
        : "default";
    return this.property(source, name, frame);
  }

  /** What `require(specifier)` or `import(specifier)` gives. */
  #required(specifier: Value, frame: Frame): Value {
    const name = text(specifier);
    if (name === undefined) return COMPUTED;
    const own = this.#resolve(frame.module.path, name);
    if (own !== undefined) return "json" in own ? own.json : { t: "module", module: own.module };
    return reference(name.replace(/^node:/, "").replace(/^fs\/promises$/, "fs"));
  }

  #exported(module: SourceModule, name: string, frame: Frame): Value {
    const inside: Frame = { module, depth: frame.depth + 1 };
    const found: Exported | undefined = module.exports.get(name);
    if (found === undefined) {
      for (const from of module.reexports.slice(0, 50)) {
        const source = this.#required(constant(from), inside);
        const value =
          source.t === "module" && frame.depth < MAX_DEPTH ? this.#exported(source.module, name, inside) : COMPUTED;
        if (value !== COMPUTED) return value;
      }
      return COMPUTED;
    }
    if (frame.depth > MAX_DEPTH) return COMPUTED;
    if ("value" in found) return this.fold(found.value, inside);
    if ("from" in found) return this.property(this.#required(constant(found.from), inside), found.name, inside);
    const binding = module.scope?.find(found.local);
    return binding === undefined ? COMPUTED : this.valueOf(binding, inside);
  }

  #member(node: acorn.MemberExpression, frame: Frame): Value {
    const object = this.fold(node.object as Node, frame);
    const key = this.keyOf({ key: node.property, computed: node.computed }, frame);
    if (key === "constructor" && this.#isConstructor(bare(node.object as Node), frame)) return reference("Function");
    return key === undefined ? unknownMember(object) : this.property(object, key, frame);
  }

  /** `x.constructor.constructor` is `Function` whatever `x` is. */
  #isConstructor(node: Node, frame: Frame): boolean {
    return (
      node.type === "MemberExpression" &&
      this.keyOf({ key: node.property, computed: node.computed }, frame) === "constructor"
    );
  }

  property(object: Value, key: string, frame: Frame): Value {
    switch (object.t) {
      case "reference":
        return referenceMember(object.name, key);
      case "module":
        return this.#exported(object.module, key, frame);
      case "object":
        return (
          object.props.get(key) ??
          (key === "constructor" ? reference("Object") : object.open ? COMPUTED : constant(undefined))
        );
      case "list":
        if (key === "length" && !object.open) return constant(object.items.length);
        return (
          object.items[Number(key)] ??
          (key === "constructor"
            ? reference("Array")
            : key in Array.prototype
              ? reference(`Array.prototype.${key}`)
              : COMPUTED)
        );
      case "choice":
        return choice(object.of.slice(0, 8).map((item) => this.property(item, key, frame)));
      case "unknown":
        return object.shape === "computed" ? COMPUTED : { ...object, name: `${object.name ?? ""}.${key}`.slice(0, 80) };
      case "constant":
      case "text":
        return textMember(object, key);
      case "bytes":
        return key === "length" ? constant(object.bytes.length) : byteAt(object.bytes, key);
      case "function":
        return key === "constructor" ? reference("Function") : COMPUTED;
      default:
        return COMPUTED;
    }
  }

  #call(node: CallNode, frame: Frame): Value {
    const args = (): readonly Value[] => {
      const list = this.#list(node.arguments as Node[], frame);
      return list.t === "list" ? list.items : [];
    };
    const callee = bare(node.callee as Node);
    if (callee.type === "MemberExpression") {
      const receiver = this.fold(callee.object as Node, frame);
      const method = this.keyOf({ key: callee.property, computed: callee.computed }, frame);
      if (method !== undefined && HAS_METHODS.has(receiver.t)) {
        const result = callMethod(receiver, method, args(), (fn, given) => this.apply(fn, given, frame));
        if (result !== undefined) return result;
      }
    }
    const target = this.fold(callee, frame);
    if (target.t === "reference") return this.#callReference(target.name, args(), frame);
    return this.apply(target, args(), frame);
  }

  #callReference(name: string, args: readonly Value[], frame: Frame): Value {
    if (name === "require" || name.endsWith(".require") || name === "process.getBuiltinModule") {
      return this.#required(args[0] ?? COMPUTED, frame);
    }
    if (/\.(?:call|apply)$/.test(name)) {
      const given = name.endsWith("apply") ? (args[1]?.t === "list" ? args[1].items : []) : args.slice(1);
      return this.#callReference(name.replace(/\.\w+$/, ""), given, frame);
    }
    if (name.endsWith(".bind")) return reference(name.slice(0, -5));
    return callBuiltin(name, args) ?? withMapper(name, args, this, frame) ?? reference(`${name}()`);
  }

  /** The value of a call of one of the package's own functions. */
  apply(callee: Value, args: readonly Value[], frame: Frame): Value {
    if (callee.t === "reference") return this.#callReference(callee.name, args, frame);
    if (callee.t !== "function" || this.#calls >= MAX_CALLS || frame.depth > MAX_DEPTH) return COMPUTED;
    if (callee.node.end - callee.node.start > MAX_HELPER) return COMPUTED;
    this.#calls += 1;
    const bound = new Map(frame.bound ?? []);
    const inside: Frame = { module: callee.module, bound, within: callee.node, depth: frame.depth + 1 };
    for (const parameter of parametersOf(callee.node)) bound.set(parameter, this.#argument(parameter, args, inside));
    const depends = args.some(carriesConstants);
    const value = this.#returned(callee.node, depends ? inside : { module: callee.module, depth: frame.depth + 1 });
    this.#calls -= 1;
    // A helper that is given a module hands on that module, as the interop helpers of bundlers do.
    const [only] = args;
    const isModule = only?.t === "module" || (only?.t === "reference" && !only.name.endsWith(")"));
    return value.t === "unknown" && only !== undefined && isModule && args.length <= 2 ? only : value;
  }

  #argument(parameter: Binding, args: readonly Value[], frame: Frame): Value {
    let value: Value =
      parameter.index === -1
        ? { t: "list", items: args, open: false }
        : (args[parameter.index ?? 0] ?? constant(undefined));
    for (const step of parameter.path)
      value = step === undefined ? COMPUTED : this.property(value, String(step), frame);
    const missing = value.t === "constant" && value.value === undefined;
    return missing && parameter.fallback !== undefined ? this.fold(parameter.fallback, frame) : value;
  }

  #returned(node: FunctionNode, frame: Frame): Value {
    const body = node.body as Node;
    const known = frame.bound === undefined ? knownOf(body) : undefined;
    if (known !== undefined) return known;
    if (frame.bound === undefined) keep(body, COMPUTED);
    const value = this.#returnedOnce(node, frame);
    if (frame.bound === undefined) keep(body, value);
    return value;
  }

  #returnedOnce(node: FunctionNode, frame: Frame): Value {
    if (node.body.type !== "BlockStatement") return this.fold(node.body as Node, frame);
    const results: Value[] = [];
    const open: Node[] = [...(node.body.body as Node[])].reverse();
    for (let at = open.pop(), seen = 0; at !== undefined && seen < 60; at = open.pop(), seen++) {
      if (at.type === "ReturnStatement") {
        if (at.argument) results.push(this.fold(at.argument as Node, frame));
      } else if (at.type === "IfStatement") {
        if (at.alternate) open.push(at.alternate as Node);
        open.push(at.consequent as Node);
      } else if (at.type === "BlockStatement") open.push(...[...(at.body as Node[])].reverse());
      else if (at.type === "TryStatement") open.push(at.block as Node);
    }
    return results.length === 0 ? COMPUTED : choice(results);
  }
}

/** Arguments that can make a result constant; without any, a function gives the same value at every call. */
const carriesConstants = (value: Value): boolean =>
  value.t !== "unknown" && value.t !== "reference" && !(value.t === "constant" && value.value === undefined);

/** Whether a name is declared inside a function, so that it can depend on the function's arguments. */
function isWithin(binding: Binding, node: Node | undefined): boolean {
  for (let scope: Scope | undefined = binding.scope; scope !== undefined; scope = scope.parent) {
    if (scope.node === node) return true;
  }
  return false;
}

/** Values are kept on the nodes themselves: a tree belongs to one folder, and nothing is quicker to look up. */
interface Folded {
  folded?: Value;
}

const knownOf = (node: Node): Value | undefined => (node as Folded).folded;

function keep(node: Node, value: Value): void {
  (node as Folded).folded = value;
}

function literal(node: acorn.Literal, module: SourceModule): Value {
  if (node.regex) return { t: "regex", source: node.regex.pattern, flags: node.regex.flags };
  const hidden = typeof node.value === "string" && hiddenByEscapes(node.raw ?? module.textOf(node));
  return constant(node.value as Primitive, [{ module, node }], hidden ? DECODED : PLAIN);
}

/** Escapes of letters, digits and ordinary signs: nobody writes `\x62cc` for readers. */
export const hiddenByEscapes = (raw: string): boolean =>
  raw.includes("\\") && /\\(?:x[2-7][0-9a-f]|u00[2-7][0-9a-f]|u\{0*[2-7][0-9a-f]\})/i.test(raw);

function plus(a: Value, b: Value): Value {
  const [left, right] = [number(a), number(b)];
  if (left !== undefined && right !== undefined) return constant(left + right, [...fromOf(a), ...fromOf(b)]);
  return concat([a, b], ASSEMBLED);
}

const unknownMember = (object: Value): Value =>
  object.t === "list" ? choice(object.items.slice(0, 16)) : object.t === "unknown" ? object : COMPUTED;

function referenceMember(name: string, key: string): Value {
  if (name === "globalThis") return GLOBALS.has(key) ? reference(name) : reference(key);
  if (key === "default") return reference(name);
  if (
    key === "constructor" &&
    (/(?:^|\.)(?:constructor|prototype\.\w+)$/.test(name) || /^(?:Object|Array|String|Number)$/.test(name))
  ) {
    return reference("Function");
  }
  return reference(`${name}.${key}`);
}

function textMember(value: Value, key: string): Value {
  const own = text(value);
  if (own !== undefined && key === "length") return constant(own.length);
  if (own !== undefined && /^\d+$/.test(key)) return constant(own[Number(key)], fromOf(value), ASSEMBLED);
  return (
    urlPart(value, key) ??
    (key === "constructor"
      ? reference("String")
      : key in String.prototype
        ? reference(`String.prototype.${key}`)
        : COMPUTED)
  );
}

const byteAt = (bytes: Uint8Array, key: string): Value => (/^\d+$/.test(key) ? constant(bytes[Number(key)]) : COMPUTED);

/** `Array.from(source, mapper)` and `Uint8Array.from(source, mapper)`. */
function withMapper(name: string, args: readonly Value[], folder: Folder, frame: Frame): Value | undefined {
  const [source, mapper] = args;
  if (name !== "Array.from" || source === undefined || mapper === undefined) return undefined;
  const list = callBuiltin("Array.from", [source]);
  return list && callMethod(list, "map", [mapper], (fn, given) => folder.apply(fn, given, frame));
}

export { isFunction };
