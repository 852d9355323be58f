/** The page in a real browser: what keys and clicks do, what it may not do, and whether it bears large packages. */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, type TestContext, test } from "node:test";
import { ATTRIBUTES, ELEMENTS } from "../../../src/report/page/html.js";
import { renderPage } from "../../../src/report/page/page.js";
import type { Shown } from "../../../src/review/shown.js";
import { Page, type PageOptions, PROGRAM, withoutBrowser } from "../../helpers/browser/page.js";
import { Chromium } from "../../helpers/browser/protocol.js";
import { fixture } from "../../helpers/fixture.js";
import { scratch } from "../../helpers/scratch.js";
import { readNothing, shown, update, versionOf } from "../../helpers/shown.js";

const skip = withoutBrowser;
const profile = mkdtempSync(join(tmpdir(), "mcp-pin-browser-"));
let browser: Chromium;
before(() => {
  if (skip === false) browser = new Chromium(PROGRAM, profile);
});
after(async () => {
  if (skip === false) await browser.close();
  rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
});

const story = (): Shown =>
  shown({ before: fixture("postmark-mcp", "1.0.15"), after: fixture("postmark-mcp", "1.0.16") }, { server: "mail" });

async function open(t: TestContext, what: Shown, options: PageOptions = {}): Promise<Page> {
  const page = await Page.open(browser, scratch(t), renderPage(what, { version: "0.1.0" }), options);
  t.after(() => page.close());
  return page;
}

const focused = (page: Page): Promise<string> => page.evaluate("document.activeElement?.id ?? ''");

test("keys lead from finding to finding and from file to file", { skip }, async (t) => {
  const page = await open(t, story());
  await page.press("j");
  assert.equal(await focused(page), "finding-1");
  await page.press("j");
  assert.equal(await focused(page), "finding-2", "the folded notes open on the way");
  assert.equal(await page.visible("#finding-2"), 1);
  await page.press("k");
  assert.equal(await focused(page), "finding-1");
  await page.press("n");
  const first = await focused(page);
  assert.match(first, /^file-0-\d+$/);
  await page.press("n");
  assert.notEqual(await focused(page), first);
  await page.press("p");
  assert.equal(await focused(page), first);
  await page.press("o");
  assert.equal(await page.of(`#${first}`, "list[0].open"), false);
  await page.press("?");
  assert.equal(await page.visible("#help"), 1);
  await page.press("Escape");
  assert.equal(await page.visible("#help"), 0);
  assert.deepEqual(page.troubles, []);
});

const LINE = ".file ins.found.block";

test("a finding leads to its line in the diff, and the line to its finding", { skip }, async (t) => {
  const page = await open(t, story());
  await page.click("#finding-1 a.place");
  assert.match((await page.texts(LINE)).join(""), /Bcc: 'phan@giftshop\.example'/);
  const { y, height } = await page.box(LINE);
  assert.ok(y >= 0 && y + height <= 900, `at ${y}`);
  await page.click(`${LINE} a.flag`);
  assert.equal(await page.evaluate("location.hash"), "#finding-1");
  assert.deepEqual(page.troubles, []);
});

test("filters by text, tier, kind and findings", { skip }, async (t) => {
  const files = (n: number): Record<string, string> => ({
    "src/a.js": `a(${n});\n`,
    "src/b.js": `b(${n});\n`,
    "lib/c.js": `c(${n});\n`,
  });
  const extra = { "lib/d.js": "fetch('https://collect.giftshop.club/');\n" };
  const page = await open(t, update(files(1), { ...files(2), ...extra }));
  assert.equal(await page.visible(".file"), 5);
  await page.press("/");
  await page.type("src/");
  assert.equal(await page.visible(".file"), 2);
  assert.match((await page.texts("#matches")).join(""), /2 of 5 files/);
  await page.press("Escape");
  assert.equal(await page.visible(".file"), 5);
  await page.click("#only");
  assert.deepEqual(await page.texts(".file .path"), ["lib/d.js", "package.json"]);
  await page.of("#kind", 'list[0].value = "address", list[0].dispatchEvent(new Event("input"))');
  assert.deepEqual(await page.texts(".file .path"), ["lib/d.js"]);
  assert.equal(await page.visible(".leaf"), 1);
  for (const tier of ["block", "ask"]) await page.click(`input[name=tier][value=${tier}]`);
  assert.equal(await page.visible(".finding:is(.block, .ask)"), 0);
  assert.deepEqual(page.troubles, []);
});

test("side by side, each change stands beside what it replaces", { skip }, async (t) => {
  const page = await open(
    t,
    update({ "a.js": "one();\ntwo();\nlast();\n" }, { "a.js": "one();\nzwei();\nmore();\nlast();\n" }),
  );
  const file = `#file-0-0 .diff > .rows`;
  const places = () =>
    page.boxes({
      old: `${file} del`,
      now: `${file} ins`,
      twin: `${file} .hunk ~ .twin`,
      same: `${file} .hunk ~ .same`,
    });
  const inline = await places();
  assert.ok(inline.old.x === inline.now.x && inline.old.y < inline.now.y);
  await page.press("s");
  const split = await places();
  assert.equal(split.old.y, split.now.y);
  assert.ok(split.old.x < split.now.x);
  assert.equal(split.twin.y, split.same.y);
  assert.ok(split.same.y > split.now.y);
  await page.click("label:has(#view-inline)");
  assert.deepEqual(await places(), inline);
  assert.deepEqual(page.troubles, []);
});

test("colours follow the system or the reader's choice", { skip }, async (t) => {
  const page = await open(t, story(), { colours: "dark" });
  const background = (): Promise<string> => page.evaluate("getComputedStyle(document.body).backgroundColor");
  const dark = await background();
  await page.press("t");
  assert.notEqual(await background(), dark);
  await page.press("t");
  assert.equal(await background(), dark);
});

test("without a script everything is there to read", { skip }, async (t) => {
  const page = await open(t, story(), { script: false });
  assert.match((await page.texts(LINE)).join(""), /Bcc/);
  assert.equal(await page.visible("#filter"), 0);
  await page.click(".notes > summary");
  assert.equal(await page.visible("#finding-2"), 1);
  await page.click("label:has(#view-split)");
  assert.ok((await page.visible(".file .diff > .rows .twin")) > 0);
  assert.deepEqual(page.troubles, []);
});

const ATTACKS = [
  "<img src=x onerror=alert(1)>",
  "</script><script>alert(1)</script>",
  "</style><style>@import 'https://giftshop.example/x.css'</style>",
  "</title><svg onload=alert(1)>",
  "<iframe src='javascript:alert(1)'></iframe>",
  "<!--",
  "<math><mtext></p><style><!--</style><img src=x onerror=alert(1)>",
];

/** Element and attribute names of the page that our own code does not write. */
async function strangers(page: Page): Promise<string[]> {
  const names = await page.of<string[]>("*", "list.flatMap((node) => [node.localName, ...node.getAttributeNames()])");
  const known = new Set<string>([...ELEMENTS, ...ATTRIBUTES]);
  return [...new Set(names)].filter((name) => !known.has(name));
}

test("what a package says runs nothing, asks for nothing and adds nothing to the page", { skip }, async (t) => {
  const attack = ATTACKS.join(" ");
  const files = Object.fromEntries(
    ATTACKS.map((text, i) => [`${i}${text.replaceAll("/", "|")}.js`, `${text}\nx = "${text}";\n`]),
  );
  const dependency = versionOf(attack, attack, files);
  const dependencies = { added: [dependency], removed: [], changed: [] };
  const page = await open(
    t,
    shown(
      { before: versionOf("server", attack, {}), after: versionOf(attack, attack, files), dependencies },
      { server: attack, requiredBy: new Map([[attack, [attack]]]) },
    ),
  );
  await page.press("j", "n", "o", "x", "s", "t", "/");
  await page.type("onerror");
  assert.deepEqual(await strangers(page), []);
  assert.deepEqual(page.troubles, []);
});

test("the policy refuses what is put into the page", { skip }, async (t) => {
  const page = await open(t, story());
  const isRefused = await page.evaluate(`(() => {
    const script = document.createElement("script");
    try { script.textContent = "window.ran = true"; } catch {}
    document.body.append(script);
    try { document.body.insertAdjacentHTML("beforeend", "<b id=made></b>"); } catch {}
    return window.ran === undefined && document.getElementById("made") === null;
  })()`);
  assert.equal(isRefused, true);
});

test("a bundle of 5 MB that changed in a few places opens and scrolls", { skip }, async (t) => {
  const line = (i: number): string => `  var x${i} = function (a, b) { return a + b * ${i} + "some text ${i}"; };`;
  const lines = Array.from({ length: 80_000 }, (_, i) => line(i));
  const changed = lines.map((text, i) => (i % 16_000 === 9 ? text.replace("return", "return 1 +") : text));
  assert.ok(lines.join("\n").length > 5_000_000);
  const sides = [{ "bundle.js": lines.join("\n") }, { "bundle.js": changed.join("\n") }] as const;
  const page = await open(t, update(...sides, readNothing));
  assert.equal(await page.of(".file ins", "list.length"), 6);
  const elements = await page.of<number>("*", "list.length");
  assert.ok(elements < 20_000, `${elements} elements`);
  await page.press("s", "End");
  await page.of(".file ins", "list.at(-1).id = 'last', list.at(-1).scrollIntoView({ block: 'center' })");
  const { y } = await page.box("#last");
  assert.ok(y > 0 && y < 900, `at ${y}`);
  assert.deepEqual(page.troubles, []);
});

test("a page of everything that is allowed answers to keys", { skip }, async (t) => {
  const content = (i: number): string => Array.from({ length: 200 }, (_, j) => `f(${i}, ${j});`).join("\n");
  const files = Object.fromEntries(Array.from({ length: 400 }, (_, i) => [`f${i}.js`, content(i)]));
  const page = await open(t, update({}, files, readNothing));
  assert.ok((await page.visible(".file")) > 300);
  await page.press("n", "n", "n");
  assert.match(await focused(page), /^file-0-/);
  await page.press("/");
  await page.type("f399");
  assert.equal(await page.visible(".file"), 1);
  assert.deepEqual(page.troubles, []);
});

test("it prints, with what was folded", { skip }, async (t) => {
  const page = await open(t, story());
  const pdf = await page.pdf();
  assert.equal(pdf.subarray(0, 5).toString(), "%PDF-");
  await page.media({}, "print");
  assert.equal(await page.visible("#finding-2"), 1);
  assert.equal(await page.visible("#nav"), 0);
});

test("it fits a narrow screen", { skip }, async (t) => {
  const page = await open(t, story(), { width: 360, height: 700 });
  const overflow = await page.evaluate<number>("document.documentElement.scrollWidth - innerWidth");
  assert.ok(overflow <= 0, `${overflow} px too wide`);
  assert.equal(await page.visible("#filter"), 0, "what stands beside is folded");
  await page.press("?");
  assert.equal(await page.visible("#help"), 1);
  await page.click("#close");
  assert.equal(await page.visible("#help"), 0);
  await page.press("/");
  assert.equal(await focused(page), "filter");
});
