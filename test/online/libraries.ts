/** The official clients of both generations and the Inspector, from the registry that npm is configured for. */
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { newerNode } from "../helpers/newer-node.js";
import { run } from "../helpers/spawn.js";
import { env, folder, project, type RealServer, root, throughRun } from "./servers.js";

// Not above the store: no node_modules may stand there.
const clients = folder("clients");
const INSTALLED = ["sdk@1", "client@2", "server@2", "inspector@2"].map((name) => `@modelcontextprotocol/${name}`);
const npm = await run(
  "npm",
  ["install", "--prefix", clients, "--no-audit", "--no-fund", "--ignore-scripts", ...INSTALLED],
  { cwd: clients, env },
);
/** Why the clients cannot be used here. */
export const skip = npm.code === 0 ? false : "the registry cannot be reached, or does not have the clients";

/** The parts of both libraries' clients that are used here. */
export interface Client {
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
export const GENERATIONS: readonly Generation[] = ["v1", "v2", "v2 in the newer protocol"];

const load = async (path: string): Promise<Record<string, new (...args: unknown[]) => unknown>> =>
  await import(pathToFileURL(join(clients, "node_modules/@modelcontextprotocol", path)).href);

export async function connect(generation: Generation, server: RealServer): Promise<Client> {
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
  const [command, ...args] = throughRun(server);
  const started = { command, args, cwd: project, env: { ...env, ...server.env } };
  await client.connect(new StdioClientTransport({ ...started, stderr: "ignore" }));
  return client;
}

const INSPECTOR = join(clients, "node_modules/@modelcontextprotocol/inspector/clients/launcher/build/index.js");
/** The Inspector needs a newer Node than the servers. */
const node = newerNode("24");
export const skipInspector = skip || (node === undefined && "node@24 cannot be had from npm here");

/** What the Inspector's command line prints about a server that is started by the words: one process, one answer. */
export async function inspect(
  words: readonly string[],
  more: Readonly<Record<string, string>>,
  question: readonly string[],
): Promise<string> {
  const [command, ...args] = words;
  const given = { MCP_PIN_HOME: env.MCP_PIN_HOME, ...more };
  const config = join(root, "inspector.json");
  writeFileSync(config, JSON.stringify({ mcpServers: { server: { command, args, env: given, cwd: project } } }));
  const asked = ["--cli", "--config", config, "--server", "server", "--quiet", "--format", "json", ...question];
  const { code, stdout, stderr } = await run(node ?? "", [INSPECTOR, ...asked], {
    cwd: root,
    env: { ...env, HOME: root },
  });
  assert.equal(code, 0, stderr);
  return stdout;
}
