/** Calls: of methods and functions that are known to be pure, and of the package's own small helpers. */
import { bare, type CallNode, type FunctionNode, type Node } from "../source/ast.js";
import { type Binding, parametersOf } from "../source/scope.js";
import { isLoader } from "./api.js";
import type { Folder, Frame } from "./fold.js";
import { callBuiltin } from "./fold-builtins.js";
import { keep, knownOf } from "./fold-literals.js";
import { property } from "./fold-members.js";
import { required } from "./fold-names.js";
import { callMethod } from "./fold-text.js";
import { COMPUTED, choice, concat, constant, reference, text, type Value } from "./value.js";

const MAX_CALLS = 4;
/** Longer functions than this are not simple helpers. In characters. */
const MAX_HELPER = 3_000;
/** Kinds of values whose methods are computed. */
const HAS_METHODS = new Set<Value["t"]>(["constant", "text", "list", "bytes"]);

export function call(folder: Folder, node: CallNode, frame: Frame): Value {
  const args = (): readonly Value[] => {
    const list = folder.list(node.arguments as Node[], frame);
    return list.t === "list" ? list.items : [];
  };
  const callee = bare(node.callee as Node);
  if (callee.type === "MemberExpression") {
    const receiver = folder.fold(callee.object as Node, frame);
    const method = folder.keyOf({ key: callee.property, computed: callee.computed }, frame);
    if (method !== undefined && HAS_METHODS.has(receiver.t)) {
      const result = callMethod(receiver, method, args(), (fn, given) => apply(folder, fn, given, frame));
      if (result !== undefined) return result;
    }
    const kept = method === undefined ? undefined : onUnknown(receiver, method, args);
    if (kept !== undefined) return kept;
  }
  const target = folder.fold(callee, frame);
  if (target.t === "reference") return callReference(folder, target.name, args(), frame);
  return apply(folder, target, args(), frame);
}

/** `map.get(key)` of a map with constant entries, and what a call puts into a text that is not known. */
function onUnknown(receiver: Value, method: string, args: () => readonly Value[]): Value | undefined {
  if (method === "get" && receiver.t === "object" && !receiver.props.has("get")) {
    const key = args()[0];
    const name = key === undefined || key.t !== "constant" ? undefined : String(key.value);
    return name === undefined ? undefined : receiver.props.get(name);
  }
  if ((method !== "replace" && method !== "replaceAll" && method !== "concat") || receiver.t !== "unknown") {
    return undefined;
  }
  const added = args().slice(method === "concat" ? 0 : 1);
  return added.some((item) => /@|:\/\/|\w\.[a-z]{2}/i.test(text(item) ?? ""))
    ? concat([receiver, ...added])
    : undefined;
}

function callReference(folder: Folder, name: string, args: readonly Value[], frame: Frame): Value {
  if (isLoader(name)) {
    return required(folder, args[0] ?? COMPUTED, frame);
  }
  if (/\.(?:call|apply)$/.test(name)) {
    const given = name.endsWith("apply") ? (args[1]?.t === "list" ? args[1].items : []) : args.slice(1);
    return callReference(folder, name.replace(/\.\w+$/, ""), given, frame);
  }
  if (name === "Reflect.get" && args[0] !== undefined) {
    const key = args[1] === undefined ? undefined : text(args[1]);
    return key === undefined ? COMPUTED : property(folder, args[0], key, frame);
  }
  if (READS.test(name)) return folder.textAt(frame.module.path, args[0]) ?? reference(`${name}()`);
  if (name.endsWith(".bind")) return reference(name.slice(0, -5));
  return callBuiltin(name, args) ?? withMapper(folder, name, args, frame) ?? reference(`${name}()`);
}

/** Reading a file of the package itself gives a text that is known. */
const READS = /^(?:fs|fs-extra)(?:\.promises)?\.readFile(?:Sync)?$/;

/** The value of a call of one of the package's own functions. */
export function apply(folder: Folder, callee: Value, args: readonly Value[], frame: Frame): Value {
  if (callee.t === "reference") return callReference(folder, callee.name, args, frame);
  if (callee.t === "choice") return choice(callee.of.slice(0, 4).map((item) => apply(folder, item, args, frame)));
  if (callee.t !== "function" || folder.calls >= MAX_CALLS || folder.depth > folder.maxDepth) return COMPUTED;
  if (callee.node.end - callee.node.start > MAX_HELPER) return COMPUTED;
  folder.calls += 1;
  const inside = frameOf(folder, callee, args, frame);
  const depends = args.some(carriesConstants);
  const value = returned(folder, callee.node, depends ? inside : { module: callee.module });
  folder.calls -= 1;
  // A helper that is given a module hands on that module, as the interop helpers of bundlers do.
  const [only] = args;
  const isModule = only?.t === "module" || (only?.t === "reference" && !only.name.endsWith(")"));
  return value.t === "unknown" && only !== undefined && isModule && args.length <= 2 ? only : value;
}

function frameOf(folder: Folder, callee: Value & { t: "function" }, args: readonly Value[], frame: Frame): Frame {
  const bound = new Map(frame.bound ?? []);
  const inside: Frame = { module: callee.module, bound, within: callee.node };
  for (const parameter of parametersOf(callee.node)) bound.set(parameter, argumentOf(folder, parameter, args, inside));
  return inside;
}

/** The inside of a function as a call with these arguments sees it. */
export function boundTo(folder: Folder, callee: Value & { t: "function" }, args: readonly Node[], frame: Frame): Frame {
  const list = folder.list(args, frame);
  return frameOf(folder, callee, list.t === "list" ? list.items : [], frame);
}

/** Arguments that can make a result constant; without any, a function gives the same value at every call. */
const carriesConstants = (value: Value): boolean =>
  value.t !== "unknown" && value.t !== "reference" && !(value.t === "constant" && value.value === undefined);

function argumentOf(folder: Folder, parameter: Binding, args: readonly Value[], frame: Frame): Value {
  let value: Value =
    parameter.index === -1
      ? { t: "list", items: args, open: false }
      : (args[parameter.index ?? 0] ?? constant(undefined));
  for (const step of parameter.path)
    value = step === undefined ? COMPUTED : property(folder, value, String(step), frame);
  const missing = value.t === "constant" && value.value === undefined;
  return missing && parameter.fallback !== undefined ? folder.fold(parameter.fallback, frame) : value;
}

export function returned(folder: Folder, node: FunctionNode, frame: Frame): Value {
  const body = node.body as Node;
  if (body.type !== "BlockStatement") return folder.fold(body, frame);
  const known = frame.bound === undefined ? knownOf(body) : undefined;
  if (known !== undefined) return known;
  if (frame.bound === undefined) keep(body, COMPUTED);
  const value = returnedOnce(folder, node, frame);
  if (frame.bound === undefined) keep(body, value);
  return value;
}

function returnedOnce(folder: Folder, node: FunctionNode, frame: Frame): Value {
  if (node.body.type !== "BlockStatement") return COMPUTED;
  const results: Value[] = [];
  const open: Node[] = [...(node.body.body as Node[])].reverse();
  for (let at = open.pop(), seen = 0; at !== undefined && seen < 60; at = open.pop(), seen++) {
    if (at.type === "ReturnStatement") {
      if (at.argument) results.push(folder.fold(at.argument as Node, frame));
    } else if (at.type === "IfStatement") {
      if (at.alternate) open.push(at.alternate as Node);
      open.push(at.consequent as Node);
    } else if (at.type === "BlockStatement") open.push(...[...(at.body as Node[])].reverse());
    else if (at.type === "TryStatement") open.push(at.block as Node);
  }
  return results.length === 0 ? COMPUTED : choice(results);
}

/** `Array.from(source, mapper)` and `Uint8Array.from(source, mapper)`. */
function withMapper(folder: Folder, name: string, args: readonly Value[], frame: Frame): Value | undefined {
  const [source, mapper] = args;
  if (name !== "Array.from" || source === undefined || mapper === undefined) return undefined;
  const list = callBuiltin("Array.from", [source]);
  return list && callMethod(list, "map", [mapper], (fn, given) => apply(folder, fn, given, frame));
}
