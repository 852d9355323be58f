/** Calls that run, load, connect or hide: what is called, with what, and what the arguments are made from. */
import type * as acorn from "acorn";
import { bare, type CallNode, type Node } from "../source/ast.js";
import { capabilityOf, groupOf, isLoader } from "./api.js";
import { add, shown } from "./call-fact.js";
import { addFile } from "./code-files.js";
import { addBuckets, addListen, addNetwork } from "./code-network.js";
import { calleeName, contextOf } from "./code-text.js";
import type { CodeCollector } from "./collector.js";
import { commandTraits } from "./commands.js";
import { addTextFacts } from "./text-facts.js";
import { alternatives, COMPUTED, disguiseOf, references, render, shapeOf, text, type Value } from "./value.js";

export function addCalls(to: CodeCollector): void {
  for (const call of to.module.calls) addCall(to, call);
  for (const assignment of to.module.assignments) {
    if (assignment.left.type === "MemberExpression") addGiven(to, assignment, assignment.right as Node);
  }
  for (const node of to.module.others) {
    if (node.type === "ImportExpression") addImport(to, node, node.source as Node, true);
    else if (node.type === "TaggedTemplateExpression") addTagged(to, node);
  }
  for (const { specifier, node } of to.module.imports) addModule(to, node, specifier, false);
  addBuckets(to);
}

function addCall(to: CodeCollector, call: CallNode): void {
  const callee = bare(call.callee as Node);
  const target = namedBy(to.fold(callee));
  for (const arg of call.arguments as Node[]) addGiven(to, call, arg);
  if (target === undefined) {
    addSearched(to, call, callee);
    return;
  }
  const { name, args } =
    reflected(to, target.name, call.arguments as Node[]) ?? opened(target.name, call.arguments as Node[]);
  if (isLoader(name)) {
    const [specifier] = args;
    if (specifier !== undefined) addImport(to, call, specifier, false);
    return;
  }
  const resolved =
    /^(?:require|import\.meta)\.resolve$/.test(name) && args[0] !== undefined ? text(to.fold(args[0])) : undefined;
  if (resolved !== undefined) addModule(to, call, resolved, true);
  const group = groupOf(name);
  if (group === "exec") addExec(to, call, name, args);
  else if (group === "dynamic-code") addDynamic(to, call, name, args);
  else if (group === "network") addNetwork(to, call, name, args);
  else if (group === "fs") addFile(to, call, name, args);
  else if (group === "wasm") add(to, call, { group, api: name, argument: "", shape: "computed", traits: [] });
  else addRare(to, call, name, args);
}

/** The interface a callee names; of several, the one that can do harm. */
function namedBy(callee: Value): (Value & { readonly t: "reference" }) | undefined {
  const named = alternatives(callee).filter((item) => item.t === "reference");
  return named.find(({ name }) => groupOf(name) !== undefined) ?? named[0];
}

/** `list.map(eval)`, `process.on("message", eval)`, `promise.then(vm.runInThisContext)`: called by somebody else. */
function addGiven(to: CodeCollector, node: Node, given: Node): void {
  const inner = bare(given);
  const isName = inner.type === "Identifier" || inner.type === "MemberExpression";
  const value = isName && MAKES_CODE.test(to.module.textOf(inner)) ? to.fold(inner) : undefined;
  if (value?.t !== "reference" || !MAKES_CODE.test(value.name)) return;
  const traits = ["handed on"];
  add(to, node, { group: "dynamic-code", api: value.name, argument: to.source(node), shape: "computed", traits });
}

const MAKES_CODE = /(?:^|\.)(?:eval|runIn(?:This|New)?Context|compileFunction|_compile)$/;

/** `globalThis[found](text)`: a global that is looked for rather than named. */
function addSearched(to: CodeCollector, call: CallNode, callee: Node): void {
  if (callee.type !== "MemberExpression" || !callee.computed) return;
  const owner = to.fold(callee.object as Node);
  if (owner.t !== "reference" || owner.name !== "globalThis") return;
  const argument = to.source(callee, 200);
  const traits = ["a global that is not named"];
  add(to, call, { group: "dynamic-code", api: "globalThis[…]", argument, shape: "computed", traits });
}

/** `Reflect.apply(f, x, [a])` and `Reflect.construct(f, [a])` are calls of `f`. */
function reflected(to: CodeCollector, name: string, args: readonly Node[]): ReturnType<typeof opened> | undefined {
  if (name !== "Reflect.apply" && name !== "Reflect.construct") return undefined;
  const callee = args[0] === undefined ? undefined : to.fold(args[0]);
  const list = args[name === "Reflect.apply" ? 2 : 1];
  const given = list === undefined ? undefined : bare(list);
  if (callee?.t !== "reference" || given?.type !== "ArrayExpression") return undefined;
  return { name: callee.name, args: given.elements.filter((item) => item !== null) as Node[] };
}

/** `f.call(x, a)` and `f.apply(x, [a])` are calls of `f`. */
function opened(name: string, args: readonly Node[]): { name: string; args: readonly Node[] } {
  if (name.endsWith(".call")) return { name: name.slice(0, -5), args: args.slice(1) };
  if (!name.endsWith(".apply") || name === "Reflect.apply") return { name, args };
  const list = args[1] && bare(args[1]);
  return { name: name.slice(0, -6), args: list?.type === "ArrayExpression" ? (list.elements as Node[]) : [] };
}

function addExec(to: CodeCollector, call: CallNode, api: string, args: readonly Node[]): void {
  const values = args.slice(0, 3).map((arg) => to.fold(arg));
  const command = values.filter((value) => value.t !== "object" && value.t !== "function");
  const options = values.find((value) => value.t === "object");
  const argument = command.map(shown).join(" ").trim();
  const traits = [...optionTraits(options), ...commandTraits(argument)];
  const shape = command.every((value) => shapeOf(value) === "constant")
    ? "constant"
    : (command.map(shapeOf).find((item) => item !== "constant") ?? "computed");
  if (api.endsWith(".Worker") || api === "Worker") {
    const dynamic =
      traits.includes("eval") ||
      argument.startsWith("data:") ||
      /[;(]|\s\w+\s|^void /.test(argument.replace(/\[[^\]]*\]/g, ""));
    add(to, call, { group: dynamic ? "dynamic-code" : "exec", api, argument, shape, traits }, values[0]);
    return;
  }
  add(to, call, { group: "exec", api, argument, shape, traits }, values[0]);
  if (values[0] !== undefined) addTextFacts(to, argument, contextOf(to, call, values[0]));
}

function optionTraits(options: Value | undefined): readonly string[] {
  if (options?.t !== "object") return [];
  const traits: string[] = [];
  for (const name of ["detached", "shell", "eval"]) {
    const value = options.props.get(name);
    if (value?.t === "constant" && value.value) traits.push(name);
  }
  const stdio = options.props.get("stdio");
  if (stdio !== undefined && /^(?:ignore\s*)+$/.test(render(stdio))) traits.push("output ignored");
  return traits;
}

const fetched = (value: Value): boolean =>
  references(value).some((name) => /^(?:fetch|axios|got|undici|https?)\b.*\(\)/.test(name));

function addDynamic(to: CodeCollector, call: CallNode, api: string, args: readonly Node[]): void {
  if (isOtherCompile(call, api)) return;
  const code = api === "Function" || api.endsWith(".constructor") ? args.at(-1) : args[0];
  const value = code === undefined ? undefined : to.fold(code);
  const argument = value === undefined ? "" : render(value);
  const traits: string[] = [];
  if (value !== undefined && disguiseOf(value) > 1) traits.push("decoded");
  if (value !== undefined && fetched(value)) traits.push("fetched");
  if (args.some((arg) => holdsProperty(to, arg, "cachedData"))) traits.push("compiled before");
  const shape = value === undefined ? "constant" : shapeOf(value);
  add(
    to,
    call,
    { group: "dynamic-code", api, argument, shape, traits },
    value,
    shape === "constant" ? argument : `${shape}${traits.join()}`,
  );
}

/** `String(x)` and `x.toString()` give a text, whatever it says. */
function isText(node: Node | undefined): boolean {
  const call = node && bare(node);
  return call?.type === "CallExpression" && /^(?:String|toString)$/.test(calleeName(call) ?? "");
}

function holdsProperty(to: CodeCollector, node: Node, name: string): boolean {
  const value = bare(node).type === "ObjectExpression" ? to.fold(node) : undefined;
  return value?.t === "object" && value.props.has(name);
}

/** `x._compile(schema)`: that of a module needs a file name, too. */
const isOtherCompile = (call: CallNode, api: string): boolean =>
  api.endsWith("_compile") && call.arguments.length === 1 && call.arguments[0]?.type !== "SpreadElement";

/** Interfaces outside the groups that matter in one circumstance. */
function addRare(to: CodeCollector, call: CallNode, name: string, args: readonly Node[]): void {
  const [first, second] = args;
  const value = first === undefined ? undefined : to.fold(first);
  if (
    /^(?:setTimeout|setInterval|setImmediate)$/.test(name) &&
    value !== undefined &&
    (value.t === "constant" || value.t === "text" || isText(first))
  ) {
    if (text(value) === undefined && value.t === "constant") return;
    add(
      to,
      call,
      { group: "dynamic-code", api: name, argument: render(value), shape: shapeOf(value), traits: ["text as code"] },
      value,
    );
  } else if (/^(?:glob|globby|fast-glob|tiny-glob)(?:\.\w+)?$/.test(name) && value !== undefined) {
    for (const item of alternatives(value)) {
      if (text(item) !== undefined)
        addTextFacts(to, render(item), { ...contextOf(to, call, item), use: "base", by: name });
    }
  } else if (isDebugged(name, second && to.fold(second))) {
    const argument = to.source(call);
    add(to, call, { group: "dynamic-code", api: name, argument, shape: "computed", traits: ["opens the debugger"] });
  } else if (overhears(name, value)) {
    add(to, call, { group: "patch", api: name, argument: to.source(call), shape: "computed", traits: ["overheard"] });
  } else if (UNPACKS.test(name) && args.slice(0, 2).some((arg) => /^(?:bytes|constant)$/.test(to.fold(arg).t))) {
    const detail = to.source(call, 200);
    const key = `shape:unpacks:${name}`;
    to.add({ kind: "obfuscation", key, zone: to.zone, at: to.at(call.start), via: [], form: "unpacks", detail });
  } else if (name === "Worker" && value !== undefined) addExec(to, call, name, args);
  else if (/\.listen$/.test(name) && first !== undefined) addListen(to, call, second ?? first);
  else if (
    /^module\.(?:register|registerHooks|enableCompileCache)$/.test(name) &&
    name !== "module.enableCompileCache"
  ) {
    add(
      to,
      call,
      {
        group: "loader",
        api: name,
        argument: value ? render(value) : "",
        shape: value ? shapeOf(value) : "computed",
        traits: [],
      },
      value,
    );
  }
}

/** Unpacks or decrypts: telling where the data, or the key, is written in the code. */
const UNPACKS =
  /^(?:zlib\.(?:gunzip|unzip|inflate|inflateRaw|brotliDecompress|zstdDecompress)(?:Sync)?|crypto\.create(?:Decipher|Decipheriv)|pako\.\w*[iI]n?flate\w*|lz-string\.decompress\w*|crypto-js\.\w+\.decrypt)$/;

/** A process that is told to listen for a debugger runs whatever one sends. */
const isDebugged = (name: string, signal: Value | undefined): boolean =>
  name === "process._debugProcess" ||
  name === "inspector.open" ||
  (name === "process.kill" && signal !== undefined && text(signal) === "SIGUSR1");

/** What every request of the process, or every message of the client, passes by. */
const overhears = (name: string, first: Value | undefined): boolean =>
  (/^diagnostics_channel\.(?:subscribe|channel)$/.test(name) &&
    /^(?:undici|http|net)[:.]/.test(text(first ?? COMPUTED) ?? "")) ||
  (/^process\.stdin\.(?:on|addListener|prependListener)$/.test(name) &&
    /^(?:data|readable)$/.test(text(first ?? COMPUTED) ?? ""));

function addImport(to: CodeCollector, node: Node, specifier: Node, dynamic: boolean): void {
  const value = to.fold(specifier);
  for (const item of alternatives(value)) {
    const name = text(item);
    if (name !== undefined) addModule(to, node, name, dynamic, item);
    else {
      const api = dynamic ? "import" : "require";
      const argument = shown(item);
      if (argument.startsWith("data:")) addModule(to, node, argument, dynamic, item);
      const shape = shapeOf(item);
      add(to, node, { group: "dynamic-code", api, argument, shape, traits: ["module"] }, item, `${shape}:${argument}`);
    }
  }
}

function addModule(to: CodeCollector, node: Node, specifier: string, dynamic: boolean, value?: Value): void {
  const name = specifier.replace(/^node:/, "");
  const hidden = value !== undefined && disguiseOf(value) > 0 && !to.source(node, 400).includes(name);
  if (/^(?:data|https?):/.test(specifier)) {
    const isData = specifier.startsWith("data:");
    const traits = [isData ? "data URL" : "from the network"];
    add(
      to,
      node,
      { group: "dynamic-code", api: "import", argument: specifier.slice(0, 200), shape: "constant", traits },
      value,
    );
    if (!isData) addTextFacts(to, specifier, { offset: node.start, via: [], use: "reach", by: "import" });
  }
  to.add({
    kind: "module",
    key: `module:${name}`,
    zone: to.zone,
    at: to.at(node.start),
    via: value === undefined ? [] : to.via(value, node),
    ...(hidden ? { disguise: to.source(node) } : {}),
    specifier: name,
    shape: "constant",
    dynamic,
  });
  const group = capabilityOf(specifier);
  if (group === "exec" || group === "dynamic-code") {
    add(to, node, { group, api: name, argument: "", shape: "constant", traits: ["import"] }, value, "", hidden);
  }
}

/** Shell templates: `$`curl …`` of zx and execa. */
function addTagged(to: CodeCollector, node: acorn.TaggedTemplateExpression): void {
  const tag = to.fold(node.tag as Node);
  if (tag.t !== "reference" || groupOf(tag.name) !== "exec") return;
  const value = to.fold(node.quasi);
  const argument = shown(value);
  add(
    to,
    node,
    { group: "exec", api: tag.name, argument, shape: shapeOf(value), traits: commandTraits(argument) },
    value,
  );
}
