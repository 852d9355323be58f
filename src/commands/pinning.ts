/** What `add` and `init` share: everything that is to be known of servers before they are pinned, and pinning them. */
import { dirname } from "node:path";
import { sweepBeside } from "../io/disk.js";
import type { Host } from "../io/host.js";
import { updateLockfile } from "../io/lockfile.js";
import { placeTree } from "../io/place-tree.js";
import type { Progress } from "../io/progress.js";
import { isExotic, nameOf, parseSpec } from "../io/spec.js";
import { rememberAcceptance, sweepStaging } from "../io/store.js";
import { withServer } from "../lockfile/edit.js";
import { splitId } from "../lockfile/fields.js";
import { type Lockfile, packageId, pinDigest, type Server } from "../lockfile/format.js";
import { acceptanceOf, type Consent, UNDECIDED } from "../review/accept.js";
import { assertFree, assertNewNames, pinnedAs, usualName } from "../review/pinned.js";
import { type Look, lookAt } from "./add-look.js";
import { rejectPackage } from "./commit-update.js";
import type { Subject } from "./consent.js";
import { type GatherOptions, gather, keepTarballs, type Offer, toPlace } from "./gather.js";
import type { NetworkOptions } from "./options.js";
import { registryFor } from "./registry.js";

export interface PinOptions extends NetworkOptions {
  readonly allowExotic?: boolean;
  readonly allowSha1?: boolean;
}

/** A package that is to be pinned as a server. */
export type Request = Pick<GatherOptions, "spec" | "name" | "bin" | "env">;

/** Everything about the servers that are not pinned yet, and those that are. */
export async function lookAtAll(
  host: Host,
  requests: readonly Request[],
  { lockfile, path }: { readonly lockfile: Lockfile; readonly path: string },
  options: PinOptions,
  progress: Progress,
): Promise<{ looks: Look[]; pinned: Server[] }> {
  for (const request of requests) assertWritten(host, lockfile, request);
  const registry = await registryFor(host, options);
  const offers: Offer[] = [];
  const pinned: Server[] = [];
  for (const request of requests) {
    const admit: GatherOptions["admit"] = (root) => assertFree(lockfile, request.name ?? usualName(root.name), root);
    const offer = await gather(host, { ...options, ...request, registry, base: dirname(path), admit }, progress);
    const known = pinnedAs(lockfile, offer.candidate, offer.root.entry);
    if (known === undefined) offers.push(offer);
    else pinned.push(known);
  }
  const servers = offers.map(({ candidate }) => candidate.server);
  assertNewNames(servers.map(({ name }) => name));
  withOffers(lockfile, offers, UNDECIDED);
  const trusted = new Set(
    [...lockfile.servers.values(), ...servers].map((server) => splitId(server.package)?.name ?? ""),
  );
  const looks: Look[] = [];
  for (const offer of offers) {
    progress.phase(`reading the code of ${offer.candidate.server.package}`);
    looks.push(await lookAt(host, offer, registry, trusted));
  }
  return { looks, pinned };
}

/** What a spec says by itself is held against the lockfile before anything is asked. @throws PinError as `assertFree`. */
function assertWritten(host: Host, lockfile: Lockfile, { spec, name }: Request): void {
  const parsed = parseSpec(spec, host.cwd);
  if (isExotic(parsed)) return;
  const packageName = nameOf(parsed);
  const version = parsed.type === "version" && parsed.fetchSpec !== null ? { version: parsed.fetchSpec } : {};
  assertFree(lockfile, name ?? usualName(packageName), { name: packageName, ...version });
}

/** @throws PinError `refused` when a package was rejected, or is pinned with other bytes; as `pinnedAs`. */
const withOffers = (lockfile: Lockfile, offers: readonly Offer[], consent: Consent): Lockfile =>
  offers.reduce((edited, { candidate, root }) => {
    if (pinnedAs(edited, candidate, root.entry) !== undefined) return edited; // Another process was first.
    return withServer(edited, acceptanceOf(edited, candidate, consent));
  }, lockfile);

/** What a person is asked about. */
export const subjectOf = ({ offer, shown }: Look, path: string): Subject => ({
  package: offer.candidate.server.package,
  shown,
  reject: (signed, reason) => rejectPackage(path, offer.root.entry, signed, reason),
});

/** Places the files, and writes the lockfile last: an interruption before leaves the old state. */
export async function commit(
  host: Host,
  path: string,
  looks: readonly Look[],
  consent: Consent,
  progress: Progress,
): Promise<void> {
  sweepBeside(path);
  sweepStaging(host.home);
  for (const { offer } of looks) {
    progress.phase(`placing ${offer.candidate.server.package}`);
    keepTarballs(host, offer);
    await placeTree(host.home, toPlace(offer, host), host.signal);
  }
  host.signal.throwIfAborted();
  const offers = looks.map(({ offer }) => offer);
  const written = await updateLockfile(path, (lockfile) => withOffers(lockfile, offers, consent));
  for (const { offer } of looks) {
    const { candidate } = offer;
    const server = written.servers.get(candidate.server.name);
    const offered = pinDigest(
      candidate.server,
      new Map(candidate.entries.map((e) => [packageId(e.name, e.version), e])),
    );
    // Another process may have been first, with other packages or variables: nobody here was shown those.
    if (server !== undefined && pinDigest(server, written.packages) === offered)
      rememberAcceptance(host.home, written, server, path, host.platform);
  }
}
