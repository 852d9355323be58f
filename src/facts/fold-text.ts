/** Methods of constant strings, lists and bytes, computed without running anything of the package. */
import { bytesMethod } from "./fold-bytes.js";
import {
  ASSEMBLED,
  concat,
  constant,
  DECODED,
  type Disguise,
  disguiseOf,
  fromOf,
  number,
  type Origin,
  text,
  type Value,
  worse,
} from "./value.js";

const MAX_ITEMS = 20_000;
const MAX_REPEAT = 65_536;

/** Calls a function value with constant arguments; undefined when it cannot be followed. */
export type Apply = (callee: Value, args: readonly Value[]) => Value;

/** The result of `receiver.method(args)`, or undefined when it is not one that is followed. */
export function callMethod(receiver: Value, method: string, args: readonly Value[], apply: Apply): Value | undefined {
  const value = text(receiver);
  if (value !== undefined) return stringMethod(receiver, value, method, args, apply);
  if (receiver.t === "list") return listMethod(receiver, method, args, apply);
  if (receiver.t === "bytes") return bytesMethod(receiver, method, args);
  if (receiver.t === "text") return textMethod(receiver, method, args);
  if (receiver.t === "constant" && method === "toString") return numberToString(receiver, args);
  return undefined;
}

function numberToString(receiver: Value, args: readonly Value[]): Value | undefined {
  const value = number(receiver);
  const radix = args[0] === undefined ? 10 : number(args[0]);
  if (value === undefined || radix === undefined || radix < 2 || radix > 36) return undefined;
  return constant(value.toString(radix), fromOf(receiver), radix === 10 ? disguiseOf(receiver) : DECODED);
}

/** Text with unknown parts keeps its parts through changes that do not hide them. */
function textMethod(receiver: Value, method: string, args: readonly Value[]): Value | undefined {
  if (["toString", "trim", "trimEnd", "trimStart", "valueOf", "normalize", "replace", "replaceAll"].includes(method))
    return receiver;
  if (method === "toLowerCase" || method === "toUpperCase") return receiver;
  return method === "concat" ? concat([receiver, ...args], ASSEMBLED) : undefined;
}

/** Plain transformations: name → what it does to a string. Indexes are numbers or undefined. */
const SIMPLE: Readonly<Record<string, (value: string, a?: number, b?: number) => string | number>> = {
  at: (value, a) => value.at(a ?? 0) ?? "",
  charAt: (value, a) => value.charAt(a ?? 0),
  charCodeAt: (value, a) => value.charCodeAt(a ?? 0),
  codePointAt: (value, a) => value.codePointAt(a ?? 0) ?? Number.NaN,
  slice: (value, a, b) => value.slice(a, b),
  substring: (value, a, b) => value.substring(a ?? 0, b),
  substr: (value, a, b) => value.slice(a ?? 0, b === undefined ? undefined : (a ?? 0) + b),
  toLowerCase: (value) => value.toLowerCase(),
  toUpperCase: (value) => value.toUpperCase(),
  toLocaleLowerCase: (value) => value.toLowerCase(),
  toLocaleUpperCase: (value) => value.toUpperCase(),
  trim: (value) => value.trim(),
  trimStart: (value) => value.trimStart(),
  trimEnd: (value) => value.trimEnd(),
  normalize: (value) => value.normalize(),
  toString: (value: string) => value,
  valueOf: (value: string) => value,
};
const CUTS = new Set(["slice", "substring", "substr", "charAt", "at"]);

function stringMethod(
  receiver: Value,
  value: string,
  method: string,
  args: readonly Value[],
  apply: Apply,
): Value | undefined {
  const from = fromOf(receiver);
  const how = disguiseOf(receiver);
  const simple = Object.hasOwn(SIMPLE, method) ? SIMPLE[method] : undefined;
  if (simple !== undefined) {
    const numbers = args.map(number);
    if (numbers.includes(undefined)) return undefined;
    const result = simple(value, ...(numbers as number[]));
    return constant(result, from, CUTS.has(method) ? worse(how, ASSEMBLED) : how);
  }
  const first = args[0] === undefined ? undefined : text(args[0]);
  switch (method) {
    case "concat":
      return concat([receiver, ...args], ASSEMBLED);
    case "repeat": {
      const count = args[0] === undefined ? undefined : number(args[0]);
      if (count === undefined || !(count >= 0) || count * value.length > MAX_REPEAT) return undefined;
      return constant(value.repeat(count), from, worse(how, ASSEMBLED));
    }
    case "padStart":
    case "padEnd": {
      const width = args[0] === undefined ? undefined : number(args[0]);
      if (width === undefined || width > MAX_REPEAT) return undefined;
      return constant(value[method](width, first ?? " "), from, how);
    }
    case "split":
      return split(value, args, from, how);
    case "replace":
    case "replaceAll":
      return replace(value, method, args, from, how, apply);
    case "match":
    case "matchAll":
      return match(value, args[0], from);
    case "indexOf":
      return first === undefined ? undefined : constant(value.indexOf(first));
    case "includes":
    case "startsWith":
    case "endsWith":
      return first === undefined ? undefined : constant(value[method](first));
    default:
      return undefined;
  }
}

function split(value: string, args: readonly Value[], from: readonly Origin[], how: Disguise): Value | undefined {
  const separator = args[0];
  if (separator === undefined) return { t: "list", items: [constant(value, from, how)], open: false };
  const by = separator.t === "regex" ? safeRegex(separator) : text(separator);
  if (by === undefined) return undefined;
  const items = value.split(by).map((item) => constant(item, from, how));
  return items.length > MAX_ITEMS ? undefined : { t: "list", items, open: false };
}

/** Only patterns that run in linear time on any text: no alternatives, no repeated groups, at most one repetition. */
function safeRegex({ source, flags }: { readonly source: string; readonly flags: string }): RegExp | undefined {
  const repeats = source.replace(/\\./g, "").match(/[*+?{]/g)?.length ?? 0;
  if (source.length > 60 || /\||\(\?|\)[*+?{]/.test(source.replace(/\\./g, "")) || repeats > 1) return undefined;
  try {
    return new RegExp(source, flags.replace(/[y]/g, ""));
  } catch {
    return undefined;
  }
}

function replace(
  value: string,
  method: "replace" | "replaceAll",
  args: readonly Value[],
  from: readonly Origin[],
  how: Disguise,
  apply: Apply,
): Value | undefined {
  const [pattern, by] = args;
  if (pattern === undefined || by === undefined) return undefined;
  const search = pattern.t === "regex" ? safeRegex(pattern) : text(pattern);
  if (search === undefined) return undefined;
  const replacement = text(by);
  if (replacement === undefined && by.t !== "function") return undefined;
  if (method === "replaceAll" && search instanceof RegExp && !search.global) return undefined;
  let failed = false;
  let calls = 0;
  const substitute = (found: string, ...rest: unknown[]): string => {
    const groups = rest.filter((item) => typeof item === "string").slice(0, -1);
    const result =
      ++calls > 2_000
        ? undefined
        : text(
            apply(
              by,
              [found, ...groups].map((item) => constant(item)),
            ),
          );
    if (result === undefined) failed = true;
    return result ?? "";
  };
  const put = (replacement ?? substitute) as string; // both overloads take either
  const result = method === "replace" ? value.replace(search, put) : value.replaceAll(search, put);
  return failed || result.length > MAX_REPEAT
    ? undefined
    : constant(result, from, worse(how, result === value ? how : DECODED));
}

function match(value: string, pattern: Value | undefined, from: readonly Origin[]): Value | undefined {
  const regex = pattern?.t === "regex" ? safeRegex(pattern) : undefined;
  if (regex === undefined) return undefined;
  const found = regex.global ? value.match(regex) : regex.exec(value)?.slice(0, 1);
  const items = [...(found ?? [])].slice(0, MAX_ITEMS).map((item) => constant(item, from, ASSEMBLED));
  return { t: "list", items, open: false };
}

function listMethod(
  list: Value & { t: "list" },
  method: string,
  args: readonly Value[],
  apply: Apply,
): Value | undefined {
  const { items, open } = list;
  const [first, second] = args;
  switch (method) {
    case "join": {
      const separator = first === undefined ? "," : text(first);
      if (separator === undefined || open) return undefined;
      const parts = items.flatMap((item, i) => (i === 0 ? [item] : [constant(separator), item]));
      return joinAll(parts);
    }
    case "toString":
      return listMethod(list, "join", [], apply);
    case "reverse":
    case "toReversed":
      return { t: "list", items: [...items].reverse().map(decoded), open };
    case "concat":
      return { t: "list", items: [...items, ...args.flatMap((arg) => (arg.t === "list" ? arg.items : [arg]))], open };
    case "slice":
      return { t: "list", items: items.slice(first && number(first), second && number(second)), open };
    case "flat":
      return { t: "list", items: items.flatMap((item) => (item.t === "list" ? item.items : [item])), open };
    case "at":
      return first === undefined ? undefined : items.at(number(first) ?? 0);
    case "pop":
      return items.at(-1);
    case "shift":
      return items[0];
    case "filter":
      return first === undefined ? list : filterList(list, first, apply);
    case "map":
    case "flatMap":
      return first === undefined ? undefined : mapList(list, first, apply);
    case "reduce":
      return first === undefined ? undefined : reduceList(items, first, second, apply);
    case "find":
      return items[0];
    default:
      return undefined;
  }
}

const decoded = (value: Value): Value => (value.t === "constant" ? { ...value, disguise: DECODED } : value);

/** As `concat`, but a long list of characters is joined at once. */
function joinAll(parts: readonly Value[]): Value {
  if (parts.every((part) => part.t === "constant")) {
    let how: Disguise = ASSEMBLED;
    for (const part of parts) how = worse(how, disguiseOf(part));
    const joined = parts.map((part) => (part.t === "constant" ? String(part.value ?? "") : "")).join("");
    return constant(joined, uniqueFrom(parts), how);
  }
  return concat(parts, ASSEMBLED);
}

const uniqueFrom = (parts: readonly Value[]): Origin[] => [
  ...new Map(
    parts
      .slice(0, 400)
      .flatMap(fromOf)
      .map((origin) => [origin.node, origin]),
  ).values(),
];

/** The items that a constant predicate keeps; all of them when it cannot be followed. */
function filterList(list: Value & { t: "list" }, callee: Value, apply: Apply): Value {
  if (list.items.length > 4_096 || callee.t !== "function") return list;
  const kept = list.items.filter((item, i) => {
    const verdict = apply(callee, [item, constant(i), list]);
    return verdict.t !== "constant" || Boolean(verdict.value);
  });
  return { t: "list", items: kept, open: list.open };
}

function mapList(list: Value & { t: "list" }, callee: Value, apply: Apply): Value | undefined {
  if (list.items.length > 4_096) return undefined;
  const items = list.items.map((item, i) => apply(callee, [item, constant(i), list]));
  return { t: "list", items, open: list.open };
}

function reduceList(items: readonly Value[], callee: Value, start: Value | undefined, apply: Apply): Value | undefined {
  if (items.length > 4_096) return undefined;
  let held = start ?? items[0];
  for (const item of start === undefined ? items.slice(1) : items) {
    if (held === undefined) return undefined;
    held = apply(callee, [held, item]);
  }
  return held;
}
