/** Which packages of a server stand where on one platform, and the digest that names that tree in the store. */
import { canonicalJson } from "../package/canonical.js";
import { type Digest, digestOf } from "../package/digest.js";
import { type Platform, runsOn } from "../package/platform.js";
import { comparePaths } from "../package/tree.js";
import type { Location, PackageEntry, PackageId, Server } from "./format.js";

export interface Placed {
  readonly location: Location;
  readonly id: PackageId;
  readonly entry: PackageEntry;
}

/**
 * The closure of a server on a platform, sorted by location. Packages for other platforms are left out, and what
 * stands inside their folders with them.
 */
export function placement(
  server: Pick<Server, "closure">,
  packages: ReadonlyMap<PackageId, PackageEntry>,
  platform: Platform,
): readonly Placed[] {
  const placed: Placed[] = [];
  const skipped: string[] = [];
  for (const [location, id] of [...server.closure].sort(([a], [b]) => comparePaths(a, b))) {
    const entry = packages.get(id);
    if (entry === undefined) throw new TypeError(`no entry for ${id}`);
    if (skipped.some((folder) => location.startsWith(folder))) continue;
    if (runsOn(entry, platform)) placed.push({ location, id, entry });
    else skipped.push(`${location}/`);
  }
  return placed;
}

/** Names a placed tree by its locations and contents: two servers with the same closure share one tree. */
export const treeDigest = (placed: readonly Placed[]): Digest =>
  digestOf(canonicalJson(Object.fromEntries(placed.map(({ location, entry }) => [location, entry.contents]))));
