/** From a closure somebody decided to trust to what the lockfile records of it. Pure. */
import { PinError } from "../errors.js";
import type { Acceptance } from "../lockfile/edit.js";
import {
  type Acknowledgement,
  entryDigest,
  type Lockfile,
  type PackageEntry,
  type PackageId,
  packageId,
  pinDigest,
  type Review,
  type Server,
  type Signed,
} from "../lockfile/format.js";
import type { Finding } from "../rules/rule.js";
import { type Rejection, type ReviewGraph, reviewGraph } from "./decide.js";

/** A server as it would be pinned. */
export interface Candidate {
  readonly server: Omit<Server, "accepted">;
  readonly entries: readonly PackageEntry[];
  /**
   * What was shown: each package with the entry that it was compared with, or undefined where the whole package was.
   * The server's own package as a whole, unless it says otherwise.
   */
  readonly shown?: ReadonlyMap<PackageId, PackageEntry | undefined>;
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

/** Stands in for an answer while it is found out whether the lockfile could hold the candidate at all. */
export const UNDECIDED: Consent = { kind: "unread", by: "nobody", at: "", reason: "" };

/**
 * What a person read becomes a `delta` review, or a `full` one where there was nothing to compare with; the rest is
 * exempt. What already has a standing in the lockfile gets no second review: two servers that share a package share its
 * review.
 *
 * @throws PinError `refused` when a package of the closure was rejected, under this or another name, or when one was
 *   compared with what nobody reviewed.
 */
export function acceptanceOf(lockfile: Lockfile, candidate: Candidate, consent: Consent): Acceptance {
  const { server, entries } = candidate;
  const graph = reviewGraph(lockfile);
  const reviews = entries.flatMap((entry) => reviewFor(entry, graph, candidate, consent) ?? []);
  const kept = keptFrom(lockfile.servers.get(server.name), server);
  const packages = new Map(entries.map((entry) => [idOf(entry), entry]));
  const { by, at } = consent;
  return { server: { ...kept, accepted: { pin: pinDigest(kept, packages), by, at } }, entries, reviews };
}

/** An update does not take off the guard: what is pinned of the tools stays until somebody pins them anew. */
export function keptFrom(known: Server | undefined, server: Candidate["server"]): Candidate["server"] {
  const { guard, tools } = { ...known, ...server };
  return { ...server, ...(guard !== undefined && { guard }), ...(tools !== undefined && { tools }) };
}

const idOf = ({ name, version }: PackageEntry): PackageId => packageId(name, version);

function reviewFor(
  entry: PackageEntry,
  graph: ReviewGraph,
  { server, shown = new Map([[server.package, undefined]]) }: Candidate,
  consent: Consent,
): Review | undefined {
  const standing = graph.standing(entry);
  const id = idOf(entry);
  if (standing.kind === "rejected") throw rejectedError(id, standing.review);
  const signed = { package: id, of: entryDigest(entry), by: consent.by, at: consent.at };
  if (consent.kind === "read" && shown.has(id)) {
    if (standing.kind === "reviewed") return undefined;
    const from = shown.get(id);
    if (from !== undefined) assertGround(from, id, graph);
    return {
      ...signed,
      ...words(consent, id),
      ...(from ? { kind: "delta", from: entryDigest(from) } : { kind: "full" }),
    };
  }
  if (standing.kind !== "unreviewed") return undefined;
  const reason =
    consent.kind === "unread" ? consent.reason : `dependency of ${server.name}, not read when it was added`;
  return { ...signed, kind: "exempt", reason };
}

/** What a rejection of a package records: its entry, and its tarball and its files under any other. */
export const rejectionReview = (entry: PackageEntry, signed: Signed, reason: string): Review => ({
  package: idOf(entry),
  kind: "rejected",
  of: entryDigest(entry),
  ...(entry.integrity !== undefined && { integrity: entry.integrity }),
  contents: entry.contents,
  ...signed,
  reason,
});

const rejectedError = (id: PackageId, { by, at, reason }: Rejection): PinError =>
  new PinError("refused", `${id} was rejected by ${by} on ${at.slice(0, 10)}: ${reason}`, {
    hint: "a rejection beats every review; use another version",
  });

/** A change from what nobody reviewed, or somebody rejected, would leave the package without a review. */
function assertGround(from: PackageEntry, id: PackageId, graph: ReviewGraph): void {
  const { kind } = graph.standing(from);
  if (kind === "reviewed" || kind === "exempt") return;
  throw new PinError("refused", `${id} was compared with ${idOf(from)}, which is not reviewed`, {
    hint: "review it again",
  });
}

type Words = { readonly note?: string; readonly acknowledged?: readonly Acknowledgement[] };

/** What the person said of one package. */
function words({ note, acknowledged = [] }: Extract<Consent, { kind: "read" }>, id: PackageId): Words {
  const own = acknowledged.filter((finding) => finding.package === id);
  return {
    ...(note !== undefined && { note }),
    ...(own.length > 0 && { acknowledged: own.map(({ rule, reason }) => ({ rule, reason })) }),
  };
}
