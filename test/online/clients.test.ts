/**
 * The clients' own command lines, as far as they go without an account: each reads the entry that `init` wrote and
 * connects. The clients come from the registry that npm is configured for; the server is a fixture. What cannot be had or
 * started here is skipped by name.
 */
import assert from "node:assert/strict";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { type TestContext, test } from "node:test";
import { connect } from "../helpers/mcp-client.js";
import { CLI } from "../helpers/paths.js";
import { scratch } from "../helpers/scratch.js";
import { Session } from "../helpers/script/session.js";
import { run } from "../helpers/spawn.js";
import { env, folder } from "./servers.js";

interface CommandLine {
  readonly package: string;
  /** The script or program of the installed package. */
  readonly program: readonly string[];
  /** Below the project, or below the home of a user. */
  readonly file: string;
  readonly scope: "project" | "user";
  readonly text: string;
  /** What a person would have agreed to beforehand: files below the home, variables. */
  readonly agreed?: { readonly file?: string; readonly text?: string; readonly env?: Readonly<Record<string, string>> };
  readonly isConnected: (ask: Ask) => Promise<void>;
}

interface Ask {
  readonly words: readonly [string, ...string[]];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
}

const MCP_SERVERS = '{"mcpServers":{"weather":{"command":"npx","args":["-y","weather-mcp"]}}}';
const platform = `${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;

/** `<client> mcp list` starts what it lists, and says whether that answered. */
const listed =
  (expected: RegExp): CommandLine["isConnected"] =>
  async ({ words: [program, ...args], ...where }) => {
    const { stdout, stderr } = await run(program, [...args, "mcp", "list"], where);
    assert.match((stdout + stderr).replace(/\u001b\[\d*m/g, ""), expected);
  };

/** Codex lists without starting; what its editor extensions talk to starts them, and names their tools. */
const answered: CommandLine["isConnected"] = async ({ words, ...where }) => {
  // Its warning about a home in the folder for temporary files would stand in the tests' output.
  const client = await connect("sh", ["-c", 'exec "$0" "$@" 2>/dev/null', ...words, "app-server"], where);
  const { data } = (await client.request("mcpServerStatus/list")) as { data: { name: string; tools: object }[] };
  await client.close();
  assert.deepEqual(
    data.map(({ name, tools }) => [name, Object.keys(tools)]),
    [["weather", ["toFahrenheit"]]],
  );
};

const CLIENTS: readonly CommandLine[] = [
  {
    package: "@anthropic-ai/claude-code@2",
    program: [`@anthropic-ai/claude-code-${process.platform}-${process.arch}`, "claude"],
    ...{ file: ".mcp.json", scope: "project", text: MCP_SERVERS },
    agreed: { file: ".claude/settings.json", text: '{"enableAllProjectMcpServers":true}' },
    isConnected: listed(/^weather: mcp-pin run weather-mcp - ✔ Connected$/m),
  },
  {
    package: "@google/gemini-cli@0",
    program: ["@google/gemini-cli/bundle/gemini.js"],
    ...{ file: ".gemini/settings.json", scope: "project", text: MCP_SERVERS },
    agreed: { env: { GEMINI_CLI_TRUST_WORKSPACE: "true" } },
    isConnected: listed(/^✓ weather: mcp-pin run weather-mcp \(stdio\) - Connected$/m),
  },
  {
    package: "@openai/codex@0",
    program: ["@openai/codex/bin/codex.js"],
    ...{ file: ".codex/config.toml", scope: "user" },
    text: '[mcp_servers.weather]\ncommand = "npx"\nargs = ["-y", "weather-mcp"]\n',
    isConnected: answered,
  },
  {
    package: "opencode-ai@1",
    program: [`opencode-${platform}`, "bin", "opencode"],
    ...{ file: "opencode.json", scope: "project" },
    text: '{"mcp":{"weather":{"type":"local","command":["npx","-y","weather-mcp"]}}}',
    isConnected: listed(/✓ weather connected/),
  },
];

const clients = folder("command-lines");
const installed = await run(
  "npm",
  [
    ...["install", "--prefix", clients, "--no-audit", "--no-fund", "--ignore-scripts"],
    ...CLIENTS.map((client) => client.package),
  ],
  { cwd: clients, env },
);

function wordsOf({ program }: CommandLine): [string, ...string[]] {
  const file = join(clients, "node_modules", ...program);
  return file.endsWith(".js") ? [process.execPath, file] : [file];
}

/** Why a client cannot be used here. */
async function skipOf(client: CommandLine): Promise<string | false> {
  if (process.platform === "win32") return "the clients are started as on POSIX";
  if (installed.code !== 0) return "the registry cannot be reached, or does not have the clients";
  const [program, ...args] = wordsOf(client);
  const failed = (why: string): string => `${client.package} does not start here: ${why}`;
  const version = { cwd: clients, env: { PATH: env.PATH ?? "", HOME: clients } };
  return run(program, [...args, "--version"], version).then(
    ({ code, stderr }) => code !== 0 && failed(`exit code ${code} ${stderr.slice(0, 200)}`),
    (error: Error) => failed(error.message),
  );
}

/** The fixture's pin and the client's file, as `init` leaves them; then the environment that the client has of a user. */
async function initialised(t: TestContext, { file, scope, text, agreed }: CommandLine): Promise<Omit<Ask, "words">> {
  const session = await Session.start(scratch(t));
  t.after(() => session.end());
  const { work, home, root, env } = session.sandbox;
  const write = (path: string, content: string): void => {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  };
  write(join(scope === "project" ? work : home, file), text);
  if (agreed?.file !== undefined) write(join(home, agreed.file), agreed.text ?? "");
  // Not every client hands MCP_PIN_HOME or the XDG folders to what it starts.
  for (const name of Object.keys(env).filter((name) => /^(?:MCP_PIN_HOME|XDG_)/.test(name)))
    session.unsetVariable(name);
  for (const words of [
    ["init", "--yes", `--${scope}`],
    ["tools", "weather-mcp", "--capture", "--unfenced", "--yes", ...(scope === "user" ? ["--global"] : [])],
  ]) {
    const { code, stdout, stderr } = await session.run("mcp-pin", words);
    assert.equal(code, 0, stdout + stderr);
  }
  const bin = join(root, "bin");
  mkdirSync(bin);
  symlinkSync(CLI, join(bin, "mcp-pin"));
  return {
    cwd: work,
    env: { PATH: [bin, env.PATH].join(delimiter), HOME: home, TMPDIR: env.TMPDIR ?? "", NO_COLOR: "1", ...agreed?.env },
  };
}

for (const client of CLIENTS) {
  test(`${client.package} connects through the entry that init wrote`, { skip: await skipOf(client) }, async (t) => {
    const where = await initialised(t, client);
    await client.isConnected({ words: wordsOf(client), ...where });
  });
}
