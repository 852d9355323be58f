/** docs/demo.svg is what `mcp-pin demo` prints today, and needs nothing from outside. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { demoPicture, demoText } from "../../bench/demo.js";
import { pictureOf, plainText } from "../../bench/picture.js";
import { ROOT } from "../helpers/root.js";

const PICTURE = join(ROOT, "docs/demo.svg");
const ENTITIES: Readonly<Record<string, string>> = { "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"' };

/** The text of each line of a picture. */
const linesOf = (picture: string): string[] =>
  [...picture.matchAll(/<text [^>]*>(.*)<\/text>/g)].map(([, row = ""]) =>
    row.replace(/<[^>]*>/g, "").replace(/&\w+;/g, (entity) => ENTITIES[entity] ?? entity),
  );

/** The closure of the story holds packages for single platforms. */
const skip = process.platform === "linux" && process.arch === "x64" ? false : "the picture is that of Linux on x64";

test("the picture is today's demo; npm run demo:picture draws it", { skip }, async () => {
  const picture = readFileSync(PICTURE, "utf8");
  const text = await demoText(ROOT);
  const shown = text
    .split("\n")
    .map(plainText)
    .filter((line) => line !== "");
  assert.deepEqual(linesOf(picture), shown);
  assert.equal(picture, demoPicture(text));
});

test("the picture fetches nothing and runs nothing", () => {
  const picture = readFileSync(PICTURE, "utf8").replace('xmlns="http://www.w3.org/2000/svg"', "");
  const markup = picture.replace(/>[^<]+</g, "><").replace(/<style>[^<]*<\/style>/, "");
  assert.doesNotMatch(markup, /href|src=|<script|<image|<foreignObject|https?:|on\w+=/i);
  assert.doesNotMatch(picture, /@import|@font-face|url\(/);
});

test("hostile text stays text", () => {
  const picture = pictureOf('\u001b[31m<script>&"\u001b[39m', "<title>");
  assert.deepEqual(linesOf(picture), ['<script>&"']);
  assert.doesNotMatch(picture, /<script/);
  assert.throws(() => pictureOf("\u001b[2J", "x"), /control characters|no class/);
});
