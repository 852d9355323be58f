import assert from "node:assert/strict";
import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { storeHome } from "../../src/io/home.js";
import { spool, spoolTree } from "../../src/io/spool.js";
import { contentsDigest, treeOf } from "../../src/package/tree.js";
import { scratch } from "../helpers/scratch.js";
import { run } from "../helpers/spawn.js";

const LARGE = Buffer.alloc(5 * 1024 ** 2, "native");

test("a tree with a large file is the same tree with that file on disk, for this user alone", (t) => {
  const root = join(scratch(t), "store");
  const home = storeHome({ MCP_PIN_HOME: root });
  const archive = Buffer.concat([LARGE, Buffer.from("small")]);
  const tree = treeOf([
    { path: "addon.node", bytes: archive.subarray(0, LARGE.length), executable: true },
    { path: "index.js", bytes: archive.subarray(LARGE.length), executable: false },
  ]);
  const spooled = spoolTree(home, tree);
  assert.equal(contentsDigest(spooled), contentsDigest(tree));
  assert.notEqual(spooled.files.get("index.js")?.bytes.buffer, archive.buffer, "the archive does not stay in memory");
  const [folder = ""] = readdirSync(home.staging);
  const [file = ""] = readdirSync(join(home.staging, folder));
  assert.equal(statSync(join(home.staging, folder)).mode & 0o077, process.platform === "win32" ? 0o066 : 0);
  assert.equal(statSync(join(home.staging, folder, file)).size, LARGE.length);
  mkdirSync(join(root, "made"));
  assert.equal(statSync(root).mode, statSync(join(root, "made")).mode, "the store is not for this user alone");
});

test("a tree of small files is itself", (t) => {
  const home = storeHome({ MCP_PIN_HOME: scratch(t) });
  const tree = treeOf([{ path: "index.js", bytes: Buffer.from("small"), executable: false }]);
  assert.equal(spoolTree(home, tree), tree);
  assert.equal(existsSync(home.staging), false);
});

test("where the disk takes nothing, bytes stay in memory", (t) => {
  const root = scratch(t);
  writeFileSync(join(root, "staging"), "a file, not a folder");
  assert.equal(spool(storeHome({ MCP_PIN_HOME: root }), LARGE)(), LARGE);
});

test("nothing is left when the process ends", async (t) => {
  const folder = scratch(t);
  const module = (name: string): string => JSON.stringify(new URL(`../../src/io/${name}`, import.meta.url).href);
  const program = `
    const { spool } = await import(${module("spool.js")});
    const { storeHome } = await import(${module("home.js")});
    const home = storeHome({ MCP_PIN_HOME: ${JSON.stringify(folder)} });
    process.stdout.write(String(spool(home, new Uint8Array(${LARGE.length}))().length));`;
  const { code, stdout } = await run(process.execPath, ["--input-type=module", "-e", program], {
    cwd: folder,
    env: {},
  });
  assert.deepEqual([code, stdout], [0, String(LARGE.length)]);
  assert.deepEqual(readdirSync(join(folder, "staging")), []);
});
