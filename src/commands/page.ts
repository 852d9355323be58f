/** `--html <file>` and `--open`: what is shown, as a page beside what is printed. */
import { mkdtempSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { extname, join, resolve } from "node:path";
import { PinError } from "../errors.js";
import { replaceFile } from "../io/disk.js";
import type { Host } from "../io/host.js";
import { openFile } from "../io/opener.js";
import { visible } from "../report/escape.js";
import { renderPage } from "../report/page/page.js";
import type { Shown } from "../review/shown.js";
import { VERSION } from "../version.js";
import type { OutputOptions } from "./options.js";

export interface PageOptions extends OutputOptions {
  /** Where the page goes. */
  readonly html?: string;
  /** Show it with the platform's program; in a temporary folder, where no file is named. */
  readonly open?: boolean;
}

/**
 * Writes what the options ask for. Of several servers each has a page, with its name before the file's ending.
 * @throws PinError `usage` when one cannot be written.
 */
export async function writePages(host: Host, shown: readonly Shown[], options: PageOptions): Promise<void> {
  if (options.html === undefined && options.open !== true) return;
  const target = resolve(host.cwd, options.html ?? join(mkdtempSync(join(tmpdir(), "mcp-pin-page-")), "review.html"));
  for (const item of shown) {
    const file = shown.length > 1 ? named(target, item.server ?? item.after.name) : target;
    write(file, renderPage(item, { version: VERSION, now: host.now().toISOString() }));
    const isOpen = options.open === true && (await openFile(file, host.platform.os, host.env));
    if (options.quiet !== true || !isOpen) host.err(`mcp-pin: the page is ${visible(file)}\n`);
    if (options.open === true && !isOpen) host.err("hint: nothing here opens it; a browser does\n");
  }
}

/** `review.html` → `review.postmark-mcp.html`. */
function named(file: string, server: string): string {
  const ending = extname(file);
  return `${file.slice(0, file.length - ending.length)}.${server.replaceAll(/[^\w.-]/g, "-")}${ending}`;
}

/** A file that is there already must be a file: nothing that is a device or a folder is written to. */
function write(file: string, html: string): void {
  try {
    if (statSync(file, { throwIfNoEntry: false })?.isFile() === false) throw new Error("it is not a file");
    replaceFile(file, html);
  } catch (cause) {
    throw new PinError("usage", `${file} cannot be written: ${(cause as Error).message}`, { cause });
  }
}
