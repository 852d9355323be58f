/**
 * Measures against the peers on this machine and prints ratios: `npm run bench [verify|add|diff|facts|guard|run|init]`. Needs the
 * registry, bash and coreutils; makes everything in a temporary folder.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { benchAdd } from "./add.js";
import { benchDiff } from "./diff.js";
import { benchFacts } from "./facts.js";
import { benchGuard } from "./guard.js";
import { benchInit } from "./init.js";
import { benchStart } from "./start.js";
import { benchVerify } from "./verify.js";

const BENCHES: Readonly<Record<string, (folder: string) => Promise<string>>> = {
  verify: benchVerify,
  add: benchAdd,
  diff: benchDiff,
  facts: benchFacts,
  guard: benchGuard,
  run: benchStart,
  init: benchInit,
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !Object.hasOwn(BENCHES, name));
if (unknown.length > 0)
  throw new Error(`no such bench: ${unknown.join(", ")}; there are ${Object.keys(BENCHES).join(", ")}`);
for (const [name, bench] of Object.entries(BENCHES)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  const folder = mkdtempSync(join(tmpdir(), "mcp-pin-bench-"));
  try {
    console.log(await bench(folder));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
