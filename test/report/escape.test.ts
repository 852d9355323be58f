import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { visible, visibleJson, visibleLines } from "../../src/report/escape.js";

test("what hides, moves or commands is shown", () => {
  const cases: [string, string][] = [
    ["a\x1b[2Jb", "a\\u{1b}[2Jb"],
    ["a\u202eb", "a\\u{202e}b"],
    ["a\u200bb\ufeff", "a\\u{200b}b\\u{feff}"],
    ["x\ufe0f\u{e0100}", "x\\u{fe0f}\\u{e0100}"],
    ["|\ue076|", "|\\u{e076}|"],
    ["\u3164 = 1", "\\u{3164} = 1"],
    ["\ud83d!", "\\u{d83d}!"],
    ["a\r\nb\tc", "a\\u{d}\\u{a}b\\u{9}c"],
    ["a\u00a0b\u2800", "a\\u{a0}b\\u{2800}"],
    ["\u{e0041}", "\\u{e0041}"],
    ["\x9b31m\x07", "\\u{9b}31m\\u{7}"],
  ];
  for (const [text, shown] of cases) assert.equal(visible(text), shown);
});

test("letters that imitate Latin ones are shown where they stand among them, words of their own script are not", () => {
  assert.equal(visible("api.lettrb\u043ex.example"), "api.lettrb\\u{43e}x.example");
  assert.equal(visible("Привет, Déjà vu, שלום, 你好, 👍"), "Привет, Déjà vu, שלום, 你好, 👍");
});

test("lines of source keep their layout", () => {
  assert.equal(visibleLines("\tif (x)\r\n}\n"), "\tif (x)\\u{d}\n}\n");
});

test("nothing shown is hidden, and plain text is left alone", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      assert.doesNotMatch(visible(text), /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/u);
      assert.equal(visible(visible(text)), visible(text));
    }),
  );
});

test("JSON keeps its value and shows nothing raw", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const json = visibleJson({ text }, 2);
      assert.deepEqual(JSON.parse(json), { text });
      assert.doesNotMatch(json.replaceAll("\n", ""), /[\p{Cc}\p{Cf}\p{Co}\p{Cs}]/u);
    }),
  );
});
