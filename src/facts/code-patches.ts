/** Code that changes what others call: globals, built-in prototypes, functions of modules, methods of other files' classes. */
import type * as acorn from "acorn";
import { bare, type CallNode, isFunction, type Node, parentOf } from "../source/ast.js";
import { scopeAt } from "../source/scope.js";
import { isForeignMember, isForeignPrototype } from "./code-foreign.js";
import { calleeName } from "./code-text.js";
import { addWatchers } from "./code-watchers.js";
import type { CodeCollector } from "./collector.js";
import { text } from "./value.js";

const BUILT_IN =
  /^(?:JSON|Object|Array|String|Number|Boolean|Promise|Function|Map|Set|WeakMap|RegExp|Date|Math|Reflect|Proxy|Symbol|Buffer|URL|URLSearchParams|Headers|Request|Response|AbortController|TextDecoder|EventEmitter|fetch|XMLHttpRequest|WebSocket|eval|require|setTimeout|setInterval|queueMicrotask|atob|btoa|crypto|performance|navigator|console|process|http|https|http2|net|tls|dns|dgram|fs|path|os|url|util|events|stream|zlib|child_process|module|vm|readline|worker_threads|undici)(?:\..+)?$/;
const HARMLESS =
  /^(?:process\.(?:exitCode|title|env\.(?!(?:NODE_OPTIONS|NODE_PATH|NODE_TLS_REJECT_UNAUTHORIZED|HTTPS?_PROXY|ALL_PROXY|NODE_EXTRA_CA_CERTS|SSL_CERT_FILE|LD_PRELOAD|LD_LIBRARY_PATH|DYLD_\w+|PATH|BASH_ENV|GIT_SSH\w*|PYTHONPATH|PYTHONSTARTUP|PERL5OPT|RUBYOPT|JAVA_TOOL_OPTIONS|npm_config_(?:registry|script_shell|node_options))$)\w+|env|argv|exit|emitWarning|noDeprecation|browser|stdin\.(?!emit|on|push|read|once|addListener)\w+|on\w+)|module\.exports.*|events\.(?:default\w+)|Error\..*|util\.inspect\..*|Symbol\.\w+|.*\.(?:globalAgent\.\w+|defaultMaxListeners|maxHeaderSize|displayName|name|Agent\.\w+)|tls\.DEFAULT_\w+|net\.setDefault\w+|url\..*|path\..*|Buffer\.poolSize|crypto)$/;

export function addPatches(to: CodeCollector): void {
  for (const assignment of to.module.assignments) addAssignment(to, assignment);
  for (const call of to.module.calls) addCall(to, call);
  for (const property of to.module.properties) addUnchecked(to, property);
  for (const cls of to.module.classes) addSubclass(to, cls);
  addWatchers(to, (node, name, value, how) => push(to, node, name, value, how));
}

/** `class Quiet extends StdioServerTransport { send(…) }`: what everything passes through, with a turn of its own. */
function addSubclass(to: CodeCollector, cls: acorn.Class): void {
  const parent = cls.superClass && bare(cls.superClass as Node);
  if (parent?.type !== "Identifier" || !/Transport$|^(?:Mcp)?Server$|^Protocol$/.test(parent.name)) return;
  if (scopeAt(parent)?.find(parent.name)?.kind !== "import") return;
  for (const member of cls.body.body) {
    const isMethod = member.type === "MethodDefinition" && member.key.type === "Identifier";
    const name = isMethod ? (member.key as acorn.Identifier).name : "";
    if (/^(?:send|onmessage|processReadBuffer|setRequestHandler|tool|registerTool|request|notification)$/.test(name))
      push(to, member as Node, `${parent.name}.${name}`, member as Node, "own");
  }
}

/** `rejectUnauthorized: false`: connections whose other end nobody checks. */
function addUnchecked(to: CodeCollector, property: acorn.Property): void {
  if (property.key.type !== "Identifier" || property.key.name !== "rejectUnauthorized") return;
  const value = to.fold(property.value as Node);
  if (value.t === "constant" && value.value === false)
    push(to, property, "rejectUnauthorized", property.value as Node, "unchecked");
}

function addAssignment(to: CodeCollector, assignment: acorn.AssignmentExpression): void {
  addTarget(to, assignment, bare(assignment.left as Node));
}

/** Targets of an assignment, those within a pattern too. */
function addTarget(to: CodeCollector, assignment: acorn.AssignmentExpression, left: Node): void {
  if (left.type === "ArrayPattern") {
    for (const item of left.elements) if (item?.type === "MemberExpression") addTarget(to, assignment, item);
    return;
  }
  if (left.type === "ObjectPattern") {
    for (const item of left.properties) {
      if (item.type === "Property" && item.value.type === "MemberExpression") addTarget(to, assignment, item.value);
    }
    return;
  }
  if (left.type === "Identifier") {
    const isGlobal =
      scopeAt(left)?.find(left.name) === undefined &&
      /^(?:fetch|eval|require|XMLHttpRequest|WebSocket|JSON|atob)$/.test(left.name);
    if (isGlobal) push(to, assignment, left.name, assignment.right as Node);
    return;
  }
  if (left.type !== "MemberExpression" || /^(?:module\.)?exports\b/.test(to.source(left, 30))) return;
  const table = loaderTable(to, left);
  if (table !== undefined) {
    push(to, assignment, table, assignment.right as Node);
    return;
  }
  const target = isOfValue(to, left) ? undefined : to.fold(left);
  if (target?.t === "reference") addReference(to, assignment, left, target.name);
  else addWritten(to, assignment, left);
}

/** A member of a text, a list or an object of the package's own: nothing that others call, whatever it held before. */
const isOfValue = (to: CodeCollector, left: acorn.MemberExpression): boolean =>
  /^(?:constant|text|bytes|object|regex)$/.test(to.fold(left.object as Node).t);

/** A member of what is known by name. */
function addReference(
  to: CodeCollector,
  assignment: acorn.AssignmentExpression,
  left: acorn.MemberExpression,
  reference: string,
): void {
  const internal = /\._(?:registered(?:Tools|Prompts|Resources)|requestHandlers|onrequest|transport)\b/.test(
    to.source(left, 200),
  );
  if (internal && !reference.startsWith("this"))
    push(to, assignment, to.source(left, 100), assignment.right as Node, "own");
  else if (reference.includes("(")) {
    // A value of its own, not something that others call: unless its method is wrapped.
    if (isWrapped(to, left, assignment.right as Node))
      push(to, assignment, to.source(left, 100), assignment.right as Node, "wrapped");
    return;
  }
  const name = reference.replace(/^this\..*/, "");
  // A text or number where nothing is called: `process.type = "worker"`.
  if (
    /^process\.(?!(?:execPath|execArgv|argv0|env)$)\w+$/.test(name) &&
    to.fold(assignment.right as Node).t === "constant"
  )
    return;
  const shown = name === "" ? to.source(left, 100) : name;
  if (
    name === "process.env.NODE_OPTIONS" ||
    (BUILT_IN.test(name) && name.includes(".") && !HARMLESS.test(name)) ||
    isGlobalName(to, left, name)
  ) {
    push(to, assignment, name, assignment.right as Node);
  } else if (/\.(?:prototype|__proto__)\.[^.]+$/.test(name) && !name.startsWith("this"))
    push(to, assignment, name, assignment.right as Node);
  else if (isWrapped(to, left, assignment.right as Node))
    push(to, assignment, shown, assignment.right as Node, "wrapped");
  else if (isForeignMember(to, left, assignment.right as Node))
    push(to, assignment, shown, assignment.right as Node, "module");
}

/** A member of what is known only as it is written. */
function addWritten(to: CodeCollector, assignment: acorn.AssignmentExpression, left: acorn.MemberExpression): void {
  const written = to.source(left, 100);
  const shared = /\bundici\.globalDispatcher\b/.exec(written)?.[0];
  if (shared !== undefined) {
    push(to, assignment, shared, assignment.right as Node);
    return;
  }
  if (isEverybodysPrototype(to, left)) {
    push(to, assignment, written, assignment.right as Node);
    return;
  }
  if (isForeignPrototype(to, left)) push(to, assignment, written, assignment.right as Node, "own");
  else if (isForeignMember(to, left, assignment.right as Node))
    push(to, assignment, written, assignment.right as Node, "module");
  else if (!written.startsWith("this.") && isWrapped(to, left, assignment.right as Node))
    push(to, assignment, written, assignment.right as Node, "wrapped");
}

function isGlobalName(to: CodeCollector, left: acorn.MemberExpression, name: string): boolean {
  if (!BUILT_IN.test(name)) return false;
  const owner = to.fold(left.object as Node);
  return owner.t === "reference" && owner.name === "globalThis";
}

/** `({}).__proto__.x = …` and `[].__proto__.x = …`: a property of every object or list. */
function isEverybodysPrototype(to: CodeCollector, left: acorn.MemberExpression): boolean {
  const object = bare(left.object as Node);
  if (object.type !== "MemberExpression") return false;
  const owner = bare(object.object as Node);
  const isLiteral = owner.type === "ObjectExpression" || owner.type === "ArrayExpression" || owner.type === "Literal";
  return isLiteral && to.folder.keyOf({ key: object.property, computed: object.computed }, to.frame) === "__proto__";
}

/** Where the loader keeps modules: `require.cache[…] = …` and anything below it. */
function loaderTable(to: CodeCollector, left: acorn.MemberExpression): string | undefined {
  for (let at = bare(left.object as Node); at.type === "MemberExpression"; at = bare(at.object as Node)) {
    const value = to.fold(at);
    if (value.t === "reference" && /^(?:require|module)\._?(?:cache|extensions|pathCache)$/.test(value.name))
      return value.name;
  }
  return undefined;
}

/** `x.send = function … x.send …` or `new Proxy(x.send, …)`: a method is replaced by one that wraps it. */
function isWrapped(to: CodeCollector, left: acorn.MemberExpression, right: Node): boolean {
  const value = bare(right);
  if (left.computed && left.property.type !== "Literal") return false;
  const owner = ownerOf(left);
  if (owner === undefined || /^(?:exports|module|this|_?self|that)$/.test(owner.name)) return false;
  const kind = scopeAt(left)?.find(owner.name)?.kind;
  if (kind === undefined || kind === "function" || isUsual(left, value)) return false;
  const written = to.source(left, 100);
  if (value.type === "NewExpression" && calleeName(value) === "Proxy") return to.source(value, 400).includes(written);
  return (
    isFunction(value) && to.module.textOf(value).includes(`${written}.`) === false && savedBefore(to, left, written)
  );
}

/** `server` of `server.server.setRequestHandler`. */
function ownerOf(member: acorn.MemberExpression): acorn.Identifier | undefined {
  let at = bare(member.object as Node);
  while (at.type === "MemberExpression" && !at.computed) at = bare(at.object as Node);
  return at.type === "Identifier" ? at : undefined;
}

/** A listener for what has no contents, and an output that is silenced. */
function isUsual(left: acorn.MemberExpression, value: Node): boolean {
  const name = left.property.type === "Identifier" ? left.property.name : "";
  const isEmpty = isFunction(value) && value.body.type === "BlockStatement" && value.body.body.length === 0;
  return isEmpty || /^on(?:abort|close|connect|drain|end|error|exit|finish|open|ready|timeout)$/.test(name);
}

/** The original is kept in a variable: `const send = x.send;` or `x.send.bind(x)`. */
function savedBefore(to: CodeCollector, left: Node, written: string): boolean {
  const from = Math.max(0, left.start - 600);
  const before = to.lines.text.slice(from, left.start);
  return new RegExp(
    `(?:const|let|var)\\s+[\\w$]+\\s*=\\s*${written.replace(/[.*+?^$()[\]{}|\\]/g, "\\$&")}\\s*(?:[;,\\n]|\\.bind)`,
  ).test(before);
}

const DEFINES = /^(?:defineProperty|defineProperties|assign|set|setPrototypeOf|mixin)$/;

function addCall(to: CodeCollector, call: CallNode): void {
  const name = calleeName(call);
  const [targetNode, keyNode, valueNode] = call.arguments as Node[];
  if (name === "__defineGetter__" || name === "__defineSetter__") addAccessor(to, call, targetNode);
  if (name === undefined || !DEFINES.test(name) || targetNode === undefined || keyNode === undefined) return;
  const callee = to.fold(call.callee as Node);
  if (callee.t !== "reference" || !/^(?:Object|Reflect)\./.test(callee.name)) return;
  if (isImportedPrototype(targetNode)) {
    push(to, call, to.source(targetNode, 100), keyNode, "own");
    return;
  }
  const target = to.fold(targetNode);
  if (target.t !== "reference" || target.name.includes("(")) return;
  if (name === "setPrototypeOf") {
    if (BUILT_IN.test(target.name) && !HARMLESS.test(target.name)) push(to, call, target.name, keyNode);
    return;
  }
  const key = text(to.fold(keyNode));
  const given = to.fold(keyNode);
  const keys = key !== undefined ? [key] : given.t === "object" ? [...given.props.keys()] : [];
  for (const item of keys) {
    const full = target.name === "globalThis" ? item : `${target.name}.${item}`;
    const builtIn =
      (BUILT_IN.test(full) && !HARMLESS.test(full) && (full.includes(".") || target.name === "globalThis")) ||
      /\.prototype\.[^.]+$/.test(full);
    if (builtIn && !/^(?:module\.exports|exports|this)/.test(full)) push(to, call, full, valueNode ?? keyNode);
  }
}

/** `Object.assign(Client.prototype, …)` where `Client` is imported. */
function isImportedPrototype(node: Node): boolean {
  const target = bare(node);
  if (target.type !== "MemberExpression" || target.property.type !== "Identifier") return false;
  const owner = bare(target.object as Node);
  const isPrototype = target.property.name === "prototype" && !target.computed;
  return isPrototype && owner.type === "Identifier" && scopeAt(owner)?.find(owner.name)?.kind === "import";
}

/** `Object.prototype.__defineGetter__(…)`: an old way to put a property onto something that others use. */
function addAccessor(to: CodeCollector, call: CallNode, key: Node | undefined): void {
  const callee = bare(call.callee as Node);
  const owner = callee.type === "MemberExpression" ? to.fold(callee.object as Node) : undefined;
  if (owner?.t === "reference" && BUILT_IN.test(owner.name) && key !== undefined) push(to, call, owner.name, key);
}

/** `how`: `wrapped` for a method of an object, `own` for a class of the package; else a global, a built-in or a module. */
function push(to: CodeCollector, node: Node, name: string, value: Node, how?: string): void {
  if (isRestored(to, value, name)) return;
  const traits = [
    ...(how === undefined ? [] : [how]),
    ...(isFallback(to, node, value, name) ? ["only if missing"] : []),
  ];
  to.add({
    kind: "call",
    key: how === "wrapped" ? `call:patch:wrapped:${name.slice(name.lastIndexOf(".") + 1)}` : `call:patch:${name}`,
    zone: to.zone,
    at: to.at(node.start),
    via: [],
    group: "patch",
    api: name,
    argument: to.source(value, 160),
    shape: "computed",
    traits,
  });
}

/** `const original = fetch; … fetch = original`, and `{ value: original }`: what was kept is put back. */
function isRestored(to: CodeCollector, value: Node, name: string): boolean {
  const given = to.fold(value);
  const original = given.t === "object" ? given.props.get("value") : given;
  return original?.t === "reference" && original.name === name;
}

/** A polyfill: given only where the original is missing. */
function isFallback(to: CodeCollector, node: Node, value: Node, name: string): boolean {
  if (node.type === "AssignmentExpression" && (node.operator === "??=" || node.operator === "||=")) return true;
  const inner = bare(value);
  if (inner.type === "LogicalExpression" && to.source(inner.left as Node, 80).includes(name.split(".").at(-1) ?? name))
    return true;
  const last = name.slice(name.lastIndexOf(".") + 1);
  for (let at = parentOf(node), steps = 0; at !== undefined && steps < 5; at = parentOf(at), steps++) {
    const test =
      at.type === "IfStatement" ? (at.test as Node) : at.type === "LogicalExpression" ? (at.left as Node) : undefined;
    if (test !== undefined && test !== node)
      return new RegExp(
        `(?:!|typeof |undefined|=== null)[^&]*\\b${last.replace(/\W/g, "")}\\b|\\b${last.replace(/\W/g, "")}\\b[^&]*(?:undefined|null)`,
      ).test(to.source(test, 200));
  }
  return false;
}
