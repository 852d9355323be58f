import assert from "node:assert/strict";
import { chmodSync, existsSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { observedPath, storeHome } from "../../src/io/home.js";
import { keepObserved, keptItem, observedVariants } from "../../src/io/manifests.js";
import { type ItemKey, variantOf } from "../../src/lockfile/tool-lines.js";
import type { Json } from "../../src/package/canonical.js";
import { digestOf } from "../../src/package/digest.js";
import { scratch } from "../helpers/scratch.js";

test("what was observed is read back by its digests, and a changed text is not believed", (t) => {
  const home = storeHome({ MCP_PIN_HOME: scratch(t) });
  const pin = digestOf("pin");
  const variant = variantOf([], []);
  const manifest = new Map<ItemKey, Json>([
    ["tool/echo", { name: "echo", description: "says \u202e it" }],
    ["tool/odd", { name: "\ud800" }],
    ["instructions", "be brief"],
  ]);
  assert.equal(existsSync(observedPath(home, pin, variant)), false);
  keepObserved(home, pin, variant, manifest);
  keepObserved(home, pin, variant, manifest);
  assert.equal(existsSync(observedPath(home, pin, variant)), true);
  const [observed] = observedVariants(home, pin);
  assert.deepEqual(
    [...(observed?.manifest.keys() ?? [])],
    ["tool/echo", "instructions"],
    "what has no canonical form is left out",
  );
  assert.deepEqual(observed?.manifest.get("tool/echo"), manifest.get("tool/echo"));
  for (const name of readdirSync(home.manifests)) {
    chmodSync(join(home.manifests, name), 0o644);
    writeFileSync(join(home.manifests, name), '"other"');
  }
  assert.equal(keptItem(home, digestOf('"be brief"')), undefined);
  assert.equal(observedVariants(home, pin)[0]?.manifest.size, 0);
  assert.deepEqual(observedVariants(home, digestOf("other")), []);
});

test("only the user reads what was observed", { skip: process.platform === "win32" }, (t) => {
  const home = storeHome({ MCP_PIN_HOME: scratch(t) });
  keepObserved(home, digestOf("pin"), variantOf([], []), new Map<ItemKey, Json>([["instructions", "be brief"]]));
  for (const folder of [home.manifests, home.observed]) {
    assert.equal(statSync(folder).mode & 0o777, 0o700);
    for (const entry of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
      assert.equal(statSync(join(folder, entry)).mode & 0o077, 0, entry);
    }
  }
});
