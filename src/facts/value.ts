/** What an expression may be, as far as it can be known without running it. */
import type { FunctionNode, Node } from "../source/ast.js";
import type { SourceModule } from "../source/module.js";
import type { Binding } from "../source/scope.js";
import type { Shape } from "./facts.js";

export type Primitive = string | number | boolean | bigint | null | undefined;

/** A literal that took part in a value. */
export interface Origin {
  readonly module: SourceModule;
  readonly node: Node;
}

/** How a constant was spelled: as it is, assembled from parts, or decoded (base64, character codes, escapes, reversal). */
export const PLAIN = 0;
export const ASSEMBLED = 1;
export const DECODED = 2;
export type Disguise = typeof PLAIN | typeof ASSEMBLED | typeof DECODED;

export type Value =
  | { readonly t: "constant"; readonly value: Primitive; readonly disguise: Disguise; readonly from: readonly Origin[] }
  /** Text with unknown parts: a template, a concatenation, a join. */
  | { readonly t: "text"; readonly parts: readonly Value[]; readonly disguise: Disguise }
  | { readonly t: "bytes"; readonly bytes: Uint8Array; readonly from: readonly Origin[] }
  | { readonly t: "list"; readonly items: readonly Value[]; readonly open: boolean }
  | { readonly t: "object"; readonly props: ReadonlyMap<string, Value>; readonly open: boolean; readonly node?: Node }
  /** One of several: a default, a conditional, a variable that is written more than once. */
  | { readonly t: "choice"; readonly of: readonly Value[] }
  /** A global, a module or something reached from one: `process.env.HOME`, `child_process.exec`, `fetch()`. */
  | { readonly t: "reference"; readonly name: string }
  | {
      readonly t: "function";
      readonly node: FunctionNode;
      readonly module: SourceModule;
      /** What the names around it hold, for one that was made while another was followed. */
      readonly bound?: ReadonlyMap<Binding, Value>;
    }
  /** A file of the same package, as an import sees it. */
  | { readonly t: "module"; readonly module: SourceModule }
  | { readonly t: "regex"; readonly source: string; readonly flags: string }
  | { readonly t: "unknown"; readonly shape: Exclude<Shape, "constant">; readonly name?: string };

export const COMPUTED: Value = { t: "unknown", shape: "computed" };
/** UTF-16 units of a constant; a longer one is not followed. */
export const MAX_TEXT = 65_536;
const MAX_FROM = 6;

export const constant = (value: Primitive, from: readonly Origin[] = [], disguise: Disguise = PLAIN): Value =>
  typeof value === "string" && value.length > MAX_TEXT
    ? COMPUTED
    : { t: "constant", value, disguise, from: from.slice(0, MAX_FROM) };

export const reference = (name: string): Value => (name.length > 200 ? COMPUTED : { t: "reference", name });

export const text = (value: Value): string | undefined =>
  value.t === "constant" && typeof value.value === "string" ? value.value : undefined;

export const number = (value: Value): number | undefined =>
  value.t === "constant" && typeof value.value === "number" ? value.value : undefined;

/** The first literals of a value, at most six. Each part is looked at once: one list may stand in another many times. */
export function fromOf(value: Value): readonly Origin[] {
  const found: Origin[] = [];
  const seen = new Set<Value>();
  const visit = (part: Value): void => {
    if (found.length >= MAX_FROM || seen.has(part)) return;
    if (part.t === "constant" || part.t === "bytes") found.push(...part.from);
    else {
      seen.add(part);
      for (const inner of partsOf(part)) visit(inner);
    }
  };
  visit(value);
  return found.slice(0, MAX_FROM);
}

function partsOf(value: Value): readonly Value[] {
  if (value.t === "text") return value.parts;
  if (value.t === "choice") return value.of;
  return value.t === "list" ? value.items.slice(0, 64) : [];
}

export const disguiseOf = (value: Value): Disguise => {
  if (value.t === "constant" || value.t === "text") return value.disguise;
  if (value.t === "choice") return value.of.reduce<Disguise>((most, item) => worse(most, disguiseOf(item)), PLAIN);
  return PLAIN;
};

export const worse = (a: Disguise, b: Disguise): Disguise => (a > b ? a : b);

/** The unknown part's stand-in in rendered text. */
export const HOLE = "…";

/** Parts of a value that are rendered; more are shown as unknown. */
const MAX_RENDERED = 200_000;

/** The value as text, with `…` for what is not known. */
export function render(value: Value): string {
  let left = MAX_RENDERED;
  const show = (part: Value): string => {
    if (left-- <= 0) return HOLE;
    switch (part.t) {
      case "constant":
        return String(part.value);
      case "text":
        return part.parts.map(show).join("");
      case "list":
        return part.items.slice(0, 64).map(show).join(" ");
      case "choice":
        return show(part.of.find((item) => item.t === "constant" || item.t === "text") ?? part.of[0] ?? COMPUTED);
      case "bytes":
        return Buffer.from(part.bytes).toString("latin1");
      default:
        return HOLE;
    }
  };
  return show(value);
}

/** Every alternative of a value, choices opened up; at most 16. */
export function alternatives(value: Value): readonly Value[] {
  const found: Value[] = [];
  const open: Value[] = [value];
  for (let next = open.pop(); next !== undefined && found.length < 16; next = open.pop()) {
    if (next.t === "choice") open.push(...[...next.of].reverse());
    else if (next.t === "text" && next.parts.some((part) => part.t === "choice")) found.push(...variantsOf(next));
    else found.push(next);
  }
  return found;
}

/** A text with a part that is one of several, once for each; further such parts as their first. At most 6. */
function variantsOf(value: Value & { t: "text" }): readonly Value[] {
  const at = value.parts.findIndex((part) => part.t === "choice");
  const part = value.parts[at];
  if (part?.t !== "choice") return [value];
  return part.of
    .slice(0, 6)
    .map((item) => concat([...value.parts.slice(0, at), item, ...value.parts.slice(at + 1)], value.disguise));
}

export function choice(values: readonly Value[]): Value {
  const [first] = values;
  if (first !== undefined && values.every((value) => value === first || isSameName(value, first))) return first;
  if (values.length <= 16 && values.every((value) => value.t !== "choice")) return { t: "choice", of: values };
  const flat = values.flatMap(alternatives).slice(0, 16);
  const [only] = flat;
  return flat.length === 1 && only !== undefined ? only : { t: "choice", of: flat };
}

const isSameName = (a: Value, b: Value): boolean => a.t === "reference" && b.t === "reference" && a.name === b.name;

/** Joins values into text; all constant gives a constant. */
export function concat(values: readonly Value[], disguise: Disguise = PLAIN): Value {
  const parts: Value[] = [];
  let how = disguise;
  for (const given of values.flatMap((item) => (item.t === "text" ? item.parts : [item]))) {
    const value = given.t === "constant" && given.value === undefined ? COMPUTED : given; // not yet set, rather than a text
    how = worse(how, disguiseOf(value));
    const last = parts.at(-1);
    if (last?.t === "constant" && value.t === "constant") {
      const joined = constant(`${last.value as string}${value.value as string}`, [...last.from, ...value.from], how);
      if (joined.t !== "constant") return COMPUTED;
      parts[parts.length - 1] = joined;
    } else if (!(value.t === "constant" && value.value === "")) {
      parts.push(
        value.t === "constant" && typeof value.value !== "string" ? constant(String(value.value), value.from) : value,
      );
    }
    if (parts.length > 200) return COMPUTED;
  }
  const [only] = parts;
  if (only === undefined) return constant("", [], how);
  if (parts.length > 1) return { t: "text", parts, disguise: how };
  return only.t === "constant" ? { ...only, disguise: worse(how, only.disguise) } : { t: "text", parts, disguise: how };
}

/** Who decides the value: any constant text in it makes it constant. */
export function shapeOf(value: Value): Shape {
  switch (value.t) {
    case "constant":
    case "bytes":
      return "constant";
    case "unknown":
      return value.shape;
    case "reference":
      return value.name.startsWith("process.env") ? "environment" : "computed";
    case "text":
      return mixed(value.parts.filter((part) => part.t !== "constant"));
    case "choice":
      return mixed(value.of.filter((part) => part.t !== "constant"));
    case "list":
      return mixed(value.items);
    default:
      return "computed";
  }
}

function mixed(values: readonly Value[]): Shape {
  const shapes = new Set(values.map(shapeOf));
  if (shapes.size === 0) return "constant";
  for (const shape of ["computed", "environment", "parameter"] as const) if (shapes.has(shape)) return shape;
  return "constant";
}

/** The constant texts within a value, unknown parts left out as `…`. */
export function constantTexts(value: Value): readonly string[] {
  const found: string[] = [];
  const open: Value[] = [value];
  for (let next = open.pop(), steps = 0; next !== undefined && steps < 500; next = open.pop(), steps++) {
    if (next.t === "constant") {
      if (typeof next.value === "string") found.push(next.value);
    } else if (next.t === "text") {
      if (next.parts.some((part) => part.t === "constant")) found.push(render(next));
      open.push(...next.parts.filter((part) => part.t === "choice" || part.t === "list"));
    } else if (next.t === "choice") open.push(...[...next.of].reverse());
    else if (next.t === "list") open.push(...[...next.items].reverse());
    else if (next.t === "object") open.push(...[...next.props.values()].reverse());
  }
  return found;
}

/** Names of references within a value: what it is made from. */
export function references(value: Value): readonly string[] {
  const found: string[] = [];
  const open: Value[] = [value];
  for (let next = open.pop(), steps = 0; next !== undefined && steps < 500; next = open.pop(), steps++) {
    if (next.t === "reference") found.push(next.name);
    else if (next.t === "text") open.push(...next.parts);
    else if (next.t === "choice") open.push(...next.of);
    else if (next.t === "list") open.push(...next.items);
    else if (next.t === "object") open.push(...next.props.values());
  }
  return found;
}

/** Worth more than a field's name: a constant, or an interface that is only kept there. */
export const isKnown = (value: Value): boolean =>
  value.t === "reference"
    ? !/[()]|^this\b/.test(value.name)
    : value.t === "choice"
      ? value.of.some(isKnown)
      : value.t !== "unknown" && value.t !== "function" && !(value.t === "constant" && typeof value.value !== "string");
