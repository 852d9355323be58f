/**
 * The only spelling of a lockfile. One entry a line: git merges lines, so two people's additions never mix inside an
 * entry, and a changed package is one changed line.
 */
import { comparePaths } from "../package/tree.js";
import {
  LOCKFILE_VERSION,
  type Lockfile,
  type PackageEntry,
  type Review,
  SCHEMA_REFERENCE,
  type Server,
} from "./format.js";

/** Members in the order the specification gives; absent ones are left out. */
const PACKAGE_KEYS = ["integrity", "contents", "manifest", "os", "cpu", "libc", "resolved"] as const;
const REVIEW_KEYS = [
  "package",
  "kind",
  "from",
  "of",
  "integrity",
  "by",
  "at",
  "reason",
  "note",
  "acknowledged",
] as const;

export function serializeLockfile(lockfile: Lockfile): string {
  const servers = sorted(lockfile.servers);
  const sections = [
    `  "$schema": ${JSON.stringify(SCHEMA_REFERENCE)}`,
    `  "lockfileVersion": ${LOCKFILE_VERSION}`,
    section(
      "servers",
      servers.map(([name, server]) => member(name, serverJson(server))),
    ),
    section(
      "closure",
      servers.flatMap(([, server]) => closureLines(server)),
    ),
    section(
      "packages",
      sorted(lockfile.packages).map(([id, entry]) => member(id, packageJson(entry))),
    ),
    section("reviews", [...new Set([...lockfile.reviews].sort(compareReviews).map(reviewJson))], "[]"),
  ];
  return `{\n${sections.join(",\n")}\n}\n`;
}

function section(name: string, lines: readonly string[], brackets: "{}" | "[]" = "{}"): string {
  if (lines.length === 0) return `  "${name}": ${brackets}`;
  return `  "${name}": ${brackets[0]}\n    ${lines.join(",\n    ")}\n  ${brackets[1]}`;
}

const member = (key: string, value: unknown): string => `${JSON.stringify(key)}: ${spaced(value)}`;

/** JSON on one line, a blank after each colon, comma and bracket: `JSON.stringify`'s own layout with its line feeds gone. */
const spaced = (value: unknown): string => JSON.stringify(value, null, 1).replace(/\n */g, " ");

const sorted = <K extends string, V>(map: ReadonlyMap<K, V>): [K, V][] =>
  [...map].sort(([a], [b]) => comparePaths(a, b));

const closureLines = (server: Server): string[] =>
  sorted(server.closure).map(([location, id]) => member(`${server.name}/${location}`, id));

const pick = <T extends object>(value: T, keys: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(keys.map((key) => [key, (value as Record<string, unknown>)[key]]));

const packageJson = (entry: PackageEntry): Record<string, unknown> => pick(entry, PACKAGE_KEYS);

function serverJson(server: Server): Record<string, unknown> {
  const { package: root, requested, bin, entry, env, accepted } = server;
  const { pin, by, at } = accepted;
  return { package: root, requested, bin, entry, env, accepted: { pin, by, at } };
}

const reviewJson = (review: Review): string =>
  spaced({
    ...pick(review, REVIEW_KEYS),
    ...("acknowledged" in review && { acknowledged: review.acknowledged?.map((a) => pick(a, ["rule", "reason"])) }),
  });

/** By package, then time, then the whole spelling: a total order, so that one set of reviews has one spelling. */
export function compareReviews(a: Review, b: Review): number {
  return comparePaths(a.package, b.package) || comparePaths(a.at, b.at) || comparePaths(reviewJson(a), reviewJson(b));
}
