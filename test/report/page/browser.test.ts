/** The page in a real browser: what keys and clicks do, what it may not do, and whether it bears large packages. */
import assert from "node:assert/strict";
import { after, before, type TestContext, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { ATTRIBUTES, ELEMENTS } from "../../../src/report/page/html.js";
import { renderPage } from "../../../src/report/page/page.js";
import type { Shown } from "../../../src/review/shown.js";
import { launchBrowser, type Visit, visit, withoutBrowser } from "../../helpers/browser.js";
import { fixture } from "../../helpers/fixture.js";
import { scratch } from "../../helpers/scratch.js";
import { readNothing, shown, update, versionOf } from "../../helpers/shown.js";

const skip = withoutBrowser;
let browser: Browser;
before(async () => {
  if (skip === false) browser = await launchBrowser();
});
after(async () => {
  if (skip === false) await browser.close();
});

const story = (): Shown =>
  shown({ before: fixture("postmark-mcp", "1.0.15"), after: fixture("postmark-mcp", "1.0.16") }, { server: "mail" });

async function open(t: TestContext, what: Shown, options: Parameters<typeof visit>[3] = {}): Promise<Visit> {
  const result = await visit(browser, scratch(t), renderPage(what, { version: "0.1.0" }), options);
  t.after(() => result.page.context().close());
  return result;
}

const focused = (page: Page): Promise<string> => page.evaluate("document.activeElement?.id ?? ''");
const shownFiles = (page: Page): Promise<number> => page.locator(".file:visible").count();

test("keys lead from finding to finding and from file to file", { skip }, async (t) => {
  const { page, troubles } = await open(t, story());
  await page.keyboard.press("j");
  assert.equal(await focused(page), "finding-1");
  await page.keyboard.press("j");
  assert.equal(await focused(page), "finding-2", "the folded notes open on the way");
  assert.ok(await page.locator("#finding-2").isVisible());
  await page.keyboard.press("k");
  assert.equal(await focused(page), "finding-1");
  await page.keyboard.press("n");
  const first = await focused(page);
  assert.match(first, /^file-0-\d+$/);
  await page.keyboard.press("n");
  assert.notEqual(await focused(page), first);
  await page.keyboard.press("p");
  assert.equal(await focused(page), first);
  await page.keyboard.press("o");
  assert.equal(await page.locator(`#${first}`).getAttribute("open"), null);
  await page.keyboard.press("?");
  assert.ok(await page.locator("#help").isVisible());
  await page.keyboard.press("Escape");
  assert.ok(!(await page.locator("#help").isVisible()));
  assert.deepEqual(troubles, []);
});

test("a finding leads to its line in the diff, and the line to its finding", { skip }, async (t) => {
  const { page, troubles } = await open(t, story());
  await page.locator("#finding-1 a.place").click();
  const line = page.locator(".rows ins.found.block:visible").last();
  assert.match((await line.textContent()) ?? "", /Bcc: 'phan@giftshop\.example'/);
  assert.ok(await isOnScreen(page, ".file ins.found.block"));
  await line.locator("a.flag").click();
  assert.match(page.url(), /#finding-1$/);
  assert.deepEqual(troubles, []);
});

const isOnScreen = (page: Page, selector: string): Promise<boolean> =>
  page
    .locator(selector)
    .first()
    .evaluate((element) => {
      const { top, bottom } = element.getBoundingClientRect();
      return top >= 0 && bottom <= (element.ownerDocument.defaultView?.innerHeight ?? 0);
    });

test("filters by text, tier, kind and findings", { skip }, async (t) => {
  const files = (n: number): Record<string, string> => ({
    "src/a.js": `a(${n});\n`,
    "src/b.js": `b(${n});\n`,
    "lib/c.js": `c(${n});\n`,
  });
  const extra = { "lib/d.js": "fetch('https://collect.giftshop.club/');\n" };
  const { page, troubles } = await open(t, update(files(1), { ...files(2), ...extra }));
  const all = await shownFiles(page);
  assert.equal(all, 5);
  await page.keyboard.press("/");
  await page.keyboard.type("src/");
  assert.equal(await shownFiles(page), 2);
  assert.match((await page.locator("#matches").textContent()) ?? "", /2 of 5 files/);
  await page.keyboard.press("Escape");
  assert.equal(await shownFiles(page), all);
  await page.locator("#only").check();
  assert.deepEqual(await page.locator(".file:visible .path").allTextContents(), ["lib/d.js", "package.json"]);
  await page.locator("#kind").selectOption("address");
  assert.deepEqual(await page.locator(".file:visible .path").allTextContents(), ["lib/d.js"]);
  assert.equal(await page.locator(".leaf:visible").count(), 1);
  for (const tier of ["block", "ask"]) await page.locator(`input[name=tier][value=${tier}]`).uncheck();
  assert.equal(await page.locator(".finding.block:visible, .finding.ask:visible").count(), 0);
  assert.deepEqual(troubles, []);
});

test("side by side, each change stands beside what it replaces", { skip }, async (t) => {
  const { page, troubles } = await open(
    t,
    update({ "a.js": "one();\ntwo();\nlast();\n" }, { "a.js": "one();\nzwei();\nmore();\nlast();\n" }),
  );
  const place = async (text: string, selector: string): Promise<{ x: number; y: number }> => {
    const box = await page.locator(`.file ${selector}`, { hasText: text }).boundingBox();
    return { x: box?.x ?? -1, y: box?.y ?? -1 };
  };
  const inline = [await place("two();", "del"), await place("zwei();", "ins")] as const;
  assert.ok(inline[0].x === inline[1].x && inline[0].y < inline[1].y);
  await page.keyboard.press("s");
  assert.ok(await page.locator("#view-split").isChecked());
  const split = [
    await place("two();", "del"),
    await place("zwei();", "ins"),
    await place("last();", ".same"),
    await place("last();", ".twin"),
  ] as const;
  assert.equal(split[0].y, split[1].y);
  assert.ok(split[0].x < split[1].x);
  assert.equal(split[2].y, split[3].y);
  assert.ok(split[2].y > split[1].y);
  await page.locator("label:has(#view-inline)").click();
  assert.ok(!(await page.locator("#view-split").isChecked()));
  assert.deepEqual(troubles, []);
});

test("colours follow the system or the reader's choice", { skip }, async (t) => {
  const { page } = await open(t, story(), { colorScheme: "dark" });
  const background = (): Promise<string> => page.evaluate("getComputedStyle(document.body).backgroundColor");
  const dark = await background();
  await page.keyboard.press("t");
  const light = await background();
  assert.notEqual(dark, light);
  await page.keyboard.press("t");
  assert.equal(await background(), dark);
});

test("without a script everything is there to read", { skip }, async (t) => {
  const { page, troubles } = await open(t, story(), { javaScriptEnabled: false });
  assert.ok(await page.locator(".file ins", { hasText: "Bcc" }).isVisible());
  assert.ok(!(await page.locator("#filter").isVisible()));
  await page.locator(".notes > summary").click();
  assert.ok(await page.locator("#finding-2").isVisible());
  await page.locator("label:has(#view-split)").click();
  assert.ok(await page.locator(".file .diff > .rows .twin").first().isVisible());
  assert.deepEqual(troubles, []);
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

test("what a package says runs nothing, asks for nothing and adds nothing to the page", { skip }, async (t) => {
  const attack = ATTACKS.join(" ");
  const files = Object.fromEntries(
    ATTACKS.map((text, i) => [`${i}${text.replaceAll("/", "∕")}.js`, `${text}\nx = "${text}";\n`]),
  );
  const dependency = versionOf(attack, attack, files);
  const what = shown(
    {
      before: versionOf("server", attack, {}),
      after: versionOf(attack, attack, files),
      dependencies: { added: [dependency], removed: [], changed: [] },
    },
    { server: attack, requiredBy: new Map([[attack, [attack]]]) },
  );
  const { page, troubles } = await open(t, what);
  for (const key of ["j", "n", "o", "x", "s", "t", "/"]) await page.keyboard.press(key);
  await page.keyboard.type("onerror");
  await page.waitForTimeout(200);
  const made = await page.evaluate(
    `Array.from(document.querySelectorAll("*"), (node) => [node.localName, ...node.getAttributeNames()]).flat()`,
  );
  const known = new Set<string>([...ELEMENTS, ...ATTRIBUTES]);
  assert.deepEqual(
    [...new Set(made as string[])].filter((name) => !known.has(name)),
    [],
  );
  assert.deepEqual(troubles, []);
});

test("the policy refuses what is put into the page", { skip }, async (t) => {
  const { page } = await open(t, story());
  const isRefused = await page.evaluate(`(() => {
    const script = document.createElement("script");
    try { script.textContent = "window.ran = true"; } catch {}
    document.body.append(script);
    try { document.body.insertAdjacentHTML("beforeend", "<b id=made></b>"); } catch {}
    return window.ran === undefined && document.getElementById("made") === null;
  })()`);
  assert.ok(isRefused);
});

test("a bundle of 5 MB that changed in a few places opens and scrolls", { skip }, async (t) => {
  const line = (i: number): string => `  var x${i} = function (a, b) { return a + b * ${i} + "some text ${i}"; };`;
  const lines = Array.from({ length: 80_000 }, (_, i) => line(i));
  const changed = lines.map((text, i) => (i % 16_000 === 9 ? text.replace("return", "return 1 +") : text));
  assert.ok(lines.join("\n").length > 5_000_000);
  const { page, troubles } = await open(
    t,
    update({ "bundle.js": lines.join("\n") }, { "bundle.js": changed.join("\n") }, readNothing),
  );
  assert.equal(await page.locator(".file ins").count(), 6);
  const elements = await page.evaluate<number>("document.querySelectorAll('*').length");
  assert.ok(elements < 20_000, `${elements} elements`);
  await page.keyboard.press("End");
  await page.keyboard.press("s");
  const last = page.locator(".file ins").last();
  await last.scrollIntoViewIfNeeded();
  assert.ok(await last.isVisible());
  assert.deepEqual(troubles, []);
});

test("a page of everything that is allowed answers to keys", { skip }, async (t) => {
  const files = Object.fromEntries(
    Array.from({ length: 400 }, (_, i) => [
      `f${i}.js`,
      Array.from({ length: 200 }, (_, j) => `f(${i}, ${j});`).join("\n"),
    ]),
  );
  const { page, troubles } = await open(t, update({}, files, readNothing));
  assert.ok((await page.locator(".file").count()) > 300);
  for (let i = 0; i < 5; i++) await page.keyboard.press("n");
  assert.match(await focused(page), /^file-0-/);
  await page.keyboard.press("/");
  await page.keyboard.type("f399");
  assert.equal(await shownFiles(page), 1);
  assert.deepEqual(troubles, []);
});

test("it prints, with what was folded", { skip }, async (t) => {
  const { page } = await open(t, story());
  await page.emulateMedia({ media: "print" });
  assert.ok(await page.locator("#finding-2").isVisible());
  assert.ok(!(await page.locator("#nav").isVisible()));
  const pdf = await page.pdf({ path: `${scratch(t)}/page.pdf` });
  assert.equal(pdf.subarray(0, 5).toString(), "%PDF-");
});

test("it fits a narrow screen", { skip }, async (t) => {
  const { page } = await open(t, story(), { viewport: { width: 360, height: 700 } });
  const overflow = await page.evaluate<number>("document.documentElement.scrollWidth - innerWidth");
  assert.ok(overflow <= 0, `${overflow} px too wide`);
  assert.ok(!(await page.locator("#filter").isVisible()), "what stands beside is folded");
});
