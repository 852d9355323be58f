import assert from "node:assert/strict";
import { test } from "node:test";
import { keeper } from "../../src/commands/run-guard.js";
import { storeHome } from "../../src/io/home.js";
import { observedVariants } from "../../src/io/manifests.js";
import { type ItemKey, variantOf } from "../../src/lockfile/tool-lines.js";
import type { Json } from "../../src/package/canonical.js";
import { digestOf } from "../../src/package/digest.js";
import { scratch } from "../helpers/scratch.js";

test("what a server offers is written down once a session", (t) => {
  const home = storeHome({ MCP_PIN_HOME: scratch(t) });
  const keep = keeper(home, digestOf("pin"), variantOf([], []));
  for (const text of ["first", "second"]) keep(new Map<ItemKey, Json>([["instructions", text]]));
  const [observed] = observedVariants(home, digestOf("pin"));
  assert.equal(observed?.manifest.get("instructions"), "first");
});
