/** Parameters of a tool from zod shapes and JSON Schema literals, as far as they are written down. */
import type * as acorn from "acorn";
import { bare, type Node } from "../source/ast.js";
import { calleeName } from "./code-text.js";
import type { CodeCollector } from "./collector.js";
import type { Evidence, ToolParam } from "./facts.js";
import { objectOf, prop } from "./tool-sites.js";
import { text, type Value } from "./value.js";

export interface Params {
  readonly params: ReadonlyMap<string, ToolParam>;
  readonly open: boolean;
  readonly openAt?: Evidence;
  /** Whether no parameter may come from elsewhere: a spread, another schema. */
  readonly whole: boolean;
}

const NONE: Params = { params: new Map(), open: false, whole: false };

export function paramsOf(to: CodeCollector, schema: Node | undefined): Params {
  if (schema === undefined) return NONE;
  const inner = bare(schema);
  if (inner.type === "CallExpression") return fromZodCall(to, inner);
  const object = objectOf(to, inner);
  if (object === undefined) return inner.type === "Identifier" ? fromInitializer(to, inner) : NONE;
  const known = to.schemas.get(object) ?? schemaOf(to, object);
  to.schemas.set(object, known);
  return known;
}

function schemaOf(to: CodeCollector, object: acorn.ObjectExpression): Params {
  const properties = prop(object, "properties");
  if (!isJsonSchema(to, object)) return { params: shapeParams(to, object), open: false, whole: isWhole(to, object) };
  const shape = properties && objectOf(to, properties);
  const additional = prop(object, "additionalProperties");
  const opened =
    additional !== undefined && to.module.textOf(additional) !== "false"
      ? { open: true, openAt: to.at(additional.start) }
      : { open: false };
  if (shape === undefined) return { ...NONE, ...opened };
  return { params: jsonParams(to, object, shape), ...opened, whole: isWhole(to, shape) };
}

const isWhole = (to: CodeCollector, shape: acorn.ObjectExpression): boolean => {
  const value = to.fold(shape);
  return value.t === "object" && !value.open && shape.properties.every(({ type }) => type === "Property");
};

/** What a chain of zod may go on with without another choice of parameters. */
const KEEPS =
  /^(?:object|strictObject|looseObject|strict|strip|passthrough|catchall|describe|zodToJsonSchema|toJSONSchema)$/;

/** Whether a literal is a JSON Schema rather than a shape of zod. */
export const isJsonSchema = (to: CodeCollector, object: acorn.ObjectExpression): boolean =>
  prop(object, "properties") !== undefined || text(to.fold(prop(object, "type") ?? object)) === "object";

/** `const schema = z.object({…})` named by the registration. */
function fromInitializer(to: CodeCollector, name: acorn.Identifier): Params {
  const value = to.folder.declaration(name);
  return value !== undefined && value !== name && bare(value).type === "CallExpression" ? paramsOf(to, value) : NONE;
}

/** `z.object({…}).passthrough()`, `zodToJsonSchema(schema)`. */
function fromZodCall(to: CodeCollector, call: acorn.CallExpression): Params {
  let at: Node = call;
  let opened: Pick<Params, "open" | "openAt"> = { open: false };
  let whole = true;
  for (let steps = 0; steps < 30 && at.type === "CallExpression"; steps++) {
    const name = calleeName(at);
    if (name === "passthrough" || name === "catchall" || name === "looseObject")
      opened = { open: true, openAt: to.at(nameStart(at)) };
    whole &&= KEEPS.test(name ?? "");
    const shape = at.arguments[0] && objectOf(to, at.arguments[0] as Node);
    if (
      shape !== undefined &&
      (name === "object" || name === "strictObject" || name === "looseObject" || name === "extend")
    ) {
      return { params: shapeParams(to, shape), ...opened, whole: whole && isWhole(to, shape) };
    }
    const callee = bare(at.callee as Node);
    const next: Node | undefined =
      callee.type === "MemberExpression" && !/^(?:zodToJsonSchema|toJSONSchema)$/.test(name ?? "")
        ? (callee.object as Node)
        : (at.arguments[0] as Node | undefined);
    if (next === undefined) break;
    const inner = bare(next);
    at = inner.type === "Identifier" ? bare(to.folder.declaration(inner) ?? inner) : inner;
  }
  return { ...NONE, ...opened };
}

/** Where the last name of what is called stands. */
const nameStart = (call: acorn.CallExpression): number => {
  const callee = bare(call.callee as Node);
  return callee.type === "MemberExpression" ? callee.property.start : callee.start;
};

function shapeParams(to: CodeCollector, shape: acorn.ObjectExpression): ReadonlyMap<string, ToolParam> {
  const params = new Map<string, ToolParam>();
  for (const property of shape.properties) {
    if (property.type !== "Property") continue;
    const name = to.folder.keyOf(property, to.frame);
    if (name !== undefined) params.set(name, zodParam(to, property));
  }
  return params;
}

/** `z.string().email().describe("…").optional()` as `string:email`. */
function zodParam(to: CodeCollector, property: acorn.Property): ToolParam {
  const checks: string[] = [];
  let description: string | undefined;
  let optional = false;
  let at: Node = bare(property.value as Node);
  for (let steps = 0; steps < 30 && at.type === "CallExpression"; steps++) {
    const name = calleeName(at);
    const [first] = at.arguments as Node[];
    if (name === "describe" && first !== undefined) description ??= text(to.fold(first));
    else if (name === "optional" || name === "default" || name === "nullish") optional = true;
    else if (name !== undefined) checks.unshift(name);
    const callee = bare(at.callee as Node);
    if (callee.type !== "MemberExpression") break;
    at = bare(callee.object as Node);
  }
  return {
    type: checks.join(":"),
    ...(description === undefined ? {} : { description }),
    optional,
    ...extent(to, property),
  };
}

/** `["string", "null"]` is a string that may be left out. */
function typeOf(schema: Value): string {
  const type = schema.t === "object" ? schema.props.get("type") : undefined;
  const types = (type?.t === "list" ? type.items : type === undefined ? [] : [type]).map(text);
  const [one = "any", ...others] = types.filter((name) => name !== "null");
  return others.length === 0 ? one : "any";
}

function extent(to: CodeCollector, { start, end }: acorn.Property): Pick<ToolParam, "at" | "until"> {
  const [at, until] = [to.at(start), to.at(end - 1)];
  return until.line > at.line + 2 ? { at, until } : { at };
}

function jsonParams(
  to: CodeCollector,
  schema: acorn.ObjectExpression,
  shape: acorn.ObjectExpression,
): ReadonlyMap<string, ToolParam> {
  const required = prop(schema, "required");
  const needed = required === undefined ? "" : to.module.textOf(required);
  const params = new Map<string, ToolParam>();
  for (const property of shape.properties) {
    if (property.type !== "Property") continue;
    const name = to.folder.keyOf(property, to.frame);
    if (name === undefined) continue;
    const value = to.fold(property.value as Node);
    const field = (key: string): string | undefined => {
      const item = value.t === "object" ? value.props.get(key) : undefined;
      return item === undefined ? undefined : text(item);
    };
    const description = field("description");
    const checks = ["format", "pattern"].flatMap((key) => (field(key) === undefined ? [] : [field(key) as string]));
    if (value.t === "object" && value.props.has("enum")) checks.push("enum");
    params.set(name, {
      type: [typeOf(value), ...checks].join(":"),
      ...(description === undefined ? {} : { description }),
      optional: !needed.includes(name),
      ...extent(to, property),
    });
  }
  return params;
}
