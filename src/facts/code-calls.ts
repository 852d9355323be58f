/** Calls that run, load, connect or hide: what is called, with what, and what the arguments are made from. */
import type * as acorn from "acorn";
import { bare, type CallNode, type Node, parentOf } from "../source/ast.js";
import { capabilityOf, groupOf, isWrite } from "./api.js";
import { addListen, addNetwork } from "./code-network.js";
import { contextOf } from "./code-text.js";
import type { CodeCollector } from "./collector.js";
import { commandTraits } from "./commands.js";
import type { CallFact } from "./facts.js";
import { addTextFacts } from "./text-facts.js";
import { alternatives, disguiseOf, references, render, shapeOf, text, type Value } from "./value.js";

export function addCalls(to: CodeCollector): void {
  for (const call of to.module.calls) addCall(to, call);
  for (const node of to.module.others) {
    if (node.type === "ImportExpression") addImport(to, node, node.source as Node, true);
    else if (node.type === "TaggedTemplateExpression") addTagged(to, node);
  }
  for (const { specifier, node } of to.module.imports) addModule(to, node, specifier, false);
}

function addCall(to: CodeCollector, call: CallNode): void {
  const callee = bare(call.callee as Node);
  const target = to.fold(callee);
  if (target.t !== "reference") return;
  const { name, args } =
    reflected(to, target.name, call.arguments as Node[]) ?? opened(target.name, call.arguments as Node[]);
  if (name === "require" || name.endsWith(".require") || name === "process.getBuiltinModule") {
    const [specifier] = args;
    if (specifier !== undefined) addImport(to, call, specifier, false);
    return;
  }
  const group = groupOf(name);
  if (group === "exec") addExec(to, call, name, args);
  else if (group === "dynamic-code") addDynamic(to, call, name, args);
  else if (group === "network") addNetwork(to, call, name, args);
  else if (group === "fs") addFile(to, call, name, args);
  else if (group === "wasm") add(to, call, { group, api: name, argument: "", shape: "computed", traits: [] });
  else addRare(to, call, name, args);
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

/** A value as a command line shows it: known text, and names for what is not. */
function shown(value: Value): string {
  if (value.t === "reference") return `[${value.name}]`;
  if (value.t === "list") return value.items.slice(0, 20).map(shown).join(" ");
  if (value.t === "text") return value.parts.map(shown).join("");
  return render(value);
}

type Call = Pick<CallFact, "group" | "api" | "argument" | "shape" | "traits">;

function add(to: CodeCollector, node: Node, call: Call, value?: Value, key = call.argument, isHidden = false): void {
  const { api, group } = call;
  const written = to.source(node, 200);
  const short = api.slice(api.lastIndexOf(".") + 1);
  const hidden =
    (value !== undefined && disguiseOf(value) > 1) ||
    !(written.includes(short) || to.source(node, 4_000).includes(short));
  to.add({
    kind: "call",
    key: `call:${group}:${api}:${key}`,
    zone: to.zone,
    at: to.at(node.start),
    via: value === undefined ? [] : to.via(value, node),
    ...(isHidden || (hidden && isDisguise(to, node, short)) ? { disguise: written } : {}),
    ...call,
    argument: call.argument.slice(0, 300),
  });
}

/** An alias is not a disguise; a name that is computed or decoded is. */
function isDisguise(to: CodeCollector, node: Node, short: string): boolean {
  if (node.type !== "CallExpression" && node.type !== "NewExpression") return true;
  const callee = bare(node.callee as Node);
  if (callee.type === "MemberExpression") return callee.computed;
  const named = callee.type === "Identifier" ? to.folder.declaration(callee) : callee;
  if (named === undefined) return false;
  return (
    !to.source(named, 4_000).includes(short) &&
    named.type !== "Identifier" &&
    !/import|require/.test(to.source(named, 200))
  );
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
    const dynamic = traits.includes("eval") || argument.startsWith("data:");
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
  const code = api === "Function" || api.endsWith(".constructor") ? args.at(-1) : args[0];
  const value = code === undefined ? undefined : to.fold(code);
  const argument = value === undefined ? "" : render(value);
  const traits: string[] = [];
  if (value !== undefined && disguiseOf(value) > 1) traits.push("decoded");
  if (value !== undefined && fetched(value)) traits.push("fetched");
  const shape = value === undefined ? "constant" : shapeOf(value);
  add(
    to,
    call,
    { group: "dynamic-code", api, argument, shape, traits },
    value,
    shape === "constant" ? argument : `${shape}${traits.join()}`,
  );
}

/** Interfaces outside the groups that matter in one circumstance. */
function addRare(to: CodeCollector, call: CallNode, name: string, args: readonly Node[]): void {
  const [first, second] = args;
  const value = first === undefined ? undefined : to.fold(first);
  if (
    /^(?:setTimeout|setInterval|setImmediate)$/.test(name) &&
    value !== undefined &&
    (value.t === "constant" || value.t === "text")
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

/** A file that is read or written: only which one matters. */
function addFile(to: CodeCollector, call: CallNode, api: string, args: readonly Node[]): void {
  const [first] = args;
  if (first === undefined) return;
  const value = to.fold(first);
  for (const item of alternatives(value)) {
    if (item.t === "constant" || item.t === "text")
      addTextFacts(to, render(item), { ...contextOf(to, call, item), use: "base", by: api });
  }
  if (/\.chmod(?:Sync)?$/.test(api) && args[1] !== undefined && isExecutable(to.fold(args[1]))) {
    const traits = ["makes a file executable"];
    add(to, call, { group: "fs", api, argument: render(value), shape: shapeOf(value), traits }, value);
    return;
  }
  const parent = parentOf(call);
  if (isWrite(api) && parent !== undefined && /\.(?:c?js|mjs|sh|node|exe|bat|ps1)$/.test(render(value))) {
    add(
      to,
      call,
      { group: "fs", api, argument: render(value), shape: shapeOf(value), traits: ["writes a program"] },
      value,
    );
  }
}

/** Permission bits, as a number or in octal text, with any of the three that let a file be run. */
function isExecutable(mode: Value): boolean {
  if (mode.t !== "constant") return false;
  const bits = typeof mode.value === "string" ? Number.parseInt(mode.value, 8) : Number(mode.value);
  return (bits & 0o111) !== 0;
}

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
