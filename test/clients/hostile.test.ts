/** Whatever stands in a config file: reading it never throws, and every entry is classified. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { driftOf } from "../../src/clients/drift.js";
import { rewriteEntries } from "../../src/clients/edit.js";
import { readEntries } from "../../src/clients/entries.js";
import { launchOf } from "../../src/clients/launch.js";
import { type ConfigFile, projectFiles } from "../../src/clients/table.js";

const KINDS = new Set(["mcp-pin", "npm", "remote", "other", "not-understood"]);
const FILES = projectFiles();
const file = fc.constantFrom(...FILES);

const word = fc.oneof(
  fc.constantFrom(
    ...["npx", "npm", "exec", "-y", "-p", "--package=x", "-c", "--", "sh", "cmd", "/c", "env", "K=V", "-S", "node"],
    ...["node_modules/a/b.js", "mcp-pin", "run", "--lockfile", "deno", "npm:a", "pnpm", "dlx", "bun", "x", "wsl"],
    ...["mise", "corepack", "srt", "__proto__", "constructor", "", " ", "'", '"', "\\", "a b", "$x", "\0\u001b[2J"],
  ),
  fc.string(),
  fc.string({ unit: "binary" }),
);

test("any words are classified, and none that start with a launcher pass as something else", () => {
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 12 }), ([command = "", ...args]) => {
      const launch = launchOf({ kind: "command", command, args });
      assert.ok(KINDS.has(launch.kind));
      const inner = launchOf({ kind: "command", command: "npx", args: [command, ...args] });
      assert.ok(inner.kind === "npm" || inner.via.length > 0 || (inner.kind === "not-understood" && inner.mentionsNpm));
    }),
    { numRuns: 3000 },
  );
});

const json = fc.oneof(
  fc.json(),
  fc.json().chain((text) => fc.nat(text.length).map((end) => text.slice(0, end))),
  fc.string({ unit: "binary" }),
  fc
    .array(fc.constantFrom(..."{}[]:,\"'\\ \n\r\t#=-&*|>!?%@a", "mcpServers", "<<", "/*", "//", '"""', "true", "1e9"))
    .map((parts) => parts.join("")),
);

test("any text is read as entries or as a problem", async () => {
  await fc.assert(
    fc.asyncProperty(file, json, async (config, text) => {
      const { entries, problem } = await readEntries({ ...config, text });
      assert.ok(problem === undefined || problem !== "");
      driftOf(entries, () => false);
    }),
    { numRuns: 2000 },
  );
});

/** Settings of the right outline, with anything where servers, commands and arguments should be. */
const servers = fc.dictionary(
  fc.oneof(fc.string(), fc.constantFrom("__proto__", "constructor", "toString", "a\u001b[31m")),
  fc.oneof(
    fc.jsonValue(),
    fc.record(
      { command: fc.oneof(word, fc.jsonValue()), args: fc.oneof(fc.array(word), fc.jsonValue()), env: fc.jsonValue() },
      { requiredKeys: [] },
    ),
  ),
);

test("every server of a table is an entry, in order and by its name", async () => {
  const jsonFiles = FILES.filter(({ layout }) => layout.format === "json" && layout.at[0]?.[0] === "mcpServers");
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...(jsonFiles as [ConfigFile])), servers, async (config, value) => {
      const reading = await readEntries({ ...config, text: JSON.stringify({ mcpServers: value }) });
      assert.equal(reading.problem, undefined);
      assert.deepEqual(
        reading.entries.map((entry) => entry.name),
        Object.keys(value),
      );
      for (const entry of reading.entries) assert.ok(KINDS.has(launchOf(entry.start).kind));
    }),
    { numRuns: 1000 },
  );
});

test("a command that no client could start is not looked into, and counts as npm", () => {
  for (const args of [Array<string>(2000).fill("-y"), ["a".repeat(50_000)]]) {
    const launch = launchOf({ kind: "command", command: "npx", args });
    assert.ok(launch.kind === "not-understood" && launch.mentionsNpm);
  }
});

const NPX = '{"command":"npx","args":["-y","pkg"]}';
const cursor = FILES.find(({ path }) => path === ".cursor/mcp.json") as ConfigFile;

test("blanks, lines and settings without end keep nobody waiting", async () => {
  const rows = [
    `{"x":"${" ".repeat(1e6)}",\n"mcpServers":{"a":${NPX}}}`,
    `{"x":"${"a".repeat(1e6)}",\n"mcpServers":{"a":{"command":"npx -y pkg"}}}`,
    `{"x":"${"a".repeat(4_900_000)}","mcpServers":{"a":${NPX}}}`,
    `{"mcpServers":{"a":{"command":"npx","args":[${" ".repeat(1e6)}"-y","pkg"]}}}`,
  ];
  for (const text of rows) {
    const { text: edited, refused } = await rewriteEntries(text, cursor.layout, [
      { path: ["mcpServers", "a"], words: ["mcp-pin", "run", "pkg"] },
    ]);
    assert.equal(refused.size, 0);
    assert.match(edited, /"mcp-pin"/);
  }
});

test("more servers than anybody has are a problem of the file", async () => {
  const names = Array.from({ length: 6000 }, (_, i) => `"a${i}":${NPX}`);
  const { entries, problem } = await readEntries({ ...cursor, text: `{"mcpServers":{${names.join()}}}` });
  assert.deepEqual([entries.length, problem], [0, "holds more than 5000 servers"]);
});

test("where one of very many entries cannot be changed, not all others are tried one by one", async () => {
  const goose = FILES.find(({ path }) => path === ".goose/config.yaml") as ConfigFile;
  const names = Array.from({ length: 200 }, (_, i) => `a${i}`);
  const entry = (name: string): string => `  ${name}: { cmd: npx, args: [${name === "a0" ? "&x " : ""}pkg] }\n`;
  const text = `extensions:\n${names.map(entry).join("")}  z: { cmd: *x }\n`;
  const rewrites = names.map((name) => ({ path: ["extensions", name], words: ["mcp-pin", "run", "pkg"] }));
  const { text: edited, refused } = await rewriteEntries(text, goose.layout, rewrites);
  assert.equal(edited.match(/mcp-pin/g)?.length, 49);
  assert.equal(refused.size, 151);
});
