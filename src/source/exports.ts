/** What a file exports: by declarations, and by the assignments and calls that compilers write in their place. */
import type * as acorn from "acorn";
import { bare, type CallNode, isFunction, type Node } from "./ast.js";

/** What a name exported by a file is: an expression of it, a declared name, or another file's export. */
export type Exported =
  | { readonly value: Node }
  | { readonly local: string }
  | { readonly from: string; readonly name: string };

type TextOf = (node: acorn.Node) => string;

export class Exports {
  readonly named = new Map<string, Exported>();
  /** Files whose exports are passed on: `export *` and its twins. */
  readonly passedOn: string[] = [];
  readonly #textOf: TextOf;

  constructor(textOf: TextOf) {
    this.#textOf = textOf;
  }

  /** An `export` declaration; gives the specifier of the file that it names, if any. */
  declare(node: Node): string | undefined {
    if (node.type === "ExportDefaultDeclaration") this.named.set("default", { value: node.declaration as Node });
    if (node.type === "ExportAllDeclaration") this.passedOn.push(String(node.source.value));
    if (node.type === "ExportNamedDeclaration") {
      const from = node.source ? String(node.source.value) : undefined;
      for (const { exported, local } of node.specifiers) {
        const name = nameOf(local);
        this.named.set(nameOf(exported), from === undefined ? { local: name } : { from, name });
      }
      for (const name of declaredNames(node.declaration as Node | null)) this.named.set(name, { local: name });
    }
    return "source" in node && node.source ? String((node.source as acorn.Literal).value) : undefined;
  }

  /** `exports.name = …` and `module.exports = …`. */
  assign(left: acorn.MemberExpression, right: Node): void {
    const path = this.#textOf(left);
    if (path === "module.exports") this.#whole(right);
    const found = /^(?:module\.)?exports(?:\.([\w$]+)|\[["']([^"'\]]+)["']\])$/.exec(path);
    const name = found?.[1] ?? found?.[2];
    if (name !== undefined && !this.named.has(name) && !isPlaceholder(right)) this.named.set(name, { value: right });
  }

  /** An object's properties are exports by name; what is spread into it or required is passed on. */
  #whole(given: Node): void {
    const value = bare(given);
    this.named.set("default", { value });
    this.#passOn(value);
    if (value.type !== "ObjectExpression") return;
    for (const property of value.properties) {
      if (property.type === "SpreadElement") this.#passOn(property.argument as Node);
      else if (!property.computed) this.named.set(nameOf(property.key), { value: property.value as Node });
    }
  }

  /** Getters on `exports`, `__exportStar(require(…), exports)` and tables of functions. */
  call(call: CallNode): void {
    const [first, second, third] = call.arguments as Node[];
    if (first === undefined || second === undefined || call.callee.end - call.callee.start > 60) return;
    const name = this.#textOf(call.callee).replace(/^.*\./, "");
    if (name === "__exportStar") this.#passOn(first);
    else if (name === "__reExport") this.#passOn(second);
    else if (name === "defineProperty" && third !== undefined && /^(?:module\.)?exports$/.test(this.#textOf(first))) {
      const given = third.type === "ObjectExpression" ? third.properties.find(givesValue) : undefined;
      if (second.type === "Literal" && given?.type === "Property")
        this.named.set(String(second.value), givenBy(given.value as Node));
    } else if (name === "__export" && second.type === "ObjectExpression") {
      for (const property of second.properties) {
        if (property.type === "Property" && !property.computed)
          this.named.set(nameOf(property.key), givenBy(property.value as Node));
      }
    }
  }

  #passOn(node: Node): void {
    const call = bare(node);
    if (call.type !== "CallExpression" || this.#textOf(call.callee) !== "require") return;
    const [specifier] = call.arguments;
    if (specifier?.type === "Literal") this.passedOn.push(String(specifier.value));
  }
}

export const nameOf = (node: acorn.Node): string =>
  node.type === "Identifier" ? (node as acorn.Identifier).name : String((node as acorn.Literal).value);

/** `void 0`, and `exports.b = void 0` within `exports.a = …`: names that are announced before they are filled. */
function isPlaceholder(node: Node): boolean {
  let value = bare(node);
  while (value.type === "AssignmentExpression") value = bare(value.right as Node);
  return value.type === "UnaryExpression" && value.operator === "void";
}

const givesValue = (item: acorn.Property | acorn.SpreadElement): boolean =>
  item.type === "Property" && item.key.type === "Identifier" && /^(?:get|value)$/.test(item.key.name);

/** What a getter, or a function that only hands on, gives: the expression it returns. */
function givenBy(node: Node): Exported {
  if (!isFunction(node)) return { value: node };
  if (node.body.type !== "BlockStatement") return { value: node.body as Node };
  const last = node.body.body.at(-1);
  return { value: last?.type === "ReturnStatement" && last.argument ? (last.argument as Node) : node };
}

function declaredNames(node: Node | null | undefined): readonly string[] {
  if (!node) return [];
  if (node.type === "VariableDeclaration") return node.declarations.flatMap(({ id }) => namesIn(id as Node));
  return (node.type === "FunctionDeclaration" || node.type === "ClassDeclaration") && node.id ? [node.id.name] : [];
}

/** The names that a pattern declares. Bounded by the stack of patterns, not by recursion. */
function namesIn(pattern: Node): readonly string[] {
  const names: string[] = [];
  const open: Node[] = [pattern];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (at.type === "Identifier") names.push(at.name);
    else if (at.type === "AssignmentPattern") open.push(at.left as Node);
    else if (at.type === "ArrayPattern") open.push(...(at.elements.filter((item) => item !== null) as Node[]));
    else if (at.type === "ObjectPattern") {
      for (const item of at.properties) if (item.type === "Property") open.push(item.value as Node);
    }
  }
  return names;
}
