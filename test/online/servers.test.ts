/**
 * The official clients, of both generations, and the Inspector, through `run` to real servers: what the servers offer is
 * captured and pinned, and then the clients notice nothing. Clients and servers come from the registry that npm is
 * configured for; without it, skipped by name.
 */
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { type Client, connect, GENERATIONS, inspect, skip, skipInspector } from "./libraries.js";
import {
  cliOk,
  EVERYTHING,
  folder,
  pinned,
  plainly,
  project,
  type RealServer,
  SERVERS,
  throughRun,
} from "./servers.js";

async function pinnedTools(name: string): Promise<string[]> {
  const shown = JSON.parse(await cliOk(["tools", name, "--json"]));
  const items = shown.servers[0].pinned[0].items as { item: string }[];
  return items.flatMap(({ item }) => (item.startsWith("tool/") ? [item.slice(5)] : []));
}

for (const server of SERVERS) {
  test(`${server.spec}: all tools are listed, and those that need nothing are called`, { skip }, async (t) => {
    const gap = await pinned(server);
    if (gap !== undefined) return t.skip(gap);
    const tools = await pinnedTools(server.name);
    assert.ok(tools.length > 0);
    for (const generation of GENERATIONS) {
      const client = await connect(generation, server);
      const listed = (await client.listTools()).tools.map((tool) => tool.name);
      // A client that cannot be asked for samples is not offered tools that ask for them.
      const missing = tools.filter((tool) => !listed.includes(tool));
      assert.deepEqual(
        missing.filter((tool) => !/sampling|elicitation|roots|research/.test(tool)),
        [],
        generation,
      );
      if (server.call !== undefined) assert.ok((await client.callTool(server.call)).content.length > 0, generation);
      if (server === EVERYTHING) await useEverything(client, generation === "v1");
      await client.close();
    }
  });
}

async function useEverything(client: Client, isOld: boolean): Promise<void> {
  const called = (params: object, options: object = {}): ReturnType<Client["callTool"]> =>
    isOld ? client.callTool(params, undefined, options) : client.callTool(params, options);
  assert.equal((await called({ name: "echo", arguments: { message: "hi" } })).content[0]?.text, "Echo: hi");
  const image = await called({ name: "get-tiny-image", arguments: {} });
  assert.ok(image.content.some(({ type }) => type === "image"));
  let steps = 0;
  const long = { name: "trigger-long-running-operation", arguments: { duration: 1, steps: 3 } };
  await called(long, { onprogress: () => void steps++ });
  assert.ok(steps > 0, "progress is heard");
  const stop = new AbortController();
  const cancelled = assert.rejects(called({ ...long, arguments: { duration: 30, steps: 3 } }, { signal: stop.signal }));
  setTimeout(() => stop.abort(), 100);
  await cancelled;
  assert.ok((await client.listPrompts()).prompts.length > 0);
  assert.ok((await client.listResourceTemplates()).resourceTemplates.length > 0);
  const [resource] = (await client.listResources()).resources;
  assert.equal((await client.readResource({ uri: resource?.uri })).contents.length, 1);
  await client.subscribeResource({ uri: resource?.uri });
}

const OF_EVERYTHING = [
  "--method initialize",
  "--method prompts/list",
  "--method prompts/get --prompt-name args-prompt --prompt-args city=Oslo",
  "--method resources/list",
  "--method resources/templates/list",
  "--method resources/read --uri demo://resource/static/document/features.md",
  "--method tools/call --tool-name get-tiny-image",
].map((line) => line.split(" "));

function questionsTo(server: RealServer): string[][] {
  const { call } = server;
  const calls =
    call === undefined
      ? []
      : [["--method", "tools/call", "--tool-name", call.name, "--tool-args-json", JSON.stringify(call.arguments)]];
  return [["--method", "tools/list"], ...calls, ...(server === EVERYTHING ? OF_EVERYTHING : [])];
}

for (const server of SERVERS) {
  test(`${server.spec}: the Inspector reads the same bytes without run, with it, and with the guard`, {
    skip: skipInspector,
  }, async (t) => {
    const gap = await pinned(server);
    if (gap !== undefined) return t.skip(gap);
    const questions = questionsTo(server);
    const ask = (words: readonly string[], question: readonly string[]): Promise<string> =>
      inspect(words, server.env ?? {}, question);
    const expected: string[] = [];
    for (const question of questions) expected.push(await ask(plainly(server), question));
    // Without the guard the streams are the server's own: one question tells.
    for (const [guard, asked] of [
      ["off", questions.slice(0, 1)],
      ["enforce", questions],
    ] as const) {
      await cliOk(["tools", server.name, "--guard", guard]);
      for (const [i, question] of asked.entries()) {
        assert.equal(await ask(throughRun(server), question), expected[i], `guard ${guard}: ${question.join(" ")}`);
      }
    }
  });
}

const MODERN = `#!/usr/bin/env node
import { existsSync } from "node:fs";
import { McpServer } from "@modelcontextprotocol/server";
import { serveStdio } from "@modelcontextprotocol/server/stdio";
const schema = { type: "object", properties: {} };
const inputSchema = { "~standard": { version: 1, vendor: "test", validate: (value) => ({ value }), jsonSchema: { input: () => schema, output: () => schema } } };
serveStdio(() => {
  const server = new McpServer({ name: "modern", version: "1.0.0" }, { instructions: "be brief" });
  const description = existsSync("notice.txt") ? "other words" : "says hello";
  server.registerTool("hello", { description, inputSchema }, async () => ({ content: [{ type: "text", text: "hello" }] }));
  server.registerTool("bye", { description: "says goodbye", inputSchema }, async () => ({ content: [{ type: "text", text: "bye" }] }));
  return server;
});
`;

test("a server of the newer protocol: what changes after it was pinned is held back from every client", {
  skip,
}, async () => {
  const source = folder("modern");
  const manifest = {
    name: "modern-mcp",
    version: "1.0.0",
    type: "module",
    bin: "./index.mjs",
    dependencies: { "@modelcontextprotocol/server": "2" },
  };
  writeFileSync(join(source, "package.json"), JSON.stringify(manifest));
  writeFileSync(join(source, "index.mjs"), MODERN);
  const server: RealServer = { spec: source, name: "modern-mcp" };
  await cliOk(["add", source, "--allow-exotic", "--yes", "--quiet"]);
  await cliOk(["tools", server.name, "--capture", "--unfenced", "--yes", "--quiet"]);
  for (const [names, hello] of [
    [["hello", "bye"], true],
    [["bye"], false],
  ] as const) {
    if (!hello) writeFileSync(join(project, "notice.txt"), "");
    for (const generation of GENERATIONS) {
      const client = await connect(generation, server);
      assert.deepEqual(
        (await client.listTools()).tools.map(({ name }) => name),
        names,
        generation,
      );
      if (hello) assert.equal((await client.callTool({ name: "hello", arguments: {} })).content[0]?.text, "hello");
      else await assert.rejects(client.callTool({ name: "hello", arguments: {} }), /not pinned/);
      assert.equal((await client.callTool({ name: "bye", arguments: {} })).content[0]?.text, "bye");
      await client.close();
    }
  }
});
