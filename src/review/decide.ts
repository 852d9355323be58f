/**
 * May this package start? Pure, over the reviews of a lockfile. A review names the digest of a package's whole entry,
 * so it holds for those bytes and declarations and nothing else; a delta holds only on top of a base that holds.
 */

import {
  entryDigest,
  type Lockfile,
  type PackageEntry,
  type PackageId,
  pinDigest,
  type Review,
  type ReviewKind,
  type Server,
} from "../lockfile/format.js";
import type { Placed } from "../lockfile/placement.js";
import type { Digest, Integrity } from "../package/digest.js";
import type { ChangedFile, Decision, Refusal } from "./verdict.js";

export type Rejection = Extract<Review, { kind: "rejected" }>;

/** What the reviews say of one package. `reviewed`: a chain ends in a full review; `exempt`: it ends in an exemption. */
export type Standing =
  | { readonly kind: "reviewed" | "exempt" }
  | { readonly kind: "rejected"; readonly review: Rejection }
  /** `known`: other bytes of a package of this name are reviewed, so this is an update nobody read. */
  | { readonly kind: "unreviewed"; readonly known: boolean };

/** Answers for every package of a lockfile; built once, linear in the number of reviews. */
export class ReviewGraph {
  readonly #rejected = new Map<Digest | Integrity, Rejection>();
  readonly #ground = new Map<Digest, "reviewed" | "exempt">();
  readonly #names = new Set<string>();
  /** The deltas that start at a digest. */
  readonly #onto = new Map<Digest, Digest[]>();

  constructor(reviews: readonly Review[]) {
    for (const review of reviews) {
      if (review.kind === "rejected") this.#reject(review);
      else this.#names.add(nameOf(review));
    }
    this.#spread(reviews);
  }

  standing(entry: PackageEntry): Standing {
    const digest = entryDigest(entry);
    const { integrity, contents } = entry;
    const rejected =
      this.#rejected.get(digest) ??
      this.#rejected.get(contents) ??
      (integrity === undefined ? undefined : this.#rejected.get(integrity));
    if (rejected !== undefined) return { kind: "rejected", review: rejected };
    const kind = this.#ground.get(digest);
    return kind === undefined ? { kind: "unreviewed", known: this.#names.has(entry.name) } : { kind };
  }

  /** Whether somebody read the way from one package to another, in one delta or several. */
  isRead(from: PackageEntry, to: PackageEntry): boolean {
    const target = entryDigest(to);
    const seen = new Set([entryDigest(from)]);
    for (const digest of seen) {
      if (digest === target) return true;
      for (const next of this.#onto.get(digest) ?? []) if (!this.#rejected.has(next)) seen.add(next);
    }
    return false;
  }

  #reject(review: Rejection): void {
    for (const digest of [review.of, review.integrity, review.contents]) {
      if (digest !== undefined) this.#rejected.set(digest, review);
    }
  }

  /** Carries full reviews and exemptions along the deltas that stand on them. Cycles reach no ground, so they end. */
  #spread(reviews: readonly Review[]): void {
    for (const review of reviews) {
      if (review.kind !== "delta") continue;
      const list = this.#onto.get(review.from);
      if (list === undefined) this.#onto.set(review.from, [review.of]);
      else list.push(review.of);
    }
    const carry = (kind: "reviewed" | "exempt", from: ReviewKind): void => {
      const queue = reviews.filter((review) => review.kind === from).map((review) => review.of);
      for (let digest = queue.pop(); digest !== undefined; digest = queue.pop()) {
        if (this.#rejected.has(digest) || this.#ground.has(digest)) continue;
        this.#ground.set(digest, kind);
        queue.push(...(this.#onto.get(digest) ?? []));
      }
    };
    carry("reviewed", "full");
    carry("exempt", "exempt");
  }
}

const nameOf = (review: Review): string => review.package.slice(0, review.package.lastIndexOf("@"));

export const reviewGraph = (lockfile: Lockfile): ReviewGraph => new ReviewGraph(lockfile.reviews);

/** What the machine says of a server's files; the bytes on disk are the caller's to read. */
export type Installed =
  | { readonly kind: "absent" }
  | { readonly kind: "present"; readonly problems: readonly ChangedFile[] };

/**
 * The decision about one server of a lockfile, `placed` being its closure for the platform. Pure: the same values give
 * the same answer on every machine.
 */
export function decide(
  lockfile: Lockfile,
  graph: ReviewGraph,
  server: Server,
  placed: readonly Placed[],
  installed: Installed,
): Decision {
  const refusals: Refusal[] = [];
  const counts = { reviewed: 0, exempt: 0 };
  const rejected: { id: PackageId; by: string; reason: string }[] = [];
  const never: PackageId[] = [];
  const update: PackageId[] = [];
  const entries = new Map(placed.map(({ id, entry }) => [id, entry]));
  for (const [id, entry] of entries) {
    const standing = graph.standing(entry);
    if (standing.kind === "rejected") rejected.push({ id, by: standing.review.by, reason: standing.review.reason });
    else if (standing.kind === "unreviewed") (standing.known ? update : never).push(id);
    else counts[standing.kind] += 1;
  }
  if (rejected.length > 0) refusals.push({ kind: "rejected", packages: rejected });
  if (never.length > 0) refusals.push({ kind: "never-reviewed", packages: never });
  if (update.length > 0) refusals.push({ kind: "update-not-reviewed", packages: update });
  if (pinDigest(server, lockfile.packages) !== server.accepted.pin) refusals.push({ kind: "not-accepted" });
  // A server that is not for this platform has an empty closure, of which nothing would be wrong.
  if (installed.kind === "absent" || !entries.has(server.package)) refusals.push({ kind: "not-installed" });
  else if (installed.problems.length > 0) refusals.push({ kind: "bytes-changed", files: installed.problems });
  const [verdict, ...also] = refusals;
  if (verdict !== undefined) return { ok: false, verdict, also };
  return { ok: true, verdict: { kind: "reviewed", packages: entries.size, ...counts } };
}
