/** What `mcp-pin demo` prints, as a text that is the same at every run, and as the picture of the README. */
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { pictureOf } from "./picture.js";

/** With colours; ports, temporary folders and ages replaced. @throws Error when the demo does not end as it should. */
export async function demoText(root: string): Promise<string> {
  const { NO_COLOR: _, ...env } = process.env;
  const program = [join(root, "bin/mcp-pin.js"), "demo"];
  const { stdout } = await promisify(execFile)(process.execPath, program, { env: { ...env, FORCE_COLOR: "1" } });
  return stdout
    .replace(/\S*mcp-pin-demo-[^/\\]+[/\\]/g, "~/")
    .replace(/127\.0\.0\.1:\d+/g, "127.0.0.1:4873")
    .replace(/ \(\d+ \w+ ago\)/g, "");
}

export const demoPicture = (text: string): string =>
  pictureOf(text, "mcp-pin demo: the postmark-mcp story in a terminal");
