/** What a person sees, kept in golden files: reports as text, and the screens of a review at two sizes. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { layoutFor } from "../../src/report/layout.js";
import type { Key } from "../../src/report/session/keys.js";
import { Session, type Size } from "../../src/report/session/session.js";
import { lineCells, textOfLine } from "../../src/report/styled.js";
import { type Paint, plain } from "../../src/report/table.js";
import { renderText } from "../../src/report/text.js";
import type { Shown } from "../../src/review/shown.js";
import { assertGolden } from "../helpers/golden.js";
import { everything, NOW, postmark, tides } from "./update.js";

/** Styles as `‹name:text›`, so that a golden file shows them. */
const named = Object.fromEntries(
  Object.keys(plain).map((name) => [name, (text: string) => (text.trim() === "" ? text : `‹${name}:${text}›`)]),
) as unknown as Paint;

const text = (shown: Shown, options: { paint?: Paint; width?: number; patch?: boolean } = {}): string =>
  renderText(shown, {
    layout: layoutFor(options.paint ?? plain, options.width),
    now: NOW,
    notes: true,
    patch: options.patch === true,
  });

test("reports as text", () => {
  assertGolden("report/golden/postmark.txt", text(postmark()));
  assertGolden("report/golden/tides-80.txt", text(tides(), { width: 80 }));
  assertGolden("report/golden/everything.txt", text(everything()));
  assertGolden("report/golden/everything-80.txt", text(everything(), { width: 80, patch: true }));
  assertGolden("report/golden/everything-40.txt", text(everything(), { width: 40, patch: true }));
  assertGolden("report/golden/everything-styles.txt", text(everything(), { paint: named, width: 80, patch: true }));
});

const keysOf = (typed: string): readonly Key[] =>
  [...typed].map((character): Key => {
    if (character === "\n") return { name: "enter" };
    return character === "\u001b" ? { name: "escape" } : { name: "text", text: character };
  });

/** The screen after each key. */
function screens(shown: Shown, size: Size, typed: string): string {
  const session = new Session(shown, plain, NOW);
  const bar = `+${"-".repeat(size.columns)}+`;
  const frame = (): string => {
    const lines = session.frame(size);
    assert.equal(lines.length, size.rows);
    return lines
      .map((line) => {
        assert.ok(lineCells(line) <= size.columns, textOfLine(line));
        return `|${textOfLine(line)}${" ".repeat(size.columns - lineCells(line))}|\n`;
      })
      .join("");
  };
  const frames = [frame()];
  for (const [i, key] of keysOf(typed).entries()) {
    const answer = session.press(key);
    const label = `\n${JSON.stringify(typed[i])}\n${bar}\n`;
    frames.push(`${label}${answer === undefined ? frame() : `${JSON.stringify(answer)}\n`}`);
  }
  return `${bar}\n${frames.join(`${bar}\n`)}`;
}

test("the way through a review in 80 columns", () => {
  assertGolden(
    "report/golden/postmark-screens.txt",
    screens(postmark(), { columns: 80, rows: 24 }, "nnfjk\ne?xa-\nmy\n"),
  );
  assertGolden(
    "report/golden/everything-screens.txt",
    screens(everything(), { columns: 80, rows: 24 }, " n    ff\n]]]]w]]]]] "),
  );
});

test("tools that are described otherwise than pinned are on the first screen, and one of their own", () => {
  assertGolden("report/golden/tides-screens.txt", screens(tides(), { columns: 80, rows: 24 }, "]]"));
});

test("a narrow terminal is usable", () => {
  const size = { columns: 40, rows: 16 };
  assertGolden("report/golden/postmark-narrow.txt", screens(postmark(), size, "n  fr\u001bro\n"));
  assertGolden("report/golden/everything-narrow.txt", screens(everything(), size, "  nnf\n    ]]]"));
});

test("the first screen of the story shows the Bcc and its place without a key", () => {
  const session = new Session(postmark(), plain, NOW);
  const screen = session.frame({ columns: 80, rows: 24 }).map(textOfLine).join("\n");
  assert.match(screen, /Bcc is set to 'phan@giftshop\.example'/);
  assert.match(screen, /index\.js:231:7/);
  assert.match(screen, /^\+231 .*Bcc: 'phan@giftshop\.example',$/m);
});
