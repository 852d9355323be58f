/** `verify` stands before every start: it writes nothing, asks nobody and starts nothing, whatever it finds. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { appendFileSync, chmodSync, existsSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { faultEnv } from "../helpers/fault-env.js";
import { CLI } from "../helpers/paths.js";
import { scratch } from "../helpers/scratch.js";
import { Session } from "../helpers/script/session.js";

const WATCH = `--import=${new URL("../helpers/outside.js", import.meta.url).href}`;

async function pinned(t: TestContext): Promise<Session> {
  const session = await Session.start(scratch(t));
  t.after(() => session.end());
  await run(session, 0, "add", "postmark-mcp", "--yes", "--quiet");
  return session;
}

async function run(session: Session, code: number, ...args: string[]): Promise<void> {
  const outcome = await session.run("mcp-pin", args);
  assert.equal(outcome.code, code, outcome.stderr);
}

/** What a run changes on disk, connects to and starts. */
async function effects(session: Session, code: number, ...args: string[]): Promise<string[]> {
  const changes = join(session.sandbox.root, "changes.txt");
  const outside = join(session.sandbox.root, "outside.txt");
  for (const path of [changes, outside]) rmSync(path, { force: true });
  const { NODE_OPTIONS = "", ...variables } = faultEnv({ mode: "count", under: session.sandbox.root, report: changes });
  const all = { ...variables, OUTSIDE_REPORT: outside, NODE_OPTIONS: `${NODE_OPTIONS} ${WATCH}` };
  for (const [name, value] of Object.entries(all)) session.setVariable(name, value);
  await run(session, code, ...args);
  for (const name of Object.keys(all)) session.unsetVariable(name);
  return [changes, outside].flatMap((path) => (existsSync(path) ? readFileSync(path, "utf8").trim().split("\n") : []));
}

test("verify has no effect: it starts, refuses, cannot decide, or finds drift", async (t) => {
  const session = await pinned(t);
  const { work, store } = session.sandbox;
  assert.deepEqual(await effects(session, 0, "verify"), []);
  assert.deepEqual(await effects(session, 0, "verify", "--json", "postmark-mcp"), []);
  assert.deepEqual(await effects(session, 0, "verify", "--registry", session.registry.url), []);
  assert.deepEqual(await effects(session, 0, "list"), []);
  writeFileSync(join(work, ".mcp.json"), '{ "mcpServers": { "a": { "command": "npx", "args": ["a"] } } }');
  assert.deepEqual(await effects(session, 3, "verify"), []);
  rmSync(join(work, ".mcp.json"));
  const file = join(session.storeOf("postmark-mcp"), "postmark-mcp/index.js");
  chmodSync(file, 0o644);
  appendFileSync(file, " ");
  assert.deepEqual(await effects(session, 3, "verify"), []);
  session.setVariable("MCP_PIN_HOME", `${store}-of-another-machine`);
  assert.deepEqual(await effects(session, 3, "verify"), []);
  writeFileSync(join(work, "mcp-lock.json"), "{");
  assert.deepEqual(await effects(session, 1, "verify"), []);
});

test("effects are seen where there are some", async (t) => {
  const session = await pinned(t);
  assert.ok((await effects(session, 0, "verify", "--online")).includes("connect"));
  const seen = await effects(session, 0, "add", "thumbnail-mcp", "--yes");
  for (const effect of ["connect", "spawn"]) assert.ok(seen.includes(effect), seen.join());
  assert.ok(
    seen.some((line) => line.startsWith("rename ")),
    seen.join(),
  );
});

/** Runs the program with its streams closed by their reader at once, or on a device that is full. */
async function withStreams(session: Session, stdio: "closed" | number, ...args: string[]): Promise<number | null> {
  const { work, env } = session.sandbox;
  const streams = stdio === "closed" ? (["ignore", "pipe", "pipe"] as const) : (["ignore", stdio, "ignore"] as const);
  const child = spawn(process.execPath, [CLI, ...args], { cwd: work, env, stdio: [...streams] });
  child.stdout?.destroy();
  child.stderr?.destroy();
  return new Promise((resolve) => child.once("close", resolve));
}

test("a reader that goes away changes no exit code", async (t) => {
  const session = await pinned(t);
  assert.equal(await withStreams(session, "closed", "list"), 0);
  assert.equal(await withStreams(session, "closed", "verify"), 0);
  assert.equal(await withStreams(session, "closed", "add", "thumbnail-mcp", "--yes"), 0);
  assert.equal(await withStreams(session, "closed", "verify", "thumbnail-mcp"), 0);
  assert.equal(await withStreams(session, "closed", "verify", "nothing"), 3);
  assert.equal(await withStreams(session, "closed", "verify", "--lockfile", "nothing"), 1);
  assert.equal(await withStreams(session, "closed", "verfiy"), 2);
});

test("an answer that cannot be written is no yes", { skip: !existsSync("/dev/full") && "no /dev/full" }, async (t) => {
  const session = await pinned(t);
  const full = openSync("/dev/full", "w");
  assert.notEqual(await withStreams(session, full, "verify"), 0);
  assert.notEqual(await withStreams(session, full, "list", "--json"), 0);
});

test("nor does it make a refusal less of one", { skip: !existsSync("/dev/full") && "no /dev/full" }, async (t) => {
  const session = await pinned(t);
  const full = openSync("/dev/full", "w");
  assert.equal(await withStreams(session, full, "verify", "--hook", "claude-code", "--lockfile", "nothing"), 2);
});
