/** A reader that goes away before the end, as `head` does, is no failure; a full disk below the results is one. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { closeSync, existsSync, openSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { CLI, FIXTURE_PACKAGES } from "../helpers/paths.js";
import { makeSandbox } from "../helpers/sandbox.js";
import { scratch } from "../helpers/scratch.js";

const version = (name: string): string => join(FIXTURE_PACKAGES, "postmark-mcp", name);

interface Ended {
  readonly code: number | null;
  readonly said: string;
}

/** What a command says on standard error, and its exit code, when its results go to `stdout`, or to nobody. */
function ended(args: readonly string[], cwd: string, env: NodeJS.ProcessEnv, stdout: number | "pipe"): Promise<Ended> {
  const child = spawn(process.execPath, [CLI, ...args], { cwd, env, stdio: ["ignore", stdout, "pipe"] });
  child.stdout?.destroy();
  let said = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
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
    assert.deepEqual(await ended(args, work, env, "pipe"), { code: 0, said: "" });
  });
}

const FULL = "/dev/full";

for (const args of [["explain"], ["inspect", version("1.0.15"), "--json", "--quiet"]]) {
  test(`the disk is full: mcp-pin ${args[0]}`, { skip: !existsSync(FULL) }, async (t) => {
    const { work, env } = makeSandbox(scratch(t), "http://127.0.0.1:9/");
    const stdout = openSync(FULL, "w");
    t.after(() => closeSync(stdout));
    const { code, said } = await ended(args, work, env, stdout);
    assert.deepEqual([code, said.split("\n").length], [1, 2]);
    assert.match(said, /^mcp-pin: cannot write the results: ENOSPC/);
  });
}
