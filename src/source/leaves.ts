/** One walk over a tree for what its tokens cannot say alone: where names and literals stand, and which variable a name means. */
import type * as acorn from "acorn";
import { childrenBackwards, type Node } from "./ast.js";
import { KIND, MARK } from "./kinds.js";
import { ENTER } from "./leaf-rules.js";
import { type NameScope, Names, type Variables } from "./names.js";

/** What the tree says of the offsets of its text. */
export interface Leaves {
  /** The end of the name or literal that begins here, else 0. */
  readonly ends: Int32Array;
  readonly kinds: Uint8Array;
  /** Combinations of `MARK`. */
  readonly marks: Uint8Array;
  /** The values of strings whose spelling has escapes, by offset. */
  readonly strings: ReadonlyMap<number, string>;
  readonly variables: Variables;
  /** Nodes that decide where lines break, parents first. */
  readonly nodes: readonly Node[];
}

interface Options {
  /** Whether names are variables that may be renamed: only where every construct of the file is known. */
  readonly names: boolean;
}

export function leavesOf(text: string, program: acorn.Program, { names }: Options): Leaves {
  // In scripts, a function in a block may or may not be known outside it.
  const reader = new LeafReader(text, program.sourceType === "module");
  if (!names) reader.names.keepAll();
  reader.read(program as Node);
  if (!isModule(text, program)) reader.names.keepTop();
  const { ends, kinds, marks, strings, nodes } = reader;
  return { ends, kinds, marks, strings, nodes, variables: reader.names.variables(text.length + 1) };
}

/** Whether the file has a scope of its own: a module of either kind, not a script of a page. */
const isModule = (text: string, program: acorn.Program): boolean =>
  program.sourceType === "module" || /\b(?:require|module|exports)\b/.test(text);

const ENDED = new Set([
  ...["ExpressionStatement", "VariableDeclaration", "ReturnStatement", "ThrowStatement", "BreakStatement"],
  ...["ContinueStatement", "DebuggerStatement", "DoWhileStatement", "ImportDeclaration", "ExportNamedDeclaration"],
  ...["ExportAllDeclaration", "ExportDefaultDeclaration", "PropertyDefinition"],
]);
/** Kinds of nodes that the layout looks at. */
const LAID = new Set([
  ...["Program", "BlockStatement", "StaticBlock", "ClassBody", "SwitchStatement", "SwitchCase", "IfStatement"],
  ...["ForStatement", "ForInStatement", "ForOfStatement", "WhileStatement", "WithStatement", "VariableDeclaration"],
  ...["ObjectExpression", "ObjectPattern", "ArrayExpression", "ArrayPattern", "CallExpression", "NewExpression"],
  ...["ConditionalExpression", "LogicalExpression", "BinaryExpression", "SequenceExpression", "ImportDeclaration"],
  ...["ExportNamedDeclaration", "FunctionDeclaration", "FunctionExpression", "ArrowFunctionExpression"],
  "ExpressionStatement",
]);

/** What the rules of single nodes need: marks by offset, the stack of what is still to be read, and the names. */
export class LeafReader {
  readonly names = new Names();
  readonly text: string;
  readonly isStrict: boolean;
  readonly ends: Int32Array;
  readonly kinds: Uint8Array;
  readonly marks: Uint8Array;
  readonly strings = new Map<number, string>();
  readonly nodes: Node[] = [];
  /** Where blocks that are the bodies of functions declare. */
  readonly bodies = new Map<acorn.Node, NameScope>();
  readonly #stack: Node[] = [];
  readonly #scopes: NameScope[] = [];

  constructor(text: string, isStrict: boolean) {
    this.text = text;
    this.isStrict = isStrict;
    this.ends = new Int32Array(text.length + 1);
    this.kinds = new Uint8Array(text.length + 1);
    this.marks = new Uint8Array(text.length + 1);
  }

  read(program: Node): void {
    this.push(program, this.names.top);
    for (let node = this.#stack.pop(); node !== undefined; node = this.#stack.pop()) {
      const scope = this.#scopes.pop() as NameScope;
      if (LAID.has(node.type)) this.nodes.push(node);
      if (ENDED.has(node.type)) this.#end(node);
      const enter = ENTER.get(node.type);
      if (enter === undefined) this.below(node, scope);
      else enter(this, node as never, scope);
    }
  }

  push(node: acorn.Node | null | undefined, scope: NameScope): void {
    if (node === null || node === undefined) return;
    this.#stack.push(node as Node);
    this.#scopes.push(scope);
  }

  /** All nodes directly below one, but one. */
  below(node: acorn.Node, scope: NameScope, but?: unknown): void {
    childrenBackwards(node as Node, (child) => {
      if (child !== but) this.push(child, scope);
    });
  }

  leaf({ start, end }: acorn.Node, kind: number): void {
    this.ends[start] = end;
    this.kinds[start] = kind;
  }

  /** Exported and imported names may be spelled as strings. */
  outer(node: acorn.Identifier | acorn.Literal | null | undefined): void {
    if (node) this.leaf(node, node.type === "Literal" ? KIND.string : KIND.name);
  }

  mark(offset: number, mark: number): void {
    this.marks[offset] = (this.marks[offset] ?? 0) | mark;
  }

  #end(node: Node): void {
    const declaration = (node as { declaration?: Node | null }).declaration;
    if (node.type === "ExportNamedDeclaration" && declaration) return;
    // `export default function () {}` ends by itself; an expression in parentheses does not.
    if (declaration && DECLARED.test(declaration.type) && !this.text.startsWith("(", declaration.start)) return;
    if (this.text[node.end - 1] !== ";") this.mark(node.end - 1, MARK.unended);
  }
}

const DECLARED = /^(?:Function|Class)Declaration/;
