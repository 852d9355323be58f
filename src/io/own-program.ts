/** How this installation of mcp-pin is started from elsewhere. */
import { existsSync, readFileSync, realpathSync } from "node:fs";
import { delimiter, isAbsolute, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { PinError } from "../errors.js";

const SCRIPT = fileURLToPath(new URL("../../bin/mcp-pin.js", import.meta.url));
/** Folders that come and go with a shell or a cache. */
const PASSING = /[/\\](?:_npx|fnm_multishells|dlx-[^/\\]*|\.bun[/\\]install[/\\]cache)[/\\]/;

/**
 * Node.js and the script by their absolute paths: desktop programs start with a PATH that has neither.
 *
 * @throws PinError `usage` when this mcp-pin stands in a cache that comes and goes.
 */
export function absoluteProgram(env: Readonly<Record<string, string | undefined>>): string[] {
  if (PASSING.test(SCRIPT)) {
    throw new PinError("usage", "this mcp-pin stands in a cache that comes and goes, so nothing can start it later", {
      hint: "npm install --global mcp-pin, then mcp-pin init; or --project for the project's files only",
    });
  }
  return [stableNode(env.PATH ?? ""), SCRIPT];
}

/** The path on which the shell finds this Node.js, which outlives its updates; else the one of the running program. */
function stableNode(path: string): string {
  const name = process.platform === "win32" ? "node.exe" : "node";
  const found = path
    .split(delimiter)
    .filter((folder) => isAbsolute(folder) && !PASSING.test(`${folder}/`))
    .map((folder) => join(folder, name))
    .find((file) => existsSync(file));
  return found !== undefined && realpathSync(found) === realpathSync(process.execPath) ? found : process.execPath;
}

/**
 * The version of the package whose file in node_modules an entry starts; undefined where it cannot be read.
 *
 * @param base what the path is relative to
 */
export function installedVersion(script: string, base: string): string | undefined {
  const [, folder = ""] = /^((?:.*[/\\])?node_modules[/\\](?:@[^/\\]+[/\\])?[^/\\]+)[/\\]/s.exec(script) ?? [];
  try {
    const path = join(resolve(base, folder), "package.json");
    const { version } = JSON.parse(readFileSync(path, "utf8")) as { version?: unknown };
    return typeof version === "string" ? version : undefined;
  } catch {
    return undefined;
  }
}
