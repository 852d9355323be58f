/** The decision about servers of a lockfile with what this machine's store holds. Shared by verify, list and run. */
import { PinError } from "../errors.js";
import { type Depth, isTreePinned } from "../io/check-start.js";
import { checkTree, isPlaced } from "../io/check-tree.js";
import type { Host } from "../io/host.js";
import type { PinnedFiles } from "../io/pinned-files.js";
import type { SecondReader } from "../io/second-reader.js";
import { isAcceptedHere } from "../io/store.js";
import { splitId } from "../lockfile/fields.js";
import { type Lockfile, pinDigest, type Server } from "../lockfile/format.js";
import { type Placed, placement } from "../lockfile/placement.js";
import { refusalDetails, refusalHint, refusalText, type ServerResult, toolsState } from "../report/verify.js";
import { decide, type Installed, type ReviewGraph, reviewGraph } from "../review/decide.js";
import type { Decision, Reviewed } from "../review/verdict.js";

/** Says what this machine holds of a server. */
export type Look = (server: Server, placed: readonly Placed[]) => Installed;

/** Decides about servers of a lockfile, as often as it is asked: what the lockfile alone says is worked out once. */
export class Decider {
  readonly #host: Host;
  readonly #lockfile: Lockfile;
  readonly #graph: ReviewGraph;
  readonly #placed = new Map<Server, readonly Placed[]>();

  constructor(host: Host, lockfile: Lockfile) {
    this.#host = host;
    this.#lockfile = lockfile;
    this.#graph = reviewGraph(lockfile);
  }

  decide(name: string, look: Look): Decision {
    const server = this.#lockfile.servers.get(name);
    if (server === undefined) return { ok: false, verdict: { kind: "not-pinned" }, also: [] };
    const placed = this.placed(server);
    return decide(this.#lockfile, this.#graph, server, placed, look(server, placed));
  }

  /** What stands where on this machine. */
  placed(server: Server): readonly Placed[] {
    const placed = this.#placed.get(server) ?? placement(server, this.#lockfile.packages, this.#host.platform);
    this.#placed.set(server, placed);
    return placed;
  }
}

/** Decides about the named servers, or all, in the order asked. */
export function decideServers(host: Host, lockfile: Lockfile, names: readonly string[], look: Look): ServerResult[] {
  const decider = new Decider(host, lockfile);
  const asked = names.length === 0 ? [...lockfile.servers.keys()] : [...new Set(names)];
  return asked.map((name): ServerResult => {
    const decision = decider.decide(name, look);
    const server = lockfile.servers.get(name);
    return server === undefined
      ? { name, decision }
      : { name, version: versionOf(server), tools: toolsState(server), decision };
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

/** Looks into the store, and reads every pinned file there. */
export const inStore =
  (host: Host, lockfile: Lockfile): Look =>
  (server, placed) =>
    isAcceptedHere(host.home, pinDigest(server, lockfile.packages)) ? checkTree(host.home, placed) : { kind: "absent" };

/**
 * The same before a start, with what `files` says. `second`: reads a share. Where something is wrong, all of it is to be
 * told: then everything is read once more.
 */
export const beforeStart =
  (host: Host, lockfile: Lockfile, files: PinnedFiles, depth: Depth, second?: SecondReader): Look =>
  (server, placed) => {
    const isAccepted = isAcceptedHere(host.home, pinDigest(server, lockfile.packages));
    // Alone once more: what the other reader takes may be lost with it.
    if (isAccepted && (isTreePinned(files, depth, second) || isTreePinned(files, depth))) return SOUND;
    const all = inStore(host, lockfile)(server, placed);
    if (all.kind === "absent") return all;
    const unlisted = files.unlisted.map((path) => ({ kind: "list" as const, path }));
    const problems = [...all.problems, ...unlisted];
    return { ...all, problems: problems.length > 0 ? problems : [CHANGED_MEANWHILE] };
  };

const SOUND: Installed = { kind: "present", problems: [] };
/** Something was wrong, and is not any more: who looks again can be shown another tree. */
const CHANGED_MEANWHILE = { kind: "changed", path: "node_modules" } as const;

/** Looks whether the server is there at all, and reads nothing of it: enough to prepare a start, not to start. */
export const unread =
  (host: Host, lockfile: Lockfile): Look =>
  (server, placed) =>
    isAcceptedHere(host.home, pinDigest(server, lockfile.packages)) && isPlaced(host.home, placed)
      ? SOUND
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
export const decideOne = (host: Host, lockfile: Lockfile, name: string, look: Look): Decision =>
  new Decider(host, lockfile).decide(name, look);
