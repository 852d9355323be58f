import assert from "node:assert/strict";
import {
  appendFileSync,
  chmodSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { checkTree } from "../../src/io/check-tree.js";
import { removeTree, uniqueName } from "../../src/io/disk.js";
import { contentsPath, type Home, storeHome, treePath } from "../../src/io/home.js";
import { type PlacedFiles, placeTree } from "../../src/io/place-tree.js";
import { sweepStaging } from "../../src/io/store.js";
import { type Location, packageId } from "../../src/lockfile/format.js";
import { treeDigest } from "../../src/lockfile/placement.js";
import { contentsDigest, treeOf } from "../../src/package/tree.js";
import { entryOf } from "../helpers/lockfile.js";
import { ROOT } from "../helpers/root.js";
import { scratch } from "../helpers/scratch.js";
import { run } from "../helpers/spawn.js";

type Files = Readonly<Record<string, string | readonly ["executable", string]>>;

/** A package with these files, where a server of its name has it. */
function packageOf(id: `${string}@${string}`, files: Files): PlacedFiles {
  const tree = treeOf(
    Object.entries(files).map(([path, file]) => ({
      path,
      bytes: Buffer.from(typeof file === "string" ? file : file[1]),
      executable: typeof file !== "string",
    })),
  );
  const entry = entryOf(id, { contents: contentsDigest(tree) });
  return { id: packageId(entry.name, entry.version), location: `node_modules/${entry.name}`, entry, tree };
}

const homeOf = (t: TestContext): Home => storeHome({ MCP_PIN_HOME: join(scratch(t), "store") });
const at = (home: Home, placed: readonly PlacedFiles[], path: string): string =>
  join(treePath(home, treeDigest(placed)), path);
const inode = (path: string): number => statSync(path).ino;
const modeOf = (path: string): string => (lstatSync(path).mode & 0o777).toString(8);
const SOUND = { kind: "present", problems: [] };

const shared = packageOf("shared@1.0.0", {
  "a.js": "a",
  "lib/b.js": "b",
  "bin.js": ["executable", "same"],
  "doc.md": "same",
});
const one = [packageOf("one@1.0.0", { "index.js": "one" }), shared];
const two = [packageOf("two@1.0.0", { "index.js": "two" }), shared];

test("what is placed is read-only, whole and nothing else; nothing is left in staging", async (t) => {
  const home = homeOf(t);
  await placeTree(home, one);
  assert.deepEqual(checkTree(home, one), SOUND);
  assert.equal(modeOf(at(home, one, "node_modules/shared/a.js")), "444");
  assert.equal(modeOf(at(home, one, "node_modules/shared/bin.js")), "555");
  for (const folder of ["node_modules", "node_modules/shared", "node_modules/shared/lib"]) {
    assert.equal(modeOf(at(home, one, folder)), "555", folder);
  }
  assert.deepEqual(readdirSync(home.staging), []);
  assert.deepEqual(readdirSync(at(home, one, "")).sort(), ["node_modules", "tree.json"]);
});

test("two servers share a file by its content and mode", async (t) => {
  const home = homeOf(t);
  await placeTree(home, one);
  await placeTree(home, two);
  assert.deepEqual(checkTree(home, two), SOUND);
  for (const path of ["a.js", "lib/b.js", "bin.js", "doc.md"]) {
    const places = [one, two].map((placed) => inode(at(home, placed, `node_modules/shared/${path}`)));
    assert.equal(places[0], places[1], path);
  }
  // The same bytes with another mode are another file.
  assert.notEqual(
    inode(at(home, one, "node_modules/shared/bin.js")),
    inode(at(home, one, "node_modules/shared/doc.md")),
  );
  // One server gone, the other stands.
  removeTree(at(home, one, ""));
  assert.deepEqual(checkTree(home, two), SOUND);
});

test("nothing is shared with a twin that was tampered with, made writable or replaced by a link", async (t) => {
  const home = homeOf(t);
  await placeTree(home, one);
  const place = (path: string): string => at(home, one, `node_modules/shared/${path}`);
  for (const folder of ["node_modules/shared", "node_modules/shared/lib"]) chmodSync(at(home, one, folder), 0o755);
  chmodSync(place("a.js"), 0o644);
  writeFileSync(place("a.js"), "A");
  chmodSync(place("a.js"), 0o444);
  chmodSync(place("lib/b.js"), 0o644);
  chmodSync(place("bin.js"), 0o444);
  writeFileSync(join(home.root, "copy.md"), "same", { mode: 0o444 });
  rmSync(place("doc.md"));
  symlinkSync(join(home.root, "copy.md"), place("doc.md"));
  await placeTree(home, two);
  assert.deepEqual(checkTree(home, two), SOUND);
  for (const path of ["a.js", "lib/b.js", "bin.js", "doc.md"]) {
    assert.notEqual(inode(at(home, two, `node_modules/shared/${path}`)), inode(place(path)), path);
  }
  assert.deepEqual(
    checkTree(home, one).kind === "present" && readFileSync(at(home, two, "node_modules/shared/a.js"), "utf8"),
    "a",
  );
});

test("an index that lies shares nothing that is not the same bytes", async (t) => {
  const home = homeOf(t);
  await placeTree(home, one);
  writeFileSync(join(home.root, "a.js"), "other", { mode: 0o444 });
  chmodSync(at(home, one, "tree.json"), 0o644);
  writeFileSync(at(home, one, "tree.json"), JSON.stringify({ "../..": shared.entry.contents, x: 1 }));
  await placeTree(home, two);
  assert.deepEqual(checkTree(home, two), SOUND);
  for (const text of ["null", "[]", "{", '{"__proto__": "x"}']) {
    removeTree(at(home, two, ""));
    writeFileSync(at(home, one, "tree.json"), text);
    await placeTree(home, two);
    assert.deepEqual(checkTree(home, two), SOUND, text);
  }
});

test("a damaged tree, a link and a file in its place are replaced whole; a sound one is left alone", async (t) => {
  const home = homeOf(t);
  await placeTree(home, one);
  const tree = at(home, one, "");
  const before = inode(tree);
  await placeTree(home, one);
  assert.equal(inode(tree), before);

  chmodSync(at(home, one, "node_modules/one/index.js"), 0o644);
  appendFileSync(at(home, one, "node_modules/one/index.js"), " ");
  await placeTree(home, one);
  assert.deepEqual(checkTree(home, one), SOUND);

  const elsewhere = join(home.root, "elsewhere");
  mkdirSync(elsewhere);
  writeFileSync(join(elsewhere, "kept"), "");
  removeTree(tree);
  symlinkSync(elsewhere, tree.replace(/\/$/, ""));
  assert.deepEqual(checkTree(home, one), { kind: "absent" });
  await placeTree(home, one);
  assert.deepEqual(checkTree(home, one), SOUND);
  assert.deepEqual(readdirSync(elsewhere), ["kept"]);

  removeTree(tree);
  writeFileSync(tree.replace(/\/$/, ""), "");
  await placeTree(home, one);
  assert.deepEqual(checkTree(home, one), SOUND);
  assert.deepEqual(readdirSync(home.staging), []);
});

test("a damaged contents list is written anew with the tree", async (t) => {
  const home = homeOf(t);
  await placeTree(home, one);
  const list = contentsPath(home, shared.entry.contents);
  chmodSync(list, 0o644);
  writeFileSync(list, "damaged");
  removeTree(at(home, one, ""));
  await placeTree(home, one);
  assert.notEqual(readFileSync(list, "utf8"), "damaged");
});

const PLACER = `
import { placeTree } from ${JSON.stringify(new URL("../../src/io/place-tree.js", import.meta.url).href)};
import { storeHome } from ${JSON.stringify(new URL("../../src/io/home.js", import.meta.url).href)};
import { contentsDigest, treeOf } from ${JSON.stringify(new URL("../../src/package/tree.js", import.meta.url).href)};
import { entryOf } from ${JSON.stringify(new URL("../helpers/lockfile.js", import.meta.url).href)};
const files = Array.from({ length: 300 }, (_, i) => ({ path: "f" + i, bytes: Buffer.from("file " + i), executable: i % 2 === 0 }));
const tree = treeOf(files);
const entry = entryOf("large@1.0.0", { contents: contentsDigest(tree) });
await placeTree(storeHome(process.env), [{ id: "large@1.0.0", location: "node_modules/large", entry, tree }]);
`;

test("several processes that place one tree at once all succeed, and it stands once", async (t) => {
  const home = homeOf(t);
  const program = ["--input-type=module", "-e", PLACER];
  const options = { cwd: ROOT, env: { MCP_PIN_HOME: home.root } };
  const outcomes = await Promise.all(Array.from({ length: 4 }, () => run(process.execPath, program, options)));
  for (const { code, stderr } of outcomes) assert.equal(code, 0, stderr);
  assert.equal(readdirSync(home.trees).length, 1);
  assert.deepEqual(readdirSync(home.staging), []);
  const [tree = ""] = readdirSync(home.trees);
  assert.equal(readdirSync(join(home.trees, tree, "node_modules/large")).length, 300);
});

test("an interrupted placing leaves neither a tree nor anything in staging", async (t) => {
  const home = homeOf(t);
  await assert.rejects(placeTree(home, one, AbortSignal.abort(new Error("stop"))), /stop/);
  assert.equal(existsSync(at(home, one, "")), false);
  assert.deepEqual(readdirSync(home.staging), []);
});

test("sweeping takes the staging of the dead, read-only as it is, and leaves that of the living", (t) => {
  const home = homeOf(t);
  const mine = uniqueName();
  const dead = mine.replace(`-${process.pid}-`, "-4194304-");
  for (const name of [mine, dead]) mkdirSync(join(home.staging, name, "tree"), { recursive: true });
  writeFileSync(join(home.staging, dead, "tree/file"), "", { mode: 0o444 });
  linkSync(join(home.staging, dead, "tree/file"), join(home.root, "twin"));
  chmodSync(join(home.staging, dead, "tree"), 0o555);
  sweepStaging(home);
  assert.deepEqual(readdirSync(home.staging), [mine]);
  assert.equal(modeOf(join(home.root, "twin")), "444");
});

test("locations nest: a package inside another's node_modules is its own", async (t) => {
  const home = homeOf(t);
  const outer = packageOf("outer@1.0.0", { "index.js": "outer" });
  const location: Location = "node_modules/outer/node_modules/@scope/inner";
  const inner = { ...packageOf("@scope/inner@1.0.0", { "index.js": "inner" }), location };
  await placeTree(home, [outer, inner]);
  assert.deepEqual(checkTree(home, [outer, inner]), SOUND);
});
