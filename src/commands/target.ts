/** What a pinned server would move to: the version that waits, or the one that was named. */
import { PinError } from "../errors.js";
import { pickVersion } from "../io/acquire-spec.js";
import type { Host } from "../io/host.js";
import type { Packument, Registry } from "../io/registry.js";
import { splitId } from "../lockfile/fields.js";
import { type Lockfile, type PackageEntry, packageId, type Server } from "../lockfile/format.js";
import { holdText } from "../report/hold.js";
import { cutoffOf, type Limits, rejectionOf } from "../review/hold.js";
import { type Hold, type Waiting, waitingFor } from "../review/waiting.js";
import { holdsIn, isFromRegistry, limitsOf } from "./holds.js";

export interface TargetOptions {
  /** A version, a range or a tag. */
  readonly to?: string;
  /** Only what was published until then. */
  readonly before?: Date;
  /** Keep the server's version and let its dependencies move. */
  readonly deps?: boolean;
  /** The same for one dependency alone. */
  readonly only?: string;
}

export interface Target {
  /** As npm names it. Absent when nothing waits. */
  readonly spec?: string;
  /** The version, where a registry answers for the server. */
  readonly version?: string;
  readonly held: Waiting["held"];
  /** Somebody named this very version: how long it has been published is theirs to judge. */
  readonly named: boolean;
}

/** @throws PinError `usage`, `registry`; `refused` for a named version that was rejected or that the policy holds. */
export async function targetOf(
  host: Host,
  registry: Registry,
  lockfile: Lockfile,
  server: Server,
  options: TargetOptions,
): Promise<Target> {
  const { name, version } = splitId(server.package) ?? { name: "", version: "" };
  const root = lockfile.packages.get(server.package);
  if (root === undefined || !isFromRegistry(root)) return exoticTarget(server, root, options);
  if (options.deps === true || options.only !== undefined) {
    if (options.only !== undefined) assertNeeded(server, options.only);
    return { spec: server.package, version, held: [], named: false };
  }
  const packument = await registry.packument(name, host.signal);
  const limits = limitsOf(host, lockfile, options);
  if (options.to !== undefined) return namedTarget(host, registry, lockfile, packument, options.to, limits);
  const holds = holdsIn(lockfile, packument, limits);
  const waiting = waitingFor({ requested: server.requested, pinned: version }, packument, holds);
  return {
    held: waiting.held,
    named: false,
    ...(waiting.version !== undefined && { spec: packageId(name, waiting.version), version: waiting.version }),
  };
}

/** A name that is not there would be told as one for which nothing waits. */
function assertNeeded(server: Server, name: string): void {
  const others = [...server.closure.values()].filter((id) => id !== server.package);
  if (others.some((id) => splitId(id)?.name === name)) return;
  throw new PinError("usage", `--only: ${name} is not among the packages that ${server.name} depends on`);
}

/** A folder or a repository is read again from where it came. */
function exoticTarget(server: Server, root: PackageEntry | undefined, { to, deps, only }: TargetOptions): Target {
  if (to !== undefined || deps === true || only !== undefined) {
    throw new PinError("usage", `${server.package} is not from a registry: there are no versions to choose from`, {
      hint: `mcp-pin review ${server.name} compares it with what stands there now`,
    });
  }
  const { resolved } = root ?? {};
  return { spec: resolved?.startsWith("file:") === true ? resolved : server.requested, held: [], named: false };
}

async function namedTarget(
  host: Host,
  registry: Registry,
  lockfile: Lockfile,
  packument: Packument,
  to: string,
  limits: Limits,
): Promise<Target> {
  const version = await pickVersion(packument, to, { registry, base: host.cwd, signal: host.signal });
  const named = version === to;
  const hold = named ? rejectionOf(lockfile, packument.name, version) : holdsIn(lockfile, packument, limits)(version);
  if (hold !== undefined) throw heldError(packageId(packument.name, version), hold);
  return { spec: packageId(packument.name, version), version, held: [], named };
}

export const heldError = (id: string, hold: Hold): PinError =>
  new PinError("refused", `${id} ${holdText(hold)}`, {
    hint:
      hold.why === "rejected"
        ? "a rejection beats every review; use another version"
        : `--to ${splitId(id)?.version} reviews it all the same`,
  });

/** Until when dependencies must have been published. A version that somebody named brings what it needs. */
export const cutoffFor = (host: Host, lockfile: Lockfile, options: TargetOptions, target: Target): Date | undefined =>
  target.named && options.before === undefined ? undefined : cutoffOf(limitsOf(host, lockfile, options));
