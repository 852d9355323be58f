/** Where things stand in the repository: sources, also when the tests run from build/. */
import { join } from "node:path";
import { ROOT } from "./root.js";

export const FIXTURE_PACKAGES = join(ROOT, "fixtures/packages");
/** Scenario scripts and golden files stay with the sources. */
export const SCRIPTS = join(ROOT, "test/scripts");
export const CLI = join(ROOT, "bin/mcp-pin.js");
