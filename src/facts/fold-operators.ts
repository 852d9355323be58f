/** Operators on constant operands. */
import { ASSEMBLED, COMPUTED, concat, constant, DECODED, fromOf, number, PLAIN, type Value } from "./value.js";

const ARITHMETIC: Readonly<Record<string, (a: number, b: number) => number>> = {
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  "/": (a, b) => a / b,
  "%": (a, b) => a % b,
  "**": (a, b) => a ** b,
  "^": (a, b) => a ^ b,
  "&": (a, b) => a & b,
  "|": (a, b) => a | b,
  "<<": (a, b) => a << b,
  ">>": (a, b) => a >> b,
  ">>>": (a, b) => a >>> b,
};

/** A binary operator other than `+`. A number that was computed bit by bit counts as decoded. */
export function fold2(operator: string, left: Value, right: Value): Value {
  const compared = compare(operator, left, right);
  if (compared !== undefined) return constant(compared);
  const [a, b] = [number(left), number(right)];
  if (a === undefined || b === undefined || !Object.hasOwn(ARITHMETIC, operator)) return COMPUTED;
  const result = ARITHMETIC[operator]?.(a, b) ?? Number.NaN;
  return constant(result, [...fromOf(left), ...fromOf(right)], operator === "^" ? DECODED : PLAIN);
}

function compare(operator: string, left: Value, right: Value): boolean | undefined {
  if (left.t !== "constant" || right.t !== "constant") return undefined;
  const [a, b] = [left.value, right.value];
  if (operator === "===" || operator === "==") return a === b;
  if (operator === "!==" || operator === "!=") return a !== b;
  const order = typeof a === "number" && typeof b === "number" ? a - b : Number.NaN;
  if (Number.isNaN(order)) return operator === "<" || operator === ">" ? false : undefined;
  return operator === "<"
    ? order < 0
    : operator === ">"
      ? order > 0
      : operator === "<="
        ? order <= 0
        : operator === ">="
          ? order >= 0
          : undefined;
}

/** `a + b`, of numbers or as text. */
export function plus(a: Value, b: Value): Value {
  const [left, right] = [number(a), number(b)];
  if (left !== undefined && right !== undefined) return constant(left + right, [...fromOf(a), ...fromOf(b)]);
  return concat([a, b], ASSEMBLED);
}

export function foldUnary(operator: string, value: Value): Value {
  if (operator === "void") return constant(undefined);
  if (value.t !== "constant") return COMPUTED;
  if (operator === "!") return constant(!value.value);
  if (operator === "+") return constant(Number(value.value), value.from);
  const operand = number(value);
  if (operand === undefined) return operator === "typeof" ? constant(typeof value.value) : COMPUTED;
  if (operator === "-") return constant(-operand, value.from);
  return operator === "~" ? constant(~operand, value.from) : COMPUTED;
}
