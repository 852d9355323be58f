/** Texts that are kept in files beside the tests. UPDATE_GOLDEN=1 writes them. */
import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { ROOT } from "./root.js";

/** @param file below `test/` */
export function assertGolden(file: string, actual: string): void {
  const path = join(ROOT, "test", file);
  if (process.env.UPDATE_GOLDEN === "1") {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, actual);
  }
  assert.equal(actual, existsSync(path) ? readFileSync(path, "utf8") : "", file);
}
