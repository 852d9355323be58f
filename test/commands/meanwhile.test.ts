/** A lockfile that changes between a question and its answer: what stands there now was not what was accepted. */
import assert from "node:assert/strict";
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { grantEnv } from "../../src/commands/grant.js";
import { commit, lookAtAll } from "../../src/commands/pinning.js";
import { loadLockfile } from "../../src/io/lockfile.js";
import { startProgress } from "../../src/io/progress.js";
import { isAcceptedHere } from "../../src/io/store.js";
import type { Server } from "../../src/lockfile/format.js";
import { EMPTY_LOCKFILE } from "../../src/lockfile/format.js";
import type { Consent } from "../../src/review/accept.js";
import { hostOf } from "../helpers/host.js";
import { scratch } from "../helpers/scratch.js";
import { Session } from "../helpers/script/session.js";

const UNREAD: Consent = { kind: "unread", by: "Ada <ada@example.org>", at: "2026-01-31T08:00:00Z", reason: "a test" };

async function session(t: TestContext): Promise<{ made: Session; path: string }> {
  const made = await Session.start(scratch(t));
  t.after(() => made.end());
  const { work } = made.sandbox;
  mkdirSync(join(work, "server"));
  writeFileSync(join(work, "server/package.json"), '{"name":"server-mcp","version":"1.0.0","bin":"./main.cjs"}');
  writeFileSync(join(work, "server/main.cjs"), "");
  return { made, path: join(work, "mcp-lock.json") };
}

async function add(made: Session, ...options: string[]): Promise<void> {
  const added = await made.run("mcp-pin", ["add", "./server", "--allow-exotic", "--yes", "--quiet", ...options]);
  assert.equal(added.code, 0, added.stderr);
}

test("a grant does not accept what another process wrote meanwhile", async (t) => {
  const { made, path } = await session(t);
  await add(made);
  const lockfile = loadLockfile(path);
  const server = lockfile.servers.get("server-mcp") as Server;
  writeFileSync(path, readFileSync(path, "utf8").replace('"entry": "main.cjs"', '"entry": "other.cjs"'));
  const before = readFileSync(path, "utf8");
  assert.match(before, /other\.cjs/);
  const granted = grantEnv(hostOf(made.sandbox), { server, lockfile, path }, ["TOKEN"], "Ada <ada@example.org>");
  await assert.rejects(granted, { code: "refused" });
  assert.equal(readFileSync(path, "utf8"), before);
});

test("an add does not accept a server that appeared meanwhile with another pin", async (t) => {
  const { made, path } = await session(t);
  const { work, root } = made.sandbox;
  made.setVariable("MCP_PIN_HOME", join(root, "elsewhere"));
  await add(made, "--env", "OTHER", "--lockfile", join(work, "theirs.json"));
  const host = hostOf(made.sandbox);
  const progress = startProgress(host, true);
  const scope = { lockfile: EMPTY_LOCKFILE, path };
  const { looks } = await lookAtAll(host, [{ spec: "./server" }], scope, { allowExotic: true }, progress);
  copyFileSync(join(work, "theirs.json"), path);
  await commit(host, path, looks, UNREAD, progress);
  const theirs = loadLockfile(path).servers.get("server-mcp") as Server;
  assert.deepEqual(theirs.env, ["OTHER"]);
  assert.equal(isAcceptedHere(host.home, theirs.accepted.pin), false);
});
