/** docs/decisions.md: every runtime dependency has its reason, and is loaded by the commands that the table says. */
import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { packTree } from "../../src/io/pack.js";
import { treeOf } from "../../src/package/tree.js";
import { packagesLoadedBy } from "../helpers/loaded.js";
import { tableOf } from "../helpers/markdown.js";
import { ROOT } from "../helpers/root.js";
import { scratch } from "../helpers/scratch.js";
import { Session } from "../helpers/script/session.js";

const TABLE = tableOf(
  readFileSync(join(ROOT, "docs/decisions.md"), "utf8"),
  "package",
  "what for, and why not our own",
);
const DEPENDENCIES = Object.keys(JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")).dependencies);
const plain = (cell = ""): string => cell.replaceAll("`", "");

test("every dependency has its row, and no other package has one", () => {
  assert.deepEqual(
    TABLE.map(([name]) => plain(name)),
    DEPENDENCIES,
  );
});

/** A server with a file in TypeScript, which not every parser reads. */
function typedServer(version: string): Uint8Array {
  const texts = {
    "package.json": JSON.stringify({ name: "typed-mcp", version, bin: "index.js" }),
    "index.js": `console.log(${JSON.stringify(version)});\n`,
    "types.ts": `export const version: string = ${JSON.stringify(version)};\n`,
  };
  const files = Object.entries(texts).map(([path, text]) => ({ path, bytes: Buffer.from(text), executable: false }));
  return packTree(treeOf(files));
}

const CONFIGS: Readonly<Record<string, string>> = {
  ".mcp.json": '{"mcpServers":{}}',
  ".codex/config.toml": "[mcp_servers]\n",
  ".goose/config.yaml": "extensions: {}\n",
};

/** What each command of the table is, in the order that needs no other preparation. */
async function loadings(session: Session): Promise<Map<string, string[]>> {
  const { work, root } = session.sandbox;
  for (const version of ["1.0.0", "1.0.1"]) session.registry.publishTarball(typedServer(version));
  const loaded = new Map<string, string[]>();
  const load = async (name: string, ...args: string[]): Promise<void> => {
    loaded.set(name, await packagesLoadedBy(session, ...(args.length === 0 ? name.split(" ") : args)));
    assert.equal(session.last?.code, 0, `${name}: ${session.last?.stderr}`);
  };
  await load("add", "add", "typed-mcp@1.0.0", "--yes", "--quiet");
  await load("inspect", "inspect", "typed-mcp@1.0.0");
  await load("diff", "diff", "typed-mcp@1.0.0", "typed-mcp@1.0.1");
  await load("explain");
  await load("verify");
  session.setVariable("FORCE_COLOR", "1");
  session.unsetVariable("NO_COLOR");
  await load("colours", "verify");
  session.setVariable("NO_COLOR", "1");
  for (const [path, text] of Object.entries(CONFIGS)) {
    mkdirSync(dirname(join(work, path)), { recursive: true });
    writeFileSync(join(work, path), text);
  }
  await load("clients", "verify");
  await load("verify --online", "verify", "--online", "--no-configs");
  const tree = join(root, "tree");
  await session.run("npm", ["install", "--ignore-scripts", "--prefix", tree, "typed-mcp@1.0.0"]);
  await load("verify --tree", "verify", "--no-configs", "--tree", tree);
  await load("list");
  await load("fmt");
  session.setVariable("MCP_PIN_HOME", join(root, "another-store"));
  await load("install");
  await load("remove", "remove", "typed-mcp");
  return loaded;
}

test("the table says which commands load a dependency", async (t) => {
  const session = await Session.start(scratch(t));
  t.after(() => session.end());
  const loaded = await loadings(session);
  assert.deepEqual(loaded.get("verify"), [], "plain verify loads no package");
  // Beside what plain verify needs: these two are verify, with one thing more.
  const commands = [...loaded.keys()].filter((command) => command !== "verify");
  for (const [name = "", , , cell] of TABLE) {
    const measured = commands.filter((command) => loaded.get(command)?.includes(plain(name)));
    assert.deepEqual(plain(cell).split(", ").sort(), measured.sort(), `${name} is loaded by: ${measured.join(", ")}`);
  }
});
