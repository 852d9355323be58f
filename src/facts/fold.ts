/**
 * Expressions → values, without running them: constants are followed through declarations, literals, defaults, imports of
 * own files and helper functions with constant arguments. Bounded in steps (per file) and depth; past either it answers
 * `computed`.
 */
import type * as acorn from "acorn";
import { bare, type FunctionNode, type Node } from "../source/ast.js";
import { classAround, fieldValues } from "../source/fields.js";
import type { SourceModule } from "../source/module.js";
import { type Binding, scopeAt } from "../source/scope.js";
import { call, returned, tagged } from "./fold-calls.js";
import { hiddenByEscapes, keep, knownOf, literal } from "./fold-literals.js";
import { property, unknownMember } from "./fold-members.js";
import { identifier, required } from "./fold-names.js";
import { fold2, foldUnary, plus } from "./fold-operators.js";
import type { Run } from "./fold-run.js";
import {
  ASSEMBLED,
  COMPUTED,
  choice,
  concat,
  constant,
  DECODED,
  fromOf,
  isKnown,
  PLAIN,
  reference,
  render,
  text,
  type Value,
} from "./value.js";

/** What a specifier of a file means: another file of the package, its JSON, or a name outside it. */
export type Resolve = (
  from: string,
  specifier: string,
) => { readonly module: SourceModule } | { readonly json: Value } | undefined;

/** The text of a file of the package that is no program, by a path relative to another file. */
export type OwnText = (from: string, path: string) => string | undefined;

export interface Frame {
  readonly module: SourceModule;
  /** Parameters with known arguments, while a helper is followed. */
  readonly bound?: ReadonlyMap<Binding, Value>;
  /** The helper being followed: names declared outside of it do not depend on its arguments. */
  readonly within?: Node;
  /** The function whose statements are being followed. */
  readonly run?: Run;
}

const MAX_DEPTH = 60;
/** Steps one expression may take: far above what any constant needs that is not a table. */
const MAX_STEPS = 4_000;
/** Steps that a file is allowed, and one of its nodes on average: enough for every real file, and linear in its size. */
const STEPS_A_FILE = 50_000;
const STEPS_A_NODE = 30;
/** Steps of functions that are followed statement by statement: in one expression, and in one file. */
const STEPS_OF_RUNS = 30_000;
const MAX_RUN_STEPS = 100_000;

export class Folder {
  readonly resolve: Resolve;
  readonly #textOf: OwnText;
  readonly maxDepth = MAX_DEPTH;
  /** Helpers being followed at the moment, and lists of statements within them. */
  calls = 0;
  running = 0;
  /** How far the current expression has been followed. */
  depth = 0;
  #steps = 0;
  #ofRoot = 0;
  #runSteps = MAX_RUN_STEPS;
  #follows = false;

  constructor(resolve: Resolve, textOf: OwnText = () => undefined) {
    this.resolve = resolve;
    this.#textOf = textOf;
  }

  /** The contents of a file of the package, where `where` is a constant path relative to the file `from`. */
  textAt(from: string, where: Value | undefined): Value | undefined {
    if (where === undefined) return undefined;
    const path = render(where).replace(/^…(?=\/)/, ".");
    const contents = /^\.\.?\//.test(path) && !path.includes("…") ? this.#textOf(from, path) : undefined;
    return contents === undefined ? undefined : constant(contents, fromOf(where));
  }

  /** Gives the next file its own allowance of steps, in proportion to its nodes. */
  allow({ nodes }: Pick<SourceModule, "nodes">): void {
    this.#steps = STEPS_A_FILE + nodes * STEPS_A_NODE;
    this.#runSteps = MAX_RUN_STEPS;
  }

  /** Whether one more statement may be followed. The first within an expression gives it steps for its statements. */
  mayStep(): boolean {
    if (!this.#follows) this.#ofRoot += STEPS_OF_RUNS;
    this.#follows = true;
    return this.#runSteps > 0;
  }

  get exhausted(): boolean {
    return this.#steps <= 0;
  }

  fold(node: Node, frame: Frame): Value {
    const inner = bare(node);
    if (inner.type === "Literal") return literal(inner, frame.module);
    const known = frame.bound === undefined ? knownOf(inner) : undefined;
    if (known !== undefined) return known;
    if (this.depth === 0) [this.#ofRoot, this.#follows] = [MAX_STEPS, false];
    if (this.depth > MAX_DEPTH || this.#ofRoot-- <= 0) return COMPUTED;
    const ofRun = frame.run !== undefined || (this.running > 0 && this.#runSteps > 0);
    if ((ofRun ? this.#runSteps-- : this.#steps--) <= 0) return COMPUTED;
    if (frame.bound !== undefined) return this.#deeper(inner, frame);
    keep(inner, COMPUTED); // a cycle ends here
    const value = this.#deeper(inner, frame);
    keep(inner, value);
    return value;
  }

  #deeper(node: Node, frame: Frame): Value {
    this.depth += 1;
    const value = this.#evaluate(node, frame);
    this.depth -= 1;
    return value;
  }

  #evaluate(node: Node, frame: Frame): Value {
    switch (node.type) {
      case "TemplateLiteral":
        return this.template(node, frame, false);
      case "TaggedTemplateExpression":
        return tagged(this, node, frame);
      case "Identifier":
        return identifier(this, node, frame);
      case "MemberExpression":
        return this.#member(node, frame);
      case "CallExpression":
      case "NewExpression":
        return call(this, node, frame);
      case "ImportExpression":
        return required(this, this.fold(node.source as Node, frame), frame);
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
        if (frame.run !== undefined) return frame.run.decide(node);
        return choice([this.fold(node.consequent as Node, frame), this.fold(node.alternate as Node, frame)]);
      case "ArrayExpression":
        return this.list(node.elements as (Node | null)[], frame);
      case "ObjectExpression":
        return this.#object(node, frame);
      case "FunctionExpression":
      case "ArrowFunctionExpression":
        return { t: "function", node, module: frame.module, ...(frame.bound && { bound: frame.bound }) };
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
        if (frame.run !== undefined) return frame.run.assignment(node);
        return node.operator === "=" ? this.fold(node.right as Node, frame) : COMPUTED;
      case "UpdateExpression":
        return frame.run?.update(node) ?? COMPUTED;
      case "YieldExpression":
        return frame.run?.yields(node.argument ? this.fold(node.argument as Node, frame) : COMPUTED) ?? COMPUTED;
      case "SequenceExpression":
        if (frame.run !== undefined) for (const item of node.expressions.slice(0, -1)) this.fold(item as Node, frame);
        return this.fold(node.expressions.at(-1) as Node, frame);
      case "MetaProperty":
        return reference("import.meta");
      case "ThisExpression":
        return reference("this");
      default:
        return COMPUTED;
    }
  }

  template(node: acorn.TemplateLiteral, frame: Frame, raw: boolean): Value {
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

  /** The elements of an array or the arguments of a call, spreads opened up. */
  list(elements: readonly (Node | null)[], frame: Frame): Value {
    const items: Value[] = [];
    let open = false;
    for (const element of elements.slice(0, 20_000)) {
      if (element?.type === "SpreadElement") {
        const spread = this.fold(element.argument as Node, frame);
        if (spread.t === "list") items.push(...spread.items);
        else if (spread.t === "bytes") items.push(...[...spread.bytes].map((item) => constant(item, spread.from)));
        else if (text(spread) !== undefined)
          items.push(...[...(text(spread) ?? "")].map((item) => constant(item, fromOf(spread))));
        else items.push(spread);
        open ||= spread.t === "list" ? spread.open : spread.t !== "bytes" && text(spread) === undefined;
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
        else if (property.kind === "get") props.set(key, returned(this, property.value as FunctionNode, frame));
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

  /** The expression that declares a name of the same file, for readers of schemas. */
  declaration(node: acorn.Identifier): Node | undefined {
    return scopeAt(node)?.find(node.name)?.init;
  }

  #member(node: acorn.MemberExpression, frame: Frame): Value {
    if (node.object.type === "ThisExpression") return this.#field(node, frame);
    const object = this.fold(node.object as Node, frame);
    const key = this.keyOf({ key: node.property, computed: node.computed }, frame);
    if (key === "constructor" && this.#isConstructor(bare(node.object as Node), frame)) return reference("Function");
    return key === undefined ? unknownMember(object) : property(this, object, key, frame);
  }

  /** `this.name`: what the class gives it, where any of that is known; else only its name. */
  #field(node: acorn.MemberExpression, frame: Frame): Value {
    const key = this.keyOf({ key: node.property, computed: node.computed }, frame);
    if (key === undefined) return COMPUTED;
    const owner = classAround(node);
    const given = owner === undefined ? [] : fieldValues(owner, key).map((value) => this.fold(value, frame));
    const known = given.filter(isKnown);
    return known.length === 0 ? reference(`this.${key}`) : choice(known);
  }

  /** `x.constructor.constructor` is `Function` whatever `x` is. */
  #isConstructor(node: Node, frame: Frame): boolean {
    return (
      node.type === "MemberExpression" &&
      this.keyOf({ key: node.property, computed: node.computed }, frame) === "constructor"
    );
  }
}
