import { type PackageTree, treeOf } from "../../src/package/tree.js";

/** A tree from path to content; a path ending in `*` is executable (the mark is not part of the name). */
export function treeFrom(files: { readonly [path: string]: string | Uint8Array }): PackageTree {
  return treeOf(
    Object.entries(files).map(([path, content]) => ({
      path: path.endsWith("*") ? path.slice(0, -1) : path,
      bytes: typeof content === "string" ? Buffer.from(content) : content,
      executable: path.endsWith("*"),
    })),
  );
}
