/** A fresh folder that goes away with the test. */
import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";

export function scratch(t: TestContext): string {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), "mcp-pin-test-"));
  t.after(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));
  return folder;
}
