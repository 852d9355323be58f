/** JSON and JSON with comments, as the clients' own tolerant readers take it. */
import { type Node, type ParseError, parseTree, printParseErrorCode } from "jsonc-parser";
import { lineIndex, type Member, type Parsed, scalar, type Value } from "./value.js";

/** @throws RangeError when the text is nested too deeply. */
export function parseJson(text: string): Parsed {
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true, allowEmptyContent: true });
  const lineAt = lineIndex(text);
  const [error] = errors;
  if (error !== undefined) {
    return { problem: `line ${lineAt(error.offset)} is not JSON (${printParseErrorCode(error.error)})` };
  }
  return { value: root === undefined ? undefined : valueAt(root, lineAt) };
}

function valueAt(node: Node, lineAt: (offset: number) => number): Value {
  const line = lineAt(node.offset);
  const span = { start: node.offset, end: node.offset + node.length };
  if (node.type === "array") {
    return { kind: "list", line, span, items: (node.children ?? []).map((item) => valueAt(item, lineAt)) };
  }
  if (node.type !== "object") return scalar(line, node.value ?? null, span);
  const members: Member[] = [];
  for (const { children } of node.children ?? []) {
    const [key, value] = children ?? [];
    if (key === undefined || value === undefined) continue;
    members.push({ key: String(key.value), line: lineAt(key.offset), value: valueAt(value, lineAt) });
  }
  return { kind: "table", line, span, members };
}
