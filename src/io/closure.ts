/** Arborist's ideal tree as a closure: what stands where, what was brought along in a tarball, what is missing. */
import type { Edge, Node } from "@npmcli/arborist";
import { PinError } from "../errors.js";
import { isLocation, splitId } from "../lockfile/fields.js";
import { type Location, type PackageId, packageId } from "../lockfile/format.js";
import type { Integrity } from "../package/digest.js";
import { announcedIntegrity, type IntegrityOptions } from "../package/integrity.js";
import type { PlatformFields } from "../package/platform.js";
import { type Acquired, acquire, type PackageSource } from "./acquire.js";
import type { ReadContext } from "./exotic.js";
import { isToken, type PackumentSource } from "./packument-source.js";
import { unconventionalAddress } from "./tarball-address.js";

/** One package at one place. `os`, `cpu`, `libc` are the registry's word; the tarball's manifest has the last. */
export interface ClosureNode extends PackageSource, PlatformFields {
  readonly location: Location;
  /** Whether the server is meant to work without it. */
  readonly optional: boolean;
  readonly hasInstallScript: boolean;
  /** False for what no registry answers for: git, URLs, tarballs, folders. */
  readonly fromRegistry: boolean;
  /** Names of the packages of the closure that depend on it. */
  readonly requiredBy: readonly string[];
  /** Set where resolving had to read the package already. */
  readonly acquired?: Acquired;
}

/** A package inside another package's tarball, which covers its bytes. */
export interface BundledPackage {
  readonly location: Location;
  readonly inside: Location;
  readonly name: string;
  readonly version: string;
}

/** A dependency that is not in the closure: an optional one that the registry does not have, or one that was left out. */
export interface Unresolved {
  readonly from: PackageId;
  readonly name: string;
  readonly spec: string;
}

export interface Closure {
  readonly root: ClosureNode;
  /** Every package, the root included, ordered by location; bundled ones apart. */
  readonly nodes: ReadonlyMap<Location, ClosureNode>;
  readonly bundled: readonly BundledPackage[];
  readonly unresolved: readonly Unresolved[];
}

export interface ClosureContext extends ReadContext, IntegrityOptions {
  readonly source: PackumentSource;
}

export async function closureOf(tree: Iterable<Node>, rootName: string, context: ClosureContext): Promise<Closure> {
  const nodes = new Map<Location, ClosureNode>();
  const bundled: BundledPackage[] = [];
  const unresolved: Unresolved[] = [];
  const bundlers = new Map<Node, ClosureNode>();
  const sorted = [...tree].filter((node) => !node.isRoot).sort((a, b) => (a.location < b.location ? -1 : 1));
  for (const node of sorted) {
    if (node.errors.length > 0) {
      unresolved.push(...[...node.edgesIn].map(unresolvedEdge));
      continue;
    }
    const bundler = node.getBundler();
    const inside = bundler === null ? undefined : await bundlerOf(bundler, bundlers, context);
    if (inside !== undefined && isInTarball(node, inside)) {
      bundled.push({
        location: locationOf(node),
        inside: inside.location,
        name: node.packageName,
        version: node.version,
      });
    } else {
      const known = [...bundlers].find(([bundlerNode]) => bundlerNode === node)?.[1];
      const found = known ?? (await nodeOf(node, context));
      nodes.set(found.location, found);
      const from = packageId(found.name, found.version);
      unresolved.push(...context.source.leftOut(from).map((dependency) => ({ from, ...dependency })));
    }
  }
  for (const found of bundlers.values()) if (nodes.has(found.location)) nodes.set(found.location, found);
  const root = nodes.get(`node_modules/${rootName}`);
  if (root === undefined) throw new PinError("resolve", `${rootName}: not in its own closure`);
  assertOneMeaning(nodes.values());
  return { root, nodes, bundled, unresolved };
}

const unresolvedEdge = ({ from, name, spec }: Edge): Unresolved => ({
  from: packageId(from.packageName, from.version),
  name,
  spec,
});

/** Fails before anything is recorded that the lockfile could not hold. */
function locationOf(node: Node): Location {
  if (isLocation(node.location) && !node.isLink) return node.location;
  throw new PinError("resolve", `'${node.location}' is no place that a lockfile can record`);
}

/** The bundling package with its tree: only its tarball tells what is really inside. */
async function bundlerOf(bundler: Node, known: Map<Node, ClosureNode>, context: ClosureContext): Promise<ClosureNode> {
  const found = known.get(bundler);
  if (found !== undefined) return found;
  const node = await nodeOf(bundler, context);
  const withTree = node.acquired === undefined ? { ...node, acquired: await acquire(node, context) } : node;
  known.set(bundler, withTree);
  return withTree;
}

const isInTarball = (node: Node, inside: ClosureNode): boolean =>
  inside.acquired?.tree.files.has(`${node.location.slice(inside.location.length + 1)}/package.json`) === true;

async function nodeOf(node: Node, context: ClosureContext): Promise<ClosureNode> {
  const facts = {
    location: locationOf(node),
    optional: node.optional,
    hasInstallScript: node.hasInstallScript,
    fromRegistry: !isToken(node.packageName),
    requiredBy: dependentsOf(node),
    ...platformOf(node.package),
  };
  const exotic = isToken(node.packageName) ? context.source.exotic(node.packageName) : undefined;
  if (exotic !== undefined) {
    const { name, version, resolved, ...acquired } = exotic;
    const integrity = acquired.integrity === undefined ? {} : { integrity: acquired.integrity };
    return recordable({ ...facts, name, version, resolved, ...integrity, acquired });
  }
  const id = packageId(node.packageName, node.version);
  const packument = await context.source.packument(node.packageName);
  const dist = packument.versions[node.version]?.dist ?? {};
  const integrity = announcedIntegrity(dist, id, context);
  assertAgrees(node, integrity, id);
  const address = node.resolved ?? (typeof dist.tarball === "string" ? dist.tarball : undefined);
  if (address === undefined || !/^https?:/.test(address)) {
    throw new PinError("resolve", `${id}: the registry names no tarball for it`);
  }
  const resolved = unconventionalAddress(address, node.packageName, node.version, context.registry.npm);
  const recorded = resolved === undefined ? {} : { resolved };
  return recordable({ ...facts, name: node.packageName, version: node.version, integrity, ...recorded });
}

const dependentsOf = ({ edgesIn }: Node): string[] => {
  const names = [...edgesIn].filter(({ from }) => !from.isRoot).map(({ from }) => from.name);
  return [...new Set(names)].sort();
};

/** A shrinkwrap inside a package may name other bytes than the registry does. */
function assertAgrees(node: Node, announced: Integrity, id: PackageId): void {
  if (!node.inShrinkwrap || node.integrity === null || !node.integrity.startsWith("sha512-")) return;
  if (node.integrity.split(/\s+/).includes(announced)) return;
  throw new PinError("integrity", `${id}: a shrinkwrap names ${node.integrity}, the registry ${announced}`);
}

function recordable(node: ClosureNode): ClosureNode {
  const id = packageId(node.name, node.version);
  if (splitId(id) === undefined) throw new PinError("resolve", `'${id}' is no name and version that can be recorded`);
  return node;
}

function platformOf(manifest: Readonly<Record<string, unknown>>): PlatformFields {
  const { os, cpu, libc } = manifest;
  return { ...listed("os", os), ...listed("cpu", cpu), ...listed("libc", libc) };
}

function listed(key: keyof PlatformFields, value: unknown): PlatformFields {
  const list = (Array.isArray(value) ? value : [value]).filter((item): item is string => typeof item === "string");
  return list.length === 0 ? {} : { [key]: list };
}

/** A lockfile has one entry for `name@version`; two packages that share it cannot both be meant. */
function assertOneMeaning(nodes: Iterable<ClosureNode>): void {
  const seen = new Map<PackageId, ClosureNode>();
  for (const node of nodes) {
    const id = packageId(node.name, node.version);
    const twin = seen.get(id);
    if (twin !== undefined && (twin.integrity !== node.integrity || twin.resolved !== node.resolved)) {
      throw new PinError("refused", `two different packages call themselves ${id}`, {
        hint: `they stand at ${twin.location} and ${node.location}`,
      });
    }
    seen.set(id, node);
  }
}

/** Names of packages to those of the packages that depend on them; of earlier closures only for packages that later ones lack. */
export function dependentsIn(...closures: readonly Closure[]): ReadonlyMap<string, readonly string[]> {
  const all = new Map<string, readonly string[]>();
  for (const { nodes } of closures) {
    const names = new Map<string, readonly string[]>();
    for (const node of nodes.values()) {
      names.set(node.name, [...new Set([...(names.get(node.name) ?? []), ...node.requiredBy])].sort());
    }
    for (const [name, dependents] of names) all.set(name, dependents);
  }
  return all;
}
