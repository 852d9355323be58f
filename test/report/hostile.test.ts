/** Hostile text in every place that a package, a registry or a rule fills, through every form that a person reads. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { layoutFor } from "../../src/report/layout.js";
import { codeSpan, LARGEST_COMMENT, renderMarkdown } from "../../src/report/markdown.js";
import { keysOf } from "../../src/report/session/keys.js";
import { Session } from "../../src/report/session/session.js";
import { lineCells, painted, textOfLine } from "../../src/report/styled.js";
import { type Paint, plain } from "../../src/report/table.js";
import { renderText } from "../../src/report/text.js";
import { cells } from "../../src/report/width.js";
import type { Version } from "../../src/review/assess.js";
import type { Shown } from "../../src/review/shown.js";
import type { Finding } from "../../src/rules/rule.js";
import { shown, versionOf } from "../helpers/shown.js";
import { toolsSaying } from "../helpers/tool-words.js";
import { NOW } from "./update.js";

const BAIT = [
  ...[
    "\u001b[2J",
    "\u001b]8;;https://evil.example\u0007",
    "\u009b31m",
    "\u202e",
    "\u2066",
    "\u200b",
    "\u{e0041}",
    "\r",
    "\u0000",
  ],
  ...[
    "`",
    "```",
    "</details>",
    "<img src=x>",
    "@team",
    "#1",
    "https://evil.example",
    "![x](y)",
    "|",
    "~~~",
    "{+",
    "-]",
  ],
  ...["中", "👍", "e\u0301\u0301\u0301\u0301\u0301\u0301", "\u0430dmin", "\ud83d", "\t", "a", " ", "\\", "\u2028"],
];
const bait = fc.array(fc.constantFrom(...BAIT), { minLength: 1, maxLength: 12 }).map((parts) => parts.join(""));
const source = fc.array(bait, { maxLength: 12 }).map((lines) => lines.join("\n"));

/** Sets colours as the program does, to tell its own control sequences from others. */
const coloured = Object.fromEntries(
  Object.keys(plain).map((name) => [name, (text: string) => `\u001b[36m${text}\u001b[39m`]),
) as unknown as Paint;
const OWN = /\u001b\[3[69]m/g;
const HIDDEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/u;

interface Text {
  readonly name: string;
  readonly path: string;
  readonly before: string;
  readonly after: string;
}

const registry = (text: string): NonNullable<Version["registry"]> => ({
  packument: {
    versions: {
      "1.0.0": { _npmUser: { name: text } },
      [`1.1.0${text}`]: { _npmUser: { name: `${text}!` }, deprecated: text },
    },
    time: { "1.0.0": "2025-01-01T00:00:00Z", [`1.1.0${text}`]: "2025-02-01T00:00:00Z" },
  },
});

function hostileUpdate({ name, path, before, after }: Text): Shown {
  const files = (content: string) => ({ [`x${path}`]: content, "long.js": content.repeat(60) });
  const dependency = versionOf(`dep${name}`, `1.0.0${name}`, files(after));
  const one = shown(
    {
      before: { ...versionOf(`pkg${name}`, "1.0.0", files(before)), registry: registry(name) },
      after: { ...versionOf(`pkg${name}`, `1.1.0${name}`, files(after)), registry: registry(name) },
      dependencies: { added: [dependency], changed: [], removed: [{ name, version: path }] },
    },
    { server: name, tools: toolsSaying(name, before, after) },
  );
  const at = { path: `x${path}`, line: 1, column: 2, excerpt: after };
  const made: Finding = {
    ...{ rule: "exec-new", kind: "exec", tier: "block", weight: 1, message: after, value: before },
    ...{ package: `pkg${name}@1.1.0${name}`, evidence: [at, { ...at, line: 99, column: 1000 }] },
  };
  const unread = { package: name, path, reason: before };
  return {
    ...one,
    findings: [made, ...one.findings],
    assessment: { ...one.assessment, notAnalysed: [...one.assessment.notAnalysed, unread] },
  };
}

const texts = fc.record({ name: bait, path: bait, before: source, after: source });

function assertVisible(text: string): void {
  const rest = text.replaceAll(OWN, "").replaceAll("\n", "");
  assert.doesNotMatch(rest, HIDDEN, JSON.stringify(rest));
}

test("text holds nothing raw but its own colours, and its width", () => {
  fc.assert(
    fc.property(texts, fc.constantFrom(undefined, 40, 80), (text, width) => {
      const layout = layoutFor(coloured, width);
      const report = renderText(hostileUpdate(text), { layout, now: NOW, notes: true, patch: true });
      assertVisible(report);
      for (const line of report.replaceAll(OWN, "").split("\n")) {
        // Digests are there to be copied: they stay whole.
        const isDigest = /^ {2}(?:digest|pin) +sha/.test(line);
        assert.ok(isDigest || cells(line) <= (width ?? Number.POSITIVE_INFINITY), line);
      }
    }),
    { numRuns: 60 },
  );
});

test("every screen of a review holds nothing raw, and its width and height", () => {
  fc.assert(
    fc.property(texts, fc.integer({ min: 20, max: 100 }), fc.integer({ min: 6, max: 30 }), (text, columns, rows) => {
      const session = new Session(hostileUpdate(text), plain, NOW);
      for (const key of keysOf("   nnp\rew]]]]f\r?xi xm\u001ba\u001br")) {
        session.press(key);
        const frame = session.frame({ columns, rows });
        assert.ok(frame.length <= rows);
        for (const line of frame) {
          assert.ok(lineCells(line) <= columns, `${columns}: ${textOfLine(line)}`);
          assertVisible(painted(line, coloured));
        }
      }
    }),
    { numRuns: 40 },
  );
});

/** What is left of Markdown when its code is taken out: blocks, then spans, then code of HTML. */
function withoutCode(markdown: string): string {
  const lines = markdown.split("\n");
  const rest: string[] = [];
  for (let i = 0; i < lines.length; i++) {
    const [, fence] = /^ *(`{3,})diff$/.exec(lines[i] ?? "") ?? [];
    if (fence === undefined) rest.push(lines[i] ?? "");
    else while (lines[++i]?.trim() !== fence) assert.ok(i < lines.length, "a block is not closed");
  }
  return rest
    .map((line) => line.replaceAll(/(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)/g, "").replaceAll(/<code>[^<>]*<\/code>/g, ""))
    .join("\n");
}

test("Markdown has hostile text in code only, and fits", () => {
  fc.assert(
    fc.property(texts, fc.constantFrom(3000, 9000, LARGEST_COMMENT), (text, limit) => {
      const markdown = renderMarkdown([hostileUpdate(text), hostileUpdate(text)], NOW, limit);
      assert.ok(markdown.length <= limit, `${markdown.length} of ${limit}`);
      assertVisible(markdown);
      const rest = withoutCode(markdown).replaceAll(/<\/?(?:details|summary)>|^### /gm, "");
      assert.doesNotMatch(rest, /[<>@#![\]|~\\`]|evil|https/);
    }),
    { numRuns: 60 },
  );
});

test("a code span says what it is given", () => {
  assert.equal(codeSpan("a`b``c"), "```a`b``c```");
  assert.equal(codeSpan("`"), "`` ` ``");
  assert.equal(codeSpan(" a "), "`  a  `");
  assert.equal(codeSpan("\u202e"), "`\\u{202e}`");
});

test("what does not fit into a comment is counted", () => {
  const files = Object.fromEntries(
    Array.from({ length: 90 }, (_, i) => [`f${i}.js`, `export const a = ${i};\n`.repeat(50)]),
  );
  const update = shown({ before: versionOf("big", "1.0.0", {}), after: versionOf("big", "1.1.0", files) });
  const markdown = renderMarkdown([update], NOW, 20_000);
  const [, left] = /\*(\d+) more files do not fit into this comment\.\*/.exec(markdown) ?? [];
  const listed = markdown.match(/^`(?:note )?\+\d+ .*js`$/gm)?.length ?? 0;
  assert.equal(Number(left) + listed + (markdown.includes("package.json`\n") ? 1 : 0), 91);
});
