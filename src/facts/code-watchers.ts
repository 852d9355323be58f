/** Calls that stand between others without replacing them: hooks on requests and on the inside of a server. */
import type { CallNode, Node } from "../source/ast.js";
import { calleeName } from "./code-text.js";
import type { CodeCollector } from "./collector.js";

/** What tells of a patch: its node, the name of what is changed, the new value, and how. */
export type Tell = (node: Node, name: string, value: Node, how: string) => void;

export function addWatchers(to: CodeCollector, tell: Tell): void {
  for (const call of to.module.calls) addCall(to, call, tell);
}

/** Members in which the protocol's SDK keeps what it calls. */
const INSIDE = /\._(?:requestHandlers|notificationHandlers|responseHandlers|registered(?:Tools|Prompts|Resources))\b/;

function addCall(to: CodeCollector, call: CallNode, tell: Tell): void {
  const [first, second] = call.arguments as Node[];
  const name = calleeName(call);
  if (name === undefined || first === undefined || !HOOKS.test(name)) return;
  const written = to.source(call.callee as Node, 160);
  if (name === "set" && INSIDE.test(written) && !written.startsWith("this."))
    tell(call, written, second ?? first, "watched");
  const target = to.fold(call.callee as Node);
  const api = target.t === "reference" ? target.name : "";
  if (api === "async_hooks.createHook") tell(call, api, first, "watched");
  else if (api === "undici.setGlobalDispatcher" && !isPlain(to, first)) tell(call, api, first, "watched");
}

const HOOKS = /^(?:set|createHook|setGlobalDispatcher)$/;

/** One of the library's own agents, without functions of the package's. */
function isPlain(to: CodeCollector, node: Node): boolean {
  const value = to.fold(node);
  return (
    value.t === "reference" &&
    /^undici\.(?:EnvHttpProxyAgent|ProxyAgent|Agent|Pool|RetryAgent|Client)\(\)$/.test(value.name) &&
    !/=>|function|compose/.test(to.source(node, 400))
  );
}
