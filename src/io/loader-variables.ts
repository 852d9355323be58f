/** What the server's process, its workers and its node children find in their environment, so that their loads are checked. */
import { join } from "node:path";

/** This stands in `dist/door`, as a part of a bundle, or in `dist/io`. */
const PRELOAD = join(import.meta.dirname, "../door/preload.cjs");

/** As NODE_OPTIONS takes a path with blanks, quotes or backslashes. */
const quoted = (path: string): string => `"${path.replace(/[\\"]/g, "\\$&")}"`;

/**
 * `root`: the placed tree, without links in its path. Compile caches hold machine code that Node takes for a source by a
 * weak checksum: servers get none.
 */
export const loaderVariables = (root: string): Readonly<Record<string, string>> => ({
  NODE_OPTIONS: `--require ${quoted(PRELOAD)}`,
  MCP_PIN_TREE: root,
  NODE_DISABLE_COMPILE_CACHE: "1",
});
