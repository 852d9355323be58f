/** Functions that make objects of values and values of objects. */
import type { Builtin } from "./fold-builtins.js";
import { COMPUTED, constant, disguiseOf, fromOf, type Primitive, text, type Value } from "./value.js";

export const entries: Builtin = ([source]) =>
  source?.t === "object" && !source.open
    ? {
        t: "list",
        items: [...source.props].map(
          ([key, value]) => ({ t: "list", items: [constant(key), value], open: false }) as Value,
        ),
        open: false,
      }
    : undefined;

export const fromEntries: Builtin = ([source]) => {
  if (source?.t !== "list") return undefined;
  const props = new Map<string, Value>();
  for (const item of source.items) {
    const key = item.t === "list" && item.items[0] ? text(item.items[0]) : undefined;
    if (key !== undefined && item.t === "list") props.set(key, item.items[1] ?? COMPUTED);
  }
  return { t: "object", props, open: source.open };
};

export const assign: Builtin = (args) => {
  const props = new Map<string, Value>();
  let open = false;
  for (const arg of args) {
    if (arg.t === "object") for (const [key, value] of arg.props) props.set(key, value);
    open ||= arg.t !== "object" || arg.open;
  }
  return { t: "object", props, open };
};

export const jsonParse: Builtin = ([arg]) => {
  const value = arg && (arg.t === "bytes" ? Buffer.from(arg.bytes).toString() : text(arg));
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
