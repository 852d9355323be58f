import assert from "node:assert/strict";
import { mkdirSync, realpathSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { storeHome } from "../../src/io/home.js";
import { realTreePath } from "../../src/io/real-tree.js";
import { digestOf, hexOf } from "../../src/package/digest.js";
import { scratch } from "../helpers/scratch.js";

const skip = process.platform === "win32" ? "links need a privilege there" : false;

test("the way to a tree is followed, the tree's own folder is not: a link there would be another tree", {
  skip,
}, (t) => {
  const root = realpathSync(scratch(t));
  const digest = digestOf("tree");
  mkdirSync(join(root, "store", "trees"), { recursive: true });
  mkdirSync(join(root, "elsewhere", hexOf(digest)), { recursive: true });
  symlinkSync(join(root, "elsewhere", hexOf(digest)), join(root, "store", "trees", hexOf(digest)));
  symlinkSync(join(root, "store"), join(root, "linked"));
  const home = storeHome({ MCP_PIN_HOME: join(root, "linked") });
  assert.equal(realTreePath(home, digest), join(root, "store", "trees", hexOf(digest)));
});
