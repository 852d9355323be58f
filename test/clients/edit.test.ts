import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type Rewrite, rewriteEntries } from "../../src/clients/edit.js";
import { type Entry, readEntries } from "../../src/clients/entries.js";
import { CLIENTS, type ClientId, type Layout } from "../../src/clients/table.js";

function layoutOf(client: ClientId): Layout {
  const layout = CLIENTS.find(({ id }) => id === client)?.user[0]?.layout;
  assert.ok(layout);
  return layout;
}

async function entriesOf(client: ClientId, text: string): Promise<readonly Entry[]> {
  const { entries, problem } = await readEntries({ client, path: "x", layout: layoutOf(client), text });
  assert.equal(problem, undefined, text);
  return entries;
}

const PINNED = ["mcp-pin", "run", "mail", "--"];

/** Rewrites every entry that starts with `npx`, keeping the words behind the package. */
async function pin(client: ClientId, text: string, words: readonly string[] = PINNED): Promise<string> {
  const rewrites = (await entriesOf(client, text)).flatMap(({ path, start }): Rewrite[] => {
    if (start.kind !== "command") return [];
    const all = [start.command, ...start.args].flatMap((word) => word.split(" "));
    return all[0] === "npx" ? [{ path, words: [...words, ...all.slice(all.indexOf("pkg") + 1)] }] : [];
  });
  const { text: edited, refused } = await rewriteEntries(text, layoutOf(client), rewrites);
  assert.deepEqual([...refused.values()], [], text);
  return edited;
}

const lines = (...text: readonly string[]): string => `${text.join("\n")}\n`;

test("JSON: comments, order, unknown keys, numbers and layout stay", async () => {
  const text = lines(
    "{ // mine",
    '\t"theme":"dark",',
    '  "mcpServers": {',
    '    "mail" : {',
    '      "env": {"KEY":"${KEY:-none}"}, /* secret */',
    '      "command":  "npx",',
    '      "args": [',
    '        "-y", // yes',
    '        "pkg",',
    '        "--port",',
    "        3000",
    "      ],",
    '      "disabled": false',
    "    },",
    '    "far": { "url": "https://mcp.example" },',
    "  },",
    "}",
  );
  assert.equal(
    await pin("cursor", text),
    text
      .replace('"npx"', '"mcp-pin"')
      .replace('"-y", // yes', '"run", // yes')
      .replace('"pkg",\n', '"mail",\n        "--",\n'),
  );
});

test("JSON on one line, arguments that get fewer, none, or that are missing", async () => {
  const one = (entry: string): string => `{"mcpServers":{"mail":${entry}}}`;
  assert.equal(
    await pin("cursor", one('{"command":"npx","args":["-y","pkg"]}'), ["mcp-pin", "run", "mail"]),
    one('{"command":"mcp-pin","args":["run","mail"]}'),
  );
  assert.equal(
    await pin("cursor", one('{"command":"npx","args":["-y","--quiet", /* why */ "pkg", "a"]}'), ["p"]),
    one('{"command":"p","args":[ /* why */ "a"]}'),
  );
  assert.equal(
    await pin("cursor", one('{"command":"npx -y pkg --a b"}')),
    one('{"command":"mcp-pin", "args": ["run", "mail", "--", "--a", "b"]}'),
  );
  assert.equal(
    await pin("cursor", one('{"command":"npx pkg","args":[]}')),
    one('{"command":"mcp-pin","args":["run", "mail", "--"]}'),
  );
  const own = lines("{", '"mcpServers": {', ' "mail": {', '  "command": "npx pkg"', " }", "}", "}");
  assert.equal(await pin("cursor", own), own.replace('"npx pkg"', '"mcp-pin",\n  "args": ["run", "mail", "--"]'));
});

test("a command that is a list, and Zed's command that is a table", async () => {
  const list = '{ "mcp": { "mail": { "type": "local", "command": ["npx", "-y", "pkg", "a"], "enabled": true } } }';
  assert.equal(
    await pin("opencode", list),
    list.replace('"npx", "-y", "pkg", "a"', '"mcp-pin", "run", "mail", "--", "a"'),
  );
  const zed = '{ "context_servers": { "mail": { "command": { "path": "npx", "args": ["-y", "pkg"], "env": {} } } } }';
  assert.equal(await pin("zed", zed), zed.replace('"npx"', '"mcp-pin"').replace('"-y", "pkg"', '"run", "mail", "--"'));
});

test("a byte order mark, CRLF and a server named __proto__", async () => {
  const text =
    '\uFEFF{\r\n  "mcpServers": {\r\n    "__proto__": {\r\n      "command": "npx",\r\n      "args": [\r\n        "pkg"\r\n      ]\r\n    }\r\n  }\r\n}\r\n';
  assert.equal(
    await pin("cursor", text),
    text.replace('"npx"', '"mcp-pin"').replace('"pkg"', '"run",\r\n        "mail",\r\n        "--"'),
  );
});

test("TOML: tables, dotted keys, inline tables, comments and literal strings", async () => {
  const table = lines(
    "# mine",
    'model = "o"',
    "",
    "[mcp_servers.mail] # mail",
    "command = 'npx' # the launcher",
    "args = [",
    '  "-y", # yes',
    "  'pkg',",
    '  "a",',
    "]",
    "",
    "[mcp_servers.mail.env]",
    'KEY = "1"',
  );
  assert.equal(
    await pin("codex", table),
    table.replace("'npx'", '"mcp-pin"').replace('"-y"', '"run"').replace("'pkg',", '"mail",\n  "--",'),
  );
  const inline =
    'mcp_servers = { mail = { command = "npx", args = ["pkg"], env = { A = "b" } } }\nx = 1979-05-27 07:32:00\n';
  assert.equal(
    await pin("codex", inline),
    inline.replace('"npx"', '"mcp-pin"').replace('"pkg"', '"run", "mail", "--"'),
  );
  const dotted = 'mcp_servers."mail".command = "npx pkg a"\n[[list]]\na = nan\n';
  assert.equal(
    await pin("codex", dotted),
    dotted.replace('"npx pkg a"', '"mcp-pin"\nmcp_servers."mail".args = ["run", "mail", "--", "a"]'),
  );
});

test("YAML: block and flow lists, comments, lists of servers", async () => {
  const goose = lines(
    "# mine",
    "extensions:",
    "  mail:",
    "    cmd: npx # the launcher",
    "    args:",
    "      - -y # yes",
    "      - pkg",
    "      - 3000",
    "    envs: { A: b }",
    "    timeout: 300",
    "  flow: { cmd: npx, args: [pkg, a] }",
  );
  assert.equal(
    await pin("goose", goose),
    goose
      .replace("npx #", '"mcp-pin" #')
      .replace("- -y #", '- "run" #')
      .replace("      - pkg\n", '      - "mail"\n      - "--"\n')
      .replace("cmd: npx, args: [pkg,", 'cmd: "mcp-pin", args: ["run", "mail", "--",'),
  );
  const list = lines("mcpServers:", "  - command: npx pkg", "    name: mail");
  assert.equal(await pin("continue", list), list.replace("npx pkg\n", '"mcp-pin"\n    args: ["run", "mail", "--"]\n'));
});

/** Why the only entry with a path cannot be rewritten; the text must stay as it is. */
async function refusal(client: ClientId, text: string): Promise<string | undefined> {
  const rewrites = (await entriesOf(client, text)).map(({ path }) => ({ path, words: PINNED }));
  const { text: edited, refused } = await rewriteEntries(text, layoutOf(client), rewrites);
  assert.equal(edited, text);
  return [...refused.values()][0];
}

test("what could change something else is refused", async () => {
  assert.equal(
    await refusal("cursor", '{"mcpServers":{"a":{"command":"npx","args":["x"]},"a":{"command":"npx","args":["y"]}}}'),
    "the key a stands twice",
  );
  const alias = lines("extensions:", "  a: &x", "    cmd: npx", "    args: [pkg]", "  b: *x");
  assert.equal(await refusal("goose", alias), "changing it would change more than it");
  const merged = lines("base: &x", "  cmd: npx", "extensions:", "  b:", "    <<: *x", "    args: [pkg]");
  assert.equal(await refusal("goose", merged), "changing it would change more than it");
  const nested = lines("[[mcp_servers]]", 'name = "a"', 'command = "npx"', 'args = ["pkg"]');
  assert.equal(await refusal("codex", nested), "its command is written in an unusual way");
  assert.equal(
    await refusal("cursor", '{"mcpServers":{"a":{"command":"npx","args":"pkg"}}}'),
    "its arguments are written in an unusual way",
  );
});

const blank = fc.stringMatching(/^[ \t\n]{0,3}$/);
const comment = fc.constantFrom("", '/* npx, "pkg" ] */', "// it's }\n");
const gap = fc.tuple(blank, comment, blank).map((parts) => parts.join(""));
const word = fc.oneof(
  fc.string(),
  fc.string({ unit: "binary" }),
  fc.constantFrom("pkg", "--", "a, b", "//x", "]", "${X}"),
);

/** JSON of an entry between others, with blanks and comments wherever they may stand. */
const document = fc
  .record({ name: word, args: fc.array(word, { maxLength: 5 }), gaps: fc.array(gap, { minLength: 12, maxLength: 12 }) })
  .map(({ name, args, gaps }) => {
    const g = (i: number): string => gaps[i % gaps.length] as string;
    const list = args.map((arg, i) => g(i) + JSON.stringify(arg) + g(i + 1)).join(",");
    const entry = `{${g(2)}"env"${g(3)}:${g(4)}{"A":"b"}${g(5)},"command":${g(6)}"npx",${g(7)}"args":${g(8)}[${list}]${g(9)}}`;
    return {
      name,
      args,
      text: `{"x":[1,2],${g(10)}"mcpServers":{"first":{},${JSON.stringify(name)}:${entry}${g(11)}},"y":null}`,
    };
  });

test("whatever stands around it, an entry is rewritten within its own place, twice the same, and back", async () => {
  const layout = layoutOf("cursor");
  await fc.assert(
    fc.asyncProperty(document, fc.array(word, { maxLength: 6 }), async ({ name, args, text }, words) => {
      const path = ["mcpServers", name];
      const meant = { path, words: ["mcp-pin", ...words] };
      const { text: edited, refused } = await rewriteEntries(text, layout, [meant]);
      if (name === "first") return;
      assert.deepEqual([...refused.values()], []);
      const at = text.indexOf('"command"');
      assert.equal(edited.slice(0, at), text.slice(0, at));
      const found = (await entriesOf("cursor", edited)).find((entry) => entry.name === name);
      assert.deepEqual(found?.start, { kind: "command", command: "mcp-pin", args: words });
      assert.equal((await rewriteEntries(edited, layout, [meant])).text, edited);
      const { text: back } = await rewriteEntries(edited, layout, [{ path, words: ["npx", ...args] }]);
      const again = (await entriesOf("cursor", back)).find((entry) => entry.name === name);
      assert.deepEqual(again?.start, { kind: "command", command: "npx", args });
    }),
    { numRuns: 1000 },
  );
});
