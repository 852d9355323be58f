/** Names → values: declarations, what is written to them later, imports of own files and what those export. */
import type * as acorn from "acorn";
import { bare, type FunctionNode, type Node, parentOf } from "../source/ast.js";
import type { Exported } from "../source/exports.js";
import { staticFields } from "../source/fields.js";
import type { SourceModule } from "../source/module.js";
import { type Binding, type Scope, scopeAt } from "../source/scope.js";
import type { Folder, Frame } from "./fold.js";
import { valueAt } from "./fold-changes.js";
import { enumeration } from "./fold-enums.js";
import { loopText } from "./fold-loops.js";
import { GLOBALS, property } from "./fold-members.js";
import { COMPUTED, choice, constant, reference, text, type Value } from "./value.js";

export function identifier(folder: Folder, node: acorn.Identifier, frame: Frame): Value {
  const binding = scopeAt(node)?.find(node.name);
  if (binding !== undefined) return changing(folder, binding, node, frame) ?? declared(folder, binding, frame);
  if (node.name === "undefined") return constant(undefined);
  if (node.name === "exports") return { t: "module", module: frame.module };
  return GLOBALS.has(node.name) ? reference("globalThis") : reference(node.name);
}

/** What a variable that is filled or changed step by step holds at a use of it. */
function changing(folder: Folder, binding: Binding, use: Node, frame: Frame): Value | undefined {
  if (binding.kind !== "variable" || frame.bound !== undefined || binding.init === undefined) return undefined;
  const isEmpty =
    (binding.init.type === "ArrayExpression" && binding.init.elements.length === 0) ||
    (binding.init.type === "ObjectExpression" && binding.init.properties.length === 0) ||
    (binding.init.type === "NewExpression" && binding.init.arguments.length === 0);
  const grows = binding.writes.some((write) => write.start < use.start && write.operator !== "=");
  return isEmpty || grows ? valueAt(folder, binding, use, frame) : undefined;
}

/** What a declared name holds. */
export function declared(folder: Folder, binding: Binding, frame: Frame): Value {
  const bound = frame.bound?.get(binding);
  if (bound !== undefined) return bound;
  if (frame.bound !== undefined && !isWithin(binding, frame.within)) {
    return declared(folder, binding, { module: frame.module });
  }
  switch (binding.kind) {
    case "import":
      return imported(folder, binding.node, frame);
    case "function":
      return { t: "function", node: binding.node as FunctionNode, module: frame.module };
    case "parameter": {
      const given = awaited(folder, binding, frame);
      if (given !== undefined) return given;
      const unknown: Value = { t: "unknown", shape: "parameter", name: binding.name };
      return binding.fallback === undefined ? unknown : choice([unknown, folder.fold(binding.fallback, frame)]);
    }
    case "class":
      return classValue(folder, binding.node as unknown as acorn.Class, frame);
    case "variable":
      return variable(folder, binding, frame);
    default:
      return COMPUTED;
  }
}

/** `import("x").then((x) => …)`: what a callback is given where that is known, or the part of it that its pattern names. */
function awaited(folder: Folder, { node, index, path }: Binding, frame: Frame): Value | undefined {
  const call = parentOf(node);
  if (index !== 0 || call?.type !== "CallExpression" || call.arguments[0] !== node) return undefined;
  const { callee } = call;
  if (callee.type !== "MemberExpression" || callee.property.type !== "Identifier" || callee.property.name !== "then")
    return undefined;
  const promise = bare(callee.object as Node);
  let value = folder.fold(promise, frame);
  if (promise.type !== "ImportExpression" && !HOLDS.has(value.t)) return undefined;
  for (const step of path) value = step === undefined ? COMPUTED : property(folder, value, String(step), frame);
  return value;
}

/** Kinds of values that say something by themselves. */
const HOLDS = new Set<Value["t"]>(["constant", "text", "list", "object"]);

/** A class as the object of its static fields; its methods and instances are not followed. */
function classValue(folder: Folder, node: acorn.Class, frame: Frame): Value {
  const fields = staticFields(node);
  if (fields.length === 0) return COMPUTED;
  return { t: "object", props: new Map(fields.map(([name, value]) => [name, folder.fold(value, frame)])), open: true };
}

/** Whether a name is declared inside a function, so that it can depend on the function's arguments. */
function isWithin(binding: Binding, node: Node | undefined): boolean {
  for (let scope: Scope | undefined = binding.scope; scope !== undefined; scope = scope.parent) {
    if (scope.node === node) return true;
  }
  return false;
}

function variable(folder: Folder, binding: Binding, frame: Frame): Value {
  const members = binding.path.length === 0 ? enumeration(folder, binding, frame) : undefined;
  if (members !== undefined) return members;
  let value: Value = binding.init === undefined ? constant(undefined) : folder.fold(binding.init, frame);
  for (const step of binding.path) value = step === undefined ? COMPUTED : property(folder, value, String(step), frame);
  if (binding.fallback !== undefined) value = choice([value, folder.fold(binding.fallback, frame)]);
  if (binding.writes.length === 0) return value;
  const appended = loopText(binding, value, (node, bound) =>
    folder.fold(node, { ...frame, bound: new Map([...(frame.bound ?? []), ...bound]) }),
  );
  if (appended !== undefined) return appended;
  const written = binding.writes.slice(0, 8).map((write) => folder.fold(write.right as Node, frame));
  return choice([value, ...written].filter((item) => item.t !== "constant" || item.value !== undefined));
}

function imported(folder: Folder, specifier: Node, frame: Frame): Value {
  const declaration = parentOf(specifier);
  if (declaration?.type !== "ImportDeclaration") return COMPUTED;
  const source = required(folder, constant(String(declaration.source.value)), frame);
  if (specifier.type === "ImportNamespaceSpecifier") return source;
  const name =
    specifier.type === "ImportSpecifier"
      ? specifier.imported.type === "Identifier"
        ? specifier.imported.name
        : String(specifier.imported.value)
      : "default";
  return property(folder, source, name, frame);
}

/** What `require(specifier)` or `import(specifier)` gives. */
export function required(folder: Folder, specifier: Value, frame: Frame): Value {
  const name = text(specifier);
  if (name === undefined) return COMPUTED;
  const own = folder.resolve(frame.module.path, name);
  if (own !== undefined) return "json" in own ? own.json : { t: "module", module: own.module };
  return reference(name.replace(/^node:/, "").replace(/^fs\/promises$/, "fs"));
}

export function exportedOf(folder: Folder, module: SourceModule, name: string): Value {
  if (folder.depth > folder.maxDepth) return COMPUTED;
  folder.depth += 1;
  const value = exportedWithin(folder, module, name);
  folder.depth -= 1;
  return value;
}

function exportedWithin(folder: Folder, module: SourceModule, name: string): Value {
  const inside: Frame = { module };
  const found: Exported | undefined = module.exports.get(name);
  if (found === undefined) {
    for (const from of module.reexports.slice(0, 50)) {
      const source = required(folder, constant(from), inside);
      const value =
        source.t === "module" && folder.depth < folder.maxDepth ? exportedOf(folder, source.module, name) : COMPUTED;
      if (value !== COMPUTED) return value;
    }
    return COMPUTED;
  }
  if ("value" in found) return folder.fold(found.value, inside);
  if ("from" in found) return property(folder, required(folder, constant(found.from), inside), found.name, inside);
  const binding = module.scope?.find(found.local);
  return binding === undefined ? COMPUTED : declared(folder, binding, inside);
}
