/** From a closure somebody decided to trust to what the lockfile records of it. Pure. */
import { PinError } from "../errors.js";
import type { Acceptance } from "../lockfile/edit.js";
import {
  type Acknowledgement,
  entryDigest,
  type Lockfile,
  type PackageEntry,
  packageId,
  pinDigest,
  type Review,
  type Server,
  type Signed,
} from "../lockfile/format.js";
import type { Finding } from "../rules/rule.js";
import { reviewGraph } from "./decide.js";

/** A server as it would be pinned. */
export interface Candidate {
  readonly server: Omit<Server, "accepted">;
  readonly entries: readonly PackageEntry[];
}

/** A finding of tier `block` that a person accepted by name. */
export interface AcknowledgedFinding extends Acknowledgement {
  /** The package that has it: `name@version`. */
  readonly package: string;
}

/** What has to be accepted by name and reason. */
export type BlockedBy = Omit<AcknowledgedFinding, "reason">;

/** Each rule that found something of tier `block`, once for each package. */
export function blocksOf(findings: readonly Finding[]): readonly BlockedBy[] {
  const blocks = findings.filter(({ tier }) => tier === "block");
  const byName = new Map(blocks.map(({ package: id, rule }) => [`${id} ${rule}`, { package: id, rule }]));
  return [...byName.values()];
}

/** How it was accepted. `read`: a person read the server's own package; else nobody did, and the reason says why. */
export type Consent = Signed &
  (
    | { readonly kind: "read"; readonly note?: string; readonly acknowledged?: readonly AcknowledgedFinding[] }
    | { readonly kind: "unread"; readonly reason: string }
  );

/**
 * The server's own package becomes a `full` review or an exemption; dependencies are exempt when they are first added.
 * What already has a standing in the lockfile gets no second review: two servers that share a package share its review.
 *
 * @throws PinError `refused` when a package of the closure was rejected, under this or another name.
 */
export function acceptanceOf(lockfile: Lockfile, { server, entries }: Candidate, consent: Consent): Acceptance {
  const graph = reviewGraph(lockfile);
  const reviews: Review[] = [];
  for (const entry of entries) {
    const standing = graph.standing(entry);
    const id = packageId(entry.name, entry.version);
    if (standing.kind === "rejected") {
      const { by, at, reason } = standing.review;
      throw new PinError("refused", `${id} was rejected by ${by} on ${at.slice(0, 10)}: ${reason}`, {
        hint: "a rejection beats every review; use another version",
      });
    }
    const isRoot = id === server.package;
    if (isRoot && consent.kind === "read" ? standing.kind !== "reviewed" : standing.kind === "unreviewed") {
      reviews.push(reviewOf(entry, server, consent));
    }
  }
  const kept = keptFrom(lockfile.servers.get(server.name), server);
  const packages = new Map(entries.map((entry) => [packageId(entry.name, entry.version), entry]));
  const { by, at } = consent;
  return { server: { ...kept, accepted: { pin: pinDigest(kept, packages), by, at } }, entries, reviews };
}

/** An update does not take off the guard: what is pinned of the tools stays until somebody pins them anew. */
function keptFrom(known: Server | undefined, server: Candidate["server"]): Candidate["server"] {
  const { guard, tools } = { ...known, ...server };
  return { ...server, ...(guard !== undefined && { guard }), ...(tools !== undefined && { tools }) };
}

function reviewOf(entry: PackageEntry, server: Candidate["server"], consent: Consent): Review {
  const id = packageId(entry.name, entry.version);
  const signed = { package: id, of: entryDigest(entry), by: consent.by, at: consent.at };
  if (consent.kind === "unread") return { ...signed, kind: "exempt", reason: consent.reason };
  if (id !== server.package) {
    return { ...signed, kind: "exempt", reason: `dependency of ${server.name}, not read when it was added` };
  }
  const { note } = consent;
  const acknowledged = (consent.acknowledged ?? [])
    .filter((finding) => finding.package === id)
    .map(({ rule, reason }): Acknowledgement => ({ rule, reason }));
  return {
    ...signed,
    kind: "full",
    ...(note !== undefined && { note }),
    ...(acknowledged.length > 0 && { acknowledged }),
  };
}
