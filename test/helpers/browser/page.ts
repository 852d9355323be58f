/** A page in the browser, and everything it should not do. */
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Chromium, Params } from "./protocol.js";

export const PROGRAM = process.env.CHROMIUM ?? "/usr/bin/chromium";
/** For tests: why they are skipped, or false. */
export const withoutBrowser = existsSync(PROGRAM) ? false : `no Chromium at ${PROGRAM}: apt-get install chromium`;

export interface PageOptions {
  readonly width?: number;
  readonly height?: number;
  readonly colours?: "light" | "dark";
  readonly script?: boolean;
}

/** In pixels, from the corner of what is in view. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export class Page {
  /** Errors, refusals of its policy and other messages of the console, dialogs, requests beside its own. */
  readonly troubles: string[] = [];
  readonly #browser: Chromium;
  readonly #session: string;
  readonly #address: string;
  readonly #script: boolean;
  #loaded: () => void = () => {};

  private constructor(browser: Chromium, session: string, address: string, script: boolean) {
    this.#browser = browser;
    this.#session = session;
    this.#address = address;
    this.#script = script;
  }

  /** Writes the page to a folder and opens it. */
  static async open(browser: Chromium, folder: string, html: string, options: PageOptions = {}): Promise<Page> {
    const file = join(folder, "page.html");
    writeFileSync(file, html);
    const { targetId } = await browser.send("Target.createTarget", { url: "about:blank" });
    const { sessionId } = await browser.send("Target.attachToTarget", { targetId, flatten: true });
    const { width = 1300, height = 900, colours = "light", script = true } = options;
    const page = new Page(browser, String(sessionId), pathToFileURL(file).href, script);
    browser.listen(String(sessionId), (method, params) => page.#hear(method, params));
    for (const domain of ["Page", "Runtime", "Log", "Network"]) await page.send(`${domain}.enable`);
    await page.send("Emulation.setDeviceMetricsOverride", { width, height, deviceScaleFactor: 1, mobile: false });
    await page.media({ "prefers-color-scheme": colours });
    if (!script) await page.send("Emulation.setScriptExecutionDisabled", { value: true });
    const loaded = new Promise<void>((resolve) => {
      page.#loaded = resolve;
    });
    await page.send("Page.navigate", { url: page.#address });
    await loaded;
    return page;
  }

  #hear(method: string, params: Params): void {
    const said = (value: unknown): string => JSON.stringify(value).slice(0, 300);
    if (method === "Page.loadEventFired") this.#loaded();
    if (method === "Page.javascriptDialogOpening") {
      this.troubles.push(`dialog: ${said(params)}`);
      void this.send("Page.handleJavaScriptDialog", { accept: false });
    }
    if (["Runtime.consoleAPICalled", "Runtime.exceptionThrown", "Log.entryAdded", "Page.windowOpen"].includes(method)) {
      this.troubles.push(`${method}: ${said(params)}`);
    }
    const url = (params.request as { readonly url?: string } | undefined)?.url;
    if (method === "Network.requestWillBeSent" && url !== this.#address) this.troubles.push(`request: ${url}`);
  }

  send(method: string, params: Params = {}): Promise<Params> {
    return this.#browser.send(method, params, this.#session);
  }

  /** @param features of media queries; `type` may be `print` */
  async media(features: Readonly<Record<string, string>>, type = ""): Promise<void> {
    const list = Object.entries(features).map(([name, value]) => ({ name, value }));
    await this.send("Emulation.setEmulatedMedia", { media: type, features: list });
  }

  /** The value of an expression, awaited. @throws Error what it throws */
  async evaluate<T>(expression: string): Promise<T> {
    const answer = await this.send("Runtime.evaluate", { expression, returnByValue: true, awaitPromise: true });
    if (answer.exceptionDetails !== undefined) throw new Error(JSON.stringify(answer.exceptionDetails));
    return (answer.result as { readonly value: T }).value;
  }

  /** An expression over `list`, the elements that a selector finds. */
  async of<T>(selector: string, expression: string): Promise<T> {
    return this.evaluate(
      `((list) => (${expression}))(Array.from(document.querySelectorAll(${JSON.stringify(selector)})))`,
    );
  }

  /** How many of them are laid out: neither hidden nor within something folded. */
  visible = (selector: string): Promise<number> =>
    this.of(selector, "list.filter((element) => element.checkVisibility()).length");

  /** Text of those that are laid out. */
  texts = (selector: string): Promise<string[]> =>
    this.of(selector, "list.filter((element) => element.checkVisibility()).map((element) => element.textContent)");

  /**
   * Where the first of each stands, all measured in one step. What is laid out only when it comes into view moves what
   * stands below it a frame later, so two frames are waited for (a picture waits for one where no script may run).
   */
  async boxes<const Names extends string>(selectors: Readonly<Record<Names, string>>): Promise<Record<Names, Box>> {
    if (this.#script)
      await this.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))");
    else await this.send("Page.captureScreenshot");
    return this.evaluate(`Object.fromEntries(Object.entries(${JSON.stringify(selectors)}).map(([name, selector]) => {
      const { x, y, width, height } = document.querySelector(selector).getBoundingClientRect();
      return [name, { x, y, width, height }];
    }))`);
  }

  box = async (selector: string): Promise<Box> => (await this.boxes({ one: selector })).one;

  /** Clicks the middle of the first. */
  async click(selector: string): Promise<void> {
    await this.of(selector, 'list[0].scrollIntoView({ block: "center" })');
    const { x, y, width, height } = await this.box(selector);
    const at = { x: x + width / 2, y: y + height / 2, button: "left", clickCount: 1 };
    for (const type of ["mousePressed", "mouseReleased"]) await this.send("Input.dispatchMouseEvent", { type, ...at });
  }

  /** Presses keys one after another: single characters, or names like `Escape`. */
  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) {
      const text = key.length === 1 ? { text: key } : {};
      const codes: Readonly<Record<string, number>> = { Escape: 27, End: 35, Enter: 13 };
      const code = key.length === 1 ? {} : { windowsVirtualKeyCode: codes[key] ?? 0, code: key };
      await this.send("Input.dispatchKeyEvent", { type: "keyDown", key, ...text, ...code });
      await this.send("Input.dispatchKeyEvent", { type: "keyUp", key, ...code });
    }
  }

  type = (text: string): Promise<void> => this.press(...text);

  /** @param file a picture of what is in view, as PNG */
  async picture(file: string): Promise<void> {
    const { data } = await this.send("Page.captureScreenshot", { format: "png" });
    writeFileSync(file, Buffer.from(String(data), "base64"));
  }

  async pdf(): Promise<Buffer> {
    const { data } = await this.send("Page.printToPDF", { printBackground: true });
    return Buffer.from(String(data), "base64");
  }

  close = (): Promise<Params> => this.send("Page.close").catch(() => ({}));
}
