/** Everything about a server that is to be pinned: its closure resolved, each package fetched, unpacked and digested. */

import { PinError } from "../errors.js";
import { acquire } from "../io/acquire.js";
import type { Closure, ClosureNode } from "../io/closure.js";
import type { Host } from "../io/host.js";
import type { PlacedFiles } from "../io/place-tree.js";
import type { Progress } from "../io/progress.js";
import { inParallel, type Registry } from "../io/registry.js";
import { resolveClosure } from "../io/resolver.js";
import { rootedSpec, withoutSecrets } from "../io/spec.js";
import { type PackageEntry, type PackageId, packageId, type Server } from "../lockfile/format.js";
import { placement } from "../lockfile/placement.js";
import type { ArchiveLimits } from "../package/limits.js";
import { type Manifest, manifestOf } from "../package/manifest.js";
import { type PlatformFields, runsOn } from "../package/platform.js";
import { contentsDigest, type PackageTree } from "../package/tree.js";
import { count } from "../report/table.js";
import type { Candidate } from "../review/accept.js";
import { chooseBin } from "../review/bin.js";

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
}

export interface Gathered {
  readonly entry: PackageEntry;
  readonly manifest: Manifest;
  readonly tree: PackageTree;
  readonly tarball?: Buffer;
}

export interface Offer {
  readonly closure: Closure;
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
    allowExotic: options.allowExotic === true,
    allowSha1: options.allowSha1 === true,
    onProgress: (packuments) => progress.step(packuments, packuments),
  });
  const unique = new Map([...closure.nodes.values()].map((node) => [idOf(node), node]));
  progress.phase(`fetching ${count(unique.size, "package")} of ${spec}`);
  const context = { registry, base, limits };
  const gathered = await inParallel(
    [...unique],
    async ([id, node], signal) => [id, await gatherOne(node, { ...context, signal })] as const,
    { signal: host.signal, onDone: progress.step },
  );
  const packages = new Map(gathered);
  assertPlatform(closure, packages, host);
  const root = packages.get(idOf(closure.root));
  if (root === undefined) throw new TypeError("the root is not in its own closure");
  return { closure, packages, root, candidate: candidateOf(closure, packages, root, { ...options, spec }) };
}

const idOf = (node: ClosureNode): PackageId => packageId(node.name, node.version);

async function gatherOne(node: ClosureNode, context: Parameters<typeof acquire>[1]): Promise<Gathered> {
  const { tree, tarball } = node.acquired ?? (await acquire(node, context));
  const manifest = manifestOf(tree, idOf(node));
  const entry: PackageEntry = {
    name: node.name,
    version: node.version,
    ...(node.integrity !== undefined && { integrity: node.integrity }),
    contents: contentsDigest(tree),
    manifest: manifest.digest,
    ...platformFields(manifest),
    ...(node.resolved !== undefined && { resolved: node.resolved }),
  };
  return { entry, manifest, tree, ...(tarball !== undefined && { tarball }) };
}

const platformFields = ({ os, cpu, libc }: Manifest): PlatformFields => ({
  ...(os.length > 0 && { os }),
  ...(cpu.length > 0 && { cpu }),
  ...(libc.length > 0 && { libc }),
});

/** What npm refuses as EBADPLATFORM: a package that is needed, and that is not for this platform. */
function assertPlatform(closure: Closure, packages: ReadonlyMap<PackageId, Gathered>, host: Host): void {
  for (const node of closure.nodes.values()) {
    const entry = packages.get(idOf(node))?.entry;
    if (node.optional || entry === undefined || runsOn(entry, host.platform)) continue;
    const { os, cpu } = host.platform;
    throw new PinError("resolve", `${idOf(node)} is not for this platform (${os} ${cpu})`, {
      hint: "pin the server on a machine of the platform it is for",
    });
  }
}

function candidateOf(
  closure: Closure,
  packages: ReadonlyMap<PackageId, Gathered>,
  root: Gathered,
  options: GatherOptions,
): Candidate {
  const { name, version } = root.entry;
  const { bin, entry } = chooseBin(root.manifest, root.tree, options.bin);
  const server: Omit<Server, "accepted"> = {
    name: options.name ?? name.slice(name.indexOf("/") + 1),
    package: packageId(name, version),
    requested: requestedOf(options.spec, name),
    bin,
    entry,
    env: options.env ?? [],
    closure: new Map([...closure.nodes].map(([location, node]) => [location, idOf(node)])),
  };
  return { server, entries: [...packages.values()].map((gathered) => gathered.entry) };
}

/** What was asked for after the name: a version, range or tag; the whole spec where there is no name. */
function requestedOf(spec: string, name: string): string {
  if (spec === name || spec === `${name}@`) return "latest";
  return spec.startsWith(`${name}@`) ? spec.slice(name.length + 1) : spec;
}

/** The packages to place on this platform, with their files. */
export function toPlace({ candidate, packages }: Offer, host: Host): PlacedFiles[] {
  const entries = new Map([...packages].map(([id, { entry }]) => [id, entry]));
  return placement(candidate.server, entries, host.platform).flatMap((placed) => {
    const tree = packages.get(placed.id)?.tree;
    return tree === undefined ? [] : [{ ...placed, tree }];
  });
}
