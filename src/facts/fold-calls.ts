/** Calls: of methods and functions that are known to be pure, and of the package's own small helpers. */
import type * as acorn from "acorn";
import { bare, type CallNode, type FunctionNode, type Node } from "../source/ast.js";
import { type Binding, parametersOf } from "../source/scope.js";
import { isLoader } from "./api.js";
import type { Folder, Frame } from "./fold.js";
import { Bound, isConcrete } from "./fold-bound.js";
import { callBuiltin } from "./fold-builtins.js";
import { keep, knownOf } from "./fold-literals.js";
import { property } from "./fold-members.js";
import { required } from "./fold-names.js";
import { Run } from "./fold-run.js";
import { callMethod } from "./fold-text.js";
import { COMPUTED, choice, concat, constant, DECODED, fromOf, reference, text, type Value } from "./value.js";

const MAX_CALLS = 4;
/** Longer functions than this are not simple helpers. In characters. */
const MAX_HELPER = 3_000;
/** Kinds of values whose methods are computed. */
const HAS_METHODS = new Set<Value["t"]>(["constant", "text", "list", "bytes"]);

export function call(folder: Folder, node: CallNode, frame: Frame): Value {
  let given: readonly Value[] | undefined;
  const args = (): readonly Value[] => {
    if (given !== undefined) return given; // once: an argument may change a variable
    const list = folder.list(node.arguments as Node[], frame);
    given = list.t === "list" ? list.items : [];
    return given;
  };
  const callee = bare(node.callee as Node);
  if (callee.type === "MemberExpression") {
    const receiver = folder.fold(callee.object as Node, frame);
    const method = folder.keyOf({ key: callee.property, computed: callee.computed }, frame);
    if (method !== undefined && frame.run !== undefined) {
      const changed = frame.run.changed(callee, receiver, method, args());
      if (changed !== undefined) return changed;
    }
    if (method !== undefined && (receiver.t === "choice" || HAS_METHODS.has(receiver.t))) {
      const result = ofAny(receiver, (item) =>
        callMethod(item, method, args(), (fn, given) => apply(folder, fn, given, frame)),
      );
      if (result !== undefined) return result;
    }
    const kept = method === undefined ? undefined : onUnknown(receiver, method, args);
    if (kept !== undefined) return kept;
  }
  const target = folder.fold(callee, frame);
  if (target.t === "reference") return callReference(folder, target.name, args(), frame);
  return apply(folder, target, args(), frame);
}

/** What a method gives: of a receiver that is one of several, for each of them that has it. */
function ofAny(receiver: Value, method: (item: Value) => Value | undefined): Value | undefined {
  if (receiver.t !== "choice") return method(receiver);
  const results = receiver.of.slice(0, 8).map((item) => (HAS_METHODS.has(item.t) ? method(item) : undefined));
  return results.some((result) => result !== undefined)
    ? choice(results.map((result) => result ?? COMPUTED))
    : undefined;
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

/** A tag is a function of the texts between the values, and of the values. */
export function tagged(folder: Folder, node: acorn.TaggedTemplateExpression, frame: Frame): Value {
  const tag = folder.fold(node.tag as Node, frame);
  if (tag.t === "reference" && tag.name === "String.raw") return folder.template(node.quasi, frame, true);
  const { quasis, expressions } = node.quasi;
  const items = quasis.map((quasi) =>
    constant(quasi.value.cooked ?? quasi.value.raw, [{ module: frame.module, node: quasi as unknown as Node }]),
  );
  const values = expressions.map((item) => folder.fold(item as Node, frame));
  return apply(folder, tag, [{ t: "list", items, open: false }, ...values], frame);
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
  if (INTEROP.test(name) && args[0] !== undefined) return args[0];
  if (name.endsWith(".bind")) return reference(name.slice(0, -5));
  return withMapper(folder, name, args, frame) ?? callBuiltin(name, args) ?? reference(`${name}()`);
}

/** Helpers of compilers' libraries that hand on the module that they are given. */
const INTEROP = /^(?:tslib\.__import(?:Default|Star)|@(?:babel|swc)\/[\w/]*interop_?require_?\w*(?:\.\w+)?)$/i;

/** Reading a file of the package itself gives a text that is known. */
const READS = /^(?:fs|fs-extra)(?:\.promises)?\.readFile(?:Sync)?$/;

/** The value of a call of one of the package's own functions. */
export function apply(folder: Folder, callee: Value, args: readonly Value[], frame: Frame): Value {
  if (callee.t === "reference") return callReference(folder, callee.name, args, frame);
  if (callee.t === "choice") {
    // `this.helper || function …`, as compilers write it, is the function.
    const known = callee.of.filter((item) => !(item.t === "reference" && item.name.startsWith("this.")));
    return choice(known.slice(0, 4).map((item) => apply(folder, item, args, frame)));
  }
  if (callee.t !== "function" || folder.calls >= MAX_CALLS || folder.depth > folder.maxDepth) return COMPUTED;
  if (callee.node.end - callee.node.start > MAX_HELPER) return COMPUTED;
  folder.calls += 1;
  const inside = frameOf(folder, callee, args, frame);
  const value =
    (frame.run === undefined ? undefined : followed(folder, callee, args, inside, frame)) ??
    resultOf(folder, callee, args, inside, frame);
  folder.calls -= 1;
  // A helper that is given a module hands on that module, as the interop helpers of bundlers do.
  const [only] = args;
  const isModule = only?.t === "module" || (only?.t === "reference" && !only.name.endsWith(")"));
  return only !== undefined && isModule && args.length <= 2 && isUntold(value) ? only : value;
}

/** Nothing that a caller could tell from another value: what interop helpers give, as far as it can be followed. */
const isUntold = (value: Value): boolean =>
  value.t === "choice"
    ? value.of.every((item) => isUntold(item) || item.t === "object")
    : value.t === "unknown" ||
      (value.t === "constant" && value.value === undefined) ||
      (value.t === "reference" && value.name.startsWith("Object.") && value.name.endsWith("()"));

/** What the function returns as far as its text shows it; followed statement by statement where that is not enough. */
function resultOf(
  folder: Folder,
  callee: Value & { t: "function" },
  args: readonly Value[],
  inside: Frame,
  frame: Frame,
): Value {
  const simple = returned(folder, callee.node, args.some(carriesConstants) ? inside : { module: callee.module });
  return isSettled(simple) || frame.run !== undefined
    ? simple
    : (followed(folder, callee, args, inside, frame) ?? simple);
}

const isSettled = (value: Value): boolean =>
  value.t !== "unknown" && value.t !== "choice" && !(value.t === "text" && value.parts.length > 0);

/** The function followed statement by statement, where it is given constants and its result is not plain to see. */
function followed(
  folder: Folder,
  { node }: Value & { t: "function" },
  args: readonly Value[],
  inside: Frame,
  frame: Frame,
): Value | undefined {
  if (node.body.type !== "BlockStatement" && frame.run === undefined) return undefined;
  if (!args.every(isConcrete) || !(inside.bound instanceof Bound)) return undefined;
  const value = new Run(folder, inside, inside.bound).result(node);
  return value !== undefined && isConcrete(value) ? decodedValue(value, args) : undefined;
}

/** A text that took statements to make is decoded; it stands where the arguments stand. */
const decodedValue = (value: Value, args: readonly Value[]): Value =>
  value.t === "constant" && typeof value.value === "string"
    ? { ...value, disguise: DECODED, from: value.from.length > 0 ? value.from : args.flatMap(fromOf).slice(0, 6) }
    : value;

function frameOf(folder: Folder, callee: Value & { t: "function" }, args: readonly Value[], frame: Frame): Frame {
  const bound = new Bound(callee.bound ?? frame.bound);
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
  if (!/^(?:Array|Uint8Array|Buffer|Uint16Array)\.from$/.test(name) || source === undefined || mapper?.t !== "function")
    return undefined;
  const list = callBuiltin("Array.from", [source]);
  const mapped = list && callMethod(list, "map", [mapper], (fn, given) => apply(folder, fn, given, frame));
  return name === "Array.from" || mapped === undefined ? mapped : callBuiltin("Uint8Array.from", [mapped]);
}
