/** Pure functions of the language and of Node, on values: `atob`, `String.fromCharCode`, `path.join`, `new URL`. */
import { bytesOf, bytesOfList } from "./fold-bytes.js";
import {
  ASSEMBLED,
  COMPUTED,
  concat,
  constant,
  DECODED,
  type Disguise,
  disguiseOf,
  fromOf,
  number,
  PLAIN,
  type Primitive,
  reference,
  render,
  text,
  type Value,
  worse,
} from "./value.js";

type Builtin = (args: readonly Value[]) => Value | undefined;

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
    const codes = args.map(number);
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
  const items = listOf(source);
  return items && { t: "list", items, open: false };
};

const entries: Builtin = ([source]) =>
  source?.t === "object" && !source.open
    ? {
        t: "list",
        items: [...source.props].map(
          ([key, value]) => ({ t: "list", items: [constant(key), value], open: false }) as Value,
        ),
        open: false,
      }
    : undefined;

const fromEntries: Builtin = ([source]) => {
  if (source?.t !== "list") return undefined;
  const props = new Map<string, Value>();
  for (const item of source.items) {
    const key = item.t === "list" && item.items[0] ? text(item.items[0]) : undefined;
    if (key !== undefined && item.t === "list") props.set(key, item.items[1] ?? COMPUTED);
  }
  return { t: "object", props, open: source.open };
};

const assign: Builtin = (args) => {
  const props = new Map<string, Value>();
  let open = false;
  for (const arg of args) {
    if (arg.t === "object") for (const [key, value] of arg.props) props.set(key, value);
    open ||= arg.t !== "object" || arg.open;
  }
  return { t: "object", props, open };
};

const jsonParse: Builtin = ([arg]) => {
  const value = arg && text(arg);
  if (arg === undefined || value === undefined) return undefined;
  try {
    return fromJson(JSON.parse(value) as unknown, arg);
  } catch {
    return undefined;
  }
};

/** JSON as a value; depth and size are bounded. */
export function fromJson(json: unknown, source: Value, depth = 0): Value {
  if (depth > 12) return COMPUTED;
  if (json === null || typeof json !== "object") return constant(json as Primitive, fromOf(source), disguiseOf(source));
  if (Array.isArray(json)) {
    return {
      t: "list",
      items: json.slice(0, 2_000).map((item) => fromJson(item, source, depth + 1)),
      open: json.length > 2_000,
    };
  }
  const pairs = Object.entries(json).slice(0, 2_000);
  return {
    t: "object",
    props: new Map(pairs.map(([key, item]) => [key, fromJson(item, source, depth + 1)])),
    open: false,
  };
}

const passOn: Builtin = ([arg]) => arg;
const decodePercent = onText(decodeURIComponent, DECODED);

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
  "buffer.Buffer.from": bufferFrom,
  "Uint8Array.from": bufferFrom,
  Uint8Array: bufferFrom,
  "TextEncoder().encode": bufferFrom,
  "util.TextEncoder().encode": bufferFrom,
  "TextDecoder().decode": ([arg]) =>
    arg?.t === "bytes" ? constant(Buffer.from(arg.bytes).toString("utf8"), arg.from, DECODED) : undefined,
  "util.TextDecoder().decode": ([arg]) =>
    arg?.t === "bytes" ? constant(Buffer.from(arg.bytes).toString("utf8"), arg.from, DECODED) : undefined,
  "Array.from": arrayFrom,
  "Array.of": (args) => ({ t: "list", items: args, open: false }),
  "Object.entries": entries,
  "Object.values": ([arg]) =>
    arg?.t === "object" ? { t: "list", items: [...arg.props.values()], open: arg.open } : undefined,
  "Object.keys": ([arg]) =>
    arg?.t === "object"
      ? { t: "list", items: [...arg.props.keys()].map((key) => constant(key)), open: arg.open }
      : undefined,
  "Object.fromEntries": fromEntries,
  Map: fromEntries,
  "Object.getPrototypeOf": ([arg]) => (arg?.t === "function" ? reference("Function.prototype") : undefined),
  "Object.assign": assign,
  "Object.freeze": passOn,
  "Object.seal": passOn,
  structuredClone: passOn,
  "JSON.parse": jsonParse,
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
