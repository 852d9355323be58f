/** What keeps versions from being offered, asked of the lockfile, the clock and a registry's document. */
import type { Host } from "../io/host.js";
import type { Packument } from "../io/registry.js";
import { publishedAt } from "../io/registry-facts.js";
import type { Lockfile, PackageEntry } from "../lockfile/format.js";
import { holdsOf, type Limits } from "../review/hold.js";

/** Whether a registry answers for a pinned package. */
export const isFromRegistry = ({ integrity, resolved }: PackageEntry): boolean =>
  integrity !== undefined && (resolved === undefined || /^https?:/.test(resolved));

export const limitsOf = (host: Host, { policy }: Lockfile, { before }: Pick<Limits, "before">): Limits => ({
  now: host.now(),
  before,
  policy,
});

export const holdsIn = (lockfile: Lockfile, packument: Packument, limits: Limits) =>
  holdsOf(lockfile, packument.name, (version) => publishedAt(packument, version), limits);
