/** The tool surface as far as it is written down: registrations, arrays of definitions, classes of tools, server instructions. */
import { hash } from "node:crypto";
import type * as acorn from "acorn";
import { bare, type CallNode, isFunction, type Node, parentOf, walk } from "../source/ast.js";
import { scopeAt } from "../source/scope.js";
import { addSaid } from "./code-surface.js";
import { calleeName } from "./code-text.js";
import { addClientRequest, addLateDescription, addTimed } from "./code-tools-late.js";
import type { CodeCollector } from "./collector.js";
import type { Evidence, ToolFact } from "./facts.js";
import { addTextFacts } from "./text-facts.js";
import { paramsOf } from "./tool-schema.js";
import { alternatives, disguiseOf, references, render, text, type Value } from "./value.js";

export const REGISTERS: Readonly<Record<string, ToolFact["what"]>> = {
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

export function addTools(to: CodeCollector): void {
  const taken = new Set<Node>();
  for (const call of to.module.calls) {
    const name = calleeName(call);
    if (name !== undefined && Object.hasOwn(REGISTERS, name))
      addRegistration(to, call, REGISTERS[name] ?? "tool", taken);
    if (name !== undefined) addClientRequest(to, call, name);
    if (name === "update") addLateDescription(to, call);
    if (name === "McpServer" || name === "Server" || name === "FastMCP") addInstructions(to, call);
  }
  for (const property of to.module.properties) addDefinition(to, property, taken);
  for (const cls of to.module.classes) addClass(to, cls);
}

interface Parts {
  readonly node: Node;
  readonly what: ToolFact["what"];
  readonly name: string;
  readonly description?: Node | undefined;
  readonly schema?: Node | undefined;
  readonly annotations?: Node | undefined;
  readonly handler?: Node | undefined;
}

/** `server.tool(name, description?, schema?, annotations?, handler)` and `server.registerTool(name, config, handler)`. */
function addRegistration(to: CodeCollector, call: CallNode, what: ToolFact["what"], taken: Set<Node>): void {
  const args = call.arguments as Node[];
  const [first, ...rest] = args;
  if (first === undefined || rest.length === 0) return;
  const name = text(to.fold(first));
  if (name === undefined || name.length > 200) return;
  addTimed(to, call, name);
  const handler = rest.at(-1);
  const middle = rest.slice(0, -1);
  const config = middle.length === 1 && middle[0] ? objectOf(to, middle[0]) : undefined;
  const declared = config && (prop(config, "description") ?? prop(config, "inputSchema") ?? prop(config, "title"));
  if (config !== undefined && declared !== undefined) {
    taken.add(config);
    push(to, {
      node: call,
      what,
      name,
      handler,
      description: prop(config, "description"),
      schema: prop(config, "inputSchema") ?? prop(config, "argsSchema") ?? prop(config, "parameters"),
      annotations: prop(config, "annotations"),
    });
    return;
  }
  const description = middle.find((node) => isTextual(to, node));
  const objects = middle.filter((node) => node !== description);
  push(to, { node: call, what, name, handler, description, schema: objects[0], annotations: objects[1] });
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
function addDefinition(to: CodeCollector, property: acorn.Property, taken: Set<Node>): void {
  if (property.key.type !== "Identifier" && property.key.type !== "Literal") return;
  if ((property.key.type === "Identifier" ? property.key.name : property.key.value) !== "name") return;
  const object = parentOf(property);
  if (object?.type !== "ObjectExpression" || taken.has(object)) return;
  const schema =
    prop(object, "inputSchema") ?? prop(object, "input_schema") ?? prop(object, "parameters") ?? prop(object, "schema");
  const handler =
    prop(object, "handler") ??
    prop(object, "execute") ??
    prop(object, "run") ??
    prop(object, "callback") ??
    prop(object, "handle");
  const description = prop(object, "description");
  if (description === undefined || (schema === undefined && handler === undefined)) return;
  const name = text(to.fold(property.value as Node));
  if (name === undefined || name.length > 200) return;
  taken.add(object);
  push(to, {
    node: object,
    what: "tool",
    name,
    description,
    schema,
    handler,
    annotations: prop(object, "annotations"),
  });
}

/** `class X { name = "…"; description = "…"; schema = …; execute() {} }`. */
function addClass(to: CodeCollector, cls: acorn.Class): void {
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
  if (nameNode === undefined || description === undefined) return;
  const name = text(to.fold(nameNode));
  const schema =
    fields.get("inputSchema") ?? fields.get("schema") ?? fields.get("argsShape") ?? fields.get("parameters");
  const handler = fields.get("execute") ?? fields.get("run") ?? fields.get("handler") ?? fields.get("call");
  if (name !== undefined) push(to, { node: cls as Node, what: "tool", name, description, schema, handler });
}

/** `new McpServer(info, { instructions })`. */
function addInstructions(to: CodeCollector, call: CallNode): void {
  for (const arg of call.arguments as Node[]) {
    const object = objectOf(to, arg);
    const instructions = object && prop(object, "instructions");
    if (instructions !== undefined)
      push(to, { node: instructions, what: "instructions", name: "server", description: instructions });
  }
}

function push(to: CodeCollector, parts: Parts): void {
  const value = parts.description === undefined ? undefined : to.fold(parts.description);
  const known = value === undefined ? undefined : knownText(value);
  const from = value === undefined ? undefined : (outsideOf(value) ?? conditionOf(to, parts.description));
  const handler = parts.handler === undefined ? undefined : fingerprint(to, parts.handler);
  const { params, open } = paramsOf(to, parts.schema);
  const fact: ToolFact = {
    kind: "tool",
    key: `tool:${parts.what}:${parts.name}`,
    zone: to.zone,
    at: to.at((parts.description ?? parts.node).start),
    via: [to.at(parts.node.start), ...originOf(to, parts.description)],
    ...(value !== undefined && disguiseOf(value) > 1 ? { disguise: to.source(parts.description ?? parts.node) } : {}),
    what: parts.what,
    name: parts.name,
    ...(known === undefined ? {} : { description: known }),
    descriptionKnown: value === undefined || known !== undefined,
    ...(from === undefined ? {} : { descriptionFrom: from }),
    params,
    annotations: annotationsOf(to, parts.annotations),
    open,
    ...(handler === undefined ? {} : { handler }),
  };
  to.add(fact);
  if (known !== undefined && parts.description !== undefined) {
    addTextFacts(to, known, { offset: parts.description.start, via: [], use: "text", holder: "description" });
    addSaid(to, parts.description);
  }
}

/** Where the name is declared that a description is taken from. */
function originOf(to: CodeCollector, node: Node | undefined): readonly Evidence[] {
  let at = node === undefined ? undefined : bare(node);
  for (let steps = 0; at !== undefined && steps < 10; steps++) {
    if (at.type === "LogicalExpression") at = bare(at.left as Node);
    else if (at.type === "MemberExpression") at = bare(at.object as Node);
    else if (at.type === "CallExpression" || at.type === "AwaitExpression") return [to.at(at.start)];
    else break;
  }
  const init = at?.type === "Identifier" ? to.folder.declaration(at) : undefined;
  return init === undefined ? [] : [to.at(init.start)];
}

function knownText(value: Value): string | undefined {
  const texts = alternatives(value).filter((item) => item.t === "constant" || item.t === "text");
  return texts.length === 0 ? undefined : texts.map(render).join(" | ");
}

/** What a description is made from at run time, if anything. */
function outsideOf(value: Value): string | undefined {
  for (const name of references(value)) {
    if (/^(?:fetch|axios|got|undici|https?|node-fetch|ky|superagent|needle|request)\b/.test(name))
      return name.replace(/\(\).*/, "");
    if (/^fs\.|^process\.env/.test(name)) return name.replace(/\(\).*/, "");
  }
  return alternatives(value).some((item) => item.t === "unknown" && item.shape === "parameter")
    ? "a parameter"
    : undefined;
}

/** A time, a chance, a machine or a client that decides which of two descriptions is given. */
function conditionOf(to: CodeCollector, node: Node | undefined): string | undefined {
  const inner = node === undefined ? undefined : bare(node);
  if (inner?.type !== "ConditionalExpression") return undefined;
  const test = to.source(inner.test as Node, 200);
  return /\bDate\b|Math\.random|\bos\.|hostname|getClientVersion|clientInfo|process\.env|\.name ===? /.test(test)
    ? `the condition ${test}`
    : undefined;
}

function annotationsOf(to: CodeCollector, node: Node | undefined): ReadonlyMap<string, boolean> {
  const found = new Map<string, boolean>();
  const value = node === undefined ? undefined : to.fold(node);
  if (value?.t !== "object") return found;
  for (const [key, item] of value.props) {
    if (key.endsWith("Hint") && item.t === "constant" && typeof item.value === "boolean") found.set(key, item.value);
  }
  return found;
}

/** A digest of what a handler does: its tree with names and literals, without spelling and position. */
function fingerprint(to: CodeCollector, node: Node): string | undefined {
  let target = bare(node);
  if (target.type === "Identifier") {
    const value = to.fold(target);
    if (value.t !== "function") return undefined;
    target = value.node;
  }
  if (!isFunction(target) && target.type !== "CallExpression") return undefined;
  const parts: string[] = [];
  walk(target, (at) => {
    if (at.type === "Identifier") parts.push(isOwnName(at) ? "_" : at.name);
    else if (at.type === "Literal") parts.push(String(at.raw ?? at.value));
    else if (at.type === "TemplateElement") parts.push(at.value.raw);
    else parts.push(at.type);
    return parts.length < 20_000 ? undefined : false;
  });
  return hash("sha256", parts.join("\0"), "hex").slice(0, 16);
}

/** A short local name, as minifiers give: it changes with every build. */
const isOwnName = (node: acorn.Identifier): boolean =>
  node.name.length <= 2 && scopeAt(node)?.find(node.name) !== undefined;
