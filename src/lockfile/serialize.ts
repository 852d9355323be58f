/**
 * The only spelling of a lockfile. One entry a line: git merges lines, so two people's additions never mix inside an
 * entry, and a changed package is one changed line.
 */
import { comparePaths } from "../package/tree.js";
import {
  type Acknowledgement,
  LOCKFILE_VERSION,
  type Lockfile,
  type PackageEntry,
  type Policy,
  type Review,
  SCHEMA_REFERENCE,
  type Server,
} from "./format.js";

export function serializeLockfile(lockfile: Lockfile): string {
  const servers = sorted(lockfile.servers);
  const packages = sorted(lockfile.packages);
  const closure = servers.flatMap(([, server]) =>
    sorted(server.closure).map(([location, id]): [string, string] => [`${server.name}/${location}`, id]),
  );
  const tools = servers.flatMap(([, server]) =>
    sorted(server.tools ?? new Map()).map(([line, digest]): [string, string] => [`${server.name}/${line}`, digest]),
  );
  const sections = [
    `  "$schema": ${JSON.stringify(SCHEMA_REFERENCE)}`,
    `  "lockfileVersion": ${LOCKFILE_VERSION}`,
    ...(lockfile.policy === undefined ? [] : [`  ${members([["policy", lockfile.policy]], policyJson)}`]),
    section("servers", members(servers, serverJson)),
    section(
      "closure",
      members(closure, (id) => id),
    ),
    section("packages", members(packages, packageJson)),
    ...(tools.length === 0
      ? []
      : [
          section(
            "tools",
            members(tools, (digest) => digest),
          ),
        ]),
    section("reviews", [...new Set(spaced([...lockfile.reviews].sort(compareReviews).map(reviewJson)))], "[]"),
  ];
  return `{\n${sections.join(",\n")}\n}\n`;
}

function section(name: string, lines: readonly string[], brackets: "{}" | "[]" = "{}"): string {
  if (lines.length === 0) return `  "${name}": ${brackets}`;
  return `  "${name}": ${brackets[0]}\n    ${lines.join(",\n    ")}\n  ${brackets[1]}`;
}

function members<T>(entries: readonly (readonly [string, T])[], json: (value: T) => unknown): string[] {
  const lines = spaced(entries.map(([, value]) => json(value)));
  return entries.map(([key], i) => `${JSON.stringify(key)}: ${lines[i]}`);
}

/**
 * Each value as JSON on one line, a blank after each colon, comma and bracket: `JSON.stringify`'s own layout with the
 * line feeds inside the values gone. All at once, because a call for each value is what `verify` would wait for.
 */
function spaced(values: readonly unknown[]): string[] {
  if (values.length === 0) return [];
  return JSON.stringify(values, null, 1)
    .slice("[\n ".length, -"\n]".length)
    .replace(/\n {2,}|\n (?=[}\]])/g, " ")
    .split(",\n ");
}

const policyJson = ({ minimumReleaseAge }: Policy): object => ({ minimumReleaseAge });

const sorted = <K extends string, V>(map: ReadonlyMap<K, V>): [K, V][] =>
  [...map].sort(([a], [b]) => comparePaths(a, b));

/** The members in the order the specification gives; absent ones are left out. */
const packageJson = ({ integrity, contents, manifest, os, cpu, libc, resolved }: PackageEntry): object => ({
  integrity,
  contents,
  manifest,
  os,
  cpu,
  libc,
  resolved,
});

function serverJson(server: Server): object {
  const { package: root, requested, bin, entry, interpreter, env, guard, accepted } = server;
  const { pin, by, at } = accepted;
  return { package: root, requested, bin, entry, interpreter, env, guard, accepted: { pin, by, at } };
}

/** Of every kind of review; what a kind does not have is absent. */
type AnyReview = Partial<Record<"from" | "integrity" | "contents" | "reason" | "note", string>> & {
  readonly acknowledged?: readonly Acknowledgement[];
};

function reviewJson(review: Review): object {
  const { package: id, kind, of, by, at } = review;
  const { from, integrity, contents, reason, note, acknowledged }: AnyReview = review;
  const accepted = acknowledged?.map((finding) => ({ rule: finding.rule, reason: finding.reason }));
  return { package: id, kind, from, of, integrity, contents, by, at, reason, note, acknowledged: accepted };
}

/** By package, then time, then the whole spelling: a total order, so that one set of reviews has one spelling. */
export function compareReviews(a: Review, b: Review): number {
  return comparePaths(a.package, b.package) || comparePaths(a.at, b.at) || comparePaths(spelling(a), spelling(b));
}

const spelling = (review: Review): string => JSON.stringify(reviewJson(review));
