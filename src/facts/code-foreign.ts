/** Members of what another module made: whoever imports that module meets what is put there. */
import type * as acorn from "acorn";
import { bare, isFunction, type Node } from "../source/ast.js";
import { scopeAt } from "../source/scope.js";
import { calleeName } from "./code-text.js";
import type { CodeCollector } from "./collector.js";

/** The names between an expression and the name that it starts from, aliases of members followed. */
function chainOf(
  to: CodeCollector,
  node: Node,
): { readonly root: acorn.Identifier; readonly keys: readonly string[] } | undefined {
  const keys: string[] = [];
  let at = bare(node);
  for (let steps = 0; steps < 12; steps++) {
    if (at.type === "MemberExpression") {
      keys.unshift(to.folder.keyOf({ key: at.property, computed: at.computed }, to.frame) ?? "…");
      at = bare(at.object as Node);
      continue;
    }
    if (at.type !== "Identifier") return undefined;
    const init = to.folder.declaration(at);
    if (init?.type !== "MemberExpression") return { root: at, keys };
    at = init;
  }
  return undefined;
}

/** A name that is imported or required: what belongs to it is used by others. */
function isForeign(to: CodeCollector, root: acorn.Identifier): boolean {
  const binding = scopeAt(root)?.find(root.name);
  if (binding?.kind === "import") return true;
  if (binding?.kind !== "variable" || binding.init === undefined || binding.path.length > 0) return false;
  const value = to.fold(root);
  return value.t === "module" || (value.t === "reference" && /\brequire\(/.test(to.source(binding.init, 200)));
}

/** `Client.prototype.send = …` where `Client` is imported: its own file would declare the method in the class. */
export function isForeignPrototype(to: CodeCollector, left: acorn.MemberExpression): boolean {
  const chain = chainOf(to, left);
  const key = chain?.keys.at(-2);
  return chain !== undefined && (key === "prototype" || key === "__proto__") && isForeign(to, chain.root);
}

/** `client.request = (…) => …` where `client` is another module's: whoever imports that module calls the new function. */
export function isForeignMember(to: CodeCollector, left: acorn.MemberExpression, right: Node): boolean {
  const value = bare(right);
  if (!isFunction(value) && !(value.type === "NewExpression" && calleeName(value) === "Proxy")) return false;
  const chain = chainOf(to, left);
  return chain !== undefined && !SETTING.test(chain.keys.join(".")) && isForeign(to, chain.root);
}

/** Places where libraries expect functions of whoever uses them. */
const SETTING = /(?:^|\.)(?:on[a-zA-Z]*|defaults|options|config\w*|settings|log\w*|debug|displayName|plugins?)(?:\.|$)/;
