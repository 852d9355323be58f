import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import type { AnyNode, Program } from "acorn";
import { outwardOf } from "../../src/source/outward.js";
import { isParsed, parse } from "../../src/source/parse.js";
import { statementsOf } from "../../src/source/statements.js";
import { ROOT } from "../helpers/root.js";

const FILES = [
  "acorn/dist/acorn.js",
  "acorn/dist/acorn.mjs",
  "@babel/parser/lib/index.js",
  "commander/lib/command.js",
  "esbuild/lib/main.js",
  "fast-check/lib/fast-check.js",
  "jsonc-parser/lib/umd/impl/scanner.js",
  "tar/dist/esm/index.min.js",
  "yaml/dist/parse/lexer.js",
];

function programOf(text: string): Program {
  const parsed = parse(text, "");
  assert.ok(isParsed(parsed) && parsed.isPlain);
  return parsed.program;
}

for (const path of FILES) {
  const text = readFileSync(join(ROOT, "node_modules", path), "utf8");
  test(`${path}: each statement lies between two bounds, which knows its names`, () => {
    const found = statementsOf(text);
    assert.ok(found !== undefined);
    const names = new Map<number, Set<string>>();
    for (const node of programOf(text).body as AnyNode[]) {
      const piece = found.bounds.findIndex((bound) => bound > node.start) - 1;
      assert.ok((found.bounds[piece + 1] ?? 0) >= node.end, text.slice(node.start, node.start + 60));
      names.set(piece, new Set(found.names[piece]));
      const alone = programOf(text.slice(node.start, node.end));
      for (const name of outwardOf(alone).declared) assert.ok(names.get(piece)?.has(name), name);
    }
  });
}

const pieces = (text: string): string[] | undefined => {
  const found = statementsOf(text);
  return found?.firsts.map((first, i) => text.slice(first, found.bounds[i + 1]).trim());
};

test("what stands in texts, comments and expressions ends no statement", () => {
  for (const one of [
    "use(`a;${b;}var c`);",
    "use('a;\\'}var b');",
    "use(/[/;}]var/g);",
    "var a = {\n b: 1 }\n.c;",
    "if (a) /b;/.test(c);",
    "for (;;) {}",
  ]) {
    assert.equal(pieces(one.replace("b;}", "{ b: 1 }}"))?.length, 1, one);
  }
  assert.deepEqual(pieces("var a = 1 /* ; */; // ;\nfunction b() {}\nclass C {}"), [
    "var a = 1 /* ; */;",
    "function b() {}",
    "class C {}",
  ]);
});

test("where the characters do not say enough there is no answer", () => {
  for (const text of [
    "{}\n/a;/g;",
    "a++ /b;/g;",
    "yield /b;/g;",
    "a();\n<!-- b;\n",
    "use('a;",
    "(;",
    "a\\u0062;",
    "a\u00a0b;",
  ]) {
    assert.equal(statementsOf(text), undefined, text);
  }
});

test("the names that are written to are known by statement", () => {
  const found = statementsOf("var a = 1;\nfunction f(b) { a += b; b.a = 2; const c = 3; }\nd = a == 1;\n");
  assert.deepEqual([...(found?.writes.keys() ?? [])].sort(), ["a", "d"]);
  assert.deepEqual([...(found?.writes.get("a") ?? [])], [1]);
});
