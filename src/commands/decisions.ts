/** The decision about servers of a lockfile with what this machine's store holds. Shared by verify, list and run. */
import { checkTree } from "../io/check-tree.js";
import type { Host } from "../io/host.js";
import { isAcceptedHere } from "../io/store.js";
import { splitId } from "../lockfile/fields.js";
import { type Lockfile, pinDigest, type Server } from "../lockfile/format.js";
import { type Placed, placement } from "../lockfile/placement.js";
import type { ServerResult } from "../report/verify.js";
import { decide, type Installed, reviewGraph } from "../review/decide.js";

/** Decides about the named servers, or all: in the order asked, reading every pinned byte on disk. */
export function decideServers(host: Host, lockfile: Lockfile, names: readonly string[]): ServerResult[] {
  const graph = reviewGraph(lockfile);
  const asked = names.length === 0 ? [...lockfile.servers.keys()] : [...new Set(names)];
  return asked.map((name): ServerResult => {
    const server = lockfile.servers.get(name);
    if (server === undefined) return { name, decision: { ok: false, verdict: { kind: "not-pinned" }, also: [] } };
    const placed = placement(server, lockfile.packages, host.platform);
    const decision = decide(lockfile, graph, server, placed, installedState(host, lockfile, server, placed));
    return { name, version: versionOf(server), decision };
  });
}

export const versionOf = (server: Server): string => splitId(server.package)?.version ?? "";

function installedState(host: Host, lockfile: Lockfile, server: Server, placed: readonly Placed[]): Installed {
  if (!isAcceptedHere(host.home, pinDigest(server, lockfile.packages))) return { kind: "absent" };
  return checkTree(host.home, placed);
}
