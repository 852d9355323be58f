/** Files that are read or written, and those that others run. */
import { type CallNode, type Node, parentOf } from "../source/ast.js";
import { isWrite } from "./api.js";
import { add, shown } from "./call-fact.js";
import { calleeName, contextOf } from "./code-text.js";
import type { CodeCollector } from "./collector.js";
import { addTextFacts } from "./text-facts.js";
import { alternatives, render, shapeOf, type Value } from "./value.js";

const LISTS = /\.(?:readdir|opendir)(?:Sync)?$/;
const HOME = /^(?:os\.homedir\(\)|process\.env\.(?:HOME|USERPROFILE))$/;

/** A file that is read or written: only which one matters. */
export function addFile(to: CodeCollector, call: CallNode, api: string, args: readonly Node[]): void {
  const [first] = args;
  if (first === undefined) return;
  const value = to.fold(first);
  for (const item of alternatives(value)) {
    if (item.t === "constant" || item.t === "text")
      addTextFacts(to, render(item), { ...contextOf(to, call, item), use: "base", by: api });
  }
  if (LISTS.test(api) && value.t === "reference" && HOME.test(value.name)) {
    const what = "the home folder as a whole";
    const place = { kind: "path", key: `path:${what}`, zone: to.zone, at: to.at(call.start), via: [] } as const;
    to.add({ ...place, path: "~", what, level: "sensitive", by: api });
  }
  if (/\.chmod(?:Sync)?$/.test(api) && args[1] !== undefined && isExecutable(to.fold(args[1])) && !isMade(to, first)) {
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
  } else if (isWrite(api) && OTHERS_RUN.test(shown(value))) {
    const traits = ["changes what others run"];
    add(to, call, { group: "fs", api, argument: shown(value), shape: shapeOf(value), traits }, value);
  }
}

/** Installed packages and the manifest of a project. */
const OTHERS_RUN =
  /(?:^|[\s/…\\])node_modules[/\\]|\[(?:require|import\.meta)\.resolve\(\)\]|(?:^|[/…\\])package\.json$/;

/** A folder that the same file makes: its bits let nothing be run. */
const isMade = (to: CodeCollector, path: Node): boolean =>
  to.module.calls.some(
    (call) =>
      /^(?:mkdir|mkdirSync|mkdirp|ensureDir|ensureDirSync)$/.test(calleeName(call) ?? "") &&
      call.arguments[0] !== undefined &&
      to.source(call.arguments[0] as Node, 200) === to.source(path, 200),
  );

/** Permission bits, as a number or in octal text, with any of the three that let a file be run. */
function isExecutable(mode: Value): boolean {
  if (mode.t !== "constant") return false;
  const bits = typeof mode.value === "string" ? Number.parseInt(mode.value, 8) : Number(mode.value);
  return (bits & 0o111) !== 0;
}
