/** The check before a start says yes to the pinned tree and no to whatever else stands there. */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { type TestContext, test } from "node:test";
import { type Depth, isTreePinned, readShare } from "../../src/io/check-start.js";
import { storeHome, treePath } from "../../src/io/home.js";
import { PinnedFiles } from "../../src/io/pinned-files.js";
import { type PlacedFiles, placeTree } from "../../src/io/place-tree.js";
import type { Location } from "../../src/lockfile/format.js";
import { packageId } from "../../src/lockfile/format.js";
import { treeDigest } from "../../src/lockfile/placement.js";
import { contentsDigest, treeOf } from "../../src/package/tree.js";
import { entryOf } from "../helpers/lockfile.js";
import { scratch } from "../helpers/scratch.js";

function packageOf(id: `${string}@${string}`, files: Readonly<Record<string, string>>, at?: Location): PlacedFiles {
  const tree = treeOf(
    Object.entries(files).map(([path, text]) => ({ path, bytes: Buffer.from(text), executable: false })),
  );
  const entry = entryOf(id, { contents: contentsDigest(tree) });
  return { id: packageId(entry.name, entry.version), location: at ?? `node_modules/${entry.name}`, entry, tree };
}

/** Orders that differ by what separates names, by case, and between UTF-8 and UTF-16. */
const ODD = {
  "a.b/x.json": "1",
  "a/b.json": "2",
  "a-b.json": "3",
  "B.json": "4",
  "\u{10000}.json": "5",
  "\uff5e.json": "6",
};
const TREE = [
  packageOf("main@1.0.0", { "index.js": "main", "data.json": "{}", "lib/deep/more.txt": "more", "types.d.ts": "t" }),
  packageOf("inner@1.0.0", { "index.cjs": "inner", "package.json": "{}" }, "node_modules/main/node_modules/inner"),
  packageOf("@scope/odd@1.0.0", ODD),
  packageOf("large@1.0.0", { "large.bin": "x".repeat(3_000_000), "edge.bin": "y".repeat(1024 ** 2) }),
];

async function placed(t: TestContext): Promise<{ readonly root: string; readonly answer: (depth: Depth) => boolean }> {
  const home = storeHome({ MCP_PIN_HOME: join(scratch(t), "store") });
  await placeTree(home, TREE);
  const root = realpathSync(treePath(home, treeDigest(TREE)));
  return { root, answer: (depth) => isTreePinned(new PinnedFiles(root), depth) };
}

/** Changes to a tree in which every folder can be written to. */
function unlock(root: string, ...paths: readonly string[]): void {
  for (const path of paths) {
    for (let folder = dirname(join(root, path)); folder.startsWith(root); folder = dirname(folder))
      chmodSync(folder, 0o755);
  }
}

test("a tree as it was placed is pinned, and so are its sources where they are not read", async (t) => {
  const { root, answer } = await placed(t);
  assert.deepEqual([answer("all"), answer("data")], [true, true]);
  unlock(root, "node_modules/main/index.js");
  for (const source of ["node_modules/main/index.js", "node_modules/main/types.d.ts"]) {
    chmodSync(join(root, source), 0o644);
    appendFileSync(join(root, source), "!");
    assert.deepEqual([answer("all"), answer("data")], [false, true], source);
  }
});

const OTHERWISE: Readonly<Record<string, (root: string) => void>> = {
  "data that was changed": (root) => appendFileSync(join(root, "node_modules/main/data.json"), " "),
  "data that was cut": (root) => truncateSync(join(root, "node_modules/large/large.bin"), 1024 ** 2),
  "data that was prolonged": (root) => appendFileSync(join(root, "node_modules/large/edge.bin"), "y"),
  "a file deep inside": (root) => writeFileSync(join(root, "node_modules/main/lib/deep/more.txt"), "MORE"),
  "the data of a package in a package": (root) =>
    writeFileSync(join(root, "node_modules/main/node_modules/inner/package.json"), '{"type":"module"}'),
  "a file that was added": (root) => writeFileSync(join(root, "node_modules/main/lib/new.txt"), ""),
  "a source that was added": (root) => writeFileSync(join(root, "node_modules/main/lib/new.js"), ""),
  "a file beside the packages": (root) => writeFileSync(join(root, "node_modules/new.js"), ""),
  "a file beside the index": (root) => writeFileSync(join(root, "package.json"), "{}"),
  "a package that was added": (root) => {
    mkdirSync(join(root, "node_modules/added"));
    writeFileSync(join(root, "node_modules/added/index.js"), "");
  },
  "a package that is gone": (root) => rmSync(join(root, "node_modules/main/node_modules/inner"), { recursive: true }),
  "a source that is gone": (root) => rmSync(join(root, "node_modules/main/index.js")),
  "a source under another name": (root) =>
    renameSync(join(root, "node_modules/main/index.js"), join(root, "node_modules/main/main.js")),
  "a file whose name is two lines of the list": (root) => {
    const main = join(root, "node_modules/main");
    const hash = createHash("sha256").update("main").digest("hex");
    renameSync(join(main, "data.json"), join(main, `data.json\n${hash}  -  index.js`));
    rmSync(join(main, "index.js"));
  },
  "a link in place of a source": (root) => replaceByLink(root, "node_modules/main/index.js"),
  "a link in place of data": (root) => replaceByLink(root, "node_modules/main/data.json"),
  "a link in place of a folder": (root) => replaceByLink(root, "node_modules/main/lib"),
  "a link in place of a package": (root) => replaceByLink(root, "node_modules/large"),
  "a link in place of all packages": (root) => replaceByLink(root, "node_modules"),
  "a folder in place of a source": (root) => {
    rmSync(join(root, "node_modules/main/index.js"));
    mkdirSync(join(root, "node_modules/main/index.js"));
  },
};

/** The same bytes, elsewhere: beside the store's trees. */
function replaceByLink(root: string, name: string): void {
  const path = join(root, name);
  const moved = join(root, "..", "..", "moved");
  renameSync(path, moved);
  symlinkSync(moved, path);
}

for (const [what, change] of Object.entries(OTHERWISE)) {
  test(`${what} is not pinned`, async (t) => {
    const { root, answer } = await placed(t);
    unlock(root, "node_modules/main/lib/deep/x", "node_modules/main/node_modules/inner/x", "node_modules/large/x");
    for (const file of ["main/data.json", "main/lib/deep/more.txt", "large/large.bin", "large/edge.bin"]) {
      chmodSync(join(root, "node_modules", file), 0o644);
    }
    chmodSync(join(root, "node_modules/main/node_modules/inner/package.json"), 0o644);
    assert.deepEqual([answer("all"), answer("data")], [true, true]);
    change(root);
    assert.deepEqual([answer("all"), answer("data")], [false, false]);
  });
}

test("readers share a tree: what one has not taken is the other's, and a failure is everybody's", async (t) => {
  const { root } = await placed(t);
  const progress = () => new Int32Array(new SharedArrayBuffer(12));
  const both = progress();
  both[0] = 2; // The two largest are taken by somebody else.
  readShare(new PinnedFiles(root), "all", both, `${root}/`);
  assert.deepEqual([...both], [5, 2, 0]);
  unlock(root, "node_modules/main/x");
  chmodSync(join(root, "node_modules/main/data.json"), 0o644);
  appendFileSync(join(root, "node_modules/main/data.json"), " ");
  const failed = progress();
  readShare(new PinnedFiles(root), "all", failed, `${root}/`);
  assert.equal(failed[2], 1);
});

test("a reader that cannot read every list fails for all: its order would be another one", async (t) => {
  const { root } = await placed(t);
  const lists = join(root, "..", "..", "contents");
  const [list = ""] = readdirSync(lists);
  rmSync(join(lists, list));
  const progress = new Int32Array(new SharedArrayBuffer(12));
  progress[0] = 4;
  readShare(new PinnedFiles(root), "all", progress, `${root}/`);
  assert.equal(progress[2], 1);
});
