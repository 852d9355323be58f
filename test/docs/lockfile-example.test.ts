/** mcp-lock.json.example is what `add` writes for the fixture servers. UPDATE_GOLDEN=1 writes it. */
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { type AddOptions, add } from "../../src/commands/add.js";
import { startRegistry } from "../../src/io/loopback-registry.js";
import { hostOf } from "../helpers/host.js";
import { FIXTURE_PACKAGES } from "../helpers/paths.js";
import { ROOT } from "../helpers/root.js";
import { makeSandbox } from "../helpers/sandbox.js";
import { scratch } from "../helpers/scratch.js";

const EXAMPLE = join(ROOT, "mcp-lock.json.example");
const BY = "Ada <ada@example.org>";

test("the example lockfile is what add writes for the fixture servers", async (t) => {
  const registry = await startRegistry({ folder: FIXTURE_PACKAGES, withhold: ["postmark-mcp@1.0.16"] });
  t.after(() => registry.stop());
  const sandbox = makeSandbox(scratch(t), registry.url);
  const host = hostOf(sandbox, {
    platform: { os: "linux", cpu: "x64", libc: "glibc" },
    interactive: true,
    now: () => new Date("2026-01-31T08:00:00Z"),
    ask: async () => "r",
  });
  const pin = (specs: string[], options: AddOptions): Promise<void> =>
    add(host, specs, { by: BY, quiet: true, ...options });
  await pin(["postmark-mcp"], { note: "read index.js and lib/" });
  await pin(["@acme/notes-mcp", "thumbnail-mcp", "weather-mcp"], { yes: true });
  await pin(["calendar-mcp"], { yes: true, name: "calendar", bin: "calendar-server" });
  const written = readFileSync(join(sandbox.work, "mcp-lock.json"), "utf8");
  if (process.env.UPDATE_GOLDEN === "1") writeFileSync(EXAMPLE, written);
  assert.equal(written, readFileSync(EXAMPLE, "utf8"));
});
