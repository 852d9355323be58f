import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { scratch } from "../scratch.js";
import { parseScript } from "./parse.js";
import { runScript } from "./run-script.js";

const TITLE = "# what it shows\n";

test("a script is a title, lines with prefixes and words, and files", () => {
  const { title, lines, files } = parseScript(
    `${TITLE}\n! mcp-pin add 'it''s $A'"$B"c\n# a remark\n?exec x\n-- a/b.txt --\none\n\n-- c --\ntwo\n`,
  );
  assert.equal(title, "what it shows");
  assert.deepEqual(
    lines.map(({ number, prefix }) => [number, prefix]),
    [
      [3, "!"],
      [5, "?"],
    ],
  );
  assert.deepEqual(lines[0]?.words[2], [
    { text: "it's $A", literal: true },
    { text: "$B", literal: false },
    { text: "c", literal: false },
  ]);
  assert.deepEqual(Object.fromEntries(files), { "a/b.txt": "one\n\n", c: "two\n" });
});

test("what cannot be read names its line", () => {
  assert.throws(() => parseScript(`${TITLE}stdout 'open`), /line 2: a quote is not closed/);
  assert.throws(() => parseScript(`${TITLE}!`), /line 2: a prefix without a command/);
  assert.throws(() => parseScript("exists x"), /begins with a comment/);
});

const failures: readonly [lines: string, message: RegExp][] = [
  ["frobnicate", /^s\.txt:2: frobnicate\nno command frobnicate: append /],
  ["! mkdir x", /mkdir takes no !/],
  ["stdout x", /no program has run yet/],
  ["exists $NOWHERE", /no variable NOWHERE/],
  ["exists $STORE/a/index.js", /nothing in the store is a/],
  ["exec node -e 'process.exit(4)'", /the exit code is 4\n\[exit 4\]/],
  ["! exec node -e ''", /is so, but must not: the exit code is 0/],
  [
    "exec node -e 'console.log(1); console.error(2)'\nstdout 2",
    /^s\.txt:3: .*\n.*\n\[exit 0\]\n\[stdout\]\n1\n\n\[stderr\]\n2\n/,
  ],
  ["exec node -e 'console.log(1)'\n! stdout 1", /stdout matches 1/],
  ["exec node -e 'console.log(1)'\ngolden none.txt", /stdout is not golden\/none\.txt/],
  ["exec node -e 'console.log({})'\njson a 1", /a is undefined/],
  ["registry fault none", /no fault none: 401, /],
  ["registry publish none@1.0.0", /ENOENT/],
  ["registry unpublish none@1.0.0", /holds no none@1\.0\.0/],
];

for (const [lines, message] of failures) {
  test(`a failing line is told: ${lines.replaceAll("\n", "; ")}`, async (t) => {
    const folder = scratch(t);
    await assert.rejects(runScript(join(folder, "s.txt"), parseScript(TITLE + lines), folder), (error: Error) => {
      assert.match(error.message, message);
      return true;
    });
  });
}
