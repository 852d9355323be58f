/** Where a placed tree really stands. */
import { realpathSync } from "node:fs";
import { join } from "node:path";
import { type Digest, hexOf } from "../package/digest.js";
import type { Home } from "./home.js";

/**
 * Without links in the way to it, as Node's loaders spell it. The tree's own folder is not followed: a link there would be
 * another tree.
 */
export const realTreePath = (home: Home, digest: Digest): string => join(realpathSync(home.trees), hexOf(digest));
