/** Methods of constant strings, lists and bytes, computed without running anything of the package. */
import { bytesMethod } from "./fold-bytes.js";
import { listMethod } from "./fold-lists.js";
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
  const isBig = receiver.t === "constant" && typeof receiver.value === "bigint";
  const value = isBig ? (receiver.value as bigint) : number(receiver);
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
      return constant(value[method](width, args[1] === undefined ? " " : text(args[1])), from, how);
    }
    case "split":
      return split(value, args, from, how);
    case "replace":
    case "replaceAll":
      return replace(value, method, args, from, how, apply);
    case "match":
    case "matchAll":
      return match(value, args[0], from, method === "matchAll");
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
  const by = separator.t === "regex" ? safeRegex(separator, value.length) : text(separator);
  if (by === undefined) return undefined;
  const items = value.split(by).map((item) => constant(item, from, how));
  return items.length > MAX_ITEMS ? undefined : { t: "list", items, open: false };
}

/** Only patterns that are quick on a text of that length: no alternatives, no repeated groups, one repetition, on short texts two. */
function safeRegex(
  { source, flags }: { readonly source: string; readonly flags: string },
  length: number,
): RegExp | undefined {
  const repeats = source.replace(/\\./g, "").match(/[*+?{]/g)?.length ?? 0;
  if (source.length > 60 || /\||\(\?|\)[*+?{]/.test(source.replace(/\\./g, "")) || repeats > (length < 4_000 ? 2 : 1))
    return undefined;
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
  const search = pattern.t === "regex" ? safeRegex(pattern, value.length) : text(pattern);
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

function match(value: string, pattern: Value | undefined, from: readonly Origin[], all: boolean): Value | undefined {
  const regex = pattern?.t === "regex" ? safeRegex(pattern, value.length) : undefined;
  if (regex === undefined || (all && !regex.global)) return undefined;
  const listed = (texts: readonly (string | undefined)[]): Value => ({
    t: "list",
    items: texts.slice(0, MAX_ITEMS).map((item) => constant(item, from, ASSEMBLED)),
    open: false,
  });
  if (all) return { t: "list", items: [...value.matchAll(regex)].slice(0, 256).map(listed), open: false };
  const found = value.match(regex);
  return found === null ? constant(null) : listed([...found]);
}
