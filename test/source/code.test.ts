import assert from "node:assert/strict";
import { test } from "node:test";
import { type CodeLines, keepCode, readableCode } from "../../src/source/code.js";
import { isParsed, type Parsed, parse } from "../../src/source/parse.js";

function parsed(text: string, path: string): Parsed {
  const result = parse(text, path);
  assert.ok(isParsed(result));
  return result;
}

function linesOf(text: string, path: string): Pick<CodeLines, "lines"> & { readonly pieces: unknown } {
  const code = readableCode(text, path);
  assert.ok("lines" in code, JSON.stringify(code));
  return { lines: code.lines, pieces: code.lines.map((_, index) => code.pieces(index)) };
}

for (const [path, text] of [
  ["a.js", "const a=1,b={c:'\\x41'};function f(x){if(x)return a;else g(b)}export{f as h}"],
  ["a.ts", "type T<A>=A;const f=<A>(x:T<A>)=>x as A;export default f"],
] as const) {
  test(`what is kept of a parsed file shows it as parsing it again does: ${path}`, () => {
    const anew = linesOf(text, path);
    keepCode(text, path, parsed(text, path));
    assert.deepEqual(linesOf(text, path), anew);
  });
}

test("what is kept is given once, and to who reads the same language", () => {
  // A text that does not parse tells whether it was parsed.
  const [text, twin] = ["f()?g()", "f();g()"];
  keepCode(text, "a.js", parsed(twin, "a.js"));
  assert.ok("reason" in readableCode(text, "a.ts"));
  assert.ok("lines" in readableCode(text, "a.mjs"));
  assert.ok("reason" in readableCode(text, "a.mjs"));
});

test("nothing is kept of a text whose tree is large", () => {
  const blanks = " ".repeat(3 * 1024 ** 2);
  keepCode(`f()?g()${blanks}`, "a.js", parsed(`f();g()${blanks}`, "a.js"));
  assert.ok("reason" in readableCode(`f()?g()${blanks}`, "a.js"));
});
