/**
 * What the source of a package writes down of its tools, as the values that an agent would read, with everything that is
 * made at run time left open. Every file is read, also those that another version has alike.
 */
import type { PackageTree } from "../package/tree.js";
import { bare, type Node } from "../source/ast.js";
import { SourceModule } from "../source/module.js";
import { CodeCollector } from "./collector.js";
import type { ToolParam } from "./facts.js";
import { Folder } from "./fold.js";
import { PackageSource } from "./package-source.js";
import { isJsonSchema, paramsOf } from "./tool-schema.js";
import { objectOf, prop, type ToolSite, toolSites } from "./tool-sites.js";
import { COMPUTED, constant, text, type Value } from "./value.js";

export interface WrittenTool {
  readonly kind: "tool" | "prompt" | "template" | "instructions";
  /** Of a template its address, of instructions nothing that matters. */
  readonly name: string;
  /** Members by the names that they have in the protocol; of instructions the text. Hostile. */
  readonly value: Value;
}

/** A file without any of these words registers nothing. */
const WORDS = /tool|prompt|resource|instructions|description/i;

/** All of them, those of tests left out. Never throws on what the files hold. */
export function writtenTools(tree: PackageTree): readonly WrittenTool[] {
  const source = new PackageSource(tree);
  const folder = new Folder(source.resolve, source.ownText);
  return [...tree.files.keys()].flatMap((path) => {
    const { kind, text: code } = source.text(path);
    if (kind !== "javascript" || !WORDS.test(code) || source.zone(path) === "test") return [];
    const module = source.module(path);
    if (!(module instanceof SourceModule)) return [];
    folder.allow(module);
    const collector = new CodeCollector(module, "code", folder);
    return toolSites(collector).flatMap((site) => writtenAt(collector, site) ?? []);
  });
}

function writtenAt(to: CodeCollector, site: ToolSite): WrittenTool | undefined {
  const { what, name, description } = site;
  if (what === "instructions") return description && { kind: what, name, value: to.fold(description) };
  if (what === "resource") return templateAt(to, site);
  const value = described(to, site, site.config);
  const schema = site.schema && paramsOf(to, site.schema);
  if (site.schema === undefined || schema === undefined) return { kind: what, name, value };
  const props = new Map(value.props);
  if (what === "prompt") props.set("arguments", schema.whole ? argumentsOf(schema.params) : COMPUTED);
  else props.set("inputSchema", schemaValue(to, site.schema));
  return { kind: what, name, value: { ...value, props } };
}

type ObjectValue = Extract<Value, { readonly t: "object" }>;

/** The texts and hints beside the schema. What `registerTool` is not given, the agent is not told. */
function described(to: CodeCollector, site: Pick<ToolSite, "description" | "annotations">, config: ToolSite["config"]) {
  const nodes = {
    title: config && prop(config, "title"),
    description: site.description,
    annotations: site.annotations,
  };
  const props = new Map<string, Value>();
  for (const [key, node] of Object.entries(nodes)) if (node !== undefined) props.set(key, to.fold(node));
  const whole = config === undefined ? undefined : to.fold(config as Node);
  const isWhole = whole?.t === "object" && !whole.open;
  if (isWhole) for (const key of Object.keys(nodes)) if (!props.has(key)) props.set(key, constant(undefined));
  return { t: "object", props, open: true } satisfies ObjectValue;
}

/** `registerResource(name, new ResourceTemplate(address, …), config, …)`; other resources are in no list that is pinned. */
function templateAt(to: CodeCollector, { node, name }: ToolSite): WrittenTool | undefined {
  if (node.type !== "CallExpression") return undefined;
  const [, given, third] = node.arguments as Node[];
  const made = given && bare(given);
  if (made?.type !== "NewExpression" || made.arguments[0] === undefined) return undefined;
  const address = text(to.fold(made.arguments[0] as Node));
  if (address === undefined) return undefined;
  const config = third && objectOf(to, third);
  const value = described(to, { description: config && prop(config, "description") }, config);
  const props = new Map<string, Value>([...value.props, ["name", constant(name)]]);
  props.delete("annotations");
  return { kind: "template", name: address, value: { ...value, props } };
}

/** A JSON Schema as it is; of a shape of zod the names, the texts, and which are required. */
function schemaValue(to: CodeCollector, schema: Node): Value {
  const object = objectOf(to, schema);
  if (object !== undefined && isJsonSchema(to, object)) return to.fold(schema);
  const { params, whole } = paramsOf(to, schema);
  if (!whole) return COMPUTED;
  const properties = new Map([...params].map(([name, param]) => [name, open(textOf(param))] as const));
  const required = [...params].filter(([, { optional }]) => !optional).map(([name]) => constant(name));
  return open([
    ["properties", { t: "object", props: properties, open: false }],
    ...(required.length > 0 ? [["required", { t: "list", items: required, open: false }] as const] : []),
  ]);
}

const open = (members: readonly (readonly [string, Value])[]): Value => ({
  t: "object",
  props: new Map(members),
  open: true,
});

const textOf = ({ description }: ToolParam): readonly (readonly [string, Value])[] =>
  description === undefined ? [] : [["description", constant(description)]];

const argumentsOf = (params: ReadonlyMap<string, ToolParam>): Value => ({
  t: "list",
  open: false,
  items: [...params].map(([name, param]) =>
    open([["name", constant(name)], ["required", constant(!param.optional)], ...textOf(param)]),
  ),
});
