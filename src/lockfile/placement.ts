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

const treeDigests = new WeakMap<readonly Placed[], Digest>();

/** Names a placed tree by its locations and contents: two servers with the same closure share one tree. */
export function treeDigest(placed: readonly Placed[]): Digest {
  const known = treeDigests.get(placed);
  if (known !== undefined) return known;
  const contents = Object.fromEntries(placed.map(({ location, entry }) => [location, entry.contents]));
  const digest = digestOf(canonicalJson(contents));
  treeDigests.set(placed, digest);
  return digest;
}

/** What a package declares: names of other packages, as package.json has them. Hostile. */
export interface Declared {
  readonly dependencies?: unknown;
  readonly optionalDependencies?: unknown;
}

/**
 * The first package that stands in a server's closure, is not for the platform, and that a placed package cannot do
 * without (npm's EBADPLATFORM). The lockfile does not say which locations are optional; the packages themselves do.
 */
export function leftOut(
  { closure }: Pick<Server, "closure">,
  placed: readonly Placed[],
  declaredBy: (item: Placed) => Declared,
): { readonly id: PackageId; readonly neededBy: PackageId } | undefined {
  const here = new Set<string>(placed.map(({ location }) => location));
  for (const item of placed) {
    const { dependencies, optionalDependencies } = declaredBy(item);
    const optional = new Set(namesOf(optionalDependencies));
    for (const name of namesOf(dependencies)) {
      const location = optional.has(name) ? undefined : resolveFrom(item.location, name, closure);
      const id = location === undefined || here.has(location) ? undefined : closure.get(location);
      if (id !== undefined) return { id, neededBy: item.id };
    }
  }
  return undefined;
}

const namesOf = (dependencies: unknown): string[] =>
  typeof dependencies === "object" && dependencies !== null ? Object.keys(dependencies) : [];

/** Where Node's resolver finds a package of that name first: in the package's own folder, then upwards. */
function resolveFrom(location: Location, name: string, closure: Server["closure"]): Location | undefined {
  const own = `${location}/node_modules/${name}` as Location;
  if (closure.has(own)) return own;
  const up = location.lastIndexOf("/node_modules/");
  if (up !== -1) return resolveFrom(location.slice(0, up) as Location, name, closure);
  const top: Location = `node_modules/${name}`;
  return closure.has(top) ? top : undefined;
}
