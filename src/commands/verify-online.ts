/** What `verify --online` adds: the registry's present word on every pinned package. */
import type { Host } from "../io/host.js";
import { inParallel, type Packument, type Registry } from "../io/registry.js";
import { isNotFound } from "../io/registry-errors.js";
import type { Lockfile, PackageEntry, PackageId, Server } from "../lockfile/format.js";
import { announcedIntegrity } from "../package/integrity.js";
import { heldTexts } from "../report/hold.js";
import type { ServerResult } from "../report/verify.js";
import type { Limits } from "../review/hold.js";
import { refuse } from "../review/verdict.js";
import { waitingFor } from "../review/waiting.js";
import { versionOf } from "./decisions.js";
import { holdsIn, isFromRegistry, limitsOf } from "./holds.js";

/** @throws PinError `registry` when it does not answer: what could not be asked is not passed over. */
export async function askRegistry(
  host: Host,
  lockfile: Lockfile,
  results: readonly ServerResult[],
  registry: Registry,
): Promise<ServerResult[]> {
  const servers = results.flatMap(({ name }) => lockfile.servers.get(name) ?? []);
  const ids = new Set(servers.flatMap((server) => [...server.closure.values()]));
  const entries = [...ids].flatMap((id) => lockfile.packages.get(id) ?? []).filter(isFromRegistry);
  const names = [...new Set(entries.map(({ name }) => name))];
  const packuments = new Map(
    await inParallel(names, async (name, signal) => [name, await packumentOf(registry, name, signal)] as const, {
      signal: host.signal,
    }),
  );
  const limits = limitsOf(host, lockfile, {});
  return results.map((result) => {
    const server = lockfile.servers.get(result.name);
    return server === undefined ? result : withWord(result, server, lockfile, packuments, limits);
  });
}

/** Undefined when the registry no longer knows the package. */
async function packumentOf(registry: Registry, name: string, signal: AbortSignal): Promise<Packument | undefined> {
  try {
    return await registry.packument(name, signal);
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}

function withWord(
  result: ServerResult,
  server: Server,
  lockfile: Lockfile,
  packuments: ReadonlyMap<string, Packument | undefined>,
  limits: Limits,
): ServerResult {
  const republished: PackageId[] = [];
  const notes: string[] = [];
  for (const id of new Set(server.closure.values())) {
    const entry = lockfile.packages.get(id);
    if (entry === undefined || !packuments.has(entry.name)) continue;
    const version = packuments.get(entry.name)?.versions[entry.version];
    if (version === undefined) notes.push(missingNote(id, entry));
    else {
      if (!hasIntegrity(version.dist ?? {}, entry, id)) republished.push(id);
      if (typeof version.deprecated === "string") notes.push(`${id} is deprecated: ${version.deprecated}`);
    }
  }
  const root = lockfile.packages.get(server.package);
  const packument = root === undefined ? undefined : packuments.get(root.name);
  if (packument !== undefined) notes.push(...waitingNotes(server, packument, holdsIn(lockfile, packument, limits)));
  const decision =
    republished.length === 0
      ? result.decision
      : refuse(result.decision, { kind: "republished", packages: republished });
  return { ...result, decision, notes };
}

/** What was rejected waits for nothing, and nothing is said of it. */
function waitingNotes(server: Server, packument: Packument, holds: ReturnType<typeof holdsIn>): string[] {
  const wish = { requested: server.requested, pinned: versionOf(server) };
  const { version, held } = waitingFor(wish, packument, holds);
  return [
    ...(version === undefined ? [] : [`${version} waits for a review; ${versionOf(server)} is what starts`]),
    ...heldTexts(held.filter(({ hold }) => hold.why !== "rejected")),
  ];
}

/** Of what was pinned from an address of its own, no registry needs to know. */
const missingNote = (id: PackageId, { resolved }: PackageEntry): string =>
  resolved === undefined
    ? `${id} is no longer in the registry: it was unpublished`
    : `${id} is not in the registry; it was pinned from ${resolved}`;

function hasIntegrity(dist: object, { integrity }: PackageEntry, id: PackageId): boolean {
  try {
    return announcedIntegrity(dist, id, { allowSha1: true }) === integrity;
  } catch {
    return false;
  }
}
