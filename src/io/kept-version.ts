/** A version that no registry lists any more, among the tarballs that the store kept. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Integrity } from "../package/digest.js";
import { hexOf } from "../package/digest.js";
import { integrityOf } from "../package/integrity.js";
import { manifestOf } from "../package/manifest.js";
import { readTarball } from "../package/tarball.js";
import type { PackageTree } from "../package/tree.js";
import type { Home } from "./home.js";

export interface KeptVersion {
  readonly integrity: Integrity;
  readonly tree: PackageTree;
}

/** Opens one tarball after the other, as they are named by their digests only. Undefined when none calls itself so. */
export function keptVersion(home: Home, name: string, version: string): KeptVersion | undefined {
  if (!existsSync(home.tarballs)) return undefined;
  for (const file of readdirSync(home.tarballs)) {
    const bytes = readFileSync(join(home.tarballs, file));
    const integrity = integrityOf(bytes);
    const tree = file === `${hexOf(integrity)}.tgz` ? treeCalled(bytes, name, version) : undefined;
    if (tree !== undefined) return { integrity, tree };
  }
  return undefined;
}

function treeCalled(bytes: Buffer, name: string, version: string): PackageTree | undefined {
  const { tree, problems } = readTarball(bytes);
  if (problems.length > 0) return undefined;
  const manifest = manifestOf(tree, name);
  return manifest.name === name && manifest.version === version ? tree : undefined;
}
