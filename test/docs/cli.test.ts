/** docs/cli.md against `--help`, against the variables that the sources read, and against real runs. */
import assert from "node:assert/strict";
import { appendFileSync, chmodSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { exampleOf, tableOf, withExample } from "../helpers/markdown.js";
import { CLI } from "../helpers/paths.js";
import { ROOT } from "../helpers/root.js";
import { scratch } from "../helpers/scratch.js";
import { normalise } from "../helpers/script/normalise.js";
import { Session } from "../helpers/script/session.js";
import { run } from "../helpers/spawn.js";

const PAGE = join(ROOT, "docs/cli.md");
const DOCUMENT = readFileSync(PAGE, "utf8");
const SECTIONS = new Map(
  DOCUMENT.split(/^## /m)
    .slice(1)
    .map((text) => [text.slice(0, text.indexOf("\n")).replaceAll("`", ""), text]),
);
const flagsIn = (cells: readonly string[][]): string[] =>
  cells.map(([flag = ""]) => flag.replaceAll("`", "")).filter((flag) => flag !== "-h, --help");

async function help(...command: string[]): Promise<string> {
  const { code, stdout } = await run(process.execPath, [CLI, ...command, "--help"], { cwd: ROOT, env: {} });
  assert.equal(code, 0);
  return stdout;
}

/** The flags of a help text; descriptions stand at least two blanks behind them, or on the next line. */
const flagsOf = (text: string): string[] =>
  [...text.matchAll(/^ {2}(-.*?)(?: {2,}.*)?$/gm)].map(([, flag = ""]) => flag).filter((flag) => !/^-h\b/.test(flag));
const commandsOf = (text: string): string[] =>
  [...(text.split("Commands:\n")[1] ?? "").matchAll(/^ {2}([a-z]+)/gm)].map(([, name = ""]) => name);

test("every command and option of --help is on the page, and no other", async () => {
  const top = await help();
  assert.deepEqual(flagsIn(tableOf(DOCUMENT, "global option")), flagsOf(top));
  const usages: string[] = [];
  for (const command of commandsOf(top).filter((name) => name !== "help" && name !== "mcp")) {
    const text = await help(command);
    const usage = /^Usage: (.*)$/m.exec(text)?.[1] ?? "";
    usages.push(usage);
    const section = SECTIONS.get(usage);
    assert.ok(section !== undefined, `no section '${usage}'`);
    const listed = section.includes("| option |") ? flagsIn(tableOf(section, "option")) : [];
    assert.deepEqual(listed, flagsOf(text), usage);
  }
  assert.deepEqual(
    [...SECTIONS.keys()].filter((name) => name.startsWith("mcp-pin ")),
    usages,
  );
});

test("every variable that the program reads is on the page", () => {
  const listed = tableOf(DOCUMENT, "variable").flatMap(([cell = ""]) => cell.replaceAll("`", "").split(", "));
  const sources = readdirSync(join(ROOT, "src"), { recursive: true, encoding: "utf8" }).filter((path) =>
    /^(?:(?:clients|commands|io).)?[\w-]+\.ts$/.test(path),
  );
  const read = new Set<string>();
  for (const path of sources) {
    const text = readFileSync(join(ROOT, "src", path), "utf8");
    for (const [, name] of text.matchAll(/\benv\.([A-Z][A-Z_]+)\b/g)) read.add(name ?? "");
    for (const [, names] of text.matchAll(/const \{ ([A-Z_, ]+) \} = process\.env/g)) {
      for (const name of names?.split(", ") ?? []) read.add(name);
    }
  }
  assert.deepEqual(
    [...read].filter((name) => !listed.includes(name)),
    [],
  );
  assert.deepEqual(
    listed.filter((name) => !read.has(name)),
    ["npm_config_*"],
  );
});

/** JSON with the first finding only, and without the reports inside others: the page would change with every rule. */
function shortened(text: string): string {
  if (!text.startsWith("{\n")) return text;
  const json = JSON.parse(text, (key, value) =>
    key === "report" ? { schema: value.schema } : key === "findings" ? value.slice(0, 1) : value,
  );
  return `${JSON.stringify(json, null, 2)}\n`;
}

/** The closure of the examples holds packages for single platforms. */
const skip = process.platform === "linux" && process.arch === "x64" ? false : "the examples are those of Linux on x64";

test("the examples are what the commands print; UPDATE_GOLDEN=1 writes them", { skip }, async (t) => {
  const session = await Session.start(scratch(t));
  t.after(() => session.end());
  const printed: [example: string, text: string][] = [];
  const print = async (example: string, ...args: string[]): Promise<void> => {
    const { stdout } = await session.run("mcp-pin", args);
    printed.push([example, shortened(normalise(stdout, session))]);
  };
  await print("add", "add", "postmark-mcp", "--yes", "--by", "Ada <ada@example.org>", "--json", "--quiet");
  await print("verify", "verify");
  await print("verify-json", "verify", "--json");
  await print("list", "list");
  await print("list-json", "list", "--json");
  await print("install", "install", "--json");
  const mail = { command: "npx", args: ["-y", "postmark-mcp"] };
  writeFileSync(session.path(".mcp.json"), JSON.stringify({ mcpServers: { mail } }, null, 2));
  await print("init-check-json", "init", "--check", "--json", "--project");
  await session.run("mcp-pin", ["init", "--yes", "--quiet"]);
  await print("export", "export", "claude-managed");
  await print("eject-json", "eject", "--yes", "--json");
  session.registry.publish("postmark-mcp", "1.0.16");
  await print("outdated", "outdated");
  await print("outdated-json", "outdated", "--json");
  await print("diff", "diff", "postmark-mcp@1.0.15", "postmark-mcp@1.0.16", "--json");
  await print("explain", "explain", "mail-recipient-constant", "--json");
  session.registry.deprecate("mcp-stdio", "0.3.1", "no longer kept");
  session.registry.unpublish("mime-names", "1.1.0");
  session.registry.addFault({ kind: "other-bytes", package: "mini-schema", version: "2.1.0" });
  await print("verify-online-json", "verify", "--online", "--json");
  const file = session.expand([{ text: "$STORE/postmark-mcp/index.js", literal: false }]);
  chmodSync(file, 0o644);
  appendFileSync(file, " ");
  await print("verify-changed", "verify", "--no-configs");
  await print("reject", "reject", "postmark-mcp@1.0.16", "--reason", "copies every mail to a stranger", "--json");
  await print("remove", "remove", "postmark-mcp", "--json");
  if (process.env.UPDATE_GOLDEN === "1") {
    writeFileSync(
      PAGE,
      printed.reduce((page, [name, text]) => withExample(page, name, text), DOCUMENT),
    );
  } else for (const [name, text] of printed) assert.equal(text, exampleOf(DOCUMENT, name), name);
});
