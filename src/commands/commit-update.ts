/** Recording a decision about an update: of exactly what was shown, under the lock, with the lockfile as it is by then. */
import { dirname } from "node:path";
import { PinError } from "../errors.js";
import { sweepBeside } from "../io/disk.js";
import type { Host } from "../io/host.js";
import { updateLockfile } from "../io/lockfile.js";
import type { Progress } from "../io/progress.js";
import { inParallel } from "../io/registry.js";
import { isAcceptedHere, rememberAcceptance, sweepStaging } from "../io/store.js";
import { withReviews, withServer } from "../lockfile/edit.js";
import { type Lockfile, type PackageEntry, packageId, pinDigest, type Signed } from "../lockfile/format.js";
import { placement } from "../lockfile/placement.js";
import { announcedIntegrity } from "../package/integrity.js";
import { acceptanceOf, type Consent, rejectionReview } from "../review/accept.js";
import { reviewGraph } from "../review/decide.js";
import { keepTarballs } from "./gather.js";
import { placeServer } from "./install.js";
import { registryFor } from "./registry.js";
import { targetOf } from "./target.js";
import type { Update, UpdateOptions } from "./update.js";

/**
 * Places the candidate, writes the lockfile, and remembers the pin on this machine: `false` where the pin before it was
 * not accepted here either, because then the lockfile's other reviews are not this machine's to trust.
 *
 * @throws PinError `refused` when the registry's answer or the pinned server changed since it was shown.
 */
export async function acceptUpdate(
  host: Host,
  update: Update,
  consent: Consent,
  options: UpdateOptions,
  progress: Progress,
): Promise<boolean> {
  const { server, lockfile, path } = update.pinned;
  await assertStillOffered(host, update, options);
  const isHere = isAcceptedHere(host.home, pinDigest(server, lockfile.packages));
  sweepBeside(path);
  sweepStaging(host.home);
  if (isHere) await place(host, update, options, progress);
  host.signal.throwIfAborted();
  const written = await updateLockfile(path, (now) => withUpdate(now, update, consent));
  const accepted = written.servers.get(server.name);
  if (isHere && accepted !== undefined) rememberAcceptance(host.home, written, accepted, path, host.platform);
  return isHere;
}

async function place(host: Host, { offer, candidate, pinned }: Update, options: UpdateOptions, progress: Progress) {
  keepTarballs(host, offer);
  const entries = new Map(candidate.entries.map((entry) => [packageId(entry.name, entry.version), entry]));
  const placed = placement(candidate.server, entries, host.platform);
  const trees = new Map([...offer.packages].map(([id, { tree }]) => [id, tree]));
  const placing = { server: candidate.server, placed, base: dirname(pinned.path), atHand: trees };
  await placeServer(host, placing, options, progress);
}

/** The registry is asked anew: what it names by now must be what was shown. */
async function assertStillOffered(host: Host, update: Update, options: UpdateOptions): Promise<void> {
  const { pinned, target, offer } = update;
  const registry = await registryFor(host, options);
  const now = await targetOf(host, registry, pinned.lockfile, pinned.server, options);
  if (now.spec !== target.spec) {
    throw changedError(
      `${pinned.server.name} would move to ${now.version ?? "nothing"} by now, not to ${target.version}`,
    );
  }
  const nodes = new Map([...offer.closure.nodes.values()].map((node) => [packageId(node.name, node.version), node]));
  const fresh = [...offer.packages].filter(([id]) => nodes.get(id)?.fromRegistry === true);
  await inParallel(
    fresh,
    async ([id, { entry }], signal) => {
      const { versions } = await registry.packument(entry.name, signal);
      const announced = announcedIntegrity(versions[entry.version]?.dist ?? {}, id, { allowSha1: true });
      if (announced !== entry.integrity) throw changedError(`the registry announces other bytes for ${id} by now`);
    },
    { signal: host.signal },
  );
}

const changedError = (what: string): PinError =>
  new PinError("refused", `nothing was recorded: ${what}`, { hint: "review it again: it is not what was shown" });

/** Of two processes that accept the same, the second has nothing to do; of two that accept different things, one is refused. */
function withUpdate(now: Lockfile, { pinned, candidate, pin }: Update, consent: Consent): Lockfile {
  const { name } = pinned.server;
  const current = now.servers.get(name);
  if (current === undefined) throw changedError(`${name} is no longer pinned`);
  const is = pinDigest(current, now.packages);
  if (is === pin && current.accepted.pin === pin) return now;
  if (is !== pinDigest(pinned.server, pinned.lockfile.packages)) {
    throw changedError(`the pin of ${name} was changed meanwhile`);
  }
  return withServer(now, acceptanceOf(now, candidate, consent));
}

/** Records that a package must not start, whatever asks. What is rejected already stays as it is. */
export async function rejectPackage(path: string, entry: PackageEntry, signed: Signed, reason: string): Promise<void> {
  sweepBeside(path);
  await updateLockfile(path, (lockfile) => {
    if (reviewGraph(lockfile).standing(entry).kind === "rejected") return lockfile;
    return { ...lockfile, reviews: withReviews(lockfile.reviews, [rejectionReview(entry, signed, reason)]) };
  });
}
