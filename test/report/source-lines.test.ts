/** Lines of source on a screen: widths, colours, what is elided, what differs. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type CodeLine, renderCode } from "../../src/report/code-line.js";
import { keptParts } from "../../src/report/elide.js";
import { visible, visibleLine } from "../../src/report/escape.js";
import { chop, fit, lineCells, say, textOfLine, wrapped } from "../../src/report/styled.js";
import { NOTHING_OPEN, type Open, tokensOf } from "../../src/report/tokens.js";
import { cells, cutAt } from "../../src/report/width.js";

const binary = fc.string({ unit: "binary", maxLength: 300 });
const PIECES = [..."ab{}`'\"/*$", "\t", "\u202e", "\u200b", "\u0430", "\u0301", "中", "👍", "\u{1f1e9}"];
const hostile = fc.oneof(
  binary,
  fc.array(fc.constantFrom(...PIECES), { maxLength: 80 }).map((pieces) => pieces.join("")),
);
const code = (text: string, rest: Partial<CodeLine> = {}): CodeLine => ({
  ...{ text, kind: "added", tokens: [], parts: [] },
  ...rest,
});

test("cells: wide characters take two, marks none", () => {
  const cases: [string, number][] = [
    ["abc", 3],
    ["中文", 4],
    ["ｆｕｌｌ", 8],
    ["e\u0301", 1],
    ["👍", 2],
    ["한", 2],
    ["\u1112\u1161\u11ab", 2],
    ["Привет…", 7],
  ];
  for (const [text, width] of cases) assert.equal(cells(text), width, text);
  assert.equal(cutAt("中文", 3), 1);
  assert.equal(cutAt("e\u0301e\u0301", 1), 2);
});

test("a visible line keeps count of places", () => {
  const shown = visibleLine("a\tb\u202ec\u{e0041}d", () => "  ");
  assert.equal(shown.text, "a  b\\u{202e}c\\u{e0041}d");
  assert.deepEqual([0, 1, 2, 3, 4, 7].map(shown.at), [0, 1, 3, 4, 12, 22]);
  fc.assert(
    fc.property(hostile, (text) => {
      const tabless = text.replaceAll("\t", "");
      assert.equal(visibleLine(tabless, () => "").text, visible(tabless));
      const { text: out, at } = visibleLine(text, () => "  ");
      let last = 0;
      for (let i = 0; i <= text.length; i++) {
        assert.ok(at(i) >= last && at(i) <= out.length);
        last = at(i);
      }
    }),
  );
});

const kinds = (lines: readonly string[]): string[] => {
  let open: Open = NOTHING_OPEN;
  return lines.map((line) => {
    const read = tokensOf(line, "script", open);
    open = read.open;
    return read.tokens.map(({ start, end, kind }) => `${kind[0]}:${line.slice(start, end)}`).join(" ");
  });
};

test("tokens: comments, strings, templates and regular expressions over lines", () => {
  assert.deepEqual(kinds(["const a = 'x\\'y'; // z"]), ["k:const s:'x\\'y' c:// z"]);
  assert.deepEqual(kinds(["a /* b", "c */ return 1"]), ["c:/* b", "c:c */ k:return n:1"]);
  assert.deepEqual(kinds(["`a ${b ? `c` : {}} d", "e` + 2"]), ["s:`a ${ s:`c` s:} d", "s:e` n:2"]);
  assert.deepEqual(kinds(["a = b / c; d = /['\"`]/.test(e)"]), ["s:/['\"`]/"]);
  assert.deepEqual(kinds(["a.default = b.new"]), [""]);
});

test("tokens are in order and within the line, whatever it is", () => {
  fc.assert(
    fc.property(fc.array(hostile), (lines) => {
      let open: Open = NOTHING_OPEN;
      for (const line of lines) {
        const read = tokensOf(line, "script", open);
        let last = 0;
        for (const { start, end } of read.tokens) {
          assert.ok(start >= last && end > start && end <= line.length);
          last = end;
        }
        open = read.open;
      }
    }),
  );
});

test("what is elided is counted: kept parts and marks add up to the line", () => {
  const text = "x".repeat(5000);
  const parts = [
    { start: 1000, end: 1010 },
    { start: 4000, end: 4001 },
  ];
  const { lines } = renderCode(code(text, { parts }), { width: 80, rows: 3, marks: false });
  const shown = lines.map(textOfLine).join("");
  const elided = [...shown.matchAll(/…\[([\d,]+) characters\]…/g)].map(([, n]) => Number(n?.replaceAll(",", "")));
  assert.equal(elided.length, 3);
  assert.equal(elided.reduce((a, b) => a + b, 0) + (shown.match(/x/g)?.length ?? 0), 5000);
});

test("kept parts are in order, apart, and hold the first anchor", () => {
  const spans = fc.array(
    fc.tuple(fc.nat(9_999), fc.nat(300)).map(([start, size]) => ({ start, end: start + size })),
    { maxLength: 9 },
  );
  fc.assert(
    fc.property(
      fc.integer({ min: 300, max: 10_000 }),
      spans,
      fc.integer({ min: 20, max: 400 }),
      (length, all, budget) => {
        const anchors = all.filter(({ end }) => end <= length).sort((a, b) => a.start - b.start);
        const kept = keptParts(length, anchors, budget);
        let last = -1;
        for (const { start, end } of kept) {
          assert.ok(start > last && end > start && end <= length);
          last = end;
        }
        const [first] = anchors;
        if (first !== undefined)
          assert.ok(kept.some(({ start, end }) => start <= first.start && first.start < end + 1));
      },
    ),
  );
});

test("what differs is marked without colours, and a tab that differs is seen", () => {
  const parts = [{ start: 4, end: 6 }];
  const marks = { width: 80, rows: 3, marks: true };
  const text = (line: CodeLine): string => renderCode(line, marks).lines.map(textOfLine).join("|");
  assert.equal(text(code("a = 10;", { parts })), "a = {+10+};");
  assert.equal(text(code("a = 10;", { parts, kind: "removed" })), "a = [-10-];");
  assert.equal(text(code("\ta\tb", { parts: [{ start: 2, end: 3 }] })), "  a{+→ +}b");
});

test("the place of a finding is found again on wrapped and elided lines", () => {
  const text = `${"a".repeat(500)}NEEDLE${"b".repeat(700)}`;
  for (const width of [20, 33, 80]) {
    const { lines, focus } = renderCode(code(text, { focus: 500 }), { width, rows: 3, marks: false });
    const rest = lines.slice(focus?.row).map(textOfLine).join("");
    assert.ok(rest.slice(focus?.cell).startsWith("NEEDLE"), `${width}: ${rest}`);
  }
});

test("lines hold their width, whatever they hold", () => {
  fc.assert(
    fc.property(hostile, fc.integer({ min: 10, max: 100 }), (text, width) => {
      for (const line of renderCode(code(text), { width, rows: 3, marks: false }).lines) {
        assert.ok(lineCells(line) <= width);
      }
      assert.ok(lineCells(fit([say(text)], width)) <= width);
      for (const line of wrapped(visible(text), width)) assert.ok(cells(line) <= width);
      assert.equal(
        chop([say(text)], width)
          .map(textOfLine)
          .join(""),
        visible(text),
      );
    }),
  );
});
