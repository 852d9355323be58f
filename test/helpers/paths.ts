/** Where things stand in the repository, seen from the compiled tests in build/. */
import { fileURLToPath } from "node:url";

export const REPOSITORY = fileURLToPath(new URL("../../../", import.meta.url));
export const FIXTURE_PACKAGES = fileURLToPath(new URL("../../../fixtures/packages", import.meta.url));
/** Scenario scripts and golden files stay with the sources. */
export const SCRIPTS = fileURLToPath(new URL("../../../test/scripts", import.meta.url));
export const CLI = fileURLToPath(new URL("../../../bin/mcp-pin.js", import.meta.url));
