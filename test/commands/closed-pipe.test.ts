/** A reader that goes away before the end, as `head` does, is no failure. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { join } from "node:path";
import { test } from "node:test";
import { CLI, FIXTURE_PACKAGES } from "../helpers/paths.js";
import { makeSandbox } from "../helpers/sandbox.js";
import { scratch } from "../helpers/scratch.js";

const version = (name: string): string => join(FIXTURE_PACKAGES, "postmark-mcp", name);

/** What a command says on standard error, and its exit code, when nobody reads its results. */
function unread(
  args: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv,
): Promise<{ code: number | null; said: string }> {
  const child = spawn(process.execPath, [CLI, ...args], { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
  child.stdout.destroy();
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    said += text;
  });
  return new Promise((resolve) => child.once("close", (code) => resolve({ code, said })));
}

for (const args of [
  ["--help"],
  ["help", "review"],
  ["add", "--help"],
  ["--version"],
  ["explain"],
  ["inspect", version("1.0.15"), "--json", "--quiet"],
  ["diff", version("1.0.15"), version("1.0.16"), "--quiet"],
]) {
  test(`a reader goes away: mcp-pin ${args[0]}`, async (t) => {
    const { work, env } = makeSandbox(scratch(t), "http://127.0.0.1:9/");
    assert.deepEqual(await unread(args, work, env), { code: 0, said: "" });
  });
}
