/** What keeps a version from being offered: a rejection, or that it is too young. Pure. */
import { type Lockfile, type Policy, packageId } from "../lockfile/format.js";
import type { Hold } from "./waiting.js";

export interface Limits {
  readonly now: Date;
  /** Only what was published until then. */
  readonly before?: Date | undefined;
  readonly policy?: Policy | undefined;
}

/** The moment until which a version must have been published; undefined where any will do. */
export function cutoffOf({ now, before, policy }: Limits): Date | undefined {
  const age = policy?.minimumReleaseAge;
  const times = [before?.getTime(), age === undefined ? undefined : now.getTime() - age * 60_000];
  const limits = times.filter((time) => time !== undefined);
  return limits.length === 0 ? undefined : new Date(Math.min(...limits));
}

/** Tells for each version of a package what holds it. `publishedAt` gives ISO 8601, or undefined for unknown. */
export function holdsOf(
  lockfile: Lockfile,
  name: string,
  publishedAt: (version: string) => string | undefined,
  limits: Limits,
): (version: string) => Hold | undefined {
  const cutoff = cutoffOf(limits);
  return (version) => {
    const rejection = rejectionOf(lockfile, name, version);
    if (rejection !== undefined || cutoff === undefined) return rejection;
    const published = publishedAt(version);
    if (published === undefined) return { why: "no-time" };
    return Date.parse(published) > cutoff.getTime() ? { why: "young", published } : undefined;
  };
}

/** Any bytes of a version that was rejected are not offered; which bytes may start is told by digest, elsewhere. */
export function rejectionOf({ reviews }: Lockfile, name: string, version: string): Hold | undefined {
  const id = packageId(name, version);
  const review = reviews.find((known) => known.kind === "rejected" && known.package === id);
  if (review?.kind !== "rejected") return undefined;
  const { by, at, reason } = review;
  return { why: "rejected", by, at, reason };
}
