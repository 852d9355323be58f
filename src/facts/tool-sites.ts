/** Where code writes down what a server offers agents: registrations, arrays of definitions, classes of tools, instructions. */
import type * as acorn from "acorn";
import { bare, type CallNode, type Node, parentOf } from "../source/ast.js";
import { calleeName } from "./code-text.js";
import type { CodeCollector } from "./collector.js";
import type { ToolFact } from "./facts.js";
import { alternatives, text } from "./value.js";

/** One tool, prompt, resource or text of instructions, and the parts that describe it. */
export interface ToolSite {
  readonly node: Node;
  readonly what: ToolFact["what"];
  readonly name: string;
  readonly description?: Node | undefined;
  readonly schema?: Node | undefined;
  readonly annotations?: Node | undefined;
  readonly handler?: Node | undefined;
  /** The object that `registerTool` and its like take: what it lacks, the agent is not told. */
  readonly config?: acorn.ObjectExpression;
}

const REGISTERS: Readonly<Record<string, ToolFact["what"]>> = {
  tool: "tool",
  registerTool: "tool",
  addTool: "tool",
  defineTool: "tool",
  prompt: "prompt",
  registerPrompt: "prompt",
  addPrompt: "prompt",
  resource: "resource",
  registerResource: "resource",
  addResource: "resource",
};

export const isRegistration = (name: string | undefined): boolean =>
  name !== undefined && Object.hasOwn(REGISTERS, name);

/** All of them in a file. */
export function toolSites(to: CodeCollector): readonly ToolSite[] {
  const taken = new Set<Node>();
  const sites: (ToolSite | undefined)[] = [];
  for (const call of to.module.calls) {
    const name = calleeName(call);
    if (name !== undefined && isRegistration(name))
      sites.push(registration(to, call, REGISTERS[name] ?? "tool", taken));
    if (name === "McpServer" || name === "Server" || name === "FastMCP") sites.push(...instructions(to, call));
  }
  for (const property of to.module.properties) sites.push(definition(to, property, taken));
  for (const cls of to.module.classes) sites.push(classOfTool(to, cls));
  return sites.filter((site) => site !== undefined);
}

/** `server.tool(name, description?, schema?, annotations?, handler)` and `server.registerTool(name, config, handler)`. */
function registration(
  to: CodeCollector,
  call: CallNode,
  what: ToolFact["what"],
  taken: Set<Node>,
): ToolSite | undefined {
  const args = call.arguments as Node[];
  const [first, ...rest] = args;
  if (first === undefined || rest.length === 0) return undefined;
  const name = text(to.fold(first));
  if (name === undefined || name.length > 200) return undefined;
  const handler = rest.at(-1);
  const middle = rest.slice(0, -1);
  const config = middle.length === 1 && middle[0] ? objectOf(to, middle[0]) : undefined;
  const declared = config && (prop(config, "description") ?? prop(config, "inputSchema") ?? prop(config, "title"));
  if (config !== undefined && declared !== undefined) {
    taken.add(config);
    return {
      node: call,
      what,
      name,
      handler,
      description: prop(config, "description"),
      schema: prop(config, "inputSchema") ?? prop(config, "argsSchema") ?? prop(config, "parameters"),
      annotations: prop(config, "annotations"),
      config,
    };
  }
  const description = middle.find((node) => isTextual(to, node));
  const objects = middle.filter((node) => node !== description);
  return { node: call, what, name, handler, description, schema: objects[0], annotations: objects[1] };
}

function isTextual(to: CodeCollector, node: Node): boolean {
  if (objectOf(to, node) !== undefined) return false;
  const value = to.fold(node);
  return alternatives(value).some(
    (item) => item.t === "constant" || item.t === "text" || item.t === "reference" || item.t === "unknown",
  );
}

/** The object literal a node is or names. */
export function objectOf(to: CodeCollector, node: Node): acorn.ObjectExpression | undefined {
  const inner = bare(node);
  if (inner.type === "ObjectExpression") return inner;
  const value = inner.type === "Identifier" || inner.type === "MemberExpression" ? to.fold(inner) : undefined;
  return value?.t === "object" && value.node?.type === "ObjectExpression" ? value.node : undefined;
}

export function prop(object: acorn.ObjectExpression, name: string): Node | undefined {
  for (const item of object.properties) {
    if (item.type !== "Property") continue;
    const key =
      item.key.type === "Identifier" && !item.computed
        ? item.key.name
        : item.key.type === "Literal"
          ? item.key.value
          : undefined;
    if (key === name) return item.value as Node;
  }
  return undefined;
}

/** An object with a name, a description and a schema or handler, as in the answer to `tools/list`. */
function definition(to: CodeCollector, property: acorn.Property, taken: Set<Node>): ToolSite | undefined {
  if (property.key.type !== "Identifier" && property.key.type !== "Literal") return undefined;
  if ((property.key.type === "Identifier" ? property.key.name : property.key.value) !== "name") return undefined;
  const object = parentOf(property);
  if (object?.type !== "ObjectExpression" || taken.has(object)) return undefined;
  const schema =
    prop(object, "inputSchema") ?? prop(object, "input_schema") ?? prop(object, "parameters") ?? prop(object, "schema");
  const handler =
    prop(object, "handler") ??
    prop(object, "execute") ??
    prop(object, "run") ??
    prop(object, "callback") ??
    prop(object, "handle");
  const description = prop(object, "description");
  if (description === undefined || (schema === undefined && handler === undefined)) return undefined;
  const name = text(to.fold(property.value as Node));
  if (name === undefined || name.length > 200) return undefined;
  taken.add(object);
  const annotations = prop(object, "annotations");
  return { node: object, what: "tool", name, description, schema, handler, annotations };
}

/** `class X { name = "…"; description = "…"; schema = …; execute() {} }`. */
function classOfTool(to: CodeCollector, cls: acorn.Class): ToolSite | undefined {
  const fields = new Map<string, Node>();
  for (const member of cls.body.body) {
    if (
      (member.type === "PropertyDefinition" || member.type === "MethodDefinition") &&
      member.key.type === "Identifier" &&
      member.value
    ) {
      fields.set(member.key.name, member.value as Node);
    }
  }
  const nameNode = fields.get("name") ?? fields.get("toolName");
  const description = fields.get("description");
  if (nameNode === undefined || description === undefined) return undefined;
  const name = text(to.fold(nameNode));
  const schema =
    fields.get("inputSchema") ?? fields.get("schema") ?? fields.get("argsShape") ?? fields.get("parameters");
  const handler = fields.get("execute") ?? fields.get("run") ?? fields.get("handler") ?? fields.get("call");
  return name === undefined ? undefined : { node: cls as Node, what: "tool", name, description, schema, handler };
}

/** `new McpServer(info, { instructions })`. */
function instructions(to: CodeCollector, call: CallNode): readonly ToolSite[] {
  return (call.arguments as Node[]).flatMap((arg) => {
    const object = objectOf(to, arg);
    const node = object && prop(object, "instructions");
    return node === undefined ? [] : [{ node, what: "instructions" as const, name: "server", description: node }];
  });
}
