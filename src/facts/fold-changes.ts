/** Variables that are filled step by step where they are declared: `const out = []; for (…) out.push(…)`. */
import { bare, type Node, parentOf } from "../source/ast.js";
import type { Binding } from "../source/scope.js";
import type { Folder, Frame } from "./fold.js";
import { Bound, isConcrete } from "./fold-bound.js";
import { Run } from "./fold-run.js";
import type { Value } from "./value.js";

const LONGEST = 4_000;
const MOST_BETWEEN = 40;

/**
 * What a name that changes holds where it is used: the statements between its declaration and the use, followed. Undefined
 * when nothing there changes it, or when that cannot be followed.
 */
export function valueAt(folder: Folder, binding: Binding, use: Node, frame: Frame): Value | undefined {
  const home = parentOf(binding.node);
  const block = home && parentOf(home);
  if (home?.type !== "VariableDeclaration" || block === undefined) return undefined;
  if ((block.type !== "BlockStatement" && block.type !== "Program") || use.start - home.start > LONGEST)
    return undefined;
  const body = block.body as Node[];
  const first = body.indexOf(home);
  let last = first;
  while (last < body.length && (body[last]?.end ?? 0) <= use.start) last += 1;
  const between = body.slice(first, last);
  if (between.length > MOST_BETWEEN || !between.slice(1).some(mayChange)) return undefined;
  const value = new Run(folder, frame, new Bound()).after(between, binding);
  return value !== undefined && isConcrete(value) ? value : undefined;
}

const mayChange = (node: Node): boolean =>
  /^(?:For|While|DoWhile|ForOf|Switch)Statement$/.test(node.type) ||
  (node.type === "ExpressionStatement" && /^(?:Call|Assignment)Expression$/.test(bare(node.expression as Node).type));
