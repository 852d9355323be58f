/** Methods of lists. Callbacks are functions of the package, followed by whoever asks. */
import type { Apply } from "./fold-text.js";
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

/** The result of `list.method(args)`, or undefined when it is not one that is followed. */
export function listMethod(
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
    case "entries":
      return {
        t: "list",
        items: items.map((item, i) => ({ t: "list", items: [constant(i), item], open: false })),
        open,
      };
    case "fill":
      return first && { t: "list", items: items.map(() => first), open };
    case "keys":
      return { t: "list", items: items.map((_, i) => constant(i)), open };
    case "indexOf":
      return first?.t !== "constant" || open
        ? undefined
        : constant(items.findIndex((item) => item.t === "constant" && item.value === first.value));
    default:
      return applyingMethod(list, method, args, apply);
  }
}

/** Methods that call a function with the items. */
function applyingMethod(
  list: Value & { t: "list" },
  method: string,
  [first, second]: readonly Value[],
  apply: Apply,
): Value | undefined {
  const { items } = list;
  switch (method) {
    case "filter":
      return first === undefined ? list : filterList(list, first, apply);
    case "map":
    case "flatMap":
      return first === undefined ? undefined : mapList(list, first, apply);
    case "reduce":
      return first === undefined ? undefined : reduceList(items, first, second, apply);
    case "reduceRight":
      return first === undefined ? undefined : reduceList([...items].reverse(), first, second, apply);
    case "sort":
    case "toSorted":
      return sortList(list, first, apply);
    case "find":
      return first === undefined ? items[0] : filterList(list, first, apply).items[0];
    case "forEach":
      return first && mapList(list, first, apply) && constant(undefined);
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
function filterList(list: Value & { t: "list" }, callee: Value, apply: Apply): Value & { t: "list" } {
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

/** A short list in the order of a comparison that is known; as it is otherwise. */
function sortList(list: Value & { t: "list" }, compare: Value | undefined, apply: Apply): Value {
  if (list.items.length > 128) return list;
  const order = (a: Value, b: Value): number => {
    if (compare === undefined) return (text(a) ?? "") < (text(b) ?? "") ? -1 : 1;
    const result = apply(compare, [a, b]);
    return number(result) ?? 0;
  };
  return { ...list, items: [...list.items].sort(order) };
}
