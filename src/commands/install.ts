/**
 * `mcp-pin install`: brings the store to what the lockfile says, from kept tarballs or the registry, every digest
 * checked. Accepts the lockfile's pins on this machine.
 */
import { dirname } from "node:path";
import { PinError } from "../errors.js";
import { acquire } from "../io/acquire.js";
import { checkTree } from "../io/check-tree.js";
import { sweepBeside } from "../io/disk.js";
import type { Host } from "../io/host.js";
import { loadLockfile, requireLockfile } from "../io/lockfile.js";
import { type PlacedFiles, placeTree } from "../io/place-tree.js";
import { type Progress, startProgress } from "../io/progress.js";
import { inParallel } from "../io/registry.js";
import { spoolTree } from "../io/spool.js";
import { keepTarball, rememberAcceptance, sweepStaging } from "../io/store.js";
import { type Lockfile, type PackageEntry, type PackageId, packageId, type Server } from "../lockfile/format.js";
import { leftOut, type Placed, placement } from "../lockfile/placement.js";
import { manifestOf } from "../package/manifest.js";
import { contentsDigest, type PackageTree } from "../package/tree.js";
import { visible, visibleJson } from "../report/escape.js";
import { count } from "../report/table.js";
import { refusalHint, refusalText } from "../report/verify.js";
import { decide, reviewGraph } from "../review/decide.js";
import { Attempts } from "./attempts.js";
import type { LockfileOptions, NetworkOptions, OutputOptions } from "./options.js";
import { registryFor } from "./registry.js";

export async function install(host: Host, options: LockfileOptions & NetworkOptions & OutputOptions): Promise<void> {
  const path = requireLockfile({ ...options, cwd: host.cwd, env: host.env });
  const lockfile = loadLockfile(path);
  const progress = startProgress(host, options.quiet === true);
  const attempts = new Attempts(host, lockfile.servers.size === 1);
  const installed: { name: string; packages: number }[] = [];
  for (const server of lockfile.servers.values()) {
    const packages = await attempts.of(server.name, () =>
      installServer(host, { server, lockfile, path }, options, progress).finally(progress.clear),
    );
    if (packages !== undefined) installed.push({ name: server.name, packages });
  }
  if (options.json === true) host.out(`${visibleJson({ installed }, 2)}\n`);
  else
    for (const { name, packages } of installed)
      host.out(`installed ${visible(name)} (${count(packages, "package")})\n`);
  attempts.end();
}

/** A server of a lockfile and where that was read. */
export interface Pinned {
  readonly server: Server;
  readonly lockfile: Lockfile;
  readonly path: string;
}

/** Places a pinned server, unless it stands there, and accepts its pin on this machine. Returns its packages' number. */
export async function installServer(
  host: Host,
  { server, lockfile, path }: Pinned,
  options: NetworkOptions,
  progress: Progress,
): Promise<number> {
  const placed = placement(server, lockfile.packages, host.platform);
  assertPlatform(server, placed, host);
  assertReviewed(lockfile, server, placed);
  sweepBeside(path);
  sweepStaging(host.home);
  await placeServer(host, { server, placed, base: dirname(path) }, options, progress);
  rememberAcceptance(host.home, lockfile, server, path, host.platform);
  return new Set(placed.map(({ id }) => id)).size;
}

export interface Placing {
  readonly server: Pick<Server, "package" | "closure">;
  readonly placed: readonly Placed[];
  /** The lockfile's folder. */
  readonly base: string;
  /** Trees that need not be read again. */
  readonly atHand?: ReadonlyMap<PackageId, PackageTree>;
}

/** Places a closure, unless it stands there. */
export async function placeServer(
  host: Host,
  { server, placed, base, atHand = new Map() }: Placing,
  options: NetworkOptions,
  progress: Progress,
): Promise<void> {
  if (isPlaced(host, placed)) return;
  const source = { registry: await registryFor(host, options), base, limits: options.limits };
  progress.phase(`fetching ${server.package}`);
  const files = await fetchAll(host, source, placed, atHand, progress);
  assertComplete(server, files, host);
  await placeTree(host.home, files, host.signal);
}

/** @throws PinError `resolve` when the server's own package is left out of what is placed here. */
function assertPlatform(server: Server, placed: readonly Placed[], host: Host): void {
  if (placed.some(({ id }) => id === server.package)) return;
  const { os, cpu } = host.platform;
  throw new PinError("resolve", `${server.package} is not for this platform (${os} ${cpu})`, {
    hint: "install it on a machine of the platform it is for",
  });
}

/** @throws PinError `resolve` when a package that is needed is left out of what is placed here. */
function assertComplete(server: Placing["server"], files: readonly PlacedFiles[], host: Host): void {
  const trees = new Map(files.map(({ id, tree }) => [id, tree]));
  const missing = leftOut(server, files, ({ id }) => {
    const tree = trees.get(id);
    return tree === undefined ? {} : manifestOf(tree, id).declared;
  });
  if (missing === undefined) return;
  const { os, cpu } = host.platform;
  throw new PinError(
    "resolve",
    `${missing.neededBy} needs ${missing.id}, which is not for this platform (${os} ${cpu})`,
    {
      hint: "install it on a machine of the platform it is for",
    },
  );
}

/** What no review covers is not even fetched. */
function assertReviewed(lockfile: Lockfile, server: Server, placed: readonly Placed[]): void {
  const decision = decide(lockfile, reviewGraph(lockfile), server, placed, { kind: "present", problems: [] });
  if (decision.ok) return;
  throw new PinError("refused", `${server.name} is not installed: ${refusalText(decision.verdict)}`, {
    hint: refusalHint(decision.verdict),
  });
}

function isPlaced(host: Host, placed: readonly Placed[]): boolean {
  const state = checkTree(host.home, placed);
  return state.kind === "present" && state.problems.length === 0;
}

async function fetchAll(
  host: Host,
  source: Parameters<typeof acquire>[1],
  placed: readonly Placed[],
  atHand: ReadonlyMap<PackageId, PackageTree>,
  progress: Progress,
): Promise<PlacedFiles[]> {
  const entries = new Map(placed.map(({ id, entry }) => [id, entry]));
  const trees = await inParallel(
    [...entries],
    async ([id, entry], signal) =>
      [id, atHand.get(id) ?? (await fetchOne(host, entry, { ...source, signal }))] as const,
    { signal: host.signal, onDone: progress.step },
  );
  const byId = new Map(trees);
  return placed.flatMap((item) => {
    const tree = byId.get(item.id);
    return tree === undefined ? [] : [{ ...item, tree }];
  });
}

async function fetchOne(host: Host, entry: PackageEntry, context: Parameters<typeof acquire>[1]) {
  const { tree, tarball, integrity } = await acquire(entry, context);
  const id = packageId(entry.name, entry.version);
  if (contentsDigest(tree) !== entry.contents || manifestOf(tree, id).digest !== entry.manifest) {
    throw new PinError("integrity", `${id}: its contents are not the pinned ones`, {
      hint: "the same version with other bytes is a republished or tampered package: do not start it",
    });
  }
  if (tarball !== undefined && integrity !== undefined) keepTarball(host.home, integrity, tarball);
  return spoolTree(host.home, tree);
}
