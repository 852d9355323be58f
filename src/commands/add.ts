/**
 * `mcp-pin add`: resolve, fetch, show what is about to be trusted, ask, place, record. All the specs or none; the
 * lockfile is written last, so an interruption before leaves the old state.
 */
import { existsSync } from "node:fs";
import { dirname } from "node:path";
import { PinError } from "../errors.js";
import { sweepBeside } from "../io/disk.js";
import type { Host } from "../io/host.js";
import { loadLockfile, lockfileToWrite, updateLockfile } from "../io/lockfile.js";
import { paintFor } from "../io/paint.js";
import { placeTree } from "../io/place-tree.js";
import { type Progress, startProgress } from "../io/progress.js";
import { keepTarball, rememberAcceptance, sweepStaging } from "../io/store.js";
import { withServer } from "../lockfile/edit.js";
import { serverName, splitId } from "../lockfile/fields.js";
import { EMPTY_LOCKFILE, type Lockfile, type Server } from "../lockfile/format.js";
import { renderAdd } from "../report/add.js";
import { visible, visibleJson } from "../report/escape.js";
import { reportOf } from "../report/json.js";
import { layoutFor } from "../report/layout.js";
import { acceptanceOf, type Consent } from "../review/accept.js";
import { assertNewNames, pinnedAs } from "../review/pinned.js";
import { type Look, lookAt } from "./add-look.js";
import { askConsent, type ConsentOptions } from "./consent.js";
import { gather, type Offer, toPlace } from "./gather.js";
import { installServer } from "./install.js";
import type { LockfileOptions, NetworkOptions, OutputOptions } from "./options.js";
import { registryFor } from "./registry.js";

export interface AddOptions extends LockfileOptions, NetworkOptions, OutputOptions, ConsentOptions {
  readonly name?: string;
  readonly bin?: string;
  readonly allowExotic?: boolean;
  readonly allowSha1?: boolean;
}

export async function add(host: Host, specs: readonly string[], options: AddOptions): Promise<void> {
  assertNames(specs, options);
  const path = lockfileToWrite({ ...options, cwd: host.cwd, env: host.env });
  const lockfile = existsSync(path) ? loadLockfile(path) : EMPTY_LOCKFILE;
  const progress = startProgress(host, options.quiet === true);
  try {
    const { looks, pinned } = await lookAtAll(host, specs, { lockfile, path }, options, progress);
    progress.clear();
    if (options.json !== true) await show(host, looks, pinned);
    if (looks.length > 0) await commit(host, path, looks, await consentTo(host, looks, path, options), progress);
    for (const server of pinned) await installServer(host, { server, lockfile, path }, options, progress);
    progress.clear();
    if (options.json === true) host.out(`${visibleJson({ lockfile: path, added: looks.map(lookJson) }, 2)}\n`);
    else for (const { report } of looks) host.out(`pinned ${visible(report.package)} in ${visible(path)}\n`);
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

/** Everything about the servers that are not pinned yet, and those that are. */
async function lookAtAll(
  host: Host,
  specs: readonly string[],
  { lockfile, path }: { readonly lockfile: Lockfile; readonly path: string },
  options: AddOptions,
  progress: Progress,
): Promise<{ looks: Look[]; pinned: Server[] }> {
  const registry = await registryFor(host, options);
  const offers: Offer[] = [];
  const pinned: Server[] = [];
  for (const spec of specs) {
    const offer = await gather(host, { ...options, spec, registry, base: dirname(path) }, progress);
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

/** Stands in for an answer while it is found out whether the lockfile could hold the offers at all. */
const UNDECIDED: Consent = { kind: "unread", by: "nobody", at: "", reason: "" };

/** @throws PinError `refused` when a package was rejected, or is pinned with other bytes; as `pinnedAs`. */
const withOffers = (lockfile: Lockfile, offers: readonly Offer[], consent: Consent): Lockfile =>
  offers.reduce((edited, { candidate, root }) => {
    if (pinnedAs(edited, candidate, root.entry) !== undefined) return edited; // Another process was first.
    return withServer(edited, acceptanceOf(edited, candidate, consent));
  }, lockfile);

async function show(host: Host, looks: readonly Look[], pinned: readonly Server[]): Promise<void> {
  const layout = layoutFor(await paintFor(host), host.columns);
  for (const server of pinned) host.out(`${visible(server.package)} is already pinned\n`);
  for (const { report, assessment } of looks) host.out(renderAdd(report, assessment, layout, host.now()));
}

/** @throws PinError `refused` when nobody agrees; the report is shown all the same. */
async function consentTo(host: Host, looks: readonly Look[], path: string, options: AddOptions): Promise<Consent> {
  const packages = looks.map(({ offer }) => offer.candidate.server.package);
  const findings = looks.flatMap(({ assessment }) => assessment.findings);
  try {
    return await askConsent(host, packages, findings, options);
  } catch (error) {
    const refused = { lockfile: path, added: [], refused: looks.map(lookJson) };
    if (options.json === true) host.out(`${visibleJson(refused, 2)}\n`);
    throw error;
  }
}

const lookJson = ({ report, assessment }: Look) => ({ name: report.server, ...report, report: reportOf(assessment) });

async function commit(
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
    for (const { entry, tarball } of offer.packages.values()) {
      if (entry.integrity !== undefined && tarball !== undefined) keepTarball(host.home, entry.integrity, tarball);
    }
    await placeTree(host.home, toPlace(offer, host), host.signal);
  }
  host.signal.throwIfAborted();
  const offers = looks.map(({ offer }) => offer);
  const written = await updateLockfile(path, (lockfile) => withOffers(lockfile, offers, consent));
  for (const { offer } of looks) {
    const server = written.servers.get(offer.candidate.server.name);
    if (server !== undefined) rememberAcceptance(host.home, written, server, path, host.platform);
  }
}
