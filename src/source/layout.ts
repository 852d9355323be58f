/**
 * Where a tree's tokens are broken into lines, and how far each line is set in. Nothing depends on the lengths of
 * variables' names or on blanks, so that two files that differ only in those are broken alike.
 */
import type * as acorn from "acorn";
import { isFunction, type Node } from "./ast.js";
import { KIND } from "./kinds.js";
import type { Tokens } from "./tokens.js";

export interface Layout {
  /** By token: 1 where it begins a line. */
  readonly breaks: Uint8Array;
  /** By token: by how many steps its line and those after it are set in more than what came before. */
  readonly steps: Int8Array;
}

/** Characters, variables counted as one each, that stay on one line where they could be broken. */
const WIDE = 80;

export function layoutOf(tokens: Tokens, nodes: readonly Node[]): Layout {
  const planner = new Planner(tokens);
  for (const node of nodes) planner.plan(node);
  // Without what it holds of the tree.
  return { breaks: planner.breaks, steps: planner.steps };
}

class Planner implements Layout {
  readonly breaks: Uint8Array;
  readonly steps: Int8Array;
  readonly #tokens: Tokens;
  /** Width of all tokens before one. */
  readonly #widths: Int32Array;
  /** Chains that a node above has broken already. */
  readonly #done = new Set<acorn.Node>();

  constructor(tokens: Tokens) {
    this.#tokens = tokens;
    this.breaks = new Uint8Array(tokens.count + 1);
    this.steps = new Int8Array(tokens.count + 1);
    this.#widths = widthsOf(tokens);
  }

  plan(node: Node): void {
    switch (node.type) {
      case "Program":
        this.#each(node.body);
        break;
      case "BlockStatement":
      case "StaticBlock":
      case "ClassBody":
        this.#block(node, node.body);
        break;
      case "SwitchStatement":
        this.#block(node, node.cases);
        break;
      case "SwitchCase":
        this.#inner(node.consequent, node.end);
        break;
      case "IfStatement":
        this.#branches(node);
        break;
      case "ForStatement":
      case "ForInStatement":
      case "ForOfStatement":
        if (node.type === "ForStatement" && node.init?.type === "VariableDeclaration") this.#done.add(node.init);
        this.#body(node.body);
        break;
      case "WhileStatement":
      case "WithStatement":
        this.#body(node.body);
        break;
      case "VariableDeclaration":
        this.#done.has(node) ? undefined : this.#inner(node.declarations.slice(1), node.end);
        break;
      case "ExpressionStatement":
        if (node.expression.type === "SequenceExpression") this.#sequence(node.expression);
        break;
      default:
        this.#expression(node);
        break;
    }
  }

  #expression(node: Node): void {
    switch (node.type) {
      case "ObjectExpression":
      case "ObjectPattern":
        if (this.#isWide(node)) this.#block(node, node.properties);
        break;
      case "ArrayExpression":
      case "ArrayPattern":
        if (this.#isWide(node) && node.elements.length > 1) this.#block(node, node.elements);
        break;
      case "ImportDeclaration":
      case "ExportNamedDeclaration":
        this.#specifiers(node);
        break;
      case "CallExpression":
      case "NewExpression":
        this.#list(node.arguments as Node[], node.end);
        break;
      case "FunctionDeclaration":
      case "FunctionExpression":
      case "ArrowFunctionExpression":
        // Declarations of TypeScript are functions without a body.
        this.#list(node.params as Node[], (node.body as Node | undefined)?.start ?? node.end);
        break;
      case "SequenceExpression":
        if (this.#isWide(node)) this.#sequence(node);
        break;
      case "ConditionalExpression":
        if (this.#isWide(node)) this.#conditional(node);
        break;
      case "LogicalExpression":
      case "BinaryExpression":
        if (this.#isWide(node)) this.#chain(node);
        break;
      default:
        break;
    }
  }

  /** Width of the tokens from one offset up to another. */
  #width(start: number, end: number): number {
    return (this.#widths[this.#tokens.from(end)] ?? 0) - (this.#widths[this.#tokens.from(start)] ?? 0);
  }

  #isWide(node: acorn.Node): boolean {
    return node.end - node.start > WIDE && this.#width(node.start, node.end) > WIDE;
  }

  #break(offset: number): void {
    this.breaks[this.#tokens.from(offset)] = 1;
  }

  #step(offset: number, by: number): void {
    const token = this.#tokens.from(offset);
    this.steps[token] = (this.steps[token] ?? 0) + by;
  }

  #each(nodes: Nodes): void {
    for (const node of nodes) if (node) this.#break(node.start);
  }

  /** Each node on a line of its own, set in, up to an offset. */
  #inner(nodes: Nodes, end: number): void {
    const first = nodes.find((node) => node !== null);
    if (!first) return;
    this.#each(nodes);
    this.#step(first.start, 1);
    this.#step(end, -1);
  }

  /** The contents of brackets that end where the node ends. */
  #block(node: acorn.Node, nodes: Nodes): void {
    if (nodes.length === 0) return;
    const close = node.end - 1;
    // A pattern of TypeScript goes on with its type.
    if (!"}]".includes(this.#tokens.text.charAt(close))) return;
    this.#inner(nodes, close);
    this.#break(close);
  }

  /** The statement that a condition or loop governs, when it is no block. */
  #body(body: acorn.Statement | null | undefined): void {
    if (!body || body.type === "BlockStatement" || body.type === "EmptyStatement") return;
    this.#inner([body], body.end);
  }

  #branches({ consequent, alternate }: acorn.IfStatement): void {
    this.#body(consequent);
    if (!alternate) return;
    if (consequent.type !== "BlockStatement") this.breaks[this.#next(consequent.end, "else")] = 1;
    if (alternate.type !== "IfStatement") this.#body(alternate);
  }

  #specifiers(node: acorn.ImportDeclaration | acorn.ExportNamedDeclaration): void {
    const named = node.specifiers.filter(({ type }) => type === "ImportSpecifier" || type === "ExportSpecifier");
    const last = named.at(-1);
    if (last === undefined || named.length < 2 || !this.#isWide(node)) return;
    const close = this.#tokens.text.indexOf("}", last.end);
    this.#inner(named, close);
    this.#break(close);
  }

  /** Arguments or parameters: broken when those that have no lines of their own are wide together. */
  #list(nodes: readonly Node[], end: number): void {
    const last = nodes.at(-1);
    if (nodes.length < 2 || last === undefined) return;
    const plain = nodes.filter((node) => !isFunction(node) && !BRACKETED.test(node.type));
    const width = plain.reduce((sum, { start, end: until }) => sum + this.#width(start, until), 0);
    if (width <= WIDE) return;
    const close = this.#next(last.end, ")");
    if (close >= this.#tokens.count || this.#tokens.start(close) >= end) return;
    this.#inner(nodes, this.#tokens.start(close));
    this.breaks[close] = 1;
  }

  #sequence({ expressions, end }: acorn.SequenceExpression): void {
    this.#inner(expressions.slice(1), end);
  }

  #conditional(node: acorn.ConditionalExpression): void {
    const isLink = this.#done.has(node);
    this.#done.add(node.alternate);
    const question = this.#next(node.test.end, "?");
    const colon = this.#next(node.consequent.end, ":");
    this.breaks[question] = 1;
    this.breaks[colon] = 1;
    if (isLink) return;
    this.#step(this.#tokens.start(question), 1);
    this.#step(node.end, -1);
  }

  /** Operators of one kind on the left side of one another: one chain. */
  #chain(node: acorn.LogicalExpression | acorn.BinaryExpression): void {
    if (this.#done.has(node)) return;
    const operators: number[] = [];
    for (let at: acorn.Node = node; isChain(at, node); at = at.left) {
      this.#done.add(at);
      operators.push(this.#next(at.left.end, at.operator));
    }
    for (const operator of operators) this.breaks[operator] = 1;
    this.#step(this.#tokens.start(operators.at(-1) ?? 0), 1);
    this.#step(node.end, -1);
  }

  /** The first token after an offset that is the text; a few are looked at. */
  #next(offset: number, text: string): number {
    const first = this.#tokens.from(offset);
    for (let token = first; token < first + 64; token += 1) if (this.#tokens.is(token, text)) return token;
    return this.#tokens.count;
  }
}

type Nodes = readonly (acorn.Node | null)[];

const BRACKETED = /^(?:Object|Array|Class|Template)/;

const isChain = (
  node: acorn.Node,
  root: acorn.LogicalExpression | acorn.BinaryExpression,
): node is acorn.LogicalExpression | acorn.BinaryExpression =>
  node.type === root.type && (node as acorn.BinaryExpression).operator === root.operator;

function widthsOf(tokens: Tokens): Int32Array {
  const widths = new Int32Array(tokens.count + 1);
  let sum = 0;
  for (let token = 0; token < tokens.count; token += 1) {
    widths[token] = sum;
    if (tokens.kind(token) !== KIND.comment)
      sum += tokens.variable(token) > 0 ? 1 : tokens.end(token) - tokens.start(token);
  }
  widths[tokens.count] = sum;
  return widths;
}
