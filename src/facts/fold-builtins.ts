/** Pure functions of the language and of Node, on values: `atob`, `String.fromCharCode`, `path.join`, `new URL`. */

import { bytesOf, bytesOfList, concatBytes, unpack } from "./fold-bytes.js";
import { assign, entries, fromEntries, jsonParse } from "./fold-objects.js";
import {
  ASSEMBLED,
  concat,
  constant,
  DECODED,
  type Disguise,
  disguiseOf,
  fromOf,
  number,
  PLAIN,
  reference,
  render,
  text,
  type Value,
  worse,
} from "./value.js";

export type Builtin = (args: readonly Value[]) => Value | undefined;

/** The result of calling (or constructing) a named function, or undefined when it is not a pure one that is known. */
export function callBuiltin(name: string, args: readonly Value[]): Value | undefined {
  return Object.hasOwn(BUILTINS, name) ? BUILTINS[name]?.(args) : undefined;
}

/** A function of one constant text. */
const onText =
  (convert: (value: string) => string, how: Disguise): Builtin =>
  ([arg]) => {
    const value = arg && text(arg);
    if (arg === undefined || value === undefined) return undefined;
    try {
      return constant(convert(value), fromOf(arg), worse(disguiseOf(arg), how));
    } catch {
      return undefined;
    }
  };

const fromCodes =
  (convert: (...codes: number[]) => string): Builtin =>
  (args) => {
    const codes = args.map((arg) => number(arg) ?? (/^\d{1,7}$/.test(text(arg) ?? "") ? Number(text(arg)) : undefined));
    if (codes.length > 20_000 || codes.some((code) => code === undefined || !(code >= 0 && code <= 0x10ffff)))
      return undefined;
    const kept: string[] = [];
    for (const code of codes) kept.push(convert(code as number));
    return constant(kept.join(""), args.slice(0, 400).flatMap(fromOf).slice(0, 3), DECODED);
  };

const bufferFrom: Builtin = ([source, encoding]) => {
  if (source === undefined) return undefined;
  const value = text(source);
  if (value !== undefined) {
    const name = encoding === undefined ? "utf8" : text(encoding);
    const bytes = name === undefined ? undefined : bytesOf(value, name);
    return bytes && { t: "bytes", bytes, from: fromOf(source) };
  }
  const bytes = bytesOfList(source);
  return bytes && { t: "bytes", bytes, from: fromOf(source) };
};

const joinPath: Builtin = (args) => {
  if (args.length === 0) return undefined;
  return concat(
    args.flatMap((arg, i) => (i === 0 ? [arg] : [constant("/"), arg])),
    args.length > 1 ? ASSEMBLED : PLAIN,
  );
};

/** `new URL(path, base)`: resolved when both are constant; relative to the file itself it is a path of the package. */
const url: Builtin = ([path, base]) => {
  if (path === undefined) return undefined;
  if (base === undefined) return path;
  const [relative, root] = [text(path), text(base)];
  if (base.t === "reference" && base.name.startsWith("import.meta")) return path;
  if (relative === undefined || root === undefined) return concat([base, path]);
  try {
    return constant(
      new URL(relative, root).href,
      [...fromOf(base), ...fromOf(path)],
      worse(disguiseOf(base), disguiseOf(path)),
    );
  } catch {
    return concat([base, path]);
  }
};

const parseNumber =
  (convert: (value: string, radix?: number) => number): Builtin =>
  ([arg, radix]) => {
    if (arg?.t !== "constant") return undefined;
    return constant(convert(String(arg.value), radix && number(radix)), arg.from, arg.disguise);
  };

const listOf = (value: Value | undefined): readonly Value[] | undefined => {
  if (value === undefined) return undefined;
  if (value.t === "list" && !value.open) return value.items;
  const characters = text(value);
  if (characters !== undefined)
    return [...characters].slice(0, 20_000).map((item) => constant(item, fromOf(value), disguiseOf(value)));
  return value.t === "bytes" ? [...value.bytes].slice(0, 20_000).map((item) => constant(item, value.from)) : undefined;
};

const arrayFrom: Builtin = ([source]) => {
  const items = source?.t === "object" ? emptyItems(source.props.get("length")) : listOf(source);
  return items && { t: "list", items, open: false };
};

/** As many empty items as a constant length says. */
const emptyItems = (length: Value | undefined): readonly Value[] | undefined => {
  const count = length === undefined ? undefined : number(length);
  return count !== undefined && count >= 0 && count <= 4_096
    ? Array.from({ length: count }, () => constant(undefined))
    : undefined;
};

const array: Builtin = (args) => {
  const items =
    args.length === 1 && args[0] !== undefined && number(args[0]) !== undefined ? emptyItems(args[0]) : args;
  return items && { t: "list", items, open: false };
};

const onNumbers =
  (convert: (...values: number[]) => number): Builtin =>
  (args) => {
    const values = args.map(number);
    return values.includes(undefined) ? undefined : constant(convert(...(values as number[])), args.flatMap(fromOf));
  };

/** `util.format("%s@%s", a, b)`. */
const format: Builtin = ([pattern, ...rest]) => {
  const whole = pattern && text(pattern);
  if (pattern === undefined || whole === undefined) return undefined;
  const values = [...rest];
  const parts = whole
    .split(/(%[sdioOj])/)
    .map((part) => (/^%[sdioOj]$/.test(part) ? (values.shift() ?? constant(part)) : constant(part, fromOf(pattern))));
  return concat(parts, ASSEMBLED);
};

const bigInt: Builtin = ([arg]) => {
  if (arg?.t !== "constant" || !/^(?:0x[0-9a-f]{1,400}|\d{1,400})$/i.test(String(arg.value))) return undefined;
  return constant(BigInt(arg.value as string), arg.from, arg.disguise);
};

const passOn: Builtin = ([arg]) => arg;
const decodePercent = onText(decodeURIComponent, DECODED);

/** What unpacks bytes: `zlib.inflateSync` and its kin. */
const UNPACKERS = Object.fromEntries(
  ["inflateSync", "inflateRawSync", "gunzipSync", "unzipSync", "brotliDecompressSync"].map((name) => [
    `zlib.${name}`,
    (([arg]) => arg && unpack(name, arg)) satisfies Builtin,
  ]),
);

const BUILTINS: Readonly<Record<string, Builtin>> = {
  atob: onText((value) => Buffer.from(value, "base64").toString("latin1"), DECODED),
  btoa: onText((value) => Buffer.from(value, "latin1").toString("base64"), PLAIN),
  decodeURIComponent: decodePercent,
  decodeURI: decodePercent,
  unescape: onText((value) => unescapeLegacy(value), DECODED),
  "querystring.unescape": decodePercent,
  "url.domainToUnicode": passOn,
  "url.domainToASCII": passOn,
  "String.fromCharCode": fromCodes(String.fromCharCode),
  "String.fromCodePoint": fromCodes(String.fromCodePoint),
  "String.raw": (args) => (args.length > 0 ? concat(args) : undefined),
  String: ([arg]) =>
    arg === undefined ? undefined : arg.t === "constant" ? constant(String(arg.value), arg.from, arg.disguise) : arg,
  Number: parseNumber((value) => Number(value)),
  parseInt: parseNumber((value, radix) => Number.parseInt(value, radix)),
  "Number.parseInt": parseNumber((value, radix) => Number.parseInt(value, radix)),
  parseFloat: parseNumber((value) => Number.parseFloat(value)),
  "Buffer.from": bufferFrom,
  "Buffer.concat": ([list]) => (list?.t === "list" ? concatBytes(list.items) : undefined),
  ...UNPACKERS,
  "buffer.Buffer.from": bufferFrom,
  "Uint8Array.from": bufferFrom,
  Uint8Array: bufferFrom,
  "TextEncoder().encode": bufferFrom,
  "util.TextEncoder().encode": bufferFrom,
  "TextDecoder().decode": ([arg]) =>
    arg?.t === "bytes" ? constant(Buffer.from(arg.bytes).toString("utf8"), arg.from, DECODED) : undefined,
  "util.TextDecoder().decode": ([arg]) =>
    arg?.t === "bytes" ? constant(Buffer.from(arg.bytes).toString("utf8"), arg.from, DECODED) : undefined,
  Array: array,
  "Array.from": arrayFrom,
  "Math.floor": onNumbers(Math.floor),
  "Math.ceil": onNumbers(Math.ceil),
  "Math.round": onNumbers(Math.round),
  "Math.trunc": onNumbers(Math.trunc),
  "Math.abs": onNumbers(Math.abs),
  "Math.min": onNumbers(Math.min),
  "Math.max": onNumbers(Math.max),
  "Math.pow": onNumbers(Math.pow),
  "Array.of": (args) => ({ t: "list", items: args, open: false }),
  "Object.entries": entries,
  "Object.values": ([arg]) =>
    arg?.t === "object" ? { t: "list", items: [...arg.props.values()], open: arg.open } : undefined,
  "Object.keys": ([arg]) =>
    arg?.t === "object"
      ? { t: "list", items: [...arg.props.keys()].map((key) => constant(key)), open: arg.open }
      : undefined,
  "Object.fromEntries": fromEntries,
  Set: (args) => (args.length === 0 ? { t: "list", items: [], open: false } : arrayFrom(args)),
  Map: (args) => (args.length === 0 ? { t: "object", props: new Map(), open: false } : fromEntries(args)),
  URLSearchParams: ([arg]) => (arg?.t === "object" ? arg : arg && parameters(arg)),
  "Object.getPrototypeOf": ([arg]) => (arg?.t === "function" ? reference("Function.prototype") : undefined),
  "Object.assign": assign,
  "Object.freeze": passOn,
  "Object.seal": passOn,
  structuredClone: passOn,
  "JSON.parse": jsonParse,
  BigInt: bigInt,
  "util.format": format,
  "util.promisify": passOn,
  "path.join": joinPath,
  "path.resolve": joinPath,
  "path.posix.join": joinPath,
  "path.win32.join": joinPath,
  "path.normalize": passOn,
  "path.default.join": joinPath,
  URL: url,
  "url.URL": url,
  "url.fileURLToPath": passOn,
  "url.pathToFileURL": passOn,
  "url.parse": passOn,
  "Promise.resolve": passOn,
  "module.createRequire": () => reference("require"),
  "os.homedir": () => reference("os.homedir()"),
};

/** `new URLSearchParams("a=b")`: what `get` then finds. */
function parameters(source: Value): Value | undefined {
  const query = text(source);
  if (query === undefined) return undefined;
  const pairs = [...new URLSearchParams(query)].slice(0, 200);
  return {
    t: "object",
    props: new Map(pairs.map(([key, value]) => [key, constant(value, fromOf(source), ASSEMBLED)])),
    open: true,
  };
}

const unescapeLegacy = (value: string): string =>
  value.replace(/%u([0-9a-f]{4})|%([0-9a-f]{2})/gi, (_, wide: string | undefined, byte: string | undefined) =>
    String.fromCharCode(Number.parseInt(wide ?? byte ?? "0", 16)),
  );

/** `.href`, `.host` and so on of a constant URL; undefined for anything else. */
export function urlPart(value: Value, key: string): Value | undefined {
  if (key === "href") return value;
  if (!["host", "hostname", "origin", "pathname", "protocol", "search"].includes(key)) return undefined;
  try {
    const part = new URL(render(value))[key as "host"];
    return constant(part, fromOf(value), disguiseOf(value));
  } catch {
    return undefined;
  }
}
