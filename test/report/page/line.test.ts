import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { visible } from "../../../src/report/escape.js";
import { lineHtml } from "../../../src/report/page/line.js";
import { NOTHING_OPEN, tokensOf } from "../../../src/report/tokens.js";

const plain = (html: string): string =>
  html
    .replaceAll(/<[^>]*>/g, "")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&amp;", "&");

test("tokens, differences and hits are marked, also where they overlap", () => {
  const source = 'const a = "b";';
  const { tokens } = tokensOf(source, "script", NOTHING_OPEN);
  assert.equal(
    lineHtml(source, { tokens, emphasis: [{ start: 6, end: 12 }], hits: [{ start: 11, end: 12 }] }),
    '<span class="k">const</span> <span class="e">a = </span><span class="s e">&quot;</span><span class="s e hit">b</span><span class="s">&quot;</span>;',
  );
});

test("what hides is boxed, a tab is layout", () => {
  assert.equal(lineHtml("\ta\u202eb"), '\ta<span class="u">\\u{202e}</span>b');
});

test("a short line reads as its visible text, whatever is marked in it", () => {
  const span = fc.tuple(fc.nat(40), fc.nat(20)).map(([start, length]) => ({ start, end: start + length + 1 }));
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 60 }), span, span, (line, a, b) => {
      // A mark may fall between the halves of a character: both are shown then, each as what it is.
      fc.pre(!/[\ud800-\udfff]/.test(line) && !line.includes("\t"));
      assert.equal(plain(lineHtml(line, { emphasis: [a], hits: [b] })), visible(line));
    }),
  );
});

test("of a long line the changed parts are shown, and what is not shown is counted", () => {
  const line = `${"a".repeat(5000)}CHANGED${"b".repeat(5000)}`;
  const html = lineHtml(line, { emphasis: [{ start: 5000, end: 5007 }] });
  assert.match(html, /<span class="e">CHANGED<\/span>/);
  const shown = plain(html.replaceAll(/<span class="cut">.*?<\/span>/g, "")).length;
  const counted = [...html.matchAll(/ (\d+) characters? not shown/g)].reduce((sum, [, n]) => sum + Number(n), 0);
  assert.equal(shown + counted, line.length);
  assert.ok(shown < 1000);
});
