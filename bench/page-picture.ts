/** `npm run page:picture`: what `mcp-pin review --html` makes of the postmark-mcp update, as docs/page.png. Needs a Chromium. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { renderPage } from "../src/report/page/page.js";
import { assess } from "../src/review/assess.js";
import { shownOf } from "../src/review/shown.js";
import { Page, PROGRAM } from "../test/helpers/browser/page.js";
import { Chromium } from "../test/helpers/browser/protocol.js";
import { fixture } from "../test/helpers/fixture.js";

const target = resolve(import.meta.dirname, "../../docs/page.png");
const folder = mkdtempSync(join(tmpdir(), "mcp-pin-picture-"));
const question = { before: fixture("postmark-mcp", "1.0.15"), after: fixture("postmark-mcp", "1.0.16") };
const html = renderPage(shownOf(assess(question), { server: "postmark-mcp" }), { version: "0.1.0" });
const browser = new Chromium(PROGRAM, join(folder, "profile"));
try {
  const page = await Page.open(browser, folder, html, { width: 1180, height: 860 });
  await page.picture(target);
} finally {
  await browser.close();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}
