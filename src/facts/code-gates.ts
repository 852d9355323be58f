/** Conditions that only some machines, some days or some values meet. */
import type * as acorn from "acorn";
import { bare, type Node } from "../source/ast.js";
import { push } from "./code-shapes.js";
import type { CodeCollector } from "./collector.js";
import { number, references, text, type Value } from "./value.js";

/** Conditions under which only some machines, or only some day, run what follows. */
export function addGate(to: CodeCollector, test: Node): void {
  const parts: Node[] = [bare(test)];
  for (let part = parts.pop(), steps = 0; part !== undefined && steps < 20; part = parts.pop(), steps++) {
    if (part.type === "LogicalExpression") parts.push(bare(part.left as Node), bare(part.right as Node));
    else if (part.type === "BinaryExpression") addComparison(to, part);
    else if (part.type === "CallExpression") addAsked(to, part);
    else if (part.type === "UnaryExpression") parts.push(bare(part.argument as Node));
  }
}

function addComparison(to: CodeCollector, node: acorn.BinaryExpression): void {
  const left = to.fold(node.left as Node);
  const right = to.fold(node.right as Node);
  const names = [...references(left), ...references(right)].join(" ");
  const fixed = constantOf(left) ?? constantOf(right);
  const written = to.source(node);
  if (/^[<>]=?$/.test(node.operator) && /\bDate\b/.test(names) && isMoment(fixed ?? fixedDate(to.source(node, 300)))) {
    push(to, node, "gate", `gate:time:${String(fixed)}`, `runs only on one side of a fixed time: ${to.source(node)}`);
  } else if (
    /^[<>]=?$/.test(node.operator) &&
    /\bMath\.random\(\)/.test(names) &&
    typeof fixed === "number" &&
    (fixed <= 0.2 || fixed >= 0.8)
  ) {
    push(to, node, "gate", `gate:chance:${fixed}`, `runs only by chance: ${to.source(node)}`);
  } else if (/^[<>]=?$/.test(node.operator) && /Date\(\)\.get(?:UTC)?FullYear\(\)/.test(names) && isYear(fixed)) {
    push(to, node, "gate", `gate:time:${String(fixed)}`, `runs only on one side of a fixed time: ${to.source(node)}`);
  } else if (
    /^[!=]==?$/.test(node.operator) &&
    /os\.(?:hostname|userInfo)\(\)|inspector\.url\(\)|DateTimeFormat\(\)|getTimezoneOffset|process\.env\.(?:USER|LANG|USERNAME|COMPUTERNAME|HOSTNAME)\b/.test(
      names,
    ) &&
    (fixed !== undefined || names.includes("inspector"))
  ) {
    push(to, node, "gate", `gate:machine:${String(fixed)}`, `runs only on some machines: ${to.source(node)}`);
  } else if (/^(?:[<>]=?|[!=]==?)$/.test(node.operator) && typeof fixed === "number" && TODAY.test(written)) {
    push(to, node, "gate", `gate:clock:${written}`, `runs only at some hours or days: ${written}`);
  } else if (
    /^[<>]=?$/.test(node.operator) &&
    typeof fixed === "number" &&
    /\bos\.(?:uptime|totalmem)\(\)/.test(names)
  ) {
    push(to, node, "gate", `gate:machine:${written}`, `runs only on some machines: ${written}`);
  } else if (
    /^===?$/.test(node.operator) &&
    typeof fixed === "string" &&
    isDigest(fixed) &&
    /\.digest\b/.test(written)
  ) {
    push(
      to,
      node,
      "gate",
      `gate:digest:${fixed}`,
      `runs only for one value, of which the digest is given: ${to.source(node, 200)}`,
    );
  }
}

/** The time of now, not of a date that somebody gave. */
const TODAY = /\bnew Date\(\)\.get(?:UTC)?(?:Day|Hours|Date|Month|Minutes)\(\)/;

const isDigest = (text: string): boolean => /^[0-9a-f]{32,128}$/i.test(text) || /^[\w+/-]{22,88}={0,2}$/.test(text);

const isYear = (value: string | number | undefined): boolean =>
  typeof value === "number" && value > 2024 && value < 2100;

/** `language.startsWith("ru")`, `process.execArgv.some(…"--inspect"…)`: asked of the machine rather than of the caller. */
function addAsked(to: CodeCollector, call: acorn.CallExpression): void {
  const callee = bare(call.callee as Node);
  if (callee.type !== "MemberExpression" || callee.property.type !== "Identifier") return;
  if (!/^(?:startsWith|includes|endsWith|test|some|match)$/.test(callee.property.name)) return;
  const [given] = call.arguments as Node[];
  const asked = [callee.object as Node, ...(callee.property.name === "test" && given !== undefined ? [given] : [])]
    .flatMap((node) => references(to.fold(node)))
    .join(" ");
  const written = to.source(call, 200);
  if (/process\.execArgv|inspector\.url/.test(asked) && /inspect|debug/.test(written)) {
    push(to, call, "gate", "gate:debugger", `runs only when nobody debugs it: ${written}`);
  } else if (
    /process\.env\.(?:LANG|LC_ALL|LANGUAGE|TZ|USER|USERNAME|COMPUTERNAME|HOSTNAME|LOGNAME|USERDOMAIN|USERDNSDOMAIN)\b|os\.(?:hostname|userInfo)\(\)|DateTimeFormat\(\)/.test(
      asked,
    )
  ) {
    push(to, call, "gate", `gate:machine:${written.slice(0, 80)}`, `runs only on some machines: ${written}`);
  } else if (
    /process\.cwd\(\)/.test(asked) &&
    given !== undefined &&
    (text(to.fold(given)) ?? "").length > 2 &&
    !/node_modules|\bdist\b|\bsrc\b|\btest|\bbuild\b|__|\.asar|[/\\]bin\b/.test(written)
  ) {
    push(to, call, "gate", `gate:folder:${written.slice(0, 80)}`, `runs only in some folders: ${written}`);
  }
}

const constantOf = (value: Value): string | number | undefined => text(value) ?? number(value);

/** The date within `new Date("2027-03-01")`, `Date.parse(…)` or `Date.UTC(2027, …)`. */
const fixedDate = (source: string): string | undefined => {
  const match = /Date(?:\.parse)?\(\s*["'`](20\d\d-\d\d[\d-]*)|Date(?:\.UTC)?\(\s*(20\d\d)\s*,/.exec(source);
  return match?.[1] ?? (match?.[2] === undefined ? undefined : `${match[2]}-00`);
};

/** A point in time rather than a span: after 2020 in milliseconds or seconds, or a date in text. */
const isMoment = (value: string | number | undefined): boolean =>
  typeof value === "number"
    ? value > 1.58e12 || (value > 1.58e9 && value < 4e9)
    : value !== undefined && /^20[2-9]\d-\d\d/.test(value);
