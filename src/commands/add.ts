/**
 * `mcp-pin add`: resolve, fetch, show what is about to be trusted, ask, place, record. All the specs or none; the
 * lockfile is written last, so an interruption before leaves the old state.
 */
import { existsSync } from "node:fs";
import { dirname } from "node:path";
import { PinError } from "../errors.js";
import type { Host } from "../io/host.js";
import { identity } from "../io/identity.js";
import { loadLockfile, lockfileToWrite, updateLockfile } from "../io/lockfile.js";
import { paintFor } from "../io/paint.js";
import { placeTree } from "../io/place-tree.js";
import { type Progress, startProgress } from "../io/progress.js";
import { keepTarball, rememberAcceptance } from "../io/store.js";
import { withServer } from "../lockfile/edit.js";
import { serverName } from "../lockfile/fields.js";
import { EMPTY_LOCKFILE, type Lockfile } from "../lockfile/format.js";
import { renderAdd } from "../report/add.js";
import { visible } from "../report/escape.js";
import { acceptanceOf, type Consent } from "../review/accept.js";
import { addReport } from "./add-report.js";
import { gather, type Offer, toPlace } from "./gather.js";
import type { LockfileOptions, NetworkOptions, OutputOptions } from "./options.js";
import { registryFor } from "./registry.js";

export interface AddOptions extends LockfileOptions, NetworkOptions, OutputOptions {
  readonly name?: string;
  readonly bin?: string;
  readonly by?: string;
  readonly note?: string;
  readonly yes?: boolean;
  readonly allowExotic?: boolean;
  readonly allowSha1?: boolean;
}

export async function add(host: Host, specs: readonly string[], options: AddOptions): Promise<void> {
  assertNames(specs, options);
  const path = lockfileToWrite({ ...options, cwd: host.cwd, env: host.env });
  const lockfile = existsSync(path) ? loadLockfile(path) : EMPTY_LOCKFILE;
  const progress = startProgress(host, options.quiet === true);
  try {
    const registry = await registryFor(host, options);
    const offers: Offer[] = [];
    for (const spec of specs) {
      const offer = await gather(host, { ...options, spec, registry, base: dirname(path) }, progress);
      if (isNew(lockfile, offer, offers)) offers.push(offer);
      else say(host, options, progress, `${offer.candidate.server.package} is already pinned`);
    }
    const reports = await Promise.all(offers.map((offer) => addReport(host, offer, registry)));
    progress.clear();
    const paint = await paintFor(host);
    if (options.json !== true) for (const report of reports) host.out(renderAdd(report, paint, host.now()));
    const consent = offers.length === 0 ? undefined : await askConsent(host, offers, options);
    if (consent !== undefined) await commit(host, path, offers, consent, progress);
    progress.clear();
    const added = reports.map((report, i) => ({
      ...report,
      name: report.server,
      pinned: offers[i]?.candidate.server.closure.size,
    }));
    if (options.json === true) host.out(`${JSON.stringify({ lockfile: path, added }, null, 2)}\n`);
    else
      for (const { candidate } of offers) host.out(`pinned ${visible(candidate.server.package)} in ${visible(path)}\n`);
  } finally {
    progress.clear();
  }
}

function assertNames(specs: readonly string[], options: AddOptions): void {
  if (options.name === undefined) return;
  if (specs.length > 1) throw new PinError("usage", "--name goes with one package");
  const problem = serverName(options.name);
  if (problem !== undefined) throw new PinError("usage", `'${options.name}' ${problem}`);
}

/**
 * False when the same bytes are already pinned under the name.
 *
 * @throws PinError `usage` when the name stands for something else, `integrity` when the version has other bytes now.
 */
function isNew(lockfile: Lockfile, offer: Offer, others: readonly Offer[]): boolean {
  const { server } = offer.candidate;
  if (others.some(({ candidate }) => candidate.server.name === server.name)) {
    throw new PinError("usage", `two of the packages would be named '${server.name}'`, {
      hint: "add them one by one, with --name",
    });
  }
  const pinned = lockfile.servers.get(server.name);
  if (pinned === undefined) return true;
  const [name, pinnedName] = [server.package, pinned.package].map((id) => id.slice(0, id.lastIndexOf("@")));
  if (name !== pinnedName) {
    throw new PinError("usage", `the name '${server.name}' is taken by ${pinned.package}`, {
      hint: "--name gives it another",
    });
  }
  if (server.package !== pinned.package) {
    throw new PinError("usage", `${server.name} is pinned at ${pinned.package}`, {
      hint: `mcp-pin review ${server.name} shows and accepts an update`,
    });
  }
  const entry = lockfile.packages.get(pinned.package);
  if (entry?.integrity !== offer.root.entry.integrity || entry?.contents !== offer.root.entry.contents) {
    throw new PinError("integrity", `${pinned.package} has other bytes than the pinned ones`, {
      hint: "the same version with other bytes is a republished or tampered package: do not start it",
    });
  }
  return false;
}

function say(host: Host, options: AddOptions, progress: Progress, text: string): void {
  progress.clear();
  if (options.json !== true) host.out(`${visible(text)}\n`);
}

/** @throws PinError `refused` when nobody agrees, or nobody can be asked. */
async function askConsent(host: Host, offers: readonly Offer[], options: AddOptions): Promise<Consent> {
  const signed = { by: await identity(host.cwd, options.by), at: timestamp(host) };
  const note = options.note === undefined ? {} : { note: options.note };
  if (options.yes === true)
    return { ...signed, kind: "unread", reason: options.note ?? "accepted with --yes, not read" };
  if (!host.interactive) {
    throw new PinError("refused", "nothing was pinned: nobody could be asked", {
      hint: "run it in a terminal, or accept unread with --yes",
    });
  }
  const names = offers.map(({ candidate }) => candidate.server.package).join(", ");
  const answer = await host.ask(`Pin ${visible(names)}? [r] I have read it, pin it  [u] pin it unread  [n] no: `);
  if (/^r(ead)?$/i.test(answer.trim())) return { ...signed, kind: "read", ...note };
  if (/^u(nread)?$/i.test(answer.trim())) {
    return { ...signed, kind: "unread", reason: options.note ?? "accepted unread at a terminal" };
  }
  throw new PinError("refused", "nothing was pinned");
}

/** ISO 8601 in UTC, seconds. */
const timestamp = (host: Host): string => `${host.now().toISOString().slice(0, 19)}Z`;

async function commit(
  host: Host,
  path: string,
  offers: readonly Offer[],
  consent: Consent,
  progress: Progress,
): Promise<void> {
  for (const offer of offers) {
    progress.phase(`placing ${offer.candidate.server.package}`);
    for (const { entry, tarball } of offer.packages.values()) {
      if (entry.integrity !== undefined && tarball !== undefined) keepTarball(host.home, entry.integrity, tarball);
    }
    await placeTree(host.home, toPlace(offer, host), host.signal);
  }
  host.signal.throwIfAborted();
  const written = await updateLockfile(path, (lockfile) =>
    offers.reduce((edited, offer) => {
      if (!isNew(lockfile, offer, [])) return edited; // Another process was first.
      return withServer(edited, acceptanceOf(edited, offer.candidate, consent));
    }, lockfile),
  );
  for (const { candidate } of offers) {
    const server = written.servers.get(candidate.server.name);
    if (server !== undefined) rememberAcceptance(host.home, written, server, path, host.platform);
  }
}
