/**
 * The official clients, of both generations, through the guard to real servers: what the servers offer is captured and
 * pinned, and then the clients notice nothing. The clients come from the registry that npm is configured for; without it,
 * skipped by name.
 */
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { pathToFileURL } from "node:url";
import { CLI } from "../helpers/paths.js";
import { type Outcome, run } from "../helpers/spawn.js";

const root = mkdtempSync(join(tmpdir(), "mcp-pin-online-guard-"));
after(() => rmSync(root, { recursive: true, force: true, maxRetries: 3 }));
const project = join(root, "project");
mkdirSync(project);
const env = {
  ...(Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== undefined)) as Record<
    string,
    string
  >),
  MCP_PIN_HOME: join(root, "home"),
  NO_COLOR: "1",
};
const pin = (...args: string[]): Promise<Outcome> => run(process.execPath, [CLI, ...args], { cwd: project, env });

// Not above the store: no node_modules may stand there.
const clients = join(root, "clients");
mkdirSync(clients);
const LIBRARIES = ["@modelcontextprotocol/sdk@1", "@modelcontextprotocol/client@2", "@modelcontextprotocol/server@2"];
const npm = await run(
  "npm",
  ["install", "--prefix", clients, "--no-audit", "--no-fund", "--ignore-scripts", ...LIBRARIES],
  { cwd: clients, env },
);
const skip = npm.code === 0 ? false : "the registry cannot be reached, or does not have the clients";

/** The parts of both libraries' clients that are used here. */
interface Client {
  connect(transport: unknown): Promise<void>;
  close(): Promise<void>;
  listTools(): Promise<{ readonly tools: readonly { readonly name: string }[] }>;
  listPrompts(): Promise<{ readonly prompts: readonly unknown[] }>;
  listResourceTemplates(): Promise<{ readonly resourceTemplates: readonly unknown[] }>;
  listResources(): Promise<{ readonly resources: readonly { readonly uri: string }[] }>;
  readResource(params: object): Promise<{ readonly contents: readonly unknown[] }>;
  subscribeResource(params: object): Promise<unknown>;
  callTool(
    params: object,
    ...options: unknown[]
  ): Promise<{ readonly content: readonly { readonly type: string; readonly text?: string }[] }>;
}
type Generation = "v1" | "v2" | "v2 in the newer protocol";
const GENERATIONS: readonly Generation[] = ["v1", "v2", "v2 in the newer protocol"];

const load = async (path: string): Promise<Record<string, new (...args: unknown[]) => unknown>> =>
  await import(pathToFileURL(join(clients, "node_modules/@modelcontextprotocol", path)).href);

async function connect(generation: Generation, server: string, args: readonly string[]): Promise<Client> {
  const isOld = generation === "v1";
  const [{ Client }, { StdioClientTransport }] = await Promise.all(
    isOld
      ? [load("sdk/dist/esm/client/index.js"), load("sdk/dist/esm/client/stdio.js")]
      : [load("client/dist/index.mjs"), load("client/dist/stdio.mjs")],
  );
  assert.ok(Client !== undefined && StdioClientTransport !== undefined);
  const mode = generation === "v2" ? "legacy" : "auto";
  const client = new Client(
    { name: "test", version: "0" },
    { capabilities: {}, ...(!isOld && { versionNegotiation: { mode } }) },
  ) as Client;
  const command = {
    command: process.execPath,
    args: [CLI, "run", server, "--quiet", "--", ...args],
    env,
    cwd: project,
  };
  await client.connect(new StdioClientTransport({ ...command, stderr: "ignore" }));
  return client;
}

const notes = join(root, "notes");
mkdirSync(notes);

/** What is called where, without a network and without credentials. */
const SERVERS: readonly {
  readonly spec: string;
  readonly name: string;
  readonly args?: string[];
  readonly call?: object;
}[] = [
  { spec: "@modelcontextprotocol/server-everything", name: "server-everything" },
  {
    spec: "@modelcontextprotocol/server-filesystem",
    name: "server-filesystem",
    args: [notes],
    call: { name: "list_allowed_directories" },
  },
  { spec: "@modelcontextprotocol/server-memory", name: "server-memory", call: { name: "read_graph" } },
  {
    spec: "@modelcontextprotocol/server-sequential-thinking",
    name: "server-sequential-thinking",
    call: {
      name: "sequentialthinking",
      arguments: { thought: "x", nextThoughtNeeded: false, thoughtNumber: 1, totalThoughts: 1 },
    },
  },
  { spec: "@upstash/context7-mcp", name: "context7-mcp" },
  { spec: "@notionhq/notion-mcp-server", name: "notion-mcp-server" },
  { spec: "exa-mcp-server", name: "exa-mcp-server" },
  { spec: "firecrawl-mcp", name: "firecrawl-mcp" },
];

for (const { spec, name, args = [], call } of SERVERS) {
  test(`${spec}: all tools are listed, and those that need nothing are called`, { skip }, async () => {
    for (const words of [
      ["add", spec, "--yes", "--quiet"],
      ["tools", name, "--capture", "--unfenced", "--yes", "--quiet", "--", ...args],
    ]) {
      const { code, stderr } = await pin(...words);
      assert.equal(code, 0, stderr);
    }
    const shown = JSON.parse((await pin("tools", name, "--json")).stdout);
    const pinned = (shown.servers[0].pinned[0].items as { item: string }[]).flatMap(({ item }) =>
      item.startsWith("tool/") ? [item.slice(5)] : [],
    );
    assert.ok(pinned.length > 0);
    for (const generation of GENERATIONS) {
      const client = await connect(generation, name, args);
      const listed = (await client.listTools()).tools.map((tool) => tool.name);
      // A client that cannot be asked for samples is not offered tools that ask for them.
      const missing = pinned.filter((tool) => !listed.includes(tool));
      assert.deepEqual(
        missing.filter((tool) => !/sampling|elicitation|roots|research/.test(tool)),
        [],
        generation,
      );
      if (call !== undefined) assert.ok((await client.callTool(call)).content.length > 0, generation);
      if (name === "server-everything") await useEverything(client, generation === "v1");
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
  const folder = join(root, "modern");
  mkdirSync(folder);
  const manifest = {
    name: "modern-mcp",
    version: "1.0.0",
    type: "module",
    bin: "./index.mjs",
    dependencies: { "@modelcontextprotocol/server": "2" },
  };
  writeFileSync(join(folder, "package.json"), JSON.stringify(manifest));
  writeFileSync(join(folder, "index.mjs"), MODERN);
  for (const words of [
    ["add", folder, "--allow-exotic", "--yes", "--quiet"],
    ["tools", "modern-mcp", "--capture", "--unfenced", "--yes", "--quiet"],
  ]) {
    const { code, stderr } = await pin(...words);
    assert.equal(code, 0, stderr);
  }
  for (const [names, hello] of [
    [["hello", "bye"], true],
    [["bye"], false],
  ] as const) {
    if (!hello) writeFileSync(join(project, "notice.txt"), "");
    for (const generation of GENERATIONS) {
      const client = await connect(generation, "modern-mcp", []);
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
