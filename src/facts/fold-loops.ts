/** Text that is put together with `+=`, in a row or in a loop over constants: the usual body of a small decoder. */
import { type Node, parentOf } from "../source/ast.js";
import type { Binding } from "../source/scope.js";
import { scopeAt } from "../source/scope.js";
import { concat, constant, DECODED, fromOf, number, text, type Value } from "./value.js";

export type FoldWith = (node: Node, bound: ReadonlyMap<Binding, Value>) => Value;

const MAX_ROUNDS = 4_096;

/** The value of a name after its `+=` writes, or undefined when those are not all that happens to it. */
export function loopText(binding: Binding, start: Value, fold: FoldWith): Value | undefined {
  if (!binding.writes.every((write) => write.operator === "+=") || text(start) === undefined) return undefined;
  if (binding.writes.slice(0, 200).some((write) => isConditional(write, binding))) return undefined;
  let value = start;
  for (const write of binding.writes.slice(0, 200)) {
    const loop = loopAround(write, binding);
    if (loop === undefined) value = concat([value, fold(write.right as Node, new Map())]);
    else {
      const rounds = roundsOf(loop, fold);
      if (rounds === undefined) return undefined;
      const parts = rounds.map((bound) => fold(write.right as Node, bound));
      if (!parts.every((part) => part.t === "constant")) return undefined;
      const added = parts.map((part) => (part.t === "constant" ? String(part.value) : "")).join("");
      value = concat([value, constant(added, parts.slice(0, 40).flatMap(fromOf), DECODED)]);
    }
  }
  return value;
}

/** Written in some rounds of a loop only. */
function isConditional(node: Node, binding: Binding): boolean {
  let isBranch = false;
  for (
    let at = parentOf(node), steps = 0;
    at !== undefined && at !== binding.scope.node && steps < 12;
    at = parentOf(at), steps++
  ) {
    if (/^(?:IfStatement|SwitchCase|ConditionalExpression|LogicalExpression)$/.test(at.type)) isBranch = true;
    if (isBranch && /^(?:ForOf|For|While|DoWhile)Statement$/.test(at.type)) return true;
  }
  return false;
}

/** The nearest loop between a write and the scope that declares the name. */
function loopAround(node: Node, binding: Binding): Node | undefined {
  for (
    let at = parentOf(node), steps = 0;
    at !== undefined && at !== binding.scope.node && steps < 12;
    at = parentOf(at), steps++
  ) {
    if (at.type === "ForOfStatement" || at.type === "ForStatement") return at;
  }
  return undefined;
}

/** What the loop's variable is in each round, or undefined when the loop is not a plain one over constants. */
function roundsOf(loop: Node, fold: FoldWith): readonly ReadonlyMap<Binding, Value>[] | undefined {
  return loop.type === "ForOfStatement"
    ? itemRounds(loop, fold)
    : loop.type === "ForStatement"
      ? countRounds(loop, fold)
      : undefined;
}

function variableOf(declaration: Node | null | undefined, inside: Node): Binding | undefined {
  if (declaration?.type !== "VariableDeclaration") return undefined;
  const id = declaration.declarations[0]?.id;
  return id?.type === "Identifier" ? scopeAt(inside)?.find(id.name) : undefined;
}

function itemRounds(
  loop: Node & { type: "ForOfStatement" },
  fold: FoldWith,
): readonly ReadonlyMap<Binding, Value>[] | undefined {
  const variable = variableOf(loop.left as Node, loop.body as Node);
  const source = fold(loop.right as Node, new Map());
  const whole = text(source);
  const items =
    whole !== undefined
      ? [...whole].map((item) => constant(item, fromOf(source)))
      : source.t === "list"
        ? source.items
        : undefined;
  if (variable === undefined || items === undefined || items.length > MAX_ROUNDS) return undefined;
  return items.map((item) => new Map([[variable, item]]));
}

/** `for (let i = a; i < b; i += c)` with constant bounds. */
function countRounds(
  loop: Node & { type: "ForStatement" },
  fold: FoldWith,
): readonly ReadonlyMap<Binding, Value>[] | undefined {
  const { init, test, update } = loop;
  const variable = variableOf(init as Node | null, loop.body as Node);
  if (variable === undefined || variable.init === undefined || test?.type !== "BinaryExpression") return undefined;
  const from = number(fold(variable.init, new Map()));
  const end = number(fold(test.right as Node, new Map()));
  const step = stepOf(update as Node | null | undefined, fold);
  if (from === undefined || end === undefined || step === undefined || step === 0) return undefined;
  const holds =
    test.operator === "<"
      ? (i: number) => i < end
      : test.operator === "<="
        ? (i: number) => i <= end
        : test.operator === ">="
          ? (i: number) => i >= end
          : undefined;
  if (holds === undefined) return undefined;
  const rounds: ReadonlyMap<Binding, Value>[] = [];
  for (let i = from; holds(i); i += step) {
    if (rounds.length >= MAX_ROUNDS) return undefined;
    rounds.push(new Map([[variable, constant(i)]]));
  }
  return rounds;
}

function stepOf(update: Node | null | undefined, fold: FoldWith): number | undefined {
  if (update?.type === "UpdateExpression") return update.operator === "++" ? 1 : -1;
  if (update?.type !== "AssignmentExpression" || update.operator !== "+=") return undefined;
  return number(fold(update.right as Node, new Map()));
}
