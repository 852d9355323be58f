/** Texts in code: every literal, template and concatenation, and what decoding calls give, folded. */
import type * as acorn from "acorn";
import { bare, type CallNode, type Node, parentOf } from "../source/ast.js";
import { holderOf } from "../source/module.js";
import { scopeAt } from "../source/scope.js";
import { groupOf } from "./api.js";
import type { CodeCollector } from "./collector.js";
import type { EnvFact } from "./facts.js";
import { ownerOf } from "./secret-names.js";
import { addTextFacts, type TextContext, tellsSomething } from "./text-facts.js";
import { ASSEMBLED, alternatives, disguiseOf, render, text, type Value } from "./value.js";

/** A text of interest holds at least one of these, spells something with more than ASCII, or is a sentence. */
const INTERESTING = /[.@:/~]|[^\0-\x7f]|\\|\w \w+ \w+ \w/;

export function addTexts(to: CodeCollector): void {
  for (const node of to.module.strings) {
    if (to.full) return;
    if (isTop(node)) addText(to, node);
  }
  for (const call of to.module.calls) {
    if (to.full) return;
    if (mayDecode(call)) addText(to, call);
  }
}

/** Not a part of a larger text, which is looked at as a whole; not a property's name or an import's specifier. */
function isTop(node: Node): boolean {
  const parent = parentOf(node);
  if (parent === undefined) return true;
  if (parent.type === "BinaryExpression" && parent.operator === "+") return false;
  if (parent.type === "ImportDeclaration" || parent.type.startsWith("Export")) return false;
  if (parent.type === "ImportExpression" || parent.type === "TaggedTemplateExpression") return false;
  return !(parent.type === "Property" && parent.key === node && !parent.computed);
}

function addText(to: CodeCollector, node: Node): void {
  if (node.type === "Literal") {
    const plain = String(node.value ?? "");
    if (ownerOf(plain) !== undefined) to.add(envFact(to, node, plain));
    if (typeof node.value === "number" || plain.length < 4 || !INTERESTING.test(plain)) return;
  }
  if (node.type === "BinaryExpression" && !mayBeConstant(node)) return;
  const value = to.fold(node);
  for (const item of alternatives(value)) addValue(to, node, item);
}

/** The name of a credential as a text: it is looked up in the environment somewhere else. */
const envFact = (to: CodeCollector, node: Node, name: string): EnvFact => ({
  kind: "env",
  key: `env:${name}`,
  zone: to.zone,
  at: to.at(node.start),
  via: [],
  name,
});

function addValue(to: CodeCollector, node: Node, value: Value): void {
  if (value.t !== "constant" && value.t !== "text") return;
  const shown = render(value);
  if (shown.length < 4 || !INTERESTING.test(shown) || text(value) === "use strict") return;
  if (tellsSomething(shown)) addTextFacts(to, shown, contextOf(to, node, value));
}

/** How and where a text stands. */
export function contextOf(to: CodeCollector, node: Node, value: Value, reached?: string): TextContext {
  const holder = holderOf(node);
  const use = reached === undefined ? usage(to, node) : { use: "reach" as const, by: reached };
  return {
    offset: node.start,
    end: node.end,
    via: to.via(value, node),
    ...to.disguise(value, node),
    ...(disguiseOf(value) === ASSEMBLED && splitsHost(to, node, value) ? { disguise: to.source(node) } : {}),
    ...(holder === undefined ? {} : { holder }),
    ...use,
  };
}

const MOST_SOURCE = 100_000;

/** Whether the pieces of a text hide a host or address that none of them shows. */
function splitsHost(to: CodeCollector, at: Node, value: Value): boolean {
  if (value.t !== "constant" || typeof value.value !== "string" || value.from.length < 2) return false;
  const whole = /(?:\/\/|@)([^\s/:?#@…]+)/.exec(value.value)?.[1];
  if (whole === undefined) return false;
  const core = whole.split(".").slice(-2).join(".");
  // A text of many lines keeps the origin of its first pieces only; the expression shows them all.
  if (to.source(at, MOST_SOURCE).includes(core)) return false;
  return !value.from.some(({ module, node }) => module.textOf(node).includes(core));
}

const SHOWN_BY =
  /^(?:describe|log|error|warn|info|debug|trace|write|print|\w*Error|notice|help|usage|option|command|addHelpText|epilogue|example|literal|message|text|meta)$/;
const SHOWN_AS =
  /^(?:description|title|message|instructions|help|usage|summary|text|label|hint|error|details?|docs?|documentation|note|example|examples|placeholder|readme|about|license|homepage|bugs|repository|copyright|\$schema|\$id|\$ref|schema|xmlns|namespace|format|user-?agent)$/i;

/** Whether the text is shown to somebody or used as an address, by the call or property around it. */
function usage(to: CodeCollector, node: Node): { use: TextContext["use"]; by?: string } {
  let at = node;
  for (let up = parentOf(at), steps = 0; up !== undefined && steps < 8; at = up, up = parentOf(up), steps++) {
    if (up.type === "Property" || up.type === "PropertyDefinition") {
      const name = keyName(up);
      if (name !== undefined && SHOWN_AS.test(name)) return { use: "text" };
      if (up.type === "PropertyDefinition" || !REACHING_OPTION.test(name ?? "")) return { use: "base" };
    } else if (up.type === "CallExpression" || up.type === "NewExpression") {
      const name = calleeName(up);
      const target = name !== undefined && SHOWN_BY.test(name) ? undefined : to.fold(up.callee as Node);
      if (target === undefined) return { use: "text" };
      if (target.t === "reference" && groupOf(target.name) === "network") return { use: "reach", by: target.name };
      if (name !== "URL" && name !== "trim" && name !== "toString" && name !== "concat") return { use: "base" };
    } else if (up.type === "ThrowStatement") return { use: "text" };
    else if (!PASSES.has(up.type) && bare(up) === up) return { use: "base" };
  }
  return { use: "base" };
}

const REACHING_OPTION = /^(?:host|hostname|url|uri|baseurl|base_url|href|proxy|server|servername|address|endpoint)$/i;
const PASSES = new Set([
  "LogicalExpression",
  "ConditionalExpression",
  "TemplateLiteral",
  "BinaryExpression",
  "ObjectExpression",
  "ArrayExpression",
  "AwaitExpression",
  "MemberExpression",
  "SequenceExpression",
]);

const keyName = (node: acorn.Property | acorn.AssignmentProperty | acorn.PropertyDefinition): string | undefined =>
  node.key.type === "Identifier" && !node.computed
    ? node.key.name
    : node.key.type === "Literal"
      ? String(node.key.value)
      : undefined;

/** The last name of what is called: `describe` of `z.string().describe`. */
export function calleeName(call: CallNode): string | undefined {
  const callee = bare(call.callee as Node);
  if (callee.type === "Identifier") return callee.name;
  if (callee.type !== "MemberExpression") return undefined;
  if (callee.property.type === "Identifier" && !callee.computed) return callee.property.name;
  return callee.property.type === "Literal" ? String(callee.property.value) : undefined;
}

const DECODERS = new Set(
  (
    "atob unescape decodeURIComponent decodeURI fromCharCode fromCodePoint toString join reverse replace replaceAll concat slice substring " +
    "substr decode reduce raw from split map trim repeat parse URL resolve apply call charAt at"
  ).split(" "),
);

/** Calls that may give a constant text: known decoders, and the package's own functions given only literals. */
function mayDecode(call: CallNode): boolean {
  const callee = bare(call.callee as Node);
  const outer = parentOf(call)?.type === "MemberExpression" ? parentOf(parentOf(call) as Node) : undefined;
  if (outer?.type === "CallExpression" && DECODERS.has(calleeName(outer) ?? "")) return false; // looked at as a whole
  const name = calleeName(call);
  if (name === undefined)
    return (
      callee.type === "MemberExpression" ||
      callee.type === "FunctionExpression" ||
      callee.type === "ArrowFunctionExpression"
    );
  if (DECODERS.has(name)) return mayBeConstant(call);
  if (callee.type !== "Identifier" || call.arguments.length === 0 || call.arguments.length > 4) return false;
  const literal = call.arguments.every(
    (arg) => arg.type === "Literal" || arg.type === "ArrayExpression" || arg.type === "Identifier",
  );
  const kind = literal ? scopeAt(call)?.find(callee.name)?.kind : undefined;
  return kind === "function" || kind === "variable" || kind === "import";
}

/** A cheap look at whether anything constant is at the bottom of an expression: most calls are made on parameters. */
function mayBeConstant(node: Node): boolean {
  const open: Node[] = [node];
  for (let at = open.pop(), steps = 0; at !== undefined && steps < 24; at = open.pop(), steps++) {
    const inner = bare(at);
    switch (inner.type) {
      case "Literal":
        if (typeof inner.value === "string" && (inner.value.length > 5 || !isArgument(inner))) return true;
        break;
      case "TemplateLiteral":
      case "ArrayExpression":
        return true;
      case "Identifier": {
        const binding = scopeAt(inner)?.find(inner.name);
        if (binding === undefined && inner.name === "exports") return true;
        if (binding?.kind === "import" || binding?.kind === "function" || binding?.writes.length) return true;
        if (binding?.init !== undefined && CONSTANT_LIKE.test(binding.init.type)) return true;
        break;
      }
      case "CallExpression":
      case "NewExpression":
        if (bare(inner.callee as Node).type === "MemberExpression")
          open.push((inner.callee as acorn.MemberExpression).object as Node);
        open.push(...(inner.arguments as Node[]).slice(0, 4));
        break;
      case "MemberExpression":
        open.push(inner.object as Node);
        break;
      case "BinaryExpression":
        open.push(inner.left as Node, inner.right as Node);
        break;
      case "SpreadElement":
      case "AwaitExpression":
        open.push(inner.argument as Node);
        break;
      default:
    }
  }
  return false;
}

/** A short argument is a separator or an encoding, not a value. */
const isArgument = (node: Node): boolean => /^(?:Call|New)Expression$/.test(parentOf(node)?.type ?? "");

const CONSTANT_LIKE =
  /^(?:Literal|TemplateLiteral|ArrayExpression|ObjectExpression|BinaryExpression|CallExpression|NewExpression)$/;
