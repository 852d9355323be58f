/** A Chromium that is installed already, headless and reaching nothing, for the tests of the page. */
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";

const PROGRAM = process.env.CHROMIUM ?? "/usr/bin/chromium";
const ARGUMENTS = [
  ...["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"],
  ...["--disable-background-networking", "--disable-component-update", "--disable-sync"],
];

/** For tests: why they are skipped, or false. */
export const withoutBrowser = existsSync(PROGRAM) ? false : `no Chromium at ${PROGRAM}: apt-get install chromium`;

export const launchBrowser = (): Promise<Browser> => chromium.launch({ executablePath: PROGRAM, args: ARGUMENTS });

/** A page, and everything it should not do. */
export interface Visit {
  readonly page: Page;
  /** Errors, refusals of its policy and other messages of the console, dialogs, requests beside its own. */
  readonly troubles: string[];
}

export async function visit(
  browser: Browser,
  folder: string,
  html: string,
  options: BrowserContextOptions = {},
): Promise<Visit> {
  const file = join(folder, "page.html");
  writeFileSync(file, html);
  const address = pathToFileURL(file).href;
  const page = await browser.newPage({ viewport: { width: 1300, height: 900 }, ...options });
  const troubles: string[] = [];
  page.on("console", (message) => troubles.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => troubles.push(`error: ${error.message}`));
  page.on("dialog", (dialog) => {
    troubles.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on("request", (request) => {
    if (request.url() !== address) troubles.push(`request: ${request.url()}`);
  });
  page.on("popup", () => troubles.push("another window"));
  await page.goto(address);
  return { page, troubles };
}
