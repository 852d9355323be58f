/** Which pinned server stands for what a client's entry starts, and what a new one is named. Pure. */
import semver from "semver";
import { splitId } from "../lockfile/fields.js";
import type { Lockfile, Server } from "../lockfile/format.js";

/** What an entry asks npm for. */
export interface Wanted {
  /** As the entry writes it. */
  readonly spec: string;
  readonly package: string;
  /** A version, range or tag; `latest` where there is none. */
  readonly range: string;
  /** A command of the package, or the file that one names. */
  readonly bin: string | undefined;
}

export function wantedOf(spec: string, bin: string | undefined): Wanted {
  const [, name = spec, range = ""] = /^((?:@[^/@]+\/)?[^/@:]+)(?:@(.*))?$/.exec(spec) ?? [];
  return { spec, package: name, range: range || "latest", bin };
}

/** One server for one package, version or range, and command, whoever asks for it. */
export const wantedKey = ({ package: name, range, bin }: Wanted): string => JSON.stringify([name, range, bin ?? null]);

/** The pinned server that an entry means; whoever asks for the newest gets what was reviewed. */
export function pinnedFor(lockfile: Lockfile, wanted: Wanted): Server | undefined {
  const servers = [...lockfile.servers.values()].filter((server) => isMeant(server, wanted));
  return servers.find(({ name }) => name === baseName(wanted)) ?? servers[0];
}

function isMeant(server: Server, { package: name, range, bin }: Wanted): boolean {
  const id = splitId(server.package);
  if (id?.name !== name || (bin !== undefined && bin !== server.bin && bin !== server.entry)) return false;
  if (range === "latest" || range === server.requested) return true;
  return semver.validRange(range) !== null && semver.maxSatisfying([id.version], range) !== null;
}

/** The package's name without the scope, as `add` names servers; if that is taken, with more of what it is. */
export function newName(wanted: Wanted, isTaken: (name: string) => boolean): string {
  const base = baseName(wanted);
  const scope = /^@([^/]+)\//.exec(wanted.package)?.[1];
  const more = [...(scope === undefined ? [] : [`${named(scope)}-${base}`]), `${base}-${named(wanted.range)}`];
  const free = [base, ...more].find((name) => !isTaken(name));
  if (free !== undefined) return free;
  for (let n = 2; ; n++) if (!isTaken(`${base}-${n}`)) return `${base}-${n}`;
}

const baseName = ({ package: name }: Wanted): string => named(name.slice(name.lastIndexOf("/") + 1));

/** In the characters of a server's name. */
const named = (text: string): string =>
  text
    .replace(/[^A-Za-z0-9._-]+/g, "-")
    .replace(/^[.-]+/, "")
    .slice(0, 60) || "server";

/** A server that entries need, with those of its variables that may be granted. */
export interface Target<Entry> {
  readonly wanted: Wanted;
  readonly name: string;
  readonly pinned: Server | undefined;
  readonly env: readonly string[];
  readonly entries: readonly Entry[];
}

/** The servers that entries of one lockfile need, each once, in the order of the first entry that asks for it. */
export function targetsOf<Entry>(
  lockfile: Lockfile,
  asks: readonly { readonly entry: Entry; readonly wanted: Wanted; readonly env: readonly string[] }[],
): Target<Entry>[] {
  const groups = new Map<string, (typeof asks)[number][]>();
  for (const ask of asks) {
    const pinned = pinnedFor(lockfile, ask.wanted);
    const key = pinned === undefined ? wantedKey(ask.wanted) : pinned.name;
    groups.set(key, [...(groups.get(key) ?? []), ask]);
  }
  const names = new Set(lockfile.servers.keys());
  return [...groups.values()].map((group) => {
    const { wanted } = group[0] as (typeof asks)[number];
    const pinned = pinnedFor(lockfile, wanted);
    const name = pinned?.name ?? newName(wanted, (taken) => names.has(taken));
    names.add(name);
    const env = [...new Set(group.flatMap((ask) => ask.env))].sort();
    return { wanted, name, pinned, env, entries: group.map(({ entry }) => entry) };
  });
}
