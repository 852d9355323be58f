/** Options of a child process that are handed to a helper instead of to what starts it. */
import type * as acorn from "acorn";
import { bare, type Node, parentOf } from "../source/ast.js";
import { groupOf } from "./api.js";
import { calleeName } from "./code-text.js";
import type { CodeCollector } from "./collector.js";

const COMPANIONS = /^(?:cwd|env|stdio|encoding|maxBuffer|windowsHide|detached|killSignal|uid|gid|argv0)$/;

/** `run(command, { env, shell: true })`: a shell reads the words of the command, whoever runs it. */
export function addShells(to: CodeCollector): void {
  for (const property of to.module.properties) {
    const object = parentOf(property);
    if (nameOf(property) !== "shell" || object?.type !== "ObjectExpression") continue;
    const value = to.fold(property.value as Node);
    if (value.t !== "constant" || value.value !== true) continue;
    if (!object.properties.some((item) => item.type === "Property" && COMPANIONS.test(nameOf(item)))) continue;
    if (isGivenToStarter(to, object)) continue;
    to.add({
      kind: "call",
      key: `call:exec:shell:${holderName(object)}`,
      zone: to.zone,
      at: to.at(property.start),
      via: [],
      group: "exec",
      api: "a helper",
      argument: to.source(parentOf(object) ?? object, 120),
      shape: "computed",
      traits: ["shell"],
    });
  }
}

const nameOf = ({ key }: acorn.Property): string =>
  key.type === "Identifier" ? key.name : key.type === "Literal" ? String(key.value) : "";

/** What the options are given to, where that is a name which a minifier leaves. */
function holderName(object: Node): string {
  const call = parentOf(object);
  const name = call?.type === "CallExpression" || call?.type === "NewExpression" ? calleeName(call) : undefined;
  return name === undefined || name.length < 3 ? "" : name;
}

/** The call itself tells that it has a shell. */
function isGivenToStarter(to: CodeCollector, object: Node): boolean {
  const call = parentOf(object);
  if (call?.type !== "CallExpression" && call?.type !== "NewExpression") return false;
  const callee = to.fold(bare(call.callee as Node));
  return callee.t === "reference" && groupOf(callee.name) === "exec";
}
