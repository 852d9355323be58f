/** Lockfiles in one line a fact. */

import { splitId } from "../../src/lockfile/fields.js";
import {
  entryDigest,
  type Location,
  type Lockfile,
  type PackageEntry,
  packageId,
  pinDigest,
  type Review,
  type Server,
} from "../../src/lockfile/format.js";
import { digestOf } from "../../src/package/digest.js";
import { integrityOf } from "../../src/package/integrity.js";

export const BY = "Ada <ada@example.org>";
export const AT = "2026-01-31T08:00:00Z";

export function entryOf(id: string, fields: Partial<PackageEntry> = {}): PackageEntry {
  const split = splitId(id);
  if (split === undefined) throw new Error(`not an id: ${id}`);
  return {
    ...split,
    integrity: integrityOf(Buffer.from(id)),
    contents: digestOf(`contents of ${id}`),
    manifest: digestOf(`manifest of ${id}`),
    ...fields,
  };
}

export const idOf = (entry: PackageEntry) => packageId(entry.name, entry.version);

type Decision = { kind: "full" } | { kind: "delta"; from: PackageEntry } | { kind: "exempt" } | { kind: "rejected" };

export function reviewOf(entry: PackageEntry, decision: Decision): Review {
  const base = { package: idOf(entry), of: entryDigest(entry), by: BY, at: AT };
  if (decision.kind === "delta") return { ...base, kind: "delta", from: entryDigest(decision.from) };
  if (decision.kind === "full") return { ...base, kind: "full" };
  const reason = `${decision.kind} in a test`;
  if (decision.kind === "exempt") return { ...base, kind: "exempt", reason };
  const tarball = entry.integrity === undefined ? {} : { integrity: entry.integrity };
  return { ...base, kind: "rejected", reason, ...tarball, contents: entry.contents };
}

/** A server named after its root, whose closure is the root and the entries beside it. */
export function serverOf(
  root: PackageEntry,
  closure: readonly PackageEntry[],
  name = root.name.split("/").at(-1),
): Server {
  const locations = [root, ...closure].map((entry) => [`node_modules/${entry.name}` as Location, idOf(entry)] as const);
  const draft = {
    name: name ?? root.name,
    package: idOf(root),
    requested: "latest",
    bin: name ?? root.name,
    entry: "index.js",
    env: [],
    closure: new Map(locations),
  };
  const packages = new Map([root, ...closure].map((entry) => [idOf(entry), entry]));
  return { ...draft, accepted: { pin: pinDigest(draft, packages), by: BY, at: AT } };
}

/** A lockfile of one server whose root is reviewed in full and whose dependencies are exempt. */
export function lockfileOf(root: PackageEntry, ...closure: PackageEntry[]): Lockfile {
  const server = serverOf(root, closure);
  return {
    servers: new Map([[server.name, server]]),
    packages: new Map([root, ...closure].map((entry) => [idOf(entry), entry])),
    reviews: [reviewOf(root, { kind: "full" }), ...closure.map((entry) => reviewOf(entry, { kind: "exempt" }))],
  };
}
