import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { diffLines, type LineDiff, linesOf } from "../../src/diff/lines.js";

/** Plays the hunks on the old lines. */
function apply(before: readonly string[], after: readonly string[], diff: LineDiff): string[] {
  const result: string[] = [];
  let at = 0;
  for (const hunk of diff.hunks) {
    result.push(...before.slice(at, hunk.beforeLine - 1));
    assert.equal(result.length, hunk.afterLine - 1);
    result.push(...after.slice(hunk.afterLine - 1, hunk.afterLine - 1 + hunk.afterCount));
    at = hunk.beforeLine - 1 + hunk.beforeCount;
  }
  return [...result, ...before.slice(at)];
}

const text = fc.array(fc.constantFrom("a", "b", "c", "d", "}", ""), { maxLength: 40 }).map((lines) => lines.join("\n"));

test("the lines of a text, joined, are the text", () => {
  fc.assert(fc.property(fc.string(), (s) => assert.equal(linesOf(s).join(""), s)));
  assert.deepEqual(linesOf("a\r\nb\n\nc"), ["a\r\n", "b\n", "\n", "c"]);
});

test("hunks re-applied to the old lines give the new ones, and never touch one another", () => {
  fc.assert(
    fc.property(text, text, (a, b) => {
      const [before, after] = [linesOf(a), linesOf(b)];
      const diff = diffLines(before, after);
      assert.deepEqual(apply(before, after, diff), after);
      assert.equal(diff.added - diff.removed, after.length - before.length);
      assert.equal(diff.coarse, 0);
      for (const [i, hunk] of diff.hunks.slice(1).entries()) {
        const last = diff.hunks[i];
        assert.ok(last !== undefined && last.beforeLine + last.beforeCount < hunk.beforeLine);
      }
    }),
  );
});

test("one added line in a large file is one hunk of one line", () => {
  const before = Array.from({ length: 50_000 }, (_, i) => `line ${i % 1000}\n`);
  const after = before.toSpliced(30_000, 0, "Bcc: 'x'\n");
  assert.deepEqual(diffLines(before, after), {
    hunks: [{ beforeLine: 30_001, beforeCount: 0, afterLine: 30_001, afterCount: 1 }],
    added: 1,
    removed: 0,
    coarse: 0,
  });
});

test("texts without an anchor and with too many edits count as replaced, and say so", () => {
  const before = Array.from({ length: 6000 }, (_, i) => `${(i * 7919) % 97}\n`);
  const after = Array.from({ length: 6000 }, (_, i) => `${(i * 104_729) % 89}\n`);
  const diff = diffLines(before, after);
  assert.ok(diff.coarse > 0);
  assert.deepEqual(apply(before, after, diff), after);
});

test("a change of line endings and a lost final line feed are changes", () => {
  assert.equal(diffLines(linesOf("a\nb\n"), linesOf("a\r\nb\n")).added, 1);
  assert.equal(diffLines(linesOf("a\nb\n"), linesOf("a\nb")).added, 1);
});
