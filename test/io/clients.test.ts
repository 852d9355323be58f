import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { afterEach, beforeEach, test } from "node:test";
import { placesOf } from "../../src/clients/places.js";
import { readProjectConfigs, readUserConfigs } from "../../src/io/clients.js";

let folder = "";

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "clients ü '-")));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(path: string, text: string | Uint8Array): string {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

/** `client path: text or problem`. */
const found = (): string[] =>
  readProjectConfigs(folder).map(
    (read) => `${read.client} ${relative(folder, read.path)}: ${"text" in read ? read.text : `! ${read.problem}`}`,
  );

test("an empty folder, and one that is not there, have no config files", () => {
  assert.deepEqual(found(), []);
  assert.deepEqual(readProjectConfigs(join(folder, "nowhere")), []);
});

test("files are read as they are, those of a folder by name", () => {
  write(".mcp.json", "\uFEFF{}\r\n");
  write(".codex/config.toml", "a = 1");
  write(".continue/mcpServers/b.yaml", "b");
  write(".continue/mcpServers/a.yaml", "a");
  write(".continue/mcpServers/a.txt", "no");
  write(".continue/mcpServers/c.json", "c");
  assert.deepEqual(found(), [
    "claude-code .mcp.json: \uFEFF{}\r\n",
    "codex .codex/config.toml: a = 1",
    "continue .continue/mcpServers/a.yaml: a",
    "continue .continue/mcpServers/b.yaml: b",
    "continue .continue/mcpServers/c.json: c",
  ]);
});

test("what cannot be read is a problem, not an absence", () => {
  truncateSync(write(".mcp.json", ""), 5_000_001);
  write(".cursor/mcp.json", new Uint8Array([0x7b, 0xff, 0x7d]));
  mkdirSync(join(folder, ".vscode/mcp.json"), { recursive: true });
  mkdirSync(join(folder, ".roo"));
  symlinkSync("mcp.json", join(folder, ".roo/mcp.json"));
  assert.deepEqual(found(), [
    "claude-code .mcp.json: ! is larger than 5 MB",
    "cursor .cursor/mcp.json: ! is not UTF-8",
    "vscode .vscode/mcp.json: ! is not a file",
    "roo .roo/mcp.json: ! cannot be read (ELOOP)",
  ]);
});

test("a file in place of a folder is no config file; a link to a file is read", () => {
  write(".cursor", "not a folder");
  write(".continue/mcpServers", "not a folder");
  symlinkSync(write("real.json", "{}"), join(folder, ".mcp.json"));
  assert.deepEqual(found(), ["claude-code .mcp.json: {}"]);
});

test("a pipe does not hold the reader up", { skip: process.platform === "win32" }, () => {
  execFileSync("mkfifo", [join(folder, ".mcp.json")]);
  assert.deepEqual(found(), ["claude-code .mcp.json: ! is not a file"]);
});

test("files of a user are found below the places that are handed in", () => {
  write(".cursor/mcp.json", "{}");
  write(".config/goose/config.yaml", "a: 1");
  const places = placesOf("linux", folder);
  const own = readUserConfigs(places).filter((read) => read.path.startsWith(folder));
  assert.deepEqual(
    own.map((read) => read.client),
    ["cursor", "goose"],
  );
});

/** Resolved addresses, one a line on stderr, of all that the statements import. */
function imports(statements: string): string[] {
  const hooks =
    "data:text/javascript,export async function resolve(s,c,next){const r=await next(s,c);process._rawDebug(r.url);return r}";
  const script = `const { register } = await import("node:module"); register(${JSON.stringify(hooks)}); ${statements}`;
  const { stderr, status } = spawnSync(process.execPath, ["--input-type=module", "-e", script], { encoding: "utf8" });
  assert.equal(status, 0, stderr);
  return stderr.split("\n").flatMap((url) => /\/node_modules\/([^/]+)\//.exec(url)?.[1] ?? []);
}

test("a format's library is loaded when a file of that format is read, and no other", () => {
  const io = JSON.stringify(new URL("../../src/io/clients.js", import.meta.url).href);
  const entries = JSON.stringify(new URL("../../src/clients/entries.js", import.meta.url).href);
  const read = `const { readProjectConfigs } = await import(${io}); const { readEntries } = await import(${entries});
    for (const config of readProjectConfigs(${JSON.stringify(folder)})) await readEntries(config);`;
  assert.deepEqual(imports(read), []);
  write(".mcp.json", "{}");
  assert.deepEqual(imports(read), ["jsonc-parser"]);
});
