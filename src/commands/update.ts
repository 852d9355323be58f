/**
 * A pinned server against what it would become: the closure resolved from the pinned one, what differs fetched, unpacked
 * and assessed. Nothing is executed, and nothing is written.
 */
import { dirname } from "node:path";
import { dependentsIn } from "../io/closure.js";
import type { Host } from "../io/host.js";
import type { PreviousClosure } from "../io/previous-tree.js";
import type { Progress } from "../io/progress.js";
import type { Registry } from "../io/registry.js";
import { publishedAt } from "../io/registry-facts.js";
import { rootedSpec } from "../io/spec.js";
import { optimizeLate } from "../io/unoptimized.js";
import { splitId } from "../lockfile/fields.js";
import {
  entryDigest,
  type Location,
  type Lockfile,
  type PackageEntry,
  type PackageId,
  packageId,
  pinDigest,
  type Server,
} from "../lockfile/format.js";
import type { Digest } from "../package/digest.js";
import { acceptanceOf, type Candidate, keptFrom, UNDECIDED } from "../review/accept.js";
import { assess, type ClosureChange, type Identity } from "../review/assess.js";
import { type ClosurePairs, pairClosures } from "../review/closure-change.js";
import { reviewGraph } from "../review/decide.js";
import { type Shown, shownOf } from "../review/shown.js";
import { type ToolWords, toolWords, type WrittenPackage } from "../review/written-tools.js";
import { type Base, BaseReader } from "./bases.js";
import { type Documents, documentsIn, readPairs } from "./comparison.js";
import { gather, type Offer } from "./gather.js";
import { isFromRegistry } from "./holds.js";
import type { Pinned } from "./install.js";
import type { NetworkOptions } from "./options.js";
import { registryFor } from "./registry.js";
import { cutoffFor, type Target, type TargetOptions } from "./target.js";
import { pinnedTexts } from "./tools-text.js";

export interface UpdateOptions extends NetworkOptions, TargetOptions {
  /** What the server's own package is compared with, instead of the pinned version. */
  readonly from?: string;
  readonly bin?: string;
  readonly allowExotic?: boolean;
  readonly allowSha1?: boolean;
  readonly packumentFrom?: string;
  readonly packumentTo?: string;
}

/** What would be accepted, as it was shown. */
export interface Update {
  readonly pinned: Pinned;
  readonly target: Target;
  readonly offer: Offer;
  readonly candidate: Candidate;
  /** Of the whole candidate: it covers every package of the closure. */
  readonly pin: Digest;
  readonly shown: Shown;
  /** What makes the review smaller than a comparison with the pinned version would be, and what is not known. */
  readonly remarks: readonly string[];
}

/**
 * Undefined when the closure would be what it is.
 *
 * @throws PinError whatever keeps the closure from being resolved, fetched or accepted; `refused` for rejected packages.
 */
export async function updateOf(
  host: Host,
  pinned: Pinned,
  target: Target,
  options: UpdateOptions,
  progress: Progress,
): Promise<Update | undefined> {
  const { server, lockfile, path } = pinned;
  const cutoff = cutoffFor(host, lockfile, options, target);
  const registry = await registryFor(host, options, cutoff);
  const offer = kept(await gatherUpdate(host, pinned, target, { ...options, registry }, progress), server);
  const entries = new Map(offer.candidate.entries.map((entry) => [idOf(entry), entry]));
  const pin = pinDigest(offer.candidate.server, entries);
  if (pin === pinDigest(server, lockfile.packages)) return undefined;
  acceptanceOf(lockfile, offer.candidate, UNDECIDED);
  const context = { registry, base: dirname(path), limits: options.limits };
  const reader = new BaseReader(host, lockfile, offer, context);
  const base = await reader.rootBase(server, options.from);
  const pairs = closurePairs(pinned, offer.candidate);
  const owed = (after: PackageEntry): boolean => offer.packages.has(idOf(after));
  const dependencies = await readPairs(
    { ...pairs, added: pairs.added.filter(owed), changed: pairs.changed.filter(({ after }) => owed(after)) },
    (entry, signal) => reader.version(entry, signal),
    host,
    progress,
  );
  progress.phase(`reading the code of ${offer.candidate.server.package}`);
  const shown = await look(host, { pinned, offer, pin, reader, base, dependencies, pairs }, options);
  const candidate = { ...offer.candidate, shown: comparedWith(offer, pairs, base) };
  const remarks = await remarksOn(shown, base, offer, registry, cutoff !== undefined);
  return { pinned, target, offer, pin, shown, candidate, remarks };
}

/** What is pinned of the tools stays, and is a part of the digest that is shown. */
const kept = (offer: Offer, server: Server): Offer => ({
  ...offer,
  candidate: { ...offer.candidate, server: keptFrom(server, offer.candidate.server) },
});

/** Beside the findings: what is saved, and what the policy could not be held to. */
async function remarksOn(
  { packages }: Shown,
  base: Base | undefined,
  offer: Offer,
  registry: Registry,
  isTimed: boolean,
): Promise<string[]> {
  const reviewed = packages.filter((item) => item.reviewed === true).length;
  const fresh = isTimed ? [...offer.packages.values()].filter(({ entry }) => isFromRegistry(entry)) : [];
  const timeless: string[] = [];
  for (const { entry } of fresh) {
    const packument = await registry.packument(entry.name);
    if (publishedAt(packument, entry.version) === undefined) timeless.push(idOf(entry));
  }
  return [
    ...(base?.remark === undefined ? [] : [base.remark]),
    ...(reviewed === 0
      ? []
      : [`${reviewed === 1 ? "1 dependency of it is" : `${reviewed} dependencies of it are`} reviewed already`]),
    ...timeless.map((id) => `the registry does not say when ${id} was published`),
  ];
}

const idOf = ({ name, version }: Identity): PackageId => packageId(name, version);

async function gatherUpdate(
  host: Host,
  { server, lockfile, path }: Pinned,
  target: Target,
  options: Omit<UpdateOptions, "registry"> & { readonly registry: Registry },
  progress: Progress,
): Promise<Offer> {
  const entries = [...new Set(server.closure.values())].flatMap((id) => lockfile.packages.get(id) ?? []);
  const base = dirname(path);
  return gather(
    host,
    {
      spec: target.version === undefined ? rootedSpec(target.spec ?? "", base) : (target.spec ?? ""),
      registry: options.registry,
      base,
      limits: options.limits,
      bin: options.bin,
      // What was pinned with leave once may be pinned so again; what is new of the kind is a finding.
      allowExotic: options.allowExotic === true || entries.some((entry) => !isFromRegistry(entry)),
      allowSha1: options.allowSha1 === true || entries.some(({ integrity }) => integrity?.startsWith("sha1-") === true),
      update: { server, previous: previousOf(server, lockfile, options), known: knownIn(lockfile, server) },
    },
    progress,
  );
}

/** What stays where it still fits: all of the closure, but for what is asked to move. */
function previousOf(server: Server, { packages }: Lockfile, { deps, only }: TargetOptions): PreviousClosure {
  const kept = new Map<Location, PackageEntry>();
  for (const [location, id] of server.closure) {
    const entry = packages.get(id);
    const stays = id === server.package || (deps !== true && entry?.name !== only);
    if (entry !== undefined && stays) kept.set(location, entry);
  }
  return kept;
}

/** Packages that need no look: those of the pinned closure, and what was read for another server, from there or as a whole. */
function knownIn(lockfile: Lockfile, server: Server): ReadonlyMap<PackageId, PackageEntry> {
  const graph = reviewGraph(lockfile);
  const own = [...new Set(server.closure.values())].flatMap((id) => lockfile.packages.get(id) ?? []);
  const isRead = (entry: PackageEntry): boolean =>
    own.some((pinned) => pinned.name === entry.name && graph.isRead(pinned, entry));
  return new Map(
    [...lockfile.packages].filter(([, entry]) => {
      const { kind } = graph.standing(entry);
      return kind === "reviewed" || (kind === "exempt" && isRead(entry));
    }),
  );
}

type Pairs = ClosurePairs<PackageEntry, PackageEntry>;

/** What became of the closure, the server's own package left out. What nobody reviewed is no base for anything. */
function closurePairs({ server, lockfile }: Pinned, candidate: Candidate): Pairs {
  const graph = reviewGraph(lockfile);
  const isGround = (entry: PackageEntry): boolean => /^(?:reviewed|exempt)$/.test(graph.standing(entry).kind);
  const entries = new Map(candidate.entries.map((entry) => [idOf(entry), entry]));
  const placed = (
    { closure, package: root }: Pick<Server, "closure" | "package">,
    packages: ReadonlyMap<PackageId, PackageEntry>,
  ) =>
    new Map(
      [...closure].flatMap(([location, id]) => {
        const entry = id === root ? undefined : packages.get(id);
        return entry === undefined ? [] : [[location, entry] as const];
      }),
    );
  const before = new Map([...placed(server, lockfile.packages)].filter(([, entry]) => isGround(entry)));
  return pairClosures(before, placed(candidate.server, entries), entryDigest);
}

interface Looked {
  readonly pinned: Pinned;
  readonly offer: Offer;
  readonly pin: Digest;
  readonly reader: BaseReader;
  readonly base: Base | undefined;
  readonly dependencies: ClosureChange;
  readonly pairs: Pairs;
}

async function look(host: Host, looked: Looked, options: UpdateOptions): Promise<Shown> {
  optimizeLate();
  const { pinned, offer, reader, base, dependencies, pairs } = looked;
  const [from, to] = [options.packumentFrom, options.packumentTo].map((file) => documentsIn(host, file));
  const before = base && (await reader.rootVersion(base, from));
  const after = await reader.rootVersion(offer.root, to);
  const trusted = [...pinned.lockfile.servers.values()].map((server) => splitId(server.package)?.name ?? "");
  const assessment = assess({
    ...(before !== undefined && { before }),
    after,
    dependencies,
    now: host.now().toISOString(),
    trusted: new Set(trusted),
    ...packumentsOf(to),
  });
  const isPinned = base?.entry === pinned.lockfile.packages.get(pinned.server.package);
  const isDone = ({ name, version }: Identity): boolean => !offer.packages.has(packageId(name, version));
  return shownOf(assessment, {
    server: pinned.server.name,
    pin: looked.pin,
    requiredBy: dependentsIn(offer.closure),
    tools: toolsIn(host, pinned.server, [
      { before: isPinned ? before?.tree : undefined, after: after.tree },
      ...dependencies.changed.map((pair) => ({ before: pair.before.tree, after: pair.after.tree })),
      ...dependencies.added.map(({ tree }) => ({ before: undefined, after: tree })),
    ]),
    reviewed: [
      ...pairs.changed.filter(({ after }) => isDone(after)),
      ...pairs.added.filter(isDone).map((after) => ({ before: undefined, after })),
    ],
  });
}

const toolsIn = (host: Host, server: Server, packages: readonly WrittenPackage[]): ToolWords | undefined =>
  server.tools === undefined ? undefined : toolWords(pinnedTexts(host, server), packages);

const packumentsOf = (documents: Documents | undefined) => (documents ? { packuments: documents.packuments } : {});

/** What acceptance records: each package that was fetched and shown, and with what it was compared. */
function comparedWith(offer: Offer, pairs: Pairs, base: Base | undefined): Candidate["shown"] & object {
  const shown = new Map<PackageId, PackageEntry | undefined>();
  const { entry } = offer.root;
  if (base === undefined || entryDigest(base.entry) !== entryDigest(entry)) shown.set(idOf(entry), base?.entry);
  for (const after of pairs.added) if (offer.packages.has(idOf(after))) shown.set(idOf(after), undefined);
  for (const { before, after } of pairs.changed) if (offer.packages.has(idOf(after))) shown.set(idOf(after), before);
  return shown;
}
