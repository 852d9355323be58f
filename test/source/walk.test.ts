import assert from "node:assert/strict";
import { test } from "node:test";
import { type Node, walk } from "../../src/source/ast.js";
import { isParsed, parse } from "../../src/source/parse.js";

function namesIn(text: string, path: string): string[] {
  const parsed = parse(text, path);
  assert.ok(isParsed(parsed));
  const names: string[] = [];
  walk(parsed.program as Node, (node) => {
    if (node.type === "Identifier") names.push(node.name);
    return undefined;
  });
  return names.sort();
}

test("what only some nodes of a type have is walked, whichever file was read before", () => {
  for (const path of ["before.js", "before.ts"]) namesIn("class A { m() {} } f();", path);
  const decorated = "@first class B { @second m(@third a) {} }";
  assert.deepEqual(namesIn(decorated, "b.ts"), ["B", "a", "first", "m", "second", "third"]);
  assert.deepEqual(namesIn("g<T>(1);", "c.ts"), ["T", "g"]);
});
