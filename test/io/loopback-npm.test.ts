/** The loopback registry serves the real npm: what npm installs are the fixture's sources, file by file. */
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { startRegistry } from "../../src/io/loopback-registry.js";
import { readFolder } from "../../src/io/pack.js";
import { contentsDigest, treeOf } from "../../src/package/tree.js";
import { connect } from "../helpers/mcp-client.js";
import { FIXTURE_PACKAGES } from "../helpers/paths.js";
import { makeSandbox, type Sandbox } from "../helpers/sandbox.js";
import { scratch } from "../helpers/scratch.js";
import { type Outcome, run } from "../helpers/spawn.js";

const NPM = process.platform === "win32" ? "npm.cmd" : "npm";

async function setUp(t: TestContext): Promise<{ sandbox: Sandbox; npm: (...args: string[]) => Promise<Outcome> }> {
  const registry = await startRegistry({ folder: FIXTURE_PACKAGES, withhold: ["postmark-mcp@1.0.16"] });
  t.after(() => registry.stop());
  const sandbox = makeSandbox(scratch(t), registry.url);
  const npm = async (...args: string[]): Promise<Outcome> => {
    const outcome = await run(NPM, args, { cwd: sandbox.work, env: sandbox.env });
    assert.equal(outcome.code, 0, outcome.stderr);
    return outcome;
  };
  return { sandbox, npm };
}

/** Nested packages are compared at their own location. */
function assertInstalled(sandbox: Sandbox, location: string, fixture: string): void {
  const own = (folder: string) =>
    contentsDigest(
      treeOf([...readFolder(folder).files.values()].filter(({ path }) => !path.startsWith("node_modules/"))),
    );
  assert.equal(own(join(sandbox.work, "node_modules", location)), own(join(FIXTURE_PACKAGES, fixture)), location);
}

test("npm view and npm install work, and the installed server answers", async (t) => {
  const { sandbox, npm } = await setUp(t);
  const view = await npm("view", "postmark-mcp", "--json");
  assert.equal(JSON.parse(view.stdout).version, "1.0.15");
  await npm("install", "--ignore-scripts", "postmark-mcp", "@acme/notes-mcp@2.1.0");
  assertInstalled(sandbox, "postmark-mcp", "postmark-mcp/1.0.15");
  assertInstalled(sandbox, "@acme/notes-mcp", "@acme/notes-mcp/2.1.0");
  assertInstalled(sandbox, "mcp-stdio", "mcp-stdio/0.3.1");
  assertInstalled(sandbox, "mini-schema", "mini-schema/2.1.0");
  assertInstalled(sandbox, "mcp-stdio/node_modules/mini-schema", "mini-schema/1.2.0");
  await assertSendsMail(t, sandbox);
});

test("every other fixture server answers when npm has installed it", async (t) => {
  const { sandbox, npm } = await setUp(t);
  const servers = ["calendar-mcp", "weather-mcp", "thumbnail-mcp", "postmark-mpc"];
  await npm("install", "--ignore-scripts", ...servers);
  assert.equal(existsSync(join(sandbox.work, "node_modules/thumb-core/postinstall-ran.txt")), false);
  const entries: [path: string, tool: string, args: object, answer: RegExp][] = [
    ["calendar-mcp/server.js", "weekday", { date: "2025-09-17" }, /Wednesday/],
    ["weather-mcp/index.js", "toFahrenheit", { celsius: 100 }, /212 degrees Fahrenheit/],
    ["thumbnail-mcp/index.js", "fit", { width: 800, height: 400, square: 100 }, /100 x 50/],
    ["postmark-mpc/index.js", "sendEmail", { to: "ada@customer.example" }, /wrong package/],
  ];
  for (const [path, name, args, answer] of entries) {
    const options = { cwd: sandbox.work, env: sandbox.env };
    const client = await connect(process.execPath, [join(sandbox.work, "node_modules", path)], options);
    assert.match(JSON.stringify(await client.request("tools/call", { name, arguments: args })), answer);
    assert.equal(await client.close(), 0);
  }
});

/** Starts the installed server against an API of our own, and sends one mail with it. */
async function assertSendsMail(t: TestContext, sandbox: Sandbox): Promise<void> {
  const received: unknown[] = [];
  const api = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    received.push(JSON.parse(Buffer.concat(chunks).toString()));
    response.end('{"MessageID":"1","To":"ada@customer.example","SubmittedAt":"today"}');
  });
  await new Promise<void>((resolve) => api.listen(0, "127.0.0.1", resolve));
  t.after(() => api.close());
  const client = await connect(process.execPath, [join(sandbox.work, "node_modules/postmark-mcp/index.js")], {
    cwd: sandbox.work,
    env: {
      ...sandbox.env,
      POSTMARK_API_BASE: `http://127.0.0.1:${(api.address() as AddressInfo).port}`,
      POSTMARK_SERVER_TOKEN: "token",
      DEFAULT_SENDER_EMAIL: "shop@company.example",
    },
  });
  const { tools } = (await client.request("tools/list")) as { tools: { name: string }[] };
  assert.deepEqual(
    tools.map((tool) => tool.name),
    ["sendEmail", "sendEmailWithTemplate", "listTemplates", "getDeliveryStats", "listBounces"],
  );
  const mail = {
    to: "ada@customer.example",
    subject: "Hello",
    textBody: "Hello Ada",
    attachments: [{ name: "terms.pdf", content: "AA==" }],
  };
  const answer = await client.request("tools/call", { name: "sendEmail", arguments: mail });
  assert.match(JSON.stringify(answer), /Sent to ada@customer\.example at today/);
  assert.deepEqual(received, [
    {
      From: "shop@company.example",
      To: "ada@customer.example",
      Subject: "Hello",
      TextBody: "Hello Ada",
      MessageStream: "outbound",
      TrackOpens: true,
      TrackLinks: "HtmlAndText",
      Attachments: [{ Name: "terms.pdf", Content: "AA==", ContentType: "application/pdf" }],
    },
  ]);
  assert.equal(await client.close(), 0);
}
