/** Everything about a server that is to be pinned: its closure resolved, each package fetched, unpacked and digested. */

import { PinError } from "../errors.js";
import { acquire, type PackageSource } from "../io/acquire.js";
import type { Closure, ClosureNode } from "../io/closure.js";
import type { Host } from "../io/host.js";
import type { PlacedFiles } from "../io/place-tree.js";
import type { PreviousClosure } from "../io/previous-tree.js";
import type { Progress } from "../io/progress.js";
import { inParallel, type Registry } from "../io/registry.js";
import { resolveClosure } from "../io/resolver.js";
import { rootedSpec, withoutSecrets } from "../io/spec.js";
import { spool, spoolTree } from "../io/spool.js";
import { keepTarball } from "../io/store.js";
import { splitId } from "../lockfile/fields.js";
import { type PackageEntry, type PackageId, packageId, type Server } from "../lockfile/format.js";
import { placement } from "../lockfile/placement.js";
import type { ArchiveLimits } from "../package/limits.js";
import { type Manifest, manifestOf } from "../package/manifest.js";
import { type PlatformFields, runsOn } from "../package/platform.js";
import { contentsDigest, type PackageTree } from "../package/tree.js";
import { count } from "../report/table.js";
import type { Candidate } from "../review/accept.js";
import { chooseBin } from "../review/bin.js";
import { usualName } from "../review/pinned.js";

export interface GatherOptions {
  readonly spec: string;
  readonly registry: Registry;
  /** The lockfile's folder, which recorded paths are relative to. */
  readonly base: string;
  readonly limits?: ArchiveLimits | undefined;
  readonly name?: string | undefined;
  /** A command of the package, or the file that one names. */
  readonly bin?: string | undefined;
  /** Names of the environment variables that the server is granted. */
  readonly env?: readonly string[] | undefined;
  readonly allowExotic?: boolean | undefined;
  readonly allowSha1?: boolean | undefined;
  /** Is shown the server's package before any package is fetched. What it throws ends it. */
  readonly admit?: ((root: Pick<ClosureNode, "name" | "version">) => void) | undefined;
  /** Set when a pinned server is to move. */
  readonly update?: UpdateBase | undefined;
}

export interface UpdateBase {
  readonly server: Server;
  /** What stands in the closure now, of which everything stays that still fits. */
  readonly previous: PreviousClosure;
  /** Packages that need no look: what is the same is neither fetched nor unpacked. */
  readonly known: ReadonlyMap<PackageId, PackageEntry>;
}

export interface Gathered {
  readonly entry: PackageEntry;
  readonly manifest: Manifest;
  readonly tree: PackageTree;
  /** Gives its bytes. */
  readonly tarball?: () => Uint8Array;
}

export interface Offer {
  readonly closure: Closure;
  /** What was fetched: the root, and every package that is not known already. */
  readonly packages: ReadonlyMap<PackageId, Gathered>;
  readonly root: Gathered;
  readonly candidate: Candidate;
}

/** @throws PinError whatever keeps the server from being pinned; nothing is written here. */
export async function gather(host: Host, options: GatherOptions, progress: Progress): Promise<Offer> {
  const { registry, base, limits } = options;
  const spec = withoutSecrets(options.spec);
  progress.phase(`resolving ${spec}`);
  const closure = await resolveClosure({
    spec: rootedSpec(spec, host.cwd),
    registry,
    base,
    limits,
    signal: host.signal,
    exotic: options.allowExotic === true ? "pin" : "refuse",
    allowSha1: options.allowSha1 === true,
    onProgress: (packuments) => progress.step(packuments, packuments),
    ...(options.update !== undefined && { previous: options.update.previous }),
  });
  options.admit?.(closure.root);
  const unique = new Map([...closure.nodes.values()].map((node) => [idOf(node), node]));
  const known = knownOf(unique, closure.root, options.update);
  const fresh = [...unique].filter(([id]) => !known.has(id));
  progress.phase(`fetching ${count(fresh.length, "package")} of ${spec}`);
  const context = { registry, base, limits };
  const gathered = await inParallel(
    fresh,
    async ([id, node], signal) => [id, await gatherOne(host, node, { ...context, signal })] as const,
    { signal: host.signal, onDone: progress.step },
  );
  const packages = new Map(gathered);
  const entries = new Map([...known, ...gathered.map(([id, { entry }]) => [id, entry] as const)]);
  assertPlatform(closure, entries, host);
  const root = packages.get(idOf(closure.root));
  if (root === undefined) throw new TypeError("the root is not in its own closure");
  return { closure, packages, root, candidate: candidateOf(closure, entries, root, { ...options, spec }) };
}

/** Entries that describe the resolved packages as they are. The root is looked at in any case. */
function knownOf(
  nodes: ReadonlyMap<PackageId, ClosureNode>,
  root: ClosureNode,
  update: UpdateBase | undefined,
): Map<PackageId, PackageEntry> {
  const same = (node: ClosureNode, entry: PackageEntry): boolean =>
    node.fromRegistry &&
    entry.integrity !== undefined &&
    entry.integrity === node.integrity &&
    entry.resolved === node.resolved;
  const pairs = [...nodes].flatMap(([id, node]) => {
    const entry = update?.known.get(id);
    return entry !== undefined && id !== idOf(root) && same(node, entry) ? [[id, entry] as const] : [];
  });
  return new Map(pairs);
}

const idOf = (node: ClosureNode): PackageId => packageId(node.name, node.version);

async function gatherOne({ home }: Host, node: ClosureNode, context: Parameters<typeof acquire>[1]): Promise<Gathered> {
  const { tree, tarball } = node.acquired ?? (await acquire(node, context));
  const kept = tarball === undefined ? {} : { tarball: spool(home, tarball) };
  return { ...digested(node, tree), tree: spoolTree(home, tree), ...kept };
}

/** A package as a lockfile records it. */
export function digested(source: PackageSource, tree: PackageTree): Pick<Gathered, "entry" | "manifest"> {
  const manifest = manifestOf(tree, packageId(source.name, source.version));
  const entry: PackageEntry = {
    name: source.name,
    version: source.version,
    ...(source.integrity !== undefined && { integrity: source.integrity }),
    contents: contentsDigest(tree),
    manifest: manifest.digest,
    ...platformFields(manifest),
    ...(source.resolved !== undefined && { resolved: source.resolved }),
  };
  return { entry, manifest };
}

const platformFields = ({ os, cpu, libc }: Manifest): PlatformFields => ({
  ...(os.length > 0 && { os }),
  ...(cpu.length > 0 && { cpu }),
  ...(libc.length > 0 && { libc }),
});

/** What npm refuses as EBADPLATFORM: a package that is needed, and that is not for this platform. */
function assertPlatform(closure: Closure, entries: ReadonlyMap<PackageId, PackageEntry>, host: Host): void {
  for (const node of closure.nodes.values()) {
    const entry = entries.get(idOf(node));
    if (node.optional || entry === undefined || runsOn(entry, host.platform)) continue;
    const { os, cpu } = host.platform;
    throw new PinError("resolve", `${idOf(node)} is not for this platform (${os} ${cpu})`, {
      hint: "pin the server on a machine of the platform it is for",
    });
  }
}

function candidateOf(
  closure: Closure,
  entries: ReadonlyMap<PackageId, PackageEntry>,
  root: Gathered,
  options: GatherOptions,
): Candidate {
  const { name, version } = root.entry;
  const pinned = options.update?.server;
  const isKept = options.bin === undefined && pinned !== undefined;
  const chosen = chooseBin(root.manifest, root.tree, options.bin ?? pinned?.bin, isKept ? "refused" : "usage");
  const { interpreter: _, ...kept } =
    pinned === undefined ? { ...newServer(options, name), interpreter: undefined } : moved(pinned, version);
  const server: Omit<Server, "accepted"> = {
    ...kept,
    package: packageId(name, version),
    ...chosen,
    closure: new Map([...closure.nodes].map(([location, node]) => [location, idOf(node)])),
  };
  return { server, entries: [...entries.values()] };
}

/** Who asked for one version asks for the one it moves to; a range or a tag goes on meaning what it means. */
const moved = (server: Server, version: string): Server =>
  server.requested === splitId(server.package)?.version ? { ...server, requested: version } : server;

const newServer = ({ name, spec, env = [] }: GatherOptions, packageName: string) => ({
  name: name ?? usualName(packageName),
  requested: requestedOf(spec, packageName),
  env,
});

/** What was asked for after the name: a version, range or tag; the whole spec where there is no name. */
function requestedOf(spec: string, name: string): string {
  if (spec === name || spec === `${name}@`) return "latest";
  return spec.startsWith(`${name}@`) ? spec.slice(name.length + 1) : spec;
}

/** Keeps the tarballs of what was fetched, of every platform. @throws PinError `store` when the store cannot be written. */
export function keepTarballs({ home }: Host, { packages }: Offer): void {
  for (const { entry, tarball } of packages.values()) {
    if (entry.integrity !== undefined && tarball !== undefined) keepTarball(home, entry.integrity, tarball());
  }
}

/** The packages to place on this platform, with their files. */
export function toPlace({ candidate, packages }: Offer, host: Host): PlacedFiles[] {
  const entries = new Map([...packages].map(([id, { entry }]) => [id, entry]));
  return placement(candidate.server, entries, host.platform).flatMap((placed) => {
    const tree = packages.get(placed.id)?.tree;
    return tree === undefined ? [] : [{ ...placed, tree }];
  });
}
