/**
 * Real servers from npm, in a project that goes away with the process: each is pinned once, with what it offers, and all
 * of the process's tests start that pin.
 */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import { splitId } from "../../src/lockfile/fields.js";
import { parseLockfile } from "../../src/lockfile/parse.js";
import { CLI } from "../helpers/paths.js";
import { type Outcome, run } from "../helpers/spawn.js";

export const root = mkdtempSync(join(tmpdir(), "mcp-pin-online-"));
after(() => rmSync(root, { recursive: true, force: true, maxRetries: 3 }));
/** An empty folder below the root. */
export function folder(name: string): string {
  const path = join(root, name);
  mkdirSync(path);
  return path;
}

export const project = folder("project");
const home = join(root, "home");
const inherited = Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
/** The environment of these tests, with a store of their own. */
export const env: Readonly<Record<string, string>> & { readonly MCP_PIN_HOME: string } = {
  ...Object.fromEntries(inherited),
  MCP_PIN_HOME: home,
  NO_COLOR: "1",
};

/** What is called where, without a network and without credentials. */
export interface RealServer {
  readonly spec: string;
  readonly name: string;
  readonly args?: readonly string[];
  /** Placeholders where a server does not start without credentials. */
  readonly env?: Readonly<Record<string, string>>;
  readonly call?: { readonly name: string; readonly arguments: Readonly<Record<string, unknown>> };
}

export const EVERYTHING: RealServer = {
  spec: "@modelcontextprotocol/server-everything",
  name: "server-everything",
  call: { name: "echo", arguments: { message: "hi" } },
};
export const SERVERS: readonly RealServer[] = [
  EVERYTHING,
  {
    spec: "@modelcontextprotocol/server-filesystem",
    name: "server-filesystem",
    args: [folder("notes")],
    call: { name: "list_allowed_directories", arguments: {} },
  },
  {
    spec: "@modelcontextprotocol/server-memory",
    name: "server-memory",
    env: { MEMORY_FILE_PATH: join(root, "memory.jsonl") },
    call: { name: "read_graph", arguments: {} },
  },
  { spec: "@upstash/context7-mcp", name: "context7-mcp" },
  { spec: "@notionhq/notion-mcp-server", name: "notion-mcp-server" },
  { spec: "@playwright/mcp", name: "mcp" },
  { spec: "resend-mcp", name: "resend-mcp", env: { RESEND_API_KEY: "re_placeholder" } },
  { spec: "mongodb-mcp-server", name: "mongodb-mcp-server" },
];

const cli = (args: readonly string[], more: Readonly<Record<string, string>> = {}): Promise<Outcome> =>
  run(process.execPath, [CLI, ...args], { cwd: project, env: { ...env, ...more } });

/** @throws Error when the program does not end with exit code 0. */
export async function cliOk(args: readonly string[], more?: Readonly<Record<string, string>>): Promise<string> {
  const { code, stdout, stderr } = await cli(args, more);
  if (code !== 0) throw new Error(`mcp-pin ${args.join(" ")}: exit code ${code}\n${stderr}`);
  return stdout;
}

const pins = new Map<RealServer, Promise<string | undefined>>();

/** Pins a server and what it offers. What is missing where the registry lacks a version that its closure wants. */
export function pinned(server: RealServer): Promise<string | undefined> {
  const known = pins.get(server) ?? pin(server);
  pins.set(server, known);
  return known;
}

async function pin({ spec, name, args = [], env: given = {} }: RealServer): Promise<string | undefined> {
  const names = Object.keys(given).join(",");
  const { code, stderr } = await cli(["add", spec, "--yes", "--quiet", ...(names === "" ? [] : ["--env", names])]);
  if (code === 1 && stderr.includes("No matching version found")) return stderr;
  if (code !== 0) throw new Error(`mcp-pin add ${spec}: exit code ${code}\n${stderr}`);
  await cliOk(["tools", name, "--capture", "--unfenced", "--yes", "--quiet", "--", ...args], given);
  return undefined;
}

/** The words that start a pinned server through `run`. */
export const throughRun = ({ name, args = [] }: RealServer): string[] => [
  ...[process.execPath, CLI, "run", name, "--quiet", "--"],
  ...args,
];

/** The words that start the same file without mcp-pin. */
export function plainly({ name, args = [] }: RealServer): string[] {
  const lockfile = parseLockfile(readFileSync(join(project, "mcp-lock.json"), "utf8"), "mcp-lock.json");
  const server = lockfile.servers.get(name);
  if (server === undefined) throw new Error(`${name} is not pinned`);
  const file = join("node_modules", splitId(server.package)?.name ?? "", server.entry);
  const trees = readdirSync(join(home, "trees")).map((tree) => join(home, "trees", tree, file));
  const entry = trees.find((path) => existsSync(path));
  if (entry === undefined) throw new Error(`${name} is not in the store`);
  return [process.execPath, entry, ...args];
}
