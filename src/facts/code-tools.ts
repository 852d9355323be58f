/** The tool surface as far as it is written down, as facts. */
import { hash } from "node:crypto";
import type * as acorn from "acorn";
import { bare, isFunction, type Node, walk } from "../source/ast.js";
import { scopeAt } from "../source/scope.js";
import { addSaid } from "./code-surface.js";
import { calleeName } from "./code-text.js";
import { addClientRequest, addLateDescription, addTimed } from "./code-tools-late.js";
import type { CodeCollector } from "./collector.js";
import type { Evidence, ToolFact } from "./facts.js";
import { addTextFacts } from "./text-facts.js";
import { paramsOf } from "./tool-schema.js";
import { objectOf, prop, type ToolSite, toolSites } from "./tool-sites.js";
import { alternatives, disguiseOf, references, render, type Value } from "./value.js";

export function addTools(to: CodeCollector): void {
  for (const site of toolSites(to)) {
    addTimed(to, site);
    push(to, site);
  }
  for (const call of to.module.calls) {
    const name = calleeName(call);
    if (name !== undefined) addClientRequest(to, call, name);
    if (name === "update") addLateDescription(to, call);
  }
}

function push(to: CodeCollector, parts: ToolSite): void {
  const value = parts.description === undefined ? undefined : to.fold(parts.description);
  const known = value === undefined ? undefined : knownText(value);
  const from = value === undefined ? undefined : (outsideOf(value) ?? conditionOf(to, parts.description));
  const handler = parts.handler === undefined ? undefined : fingerprint(to, parts.handler);
  const { params, open, openAt } = paramsOf(to, parts.schema);
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
    ...annotationsOf(to, parts.annotations),
    open,
    ...(openAt === undefined ? {} : { openAt }),
    ...(handler === undefined ? {} : { handler }),
  };
  to.add(fact);
  if (known !== undefined && parts.description !== undefined) {
    const { start: offset, end } = parts.description;
    addTextFacts(to, known, { offset, end, via: [], use: "text", holder: "description" });
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

function annotationsOf(to: CodeCollector, node: Node | undefined): Pick<ToolFact, "annotations" | "annotationsAt"> {
  const annotations = new Map<string, boolean>();
  const annotationsAt = new Map<string, Evidence>();
  const value = node === undefined ? undefined : to.fold(node);
  if (node === undefined || value?.t !== "object") return { annotations, annotationsAt };
  const object = objectOf(to, node);
  for (const [key, item] of value.props) {
    if (!key.endsWith("Hint") || item.t !== "constant" || typeof item.value !== "boolean") continue;
    annotations.set(key, item.value);
    annotationsAt.set(key, to.at(((object && prop(object, key)) ?? node).start));
  }
  return { annotations, annotationsAt };
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
