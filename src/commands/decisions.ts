/** The decision about servers of a lockfile with what this machine's store holds. Shared by verify, list and run. */
import { PinError } from "../errors.js";
import { checkTree, type Depth, isPlaced } from "../io/check-tree.js";
import type { Host } from "../io/host.js";
import { isAcceptedHere } from "../io/store.js";
import { splitId } from "../lockfile/fields.js";
import { type Lockfile, pinDigest, type Server } from "../lockfile/format.js";
import { type Placed, placement } from "../lockfile/placement.js";
import { refusalDetails, refusalHint, refusalText, type ServerResult, toolsState } from "../report/verify.js";
import { decide, type Installed, reviewGraph } from "../review/decide.js";
import type { Decision, Reviewed } from "../review/verdict.js";

/** Says what this machine holds of a server. */
export type Look = (server: Server, placed: readonly Placed[]) => Installed;

/** Decides about the named servers, or all, in the order asked. */
export function decideServers(host: Host, lockfile: Lockfile, names: readonly string[], look: Look): ServerResult[] {
  const graph = reviewGraph(lockfile);
  const asked = names.length === 0 ? [...lockfile.servers.keys()] : [...new Set(names)];
  return asked.map((name): ServerResult => {
    const server = lockfile.servers.get(name);
    if (server === undefined) return { name, decision: { ok: false, verdict: { kind: "not-pinned" }, also: [] } };
    const placed = placement(server, lockfile.packages, host.platform);
    return {
      name,
      version: versionOf(server),
      tools: toolsState(server),
      decision: decide(lockfile, graph, server, placed, look(server, placed)),
    };
  });
}

/** The named servers, or all. @throws PinError `refused` for a name that the lockfile does not hold. */
export function requireServers(lockfile: Lockfile, names: readonly string[]): readonly Server[] {
  const missing = names.filter((name) => !lockfile.servers.has(name));
  if (missing.length > 0) {
    throw new PinError("refused", `the lockfile does not hold ${missing.join(", ")}`, {
      hint: "mcp-pin list shows what is pinned",
    });
  }
  return names.length === 0
    ? [...lockfile.servers.values()]
    : [...new Set(names)].flatMap((name) => lockfile.servers.get(name) ?? []);
}

export const versionOf = (server: Server): string => splitId(server.package)?.version ?? "";

/** Looks into the store, and reads the pinned files there: all, unless sources are checked as they are loaded. */
export const inStore =
  (host: Host, lockfile: Lockfile, depth: Depth = "all"): Look =>
  (server, placed) =>
    isAcceptedHere(host.home, pinDigest(server, lockfile.packages))
      ? checkTree(host.home, placed, depth)
      : { kind: "absent" };

/** Looks whether the server is there at all, and reads nothing of it: enough to prepare a start, not to start. */
export const unread =
  (host: Host, lockfile: Lockfile): Look =>
  (server, placed) =>
    isAcceptedHere(host.home, pinDigest(server, lockfile.packages)) && isPlaced(host.home, placed)
      ? { kind: "present", problems: [] }
      : { kind: "absent" };

/** @throws PinError `refused`, with everything that is wrong, unless the server may start. */
export function reviewedOrThrow(name: string, decision: Decision): Reviewed {
  if (decision.ok) return decision.verdict;
  const { verdict, also } = decision;
  throw new PinError("refused", `${name} does not start: ${[verdict, ...also].map(refusalText).join("; ")}`, {
    details: [verdict, ...also].flatMap(refusalDetails),
    hint: refusalHint(verdict),
  });
}

/** The decision about one server. */
export function decideOne(host: Host, lockfile: Lockfile, name: string, look: Look): Decision {
  const [result] = decideServers(host, lockfile, [name], look);
  if (result === undefined) throw new TypeError("nothing was decided");
  return result.decision;
}
