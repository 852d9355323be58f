/** The fence: what a server that is only to say what it offers can reach. Skipped by name where bubblewrap is missing. */
import assert from "node:assert/strict";
import { mkdirSync, realpathSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { homedir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { captureManifest } from "../../src/guard/capture.js";
import { hasFence, startFenced, startRehearsal } from "../../src/io/fence.js";
import { scratch } from "../helpers/scratch.js";

const skip = hasFence(process.env) ? false : "bubblewrap is missing, or may not make namespaces";

/** What a program prints that runs in the fence. */
async function fenced(
  t: TestContext,
  code: string,
  args: readonly string[] = [],
  variables: readonly string[] = [],
): Promise<string> {
  const root = realpathSync(scratch(t));
  const cwd = join(root, "work");
  const tree = join(root, "tree");
  for (const folder of [cwd, tree]) mkdirSync(folder);
  writeFileSync(join(cwd, "secret.txt"), "secret");
  const entry = join(tree, "index.js");
  writeFileSync(entry, code);
  const child = startFenced(
    { program: realpathSync(process.execPath), root: tree, entry, args, cwd, variables },
    process.env,
  );
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.on("data", (chunk: Buffer) => {
      said += chunk;
    });
  await new Promise((resolve) => child.once("close", resolve));
  if (said.startsWith("bwrap")) throw new Error(said);
  return said.trim();
}

test("no network, not even this machine's", { skip }, async (t) => {
  const server = createServer((_, response) => response.end("reached")).listen(0, "127.0.0.1");
  t.after(() => server.close());
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as AddressInfo;
  const code = `fetch("http://127.0.0.1:${port}/").then((r) => r.text()).then(console.log, (e) => console.log(e.cause.code));`;
  assert.equal(await fenced(t, code), "ECONNREFUSED");
});

test("nothing of the user's: no home, no working folder, no environment, no other processes", { skip }, async (t) => {
  const code = `const fs = require("fs");
    console.log(JSON.stringify([fs.readdirSync(${JSON.stringify(homedir())}), fs.readdirSync("."), process.cwd(),
      Object.keys(process.env).sort(), fs.readdirSync("/proc").filter((n) => /^\\d+$/.test(n)).length < 5]));`;
  const [home, cwd, path, env, few] = JSON.parse(await fenced(t, code, [], ["A_TOKEN", "API_URL"]));
  assert.deepEqual([home, cwd, few], [[], [], true]);
  assert.match(path, /\/work$/);
  assert.deepEqual(env, ["API_URL", "A_TOKEN", "HOME", "LANG", "LOGNAME", "PATH", "PWD", "TMPDIR", "TZ", "USER"]);
});

test("its own files are read-only, and what arguments name is there and empty", { skip }, async (t) => {
  const code = `const fs = require("fs");
    const attempt = (f) => { try { return f(); } catch (e) { return e.code; } };
    console.log(JSON.stringify([attempt(() => fs.writeFileSync(__filename, "")), fs.readFileSync(process.argv[2], "utf8"), attempt(() => fs.writeFileSync("/tmp/x", "") ?? "written")]));`;
  assert.deepEqual(JSON.parse(await fenced(t, code, ["secret.txt"])), ["EROFS", "", "written"]);
});

test("without a fence nothing is started unless somebody said so", () => {
  const nowhere = { program: "/nowhere", root: "/", entry: "/nowhere", args: [], cwd: "/", variables: [] };
  if (skip !== false) assert.throws(() => startRehearsal(nowhere, { PATH: "" }, false), { code: "refused" });
});

test("what a server forks ends with the capture, fence or none", {
  skip: process.platform === "win32" ? "process groups are POSIX" : false,
}, async (t) => {
  const root = realpathSync(scratch(t));
  const entry = join(root, "index.cjs");
  const fork = 'spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "inherit" })';
  writeFileSync(entry, `const { spawn } = require("node:child_process"); console.error(${fork}.pid); process.exit();`);
  const rehearsal = { program: realpathSync(process.execPath), root, entry, args: [], cwd: root, variables: [] };
  const child = startRehearsal(rehearsal, process.env, true);
  const stop = new AbortController();
  const captured = captureManifest(child, stop.signal);
  const left = Number(await new Promise((resolve) => child.stderr?.once("data", resolve)));
  stop.abort();
  await assert.rejects(captured);
  assert.equal(child.stdout?.destroyed, true);
  for (let there = true; there; await new Promise((resolve) => setTimeout(resolve, 20))) {
    try {
      process.kill(left, 0);
    } catch {
      there = false;
    }
  }
});
