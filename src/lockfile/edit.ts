/** Changes to a lockfile as pure functions: the old value in, the new one out. */
import { PinError } from "../errors.js";
import { canonicalJson, type Json } from "../package/canonical.js";
import type { Lockfile, PackageEntry, PackageId, Review, Server } from "./format.js";
import { packageId, pinDigest, type Signed } from "./format.js";

/** A server with everything its acceptance brings along. */
export interface Acceptance {
  readonly server: Server;
  readonly entries: readonly PackageEntry[];
  readonly reviews: readonly Review[];
}

/**
 * Adds a server, or replaces the one of its name.
 *
 * @throws PinError `refused` when a package is already pinned, for another server, with other bytes.
 */
export function withServer(lockfile: Lockfile, { server, entries, reviews }: Acceptance): Lockfile {
  const base = withoutServer(lockfile, server.name);
  const packages = new Map(base.packages);
  for (const entry of entries) {
    const id = packageId(entry.name, entry.version);
    const known = packages.get(id);
    if (known !== undefined && spelling(known) !== spelling(entry)) throw otherEntry(id, known, entry);
    packages.set(id, entry);
  }
  const servers = new Map(base.servers).set(server.name, server);
  return { ...lockfile, servers, packages, reviews: withReviews(lockfile.reviews, reviews) };
}

/** A lockfile has one entry for `name@version`. */
function otherEntry(id: PackageId, known: PackageEntry, { contents, integrity }: PackageEntry): PinError {
  if (known.contents !== contents || known.integrity !== integrity) {
    return new PinError("refused", `${id} is already pinned with other bytes`, {
      hint: "one of the two registries or caches is lying; compare them with mcp-pin diff",
    });
  }
  return new PinError(
    "refused",
    `${id} is already pinned with the same bytes from ${known.resolved ?? "the registry"}`,
    {
      hint: "a lockfile names one origin of a package: add it from there, or remove what pins it first",
    },
  );
}

/** Removes a server and the packages that no other server uses. Reviews stay: they may be the base of later ones. */
export function withoutServer(lockfile: Lockfile, name: string): Lockfile {
  const servers = new Map(lockfile.servers);
  servers.delete(name);
  const used = new Set<PackageId>([...servers.values()].flatMap((server) => [...server.closure.values()]));
  const packages = new Map([...lockfile.packages].filter(([id]) => used.has(id)));
  return { ...lockfile, servers, packages };
}

/** Adds reviews, each once. */
export function withReviews(reviews: readonly Review[], added: readonly Review[]): readonly Review[] {
  const bySpelling = new Map([...reviews, ...added].map((review) => [spelling(review), review]));
  return [...bySpelling.values()];
}

const spelling = (value: PackageEntry | Review): string => canonicalJson({ ...value } as Json);

/** Names other variables in the pin of a server, which is accepted anew. `env`: sorted, each once. */
export function withEnv(lockfile: Lockfile, name: string, env: readonly string[], signed: Signed): Lockfile {
  const server = lockfile.servers.get(name);
  if (server === undefined) return lockfile;
  const changed = { ...server, env };
  const accepted = { pin: pinDigest(changed, lockfile.packages), by: signed.by, at: signed.at };
  return { ...lockfile, servers: new Map(lockfile.servers).set(name, { ...changed, accepted }) };
}
