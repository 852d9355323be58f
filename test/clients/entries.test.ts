import assert from "node:assert/strict";
import { test } from "node:test";
import { type Configured, type Entry, type Reading, readEntries } from "../../src/clients/entries.js";
import { CLIENTS, type ClientId, type ConfigFile } from "../../src/clients/table.js";

/** The first project file of a client, or its first user file, with a text. */
function read(client: ClientId, text: string, path?: string): Promise<Reading> {
  const found = CLIENTS.find(({ id }) => id === client);
  const project = path === undefined ? found?.project[0] : found?.project.find((file) => file.path === path);
  const layout = project?.layout ?? found?.user[0]?.layout;
  assert.ok(layout);
  return readEntries({ client, path: "config", layout, text });
}

/** `line name: command args [env]`, or what stands in its place. */
const brief = ({ line, name, start, env }: Entry): string =>
  `${line} ${name}: ${what(start)}${env.length === 0 ? "" : ` [${env.join(" ")}]`}`;

function what(start: Configured): string {
  switch (start.kind) {
    case "command":
      return [start.command, ...start.args].join(" ");
    case "remote":
      return start.url;
    case "built-in":
      return start.type;
    case "malformed":
      return start.why;
  }
}

async function entries(client: ClientId, lines: string | readonly string[], path?: string): Promise<string[]> {
  const reading = await read(client, typeof lines === "string" ? lines : lines.join("\n"), path);
  assert.equal(reading.problem, undefined);
  return reading.entries.map(brief);
}

const problem = async (client: ClientId, text: string): Promise<string | undefined> =>
  (await read(client, text)).problem;

test("JSON: command, arguments, names of variables, address and line", async () => {
  const lines = [
    "{",
    '  "mcpServers": {',
    '    "a": { "command": "npx", "args": ["-y", "pkg", 3000, true], "env": { "KEY": "secret", "B": "" } },',
    `    "b": { "type": "http", "url": "https://mcp.example/\${TOKEN}", "headers": { "Authorization": "secret" } }`,
    "  }",
    "}",
  ].join("\n");
  const { entries: found } = await read("claude-code", lines);
  assert.deepEqual(found.map(brief), ["3 a: npx -y pkg 3000 true [KEY B]", `4 b: https://mcp.example/\${TOKEN}`]);
  assert.deepEqual(found[0]?.path, ["mcpServers", "a"]);
  assert.equal(found[0]?.format, "json");
  assert.ok(!JSON.stringify(found).includes("secret"));
});

test("Claude Code's own file has servers of the user and of each project", async () => {
  const layout = CLIENTS.find(({ id }) => id === "claude-code")?.user[0]?.layout;
  assert.ok(layout);
  const text = JSON.stringify({
    mcpServers: { a: { command: "a" } },
    projects: { "/srv/x": { mcpServers: { b: { command: "b" } } }, "/srv/y": { history: [] } },
  });
  const { entries: found } = await readEntries({ client: "claude-code", path: "config", layout, text });
  assert.deepEqual(
    found.map((entry) => entry.path),
    [
      ["mcpServers", "a"],
      ["projects", "/srv/x", "mcpServers", "b"],
    ],
  );
});

test("JSON with comments, trailing commas, a byte order mark and CRLF", async () => {
  const text = '\uFEFF{\r\n// servers\r\n"servers": {\r\n/* one */ "a": {"command": "npx", "args": ["pkg",],},\r\n},}';
  assert.deepEqual(await entries("vscode", text), ["4 a: npx pkg"]);
  assert.deepEqual(await entries("vscode", text.replaceAll("\r\n", "\r")), ["4 a: npx pkg"]);
});

test("VS Code's settings name the servers under `mcp`, in either spelling", async () => {
  const text = '{"mcp": {"servers": {"a": {"command": "a"}}}, "mcp.servers": {"b": {"command": "b"}}}';
  assert.deepEqual(await entries("vscode", text, ".vscode/settings.json"), ["1 a: a", "1 b: b"]);
});

test("Zed: command as a word or as a table of its own", async () => {
  const text = [
    '{"context_servers": {',
    '"a": {"source": "custom", "command": "npx", "args": ["x"]},',
    '"b": {"command": {"path": "npx", "args": ["-y", "x"], "env": {"K": "v"}}},',
    '"c": {"source": "extension", "settings": {}}}}',
  ];
  const none = "4 c: the entry has no command and no address";
  assert.deepEqual(await entries("zed", text), ["2 a: npx x", "3 b: npx -y x [K]", none]);
});

test("opencode: the command is a list", async () => {
  const text = '{"mcp": {"a": {"type": "local", "command": ["npx", "-y", "x"], "environment": {"K": "v"}}}}';
  assert.deepEqual(await entries("opencode", text), ["1 a: npx -y x [K]"]);
});

test("Windsurf, Gemini and Goose have their own keys for an address", async () => {
  assert.deepEqual(await entries("windsurf", '{"mcpServers": {"a": {"serverUrl": "https://a.example"}}}'), [
    "1 a: https://a.example",
  ]);
  assert.deepEqual(await entries("gemini", '{"mcpServers": {"a": {"httpUrl": "https://a.example"}}}'), [
    "1 a: https://a.example",
  ]);
  assert.deepEqual(await entries("goose", "extensions: {a: {type: sse, uri: https://a.example}}"), [
    "1 a: https://a.example",
  ]);
});

test("TOML: tables, dotted keys, inline tables and quoted names, each with its line", async () => {
  const lines = [
    'model = "x" # [mcp_servers.comment]',
    'notes = """',
    "[mcp_servers.text]",
    '"""',
    "[mcp_servers.a]",
    'command = "npx"',
    "args = [",
    '  "-y",',
    '  "pkg",',
    "]",
    "[mcp_servers.a.env]",
    'KEY = "secret"',
    '[mcp_servers."b.c"]',
    "url = 'https://mcp.example'",
    "[mcp_servers]",
    'd = { command = "npx", args = ["d"], env_vars = ["TOKEN"] }',
    'e.command = "npx"',
  ];
  assert.deepEqual(await entries("codex", lines), [
    "5 a: npx -y pkg [KEY]",
    "13 b.c: https://mcp.example",
    "16 d: npx d [TOKEN]",
    "17 e: npx",
  ]);
});

test("YAML: Goose's table and Continue's list", async () => {
  const goose = [
    "extensions:",
    "  a:",
    "    type: stdio",
    "    cmd: npx",
    "    args: [-y, pkg, 80]",
    "    envs: {K: v}",
  ];
  assert.deepEqual(await entries("goose", [...goose, "    env_keys: [TOKEN]", "  b: {type: builtin}"]), [
    "2 a: npx -y pkg 80 [K TOKEN]",
    "8 b: builtin",
  ]);
  const list = [
    "# servers",
    "mcpServers:",
    "  - name: a",
    "    command: npx",
    "    args:",
    "      - pkg",
    "  - command: b",
  ];
  const { entries: found } = await read("continue", list.join("\n"));
  assert.deepEqual(found.map(brief), ["3 a: npx pkg", "7 #2: b"]);
  assert.deepEqual(found[1]?.path, ["mcpServers", 1]);
});

test("YAML: aliases and merge keys are followed, whether or not the client merges", async () => {
  const text = [
    "base: &base {cmd: npx, args: [-y, pkg]}",
    "extensions:",
    "  a: *base",
    "  b: {<<: *base}",
    "  c: {<<: [*base], args: [other]}",
  ];
  assert.deepEqual(await entries("goose", text), ["3 a: npx -y pkg", "4 b: npx -y pkg", "5 c: npx other"]);
});

test("names that objects have, names with control characters and repeated names are names", async () => {
  const text =
    '{"mcpServers": {"__proto__": {"command": "a"}, "constructor": {"command": "b"}, "x\\u001b[2J": {"command": "c"},\n' +
    '"__proto__": {"command": "d", "__proto__": {"args": ["x"]}}}, "__proto__": {"mcpServers": {"no": {}}}}';
  const found = ["1 __proto__: a", "1 constructor: b", "1 x\u001b[2J: c", "2 __proto__: d"];
  assert.deepEqual(await entries("cursor", text), found);
  assert.deepEqual(await entries("codex", "[mcp_servers.__proto__]\ncommand = 'a'"), ["1 __proto__: a"]);
  assert.deepEqual(await entries("goose", "extensions: {__proto__: {cmd: a}, __proto__: {cmd: b}}"), [
    "1 __proto__: a",
    "1 __proto__: b",
  ]);
  assert.equal(({} as Record<string, unknown>).command, undefined);
});

test("an entry that cannot be read is an entry, and says whether it mentions npm", async () => {
  const cases: [string, string, boolean][] = [
    ['"npx -y pkg"', "the entry is not a table", true],
    ["null", "the entry is not a table", false],
    ['{"command": "mcp-pin", "args": ["run", "a"], "command": "npx"}', "the key command stands twice", true],
    ['{"command": "a", "args": "npx"}', "command or arguments are not texts", true],
    ['{"command": "npx", "args": [["pkg"]]}', "command or arguments are not texts", true],
    ['{"command": null}', "command or arguments are not texts", false],
    ['{"args": ["npx"]}', "there are arguments but no command", true],
    ['{"cmd": "npx"}', "the entry has no command and no address", true],
    ['{"type": "stdio", "cmd": "npx"}', "the entry has no command and no address", true],
    ['{"env": {"A": "npx"}}', "the entry has no command and no address", false],
    ["{}", "the entry has no command and no address", false],
  ];
  for (const [text, why, mentionsNpm] of cases) {
    const { entries: found } = await read("cursor", `{"mcpServers": {"a": ${text}}}`);
    assert.deepEqual(found[0]?.start, { kind: "malformed", why, mentionsNpm }, text);
  }
});

test("files that hold no servers are no problem", async () => {
  for (const text of ["", " \n", "{}", "// nothing", '{"mcpServers": null}', '{"mcpServers": {}}', '{"other": 1}']) {
    assert.deepEqual(await read("cursor", text), { client: "cursor", file: "config", entries: [] });
  }
  for (const client of ["codex", "goose"] as const) assert.deepEqual(await entries(client, "# nothing\n"), []);
});

test("broken files are a problem with a line", async () => {
  assert.equal(await problem("cursor", '{"mcpServers":\n{"a": '), "line 2 is not JSON (ValueExpected)");
  assert.equal(await problem("cursor", "[]"), "does not hold a table of settings");
  assert.equal(await problem("cursor", '{\n"mcpServers": "x"}'), "line 2 should hold a table of servers");
  assert.equal(await problem("cursor", "<<<<<<< HEAD\n{}"), "line 1 is not JSON (InvalidSymbol)");
  assert.equal(await problem("codex", "a = 1\na = 2"), "line 2 is not TOML");
  assert.equal(await problem("codex", "a = "), "line 1 is not TOML");
  assert.equal(await problem("goose", "a: 1\nb: ]"), "line 2 is not YAML (UNEXPECTED_TOKEN)");
  assert.equal(await problem("goose", "a: 1\n---\nb: 2"), "line 2 is not YAML (MULTIPLE_DOCS)");
});

test("texts made to exhaust their reader are a problem", async () => {
  assert.equal(await problem("cursor", "[".repeat(1_000_000)), "is nested too deeply");
  assert.equal(await problem("cursor", " ".repeat(5_000_001)), "is larger than 5 MB, too large for json settings");
  assert.equal(await problem("codex", " ".repeat(1_000_001)), "is larger than 1 MB, too large for toml settings");
  assert.equal(await problem("goose", " ".repeat(250_001)), "is larger than 0.25 MB, too large for yaml settings");
  assert.equal(await problem("codex", `a = ${"[".repeat(100_000)}`), "line 1 is not TOML");
  assert.equal(await problem("codex", `${"a.".repeat(100_000)}b = 1`), "is nested too deeply");
  for (const text of ["[".repeat(200_000), "- ".repeat(100_000)]) {
    assert.equal(await problem("goose", text), "is nested too deeply");
  }
  const bomb = ["a: &a [x, x]", ..."bcdefghijklmnop"].map((line, i) =>
    i === 0 ? line : `${line}: &${line} [*${"abcdefghijklmnop"[i - 1]}, *${"abcdefghijklmnop"[i - 1]}]`,
  );
  assert.equal(await problem("goose", bomb.join("\n")), "has too many aliases, or aliases of too much");
  assert.equal(await problem("goose", "a: &a {b: *a}"), "has too many aliases, or aliases of too much");
});

test("what could not be read is handed on as a problem", async () => {
  const file: ConfigFile = {
    client: "cursor",
    path: "config",
    layout: CLIENTS[0]?.user[0]?.layout as ConfigFile["layout"],
  };
  const reading = await readEntries({ ...file, problem: "cannot be read (EACCES)" });
  assert.deepEqual(reading, { client: "cursor", file: "config", entries: [], problem: "cannot be read (EACCES)" });
});

test("the folder that a server is to start in", async () => {
  const text = '{"mcpServers":{"a":{"command":"npx","args":["pkg"],"cwd":"/srv"},"b":{"command":"npx","cwd":1}}}';
  const { entries } = await read("cursor", text);
  assert.deepEqual(
    entries.map(({ cwd }) => cwd),
    ["/srv", undefined],
  );
});
