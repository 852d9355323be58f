/** One parsed file: its tree, its scopes, and the nodes worth looking at, collected in a single walk. */
import type * as acorn from "acorn";
import { bare, type CallNode, type FunctionNode, isFunction, link, type Node, parentOf, walk } from "./ast.js";
import { type Exported, Exports, nameOf } from "./exports.js";
import { noteField } from "./fields.js";
import { Lines } from "./lines.js";
import { type Scope, ScopeBuilder, scopeAt } from "./scope.js";

export interface ImportSite {
  readonly specifier: string;
  readonly node: Node;
}

/** The statements of a file that its program leaves out. */
export interface Rest {
  /** Those that say how the file is connected with others. */
  readonly nodes: readonly Node[];
  /** Those that declare a name of the whole file, or write to it, as far as they were not given yet. */
  naming(name: string): readonly Node[];
}

export class SourceModule {
  readonly path: string;
  readonly lines: Lines;
  readonly program: acorn.Program;
  readonly calls: CallNode[] = [];
  readonly strings: Node[] = [];
  readonly members: acorn.MemberExpression[] = [];
  readonly assignments: acorn.AssignmentExpression[] = [];
  readonly properties: acorn.Property[] = [];
  readonly functions: FunctionNode[] = [];
  readonly classes: acorn.Class[] = [];
  readonly tests: Node[] = [];
  /** Lists of at least sixteen elements. */
  readonly lists: acorn.ArrayExpression[] = [];
  readonly imports: ImportSite[] = [];
  readonly others: Node[] = [];
  readonly #exports = new Exports((node) => this.textOf(node));
  readonly exports: ReadonlyMap<string, Exported> = this.#exports.named;
  /** Files whose exports are passed on by `export *`. */
  readonly reexports: readonly string[] = this.#exports.passedOn;
  nodes = 0;
  readonly #builder = new ScopeBuilder();
  /** Assignments that the names written to have not been told of. */
  readonly #unsettled: acorn.AssignmentExpression[] = [];
  #isSettling = false;

  /** What `rest` holds is known by name and by its imports and exports, and is in none of the lists. */
  constructor(path: string, text: string, program: acorn.Program, rest?: Rest) {
    this.path = path;
    this.lines = new Lines(text);
    this.program = program;
    walk(program as Node, (node) => {
      this.nodes += 1;
      if (TYPES_ONLY.test(node.type)) return false;
      this.#builder.enter(node);
      this.#collect(node);
      return undefined;
    });
    if (rest !== undefined) this.#addRest(rest);
    for (const assignment of this.assignments) this.#noteWrite(assignment);
    for (const call of this.calls) this.#exports.call(call);
    this.#settle();
  }

  #addRest(rest: Rest): void {
    // About as many as parsing the whole would give.
    this.nodes = Math.max(this.nodes, this.lines.text.length >> 3);
    for (const node of rest.nodes) this.#addLate(node);
    const asked = new Set<string>();
    const { scope } = this;
    if (scope === undefined) return;
    scope.late = (name) => {
      if (asked.has(name)) return;
      asked.add(name);
      for (const node of rest.naming(name)) this.#addLate(node);
      this.#settle();
    };
  }

  #addLate(root: Node): void {
    link(root, this.program as Node);
    walk(root, (node) => {
      this.#builder.enter(node);
      if (node.type === "AssignmentExpression") this.#unsettled.push(node);
      else if (node.type === "CallExpression") this.#exports.call(node);
      else if (node.type === "ImportDeclaration" || node.type.startsWith("Export")) this.#collectRare(node);
      return undefined;
    });
  }

  /** To settle one may bring others in; they wait for their turn. */
  #settle(): void {
    if (this.#isSettling) return;
    this.#isSettling = true;
    for (const assignment of this.#unsettled) this.#noteWrite(assignment);
    this.#unsettled.length = 0;
    this.#isSettling = false;
  }

  /** The same file with only the listed nodes that `keep` keeps; names and exports are those of the whole. */
  narrowed(keep: <N extends acorn.Node>(nodes: readonly N[]) => N[]): SourceModule {
    const view = Object.create(this) as { -readonly [K in keyof SourceModule]: SourceModule[K] };
    view.calls = keep(this.calls);
    view.strings = keep(this.strings);
    view.members = keep(this.members);
    view.assignments = keep(this.assignments);
    view.properties = keep(this.properties);
    view.functions = keep(this.functions);
    view.classes = keep(this.classes);
    view.tests = keep(this.tests);
    view.lists = keep(this.lists);
    view.others = keep(this.others);
    return view as SourceModule;
  }

  /** The source text of a node. */
  textOf(node: acorn.Node): string {
    return this.lines.text.slice(node.start, node.end);
  }

  #collect(node: Node): void {
    switch (node.type) {
      case "CallExpression":
      case "NewExpression":
        this.calls.push(node);
        break;
      case "Literal":
        if (typeof node.value === "string") this.strings.push(node);
        else if (typeof node.value === "number" && node.value > 0xffffff) this.strings.push(node);
        break;
      case "TemplateLiteral":
        this.strings.push(node);
        break;
      case "BinaryExpression":
        if (node.operator === "+") this.strings.push(node);
        break;
      case "MemberExpression":
        this.members.push(node);
        break;
      case "AssignmentExpression":
        this.assignments.push(node);
        break;
      case "Property":
        if (parentOf(node)?.type === "ObjectExpression") this.properties.push(node as acorn.Property);
        break;
      case "ArrayExpression":
        if (node.elements.length >= 16) this.lists.push(node);
        break;
      case "ClassDeclaration":
      case "ClassExpression":
        this.classes.push(node);
        break;
      case "IfStatement":
      case "ConditionalExpression":
        this.tests.push(node.test as Node);
        break;
      default:
        this.#collectRare(node);
    }
  }

  #collectRare(node: Node): void {
    if (isFunction(node)) this.functions.push(node);
    else if (node.type === "LogicalExpression" && node.operator === "&&") this.tests.push(node.left as Node);
    else if (node.type === "ImportDeclaration") this.imports.push({ specifier: String(node.source.value), node });
    else if (node.type === "ImportExpression" || node.type === "TaggedTemplateExpression") this.others.push(node);
    else if (node.type === "SpreadElement" || node.type === "ForInStatement" || node.type === "PropertyDefinition") {
      this.others.push(node);
    } else if (node.type === "DebuggerStatement" || node.type === "VariableDeclarator") {
      this.others.push(node);
    } else if (node.type.startsWith("Export")) this.#export(node);
    else if ((node.type as string) === "JSXText") this.strings.push(node);
  }

  #export(node: Node): void {
    const specifier = this.#exports.declare(node);
    if (specifier !== undefined) this.imports.push({ specifier, node });
  }

  /** Later writes to a name or to a field of `this`, and CommonJS exports. */
  #noteWrite(node: acorn.AssignmentExpression): void {
    const left = bare(node.left as Node);
    if (left.type === "Identifier") scopeAt(node)?.find(left.name)?.writes.push(node);
    if (left.type === "MemberExpression" && left.object.type === "ThisExpression" && node.operator === "=") {
      noteField(node, left);
    }
    if (left.type !== "MemberExpression" || node.operator !== "=") return;
    this.#exports.assign(left, node.right as Node);
  }

  get scope(): Scope | undefined {
    return scopeAt(this.program);
  }
}

/** Type positions of TypeScript: nothing in them runs. */
const TYPES_ONLY =
  /^(?:TS(?:Type|Interface|Declare|.*Type$|.*Keyword$)|DeclareFunction|OpaqueType|TypeAlias|TypeAnnotation)/;

/** The name under which a value is kept: its property, variable, parameter or assignment target. */
export function holderOf(node: Node): string | undefined {
  let at: Node = node;
  for (let up = parentOf(at), steps = 0; up !== undefined && steps < 8; at = up, up = parentOf(up), steps++) {
    switch (up.type) {
      case "Property":
      case "PropertyDefinition":
        return up.value === at && !up.computed && (up.key.type === "Identifier" || up.key.type === "Literal")
          ? nameOf(up.key)
          : undefined;
      case "VariableDeclarator":
        return up.id.type === "Identifier" ? up.id.name : undefined;
      case "AssignmentPattern":
        return up.left.type === "Identifier" ? up.left.name : undefined;
      case "AssignmentExpression":
        return up.left.type === "Identifier"
          ? up.left.name
          : up.left.type === "MemberExpression" && up.left.property.type === "Identifier"
            ? up.left.property.name
            : undefined;
      case "LogicalExpression":
      case "ConditionalExpression":
      case "AwaitExpression":
      case "NewExpression":
      case "CallExpression":
      case "ArrayExpression":
        break;
      default:
        if (bare(up) === up) return undefined;
    }
  }
  return undefined;
}
