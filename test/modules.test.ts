/** What stands before every start loads no library: neither npm's, nor those that read archives, code or colours. */
import assert from "node:assert/strict";
import { appendFileSync, chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { packagesLoadedBy } from "./helpers/loaded.js";
import { scratch } from "./helpers/scratch.js";
import { Session } from "./helpers/script/session.js";

async function pinned(t: TestContext, server = "postmark-mcp"): Promise<Session> {
  const session = await Session.start(scratch(t));
  t.after(() => session.end());
  const { code, stderr } = await session.run("mcp-pin", ["add", server, "--yes", "--quiet"]);
  assert.equal(code, 0, stderr);
  return session;
}

function tamper(session: Session, server = "postmark-mcp"): void {
  const file = join(session.storeOf(server), server, "index.js");
  chmodSync(file, 0o644);
  appendFileSync(file, " ");
}

test("verify loads no package, whether it starts the server or refuses it", async (t) => {
  const session = await pinned(t);
  for (const args of [["verify"], ["verify", "postmark-mcp", "--json"], ["verify", "--no-configs", "--no-color"]]) {
    assert.deepEqual(await packagesLoadedBy(session, ...args), [], args.join(" "));
    assert.equal(session.last?.code, 0, session.last?.stderr);
  }
  tamper(session);
  assert.deepEqual(await packagesLoadedBy(session, "verify"), []);
  assert.equal(session.last?.code, 3);
});

test("run loads no package, whether it starts the server or refuses it", async (t) => {
  const session = await pinned(t, "weather-mcp");
  for (const args of [["weather-mcp"], ["weather-mcp", "word", "--quiet", "--", "--option"]]) {
    assert.deepEqual(await packagesLoadedBy(session, "run", ...args), [], args.join(" "));
    assert.equal(session.last?.code, 0, session.last?.stderr);
  }
  tamper(session, "weather-mcp");
  assert.deepEqual(await packagesLoadedBy(session, "run", "weather-mcp"), []);
  assert.equal(session.last?.code, 3);
  assert.equal(session.last?.stdout, "");
});

test("client configurations cost verify their own reader and nothing else", async (t) => {
  const session = await pinned(t);
  writeFileSync(
    join(session.sandbox.work, ".mcp.json"),
    '{ "mcpServers": { "a": { "command": "npx", "args": ["a"] } } }',
  );
  assert.deepEqual(await packagesLoadedBy(session, "verify"), ["jsonc-parser"]);
  assert.equal(session.last?.code, 3);
});

test("init loads the readers of the formats that it finds before it asks, and nothing that pins", async (t) => {
  const session = await pinned(t);
  const { work } = session.sandbox;
  writeFileSync(join(work, ".mcp.json"), '{ "mcpServers": { "a": { "command": "npx", "args": ["thumbnail-mcp"] } } }');
  const readers = ["commander", "jsonc-parser", "semver"];
  assert.deepEqual(await packagesLoadedBy(session, "init"), readers);
  assert.equal(session.last?.code, 3);
  assert.match(session.last?.stderr ?? "", /nobody could be asked/);
});

test("the other commands load what they need, so that this test can see it", async (t) => {
  const session = await pinned(t);
  assert.deepEqual(await packagesLoadedBy(session, "list"), ["commander"]);
  const online = await packagesLoadedBy(session, "verify", "--online");
  assert.equal(session.last?.code, 0, session.last?.stderr);
  assert.ok(online.includes("npm-registry-fetch"), online.join());
  assert.ok(!online.includes("@npmcli/arborist"), online.join());
  const add = await packagesLoadedBy(session, "add", "thumbnail-mcp", "--yes");
  for (const name of ["@npmcli/arborist", "pacote", "tar"]) assert.ok(add.includes(name), add.join());
});
