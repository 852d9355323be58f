/** Literals as values, and where folded values are kept. */
import type * as acorn from "acorn";
import type { Node } from "../source/ast.js";
import type { SourceModule } from "../source/module.js";
import { constant, DECODED, PLAIN, type Primitive, type Value } from "./value.js";

/** Values are kept on the nodes themselves: a tree belongs to one folder, and nothing is quicker to look up. */
interface Folded {
  folded?: Value;
}

export const knownOf = (node: Node): Value | undefined => (node as Folded).folded;

export function keep(node: Node, value: Value): void {
  (node as Folded).folded = value;
}

export function literal(node: acorn.Literal, module: SourceModule): Value {
  if (node.regex) return { t: "regex", source: node.regex.pattern, flags: node.regex.flags };
  const hidden = typeof node.value === "string" && hiddenByEscapes(node.raw ?? module.textOf(node));
  return constant(node.value as Primitive, [{ module, node }], hidden ? DECODED : PLAIN);
}

/** Escapes of letters, digits and ordinary signs: nobody writes `\x62cc` for readers. */
export const hiddenByEscapes = (raw: string): boolean =>
  raw.includes("\\") && /\\(?:x[2-7][0-9a-f]|u00[2-7][0-9a-f]|u\{0*[2-7][0-9a-f]\})/i.test(raw);
