/** The environment in code: which variables are read, whether it is taken as a whole, and what leaves through the network. */
import type * as acorn from "acorn";
import { bare, type CallNode, type Node, parentOf, walk } from "../source/ast.js";
import { scopeAt } from "../source/scope.js";
import { groupOf } from "./api.js";
import { calleeName } from "./code-text.js";
import type { CodeCollector } from "./collector.js";
import type { FlowFact } from "./facts.js";
import { hostsIn } from "./hosts.js";
import { alternatives, render } from "./value.js";

const ENV_PREFIX = "process.env";

export function addEnvironment(to: CodeCollector): void {
  for (const member of to.module.members) addMember(to, member);
  for (const node of to.module.others) if (node.type === "VariableDeclarator") addDestructured(to, node);
  for (const call of to.module.calls) {
    addSpelledOut(to, call);
    addFlows(to, call);
  }
}

/** `JSON.stringify(env)` where `env` was taken from the process under a name of its own. */
function addSpelledOut(to: CodeCollector, call: CallNode): void {
  const [first] = call.arguments as Node[];
  if (first?.type !== "Identifier" || !SPELLS_OUT.test(calleeName(call) ?? "")) return;
  const value = to.fold(first);
  const isDefault = value.t === "choice" && SERIALISES.test(calleeName(call) ?? "");
  for (const item of isDefault ? alternatives(value) : [value])
    if (item.t === "reference" && item.name === ENV_PREFIX) addWhole(to, first);
}

/** Spells out names and values: a parameter that may be the environment is told there, where only names are listed not. */
const SERIALISES = /^(?:structuredClone|stringify|inspect|format|URLSearchParams|serialize|encode|dump)$/;

/** Only names that could lead to the environment are folded. */
const MAY_BE_ENV = /^(?:env|environmentVariables|[A-Z][A-Z0-9_]+)$/;

function addMember(to: CodeCollector, member: acorn.MemberExpression): void {
  const named = !member.computed && member.property.type === "Identifier" ? member.property.name : undefined;
  if (named !== undefined && !MAY_BE_ENV.test(named)) return;
  if (member.computed && member.property.type === "Literal" && typeof member.property.value === "number") return;
  const value = to.fold(member);
  if (named === "environmentVariables" && value.t === "reference" && value.name.startsWith("process.report.")) {
    const use = "spelled out in a report of the process";
    to.add({ kind: "env", key: `env:*:${use}`, zone: to.zone, at: to.at(member.start), via: [], name: "*", use });
  }
  if (value.t !== "reference" || !value.name.startsWith(ENV_PREFIX)) {
    if (value.t === "unknown" && /^env\.[A-Z][A-Z0-9_]+$/.test(value.name ?? ""))
      addName(to, member, (value.name ?? "").slice(4));
    return;
  }
  if (value.name === ENV_PREFIX) addWhole(to, member);
  else if (/^process\.env\.[\w-]+$/.test(value.name)) addName(to, member, value.name.slice(ENV_PREFIX.length + 1));
}

function addName(to: CodeCollector, node: Node, name: string): void {
  to.add({ kind: "env", key: `env:${name}`, zone: to.zone, at: to.at(node.start), via: [], name });
}

function addDestructured(to: CodeCollector, node: acorn.VariableDeclarator): void {
  if (node.id.type !== "ObjectPattern" || !node.init) return;
  const value = to.fold(node.init as Node);
  if (value.t !== "reference" || value.name !== ENV_PREFIX) return;
  for (const property of node.id.properties) {
    if (property.type === "Property" && property.key.type === "Identifier")
      addName(to, property as unknown as Node, property.key.name);
  }
}

/** `process.env` itself: harmless when one name is taken or a child inherits it, telling when it is spelled out. */
function addWhole(to: CodeCollector, member: Node): void {
  const use = wholeUse(to, member);
  if (use === undefined) return;
  to.add({
    kind: "env",
    key: `env:*:${use}:${wayOf(to, member)}`,
    zone: to.zone,
    at: to.at(member.start),
    via: [],
    name: "*",
    use,
  });
}

/** The calls and properties around it: what tells one use of the environment from another in any spelling of local names. */
function wayOf(to: CodeCollector, member: Node): string {
  const names: string[] = [];
  for (
    let at = member, up = parentOf(at), steps = 0;
    up !== undefined && steps < 14;
    at = up, up = parentOf(up), steps++
  ) {
    if (isFunctionOrStatement(up)) break;
    if (up.type === "CallExpression" && up.callee !== at) names.push(calleeName(up) ?? "");
    else if (up.type === "Property" && up.value === at) names.push(to.source(up.key as Node, 40));
  }
  return names.filter((name) => name.length > 2).join(">");
}

const SPELLS_OUT =
  /^(?:structuredClone|stringify|keys|values|entries|getOwnPropertyNames|ownKeys|inspect|format|URLSearchParams|serialize|encode|dump)$/;

function wholeUse(to: CodeCollector, member: Node): string | undefined {
  const parent = parentOf(member);
  if (parent?.type === "MemberExpression" && parent.object === member) return undefined;
  let use: string | undefined;
  let at = member;
  for (let up = parent, steps = 0; up !== undefined && steps < 14; at = up, up = parentOf(up), steps++) {
    if (up.type === "CallExpression" || up.type === "NewExpression") {
      if (up.callee === at) continue;
      const name = calleeName(up) ?? "";
      if (SPELLS_OUT.test(name)) use = "spelled out";
      const target = to.fold(up.callee as Node);
      if (
        name === "assign" &&
        steps === 0 &&
        up.arguments[0] !== at &&
        !isEnvironment(to.source(up.arguments[0] as Node, 60))
      )
        return "copied into something else";
      const leaves = target.t === "reference" && groupOf(target.name) === "network";
      if (leaves) return `sent by ${(target as { name: string }).name}`;
      if (steps > 0 && use === undefined) return undefined;
      if (use === HELD) return SENDS.test(name) ? `given to ${name}` : undefined;
      if (use === "kept under another name" || use === "copied") return handedTo(to, up, name, use);
    } else if (up.type === "Property" && up.value === at) {
      use ??= isEnvironment(to.source(up.key as Node, 40)) ? HELD : "kept under another name";
    } else if (up.type === "ForInStatement" && up.right === at) return "spelled out";
    else if (up.type === "SpreadElement") {
      if (insideChildOptions(up)) return undefined;
      use ??= "copied";
    } else if (isFunctionOrStatement(up)) break;
  }
  return use === HELD ? undefined : use;
}

/** As a property that is named for it: what processes are started with. */
const HELD = "held";
/** Methods that take away what they are given. */
const SENDS =
  /^(?:post|put|patch|send\w*|request|track|capture\w*|publish|report\w*|notify\w*|upload\w*|log|identify)$/;

/** Given on within an object: to a process as usual, or to something that may send it. */
function handedTo(to: CodeCollector, call: CallNode, name: string, use: string): string | undefined {
  const target = to.fold(call.callee as Node);
  const isProcess = target.t === "reference" && groupOf(target.name) === "exec";
  return isProcess || READS_SETTINGS.test(name) ? undefined : `${use} and given to ${name || "a call"}`;
}

/** Functions that take what they need out of the environment. */
const READS_SETTINGS =
  /^(?:parse|safeParse|validate|decode|cleanEnv|createEnv|defineConfig|config|configure|load\w*|read\w*|resolve\w*|get\w*|build\w*|create\w*|make\w*|init\w*|expand|spawn\w*|exec\w*|fork|run\w*|start\w*|launch\w*|\w*Transport|\w*Env\w*)$/i;

const isEnvironment = (name: string): boolean => /env|source|vars/i.test(name);

/** `{ env: { ...process.env } }`: what every child process is given. */
function insideChildOptions(spread: Node): boolean {
  const object = parentOf(spread);
  const holder = object && parentOf(object);
  const name =
    holder?.type === "Property" && holder.key.type === "Identifier"
      ? holder.key.name
      : holder?.type === "VariableDeclarator" && holder.id.type === "Identifier"
        ? holder.id.name
        : "";
  return /env/i.test(name);
}

const isFunctionOrStatement = (node: Node): boolean => /Function|Statement$|Declaration$/.test(node.type);

/** What the arguments of a network call are made from. */
function addFlows(to: CodeCollector, call: CallNode): void {
  const callee = bare(call.callee as Node);
  const target = to.fold(callee);
  if (target.t !== "reference" || groupOf(target.name) !== "network") return;
  const [first] = call.arguments as Node[];
  const address =
    first === undefined ? [] : alternatives(to.fold(first)).flatMap((item) => hostsIn(render(item), true));
  const sink = address[0]?.host ?? target.name;
  for (const { source, detail } of sourcesOf(to, call.arguments as Node[])) {
    to.add({
      kind: "flow",
      key: `flow:${source}:${source === "tool-arguments" ? "" : detail}:${sink}`,
      zone: to.zone,
      at: to.at(call.start),
      via: [],
      source,
      detail,
      sink,
    });
  }
}

type Source = Pick<FlowFact, "source" | "detail">;
const MAX_NODES = 600;

/** Sources within the arguments, followed through names three declarations deep. */
function sourcesOf(to: CodeCollector, args: readonly Node[]): readonly Source[] {
  const found = new Map<string, Source>();
  const open: { node: Node; depth: number }[] = args.map((node) => ({ node, depth: 0 }));
  const seen = new Set<Node>();
  let nodes = 0;
  for (let item = open.pop(); item !== undefined && nodes < MAX_NODES; item = open.pop()) {
    const { node, depth } = item;
    if (seen.has(node)) continue;
    seen.add(node);
    walk(node, (at) => {
      nodes += 1;
      if (nodes > MAX_NODES) return false;
      const source = sourceAt(to, at);
      if (source !== undefined) found.set(`${source.source}:${source.detail}`, source);
      if (at.type === "Identifier" && depth < 3) {
        const binding = scopeAt(at)?.find(at.name);
        if (binding?.init !== undefined && binding.kind === "variable")
          open.push({ node: binding.init, depth: depth + 1 });
      }
      return source === undefined ? undefined : false;
    });
  }
  return [...found.values()].slice(0, 20);
}

/** Not handed to a function of the package, which takes from it what it needs. */
function isSpelledOut(node: Node): boolean {
  for (
    let at = node, up = parentOf(node), steps = 0;
    up !== undefined && steps < 10;
    at = up, up = parentOf(up), steps++
  ) {
    if (up.type === "CallExpression" && up.callee !== at) return SPELLS_OUT.test(calleeName(up) ?? "") || steps > 1;
    if (up.type === "MemberExpression" && up.object === at) return false;
    if (isFunctionOrStatement(up)) return true;
  }
  return true;
}

function sourceAt(to: CodeCollector, node: Node): Source | undefined {
  if (node.type === "Identifier") {
    const parent = parentOf(node);
    if (parent?.type === "Property" && parent.key === node && parent.value !== node) return undefined;
    if (parent?.type === "MemberExpression" && parent.property === node && !parent.computed) return undefined;
    const value = to.fold(node);
    if (value.t === "unknown" && value.shape === "parameter") return { source: "tool-arguments", detail: node.name };
    return value.t === "reference" && value.name === ENV_PREFIX && isSpelledOut(node)
      ? { source: "whole-environment", detail: "process.env" }
      : undefined;
  }
  if (node.type !== "MemberExpression" && node.type !== "CallExpression") return undefined;
  const value = to.fold(node.type === "CallExpression" ? (node.callee as Node) : node);
  const name = value.t === "reference" ? value.name : "";
  if (node.type === "MemberExpression") {
    if (name === ENV_PREFIX)
      return isSpelledOut(node) ? { source: "whole-environment", detail: "process.env" } : undefined;
    return /^process\.env\.\w+$/.test(name)
      ? { source: "environment", detail: name.slice(ENV_PREFIX.length + 1) }
      : undefined;
  }
  if (/^fs\.(?:promises\.)?read/.test(name)) return { source: "file", detail: name };
  return /^os\.(?:hostname|userInfo|networkInterfaces|homedir)$/.test(name)
    ? { source: "host-identity", detail: name }
    : undefined;
}
