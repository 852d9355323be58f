/** What Node.js would look for outside the pinned tree. */
import { lstatSync } from "node:fs";
import { dirname, join } from "node:path";
import { PinError } from "../errors.js";

/**
 * Node looks for packages in every folder above a file, so one that is missing in the tree would be found there.
 *
 * @throws PinError `refused` when there is a `node_modules` in a folder above.
 */
export function assertNothingAbove(root: string): void {
  for (let folder = dirname(root); ; folder = dirname(folder)) {
    const modules = join(folder, "node_modules");
    if (lstatSync(modules, { throwIfNoEntry: false }) !== undefined) {
      throw new PinError("refused", `${modules} stands above the store, and Node.js would load packages from it`, {
        hint: "remove it, or move the store with MCP_PIN_HOME and run mcp-pin install",
      });
    }
    if (folder === dirname(folder)) return;
  }
}
