/**
 * Strict reading of a lockfile: every problem at once, each with its place, and no spelling but the canonical one.
 * Nothing here guesses: an unknown field may be a newer meaning, so it is refused.
 */
import { PinError } from "../errors.js";
import type { Digest } from "../package/digest.js";
import { duplicateKeys } from "./duplicates.js";
import {
  digest,
  identifier,
  integrity,
  interpreterName,
  isLocation,
  isoTime,
  line,
  lines,
  minutes,
  packagePath,
  plainAddress,
  serverName,
  splitId,
  variables,
} from "./fields.js";
import {
  type Acknowledgement,
  LOCKFILE_VERSION,
  type Location,
  type Lockfile,
  type PackageEntry,
  type PackageId,
  type Policy,
  type Review,
  SCHEMA_REFERENCE,
  type Server,
} from "./format.js";
import { hasConflict } from "./merge.js";
import { type Check, Problems, type Shape, shape } from "./problems.js";
import { serializeLockfile } from "./serialize.js";
import { splitToolLine, type ToolLine } from "./tool-lines.js";

export type LockfileReading =
  | { readonly kind: "lockfile"; readonly lockfile: Lockfile }
  | { readonly kind: "not-canonical"; readonly lockfile: Lockfile; readonly canonical: string }
  | { readonly kind: "invalid"; readonly problems: readonly string[]; readonly hint?: string };

const HINT_FMT = "run mcp-pin fmt";

/** Reads a lockfile's text. Never throws on any text. */
export function readLockfile(text: string): LockfileReading {
  const json = readJson(text);
  if ("problem" in json) return { kind: "invalid", problems: [json.problem], hint: json.hint };
  const problems = new Problems();
  const lockfile = lockfileOf(json.value, problems);
  if (lockfile === undefined || problems.list.length > 0) {
    const { lockfileVersion } = (json.value ?? {}) as { readonly lockfileVersion?: unknown };
    const hint = isNewer(lockfileVersion) ? { hint: "update mcp-pin" } : {};
    return { kind: "invalid", problems: problems.list, ...hint };
  }
  const canonical = serializeLockfile(lockfile);
  if (canonical === text) return { kind: "lockfile", lockfile };
  const twice = duplicateKeys(text).map((key) => `the key ${JSON.stringify(key)} stands twice in one object`);
  return twice.length > 0 ? { kind: "invalid", problems: twice } : { kind: "not-canonical", lockfile, canonical };
}

/** @throws PinError `lockfile`, naming every problem, unless the text is a canonical lockfile. */
export function parseLockfile(text: string, path: string): Lockfile {
  const reading = readLockfile(text);
  if (reading.kind === "lockfile") return reading.lockfile;
  if (reading.kind === "not-canonical") {
    throw new PinError(
      "lockfile",
      `${path} is not in its canonical form: ${firstDifference(text, reading.canonical)}`,
      {
        hint: HINT_FMT,
      },
    );
  }
  const [first = "", ...others] = reading.problems;
  throw new PinError("lockfile", `${path} is not a valid lockfile${others.length === 0 ? `: ${first}` : ""}`, {
    details: others.length === 0 ? [] : reading.problems,
    hint: reading.hint ?? "restore it from version control; it is not meant to be edited by hand",
  });
}

function readJson(text: string): { value: unknown } | { problem: string; hint: string } {
  const restore = "restore it from version control";
  if (text.trim() === "") return { problem: "the file is empty", hint: restore };
  if (hasConflict(text)) {
    return { problem: "it holds merge conflict markers", hint: "mcp-pin fmt keeps the entries of both sides" };
  }
  try {
    // Editors put a byte order mark in front: another spelling of the same values.
    return { value: JSON.parse(text.replace(/^\ufeff/, "")) };
  } catch (error) {
    return { problem: `it is not JSON, or cut short (${(error as Error).message})`, hint: restore };
  }
}

/** The first line in which two spellings differ, both shown. */
function firstDifference(text: string, canonical: string): string {
  const have = text.split("\n");
  const want = canonical.split("\n");
  const at = have.findIndex((line, i) => line !== want[i]);
  const row = at === -1 ? have.length : at;
  const show = (line: string | undefined): string =>
    line === undefined ? "(end of file)" : JSON.stringify(clip(line));
  return `line ${row + 1} is ${show(have[row])} and should be ${show(want[row])}`;
}

const clip = (line: string): string => (line.length > 120 ? `${line.slice(0, 119)}…` : line);

const TOP = shape({
  $schema: (v) => (v === SCHEMA_REFERENCE ? undefined : `must be ${JSON.stringify(SCHEMA_REFERENCE)}`),
  lockfileVersion: (v) => (v === LOCKFILE_VERSION ? undefined : versionProblem(v)),
  "policy?": isRecord,
  servers: isRecord,
  closure: isRecord,
  packages: isRecord,
  "tools?": isRecord,
  reviews: (v) => (Array.isArray(v) ? undefined : "must be a list"),
});

const isNewer = (version: unknown): boolean => typeof version === "number" && version > LOCKFILE_VERSION;

function versionProblem(value: unknown): string {
  return isNewer(value)
    ? `is ${value}, newer than this mcp-pin understands (${LOCKFILE_VERSION})`
    : `must be ${LOCKFILE_VERSION}`;
}

function isRecord(value: unknown): string | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? undefined : "must be an object";
}

/** Undefined only when nothing below can be understood; otherwise the caller looks at the problems. */
export function lockfileOf(value: unknown, problems: Problems): Lockfile | undefined {
  problems.record("", value, TOP);
  if (isRecord(value) !== undefined) return undefined;
  const top = value as Record<string, unknown>;
  if (top.lockfileVersion !== LOCKFILE_VERSION) return undefined;
  const section = (name: string): object => (isRecord(top[name]) === undefined ? (top[name] as object) : {});
  const packages = packagesOf(section("packages"), problems);
  const closures = closuresOf(section("closure"), section("packages"), problems);
  const tools = toolsOf(section("tools"), problems);
  const servers = serversOf(section("servers"), closures, tools, problems);
  for (const [kind, names] of Object.entries({ closure: closures.keys(), tools: tools.keys() })) {
    for (const name of names) {
      if (!Object.hasOwn(section("servers"), name)) problems.add(`${kind}["${name}/…"]`, "belongs to no server");
    }
  }
  const policy = top.policy === undefined ? undefined : problems.record("policy", top.policy, POLICY);
  return {
    ...(policy !== undefined && { policy: policy as unknown as Policy }),
    servers,
    packages,
    reviews: Array.isArray(top.reviews) ? reviewsOf(top.reviews, problems) : [],
  };
}

const POLICY = shape({ minimumReleaseAge: minutes });

const PACKAGE = shape({
  "integrity?": integrity,
  contents: digest,
  manifest: digest,
  "os?": lines,
  "cpu?": lines,
  "libc?": lines,
  "resolved?": plainAddress,
});

function packagesOf(section: object, problems: Problems): Map<PackageId, PackageEntry> {
  const packages = new Map<PackageId, PackageEntry>();
  for (const [id, value] of Object.entries(section)) {
    const place = `packages["${id}"]`;
    const split = splitId(id);
    if (split === undefined) problems.add(place, "is not <name>@<version>");
    const record = problems.record(place, value, PACKAGE);
    if (split !== undefined && record !== undefined) {
      packages.set(id as PackageId, { ...split, ...record } as unknown as PackageEntry);
    }
  }
  return packages;
}

type Closures = Map<string, Map<Location, PackageId>>;

function closuresOf(section: object, packages: object, problems: Problems): Closures {
  const closures: Closures = new Map();
  for (const [key, id] of Object.entries(section)) {
    const slash = key.indexOf("/");
    const server = key.slice(0, slash);
    const location = key.slice(slash + 1);
    if (slash < 1 || !isLocation(location)) {
      problems.add(`closure["${key}"]`, "is not <server>/node_modules/<package>…");
    } else if (typeof id !== "string" || !Object.hasOwn(packages, id)) {
      problems.add(`closure["${key}"]`, "names a package that is not in packages");
    } else {
      const closure = closures.get(server) ?? new Map<Location, PackageId>();
      closures.set(server, closure.set(location, id as PackageId));
    }
  }
  return closures;
}

type Tools = Map<string, Map<ToolLine, Digest>>;

function toolsOf(section: object, problems: Problems): Tools {
  const tools: Tools = new Map();
  for (const [key, value] of Object.entries(section)) {
    const slash = key.indexOf("/");
    const place = `tools["${key}"]`;
    const line = key.slice(slash + 1);
    if (slash < 1 || splitToolLine(line) === undefined) problems.add(place, "is not <server>/<variant>/<item>");
    problems.check(place, value, digest);
    const server = key.slice(0, slash);
    tools.set(server, (tools.get(server) ?? new Map()).set(line as ToolLine, value as Digest));
  }
  return tools;
}

const SERVER = shape({
  package: identifier,
  requested: line,
  bin: line,
  entry: packagePath,
  "interpreter?": interpreterName,
  env: variables,
  "guard?": (v) => (v === "warn" || v === "off" ? undefined : "must be warn or off, or left out"),
  accepted: isRecord,
});
const ACCEPTED = shape({ pin: digest, by: line, at: isoTime });

function serversOf(section: object, closures: Closures, tools: Tools, problems: Problems): Map<string, Server> {
  const servers = new Map<string, Server>();
  for (const [name, value] of Object.entries(section)) {
    const place = `servers["${name}"]`;
    problems.check(place, name, serverName);
    const record = problems.record(place, value, SERVER);
    if (record === undefined) continue;
    problems.record(`${place}.accepted`, record.accepted, ACCEPTED);
    const server = {
      ...{ name, ...record, closure: closures.get(name) ?? new Map() },
      ...(tools.has(name) && { tools: tools.get(name) }),
    } as unknown as Server;
    const root = splitId(server.package)?.name;
    if (server.closure.get(`node_modules/${root}`) !== server.package) {
      problems.add(place, "its package does not stand at the root of its closure");
    }
    servers.set(name, server);
  }
  return servers;
}

const SIGNED = { package: identifier, kind: line, of: digest, by: line, at: isoTime };
const acknowledged: Check = (v) => (Array.isArray(v) && v.length > 0 ? undefined : "must be a list that is not empty");
const ACKNOWLEDGEMENT = shape({ rule: line, reason: line });
const REVIEWS: Readonly<Record<Review["kind"], Shape>> = {
  full: shape({ ...SIGNED, "note?": line, "acknowledged?": acknowledged }),
  delta: shape({ ...SIGNED, from: digest, "note?": line, "acknowledged?": acknowledged }),
  exempt: shape({ ...SIGNED, reason: line }),
  rejected: shape({ ...SIGNED, "integrity?": integrity, "contents?": digest, reason: line }),
};

function reviewsOf(section: readonly unknown[], problems: Problems): Review[] {
  const reviews: Review[] = [];
  section.forEach((value, i) => {
    const place = `reviews[${i}]`;
    const kind = (value as { kind?: unknown } | null)?.kind;
    if (typeof kind !== "string" || !Object.hasOwn(REVIEWS, kind)) {
      problems.add(`${place}.kind`, `must be one of ${Object.keys(REVIEWS).join(", ")}`);
      return;
    }
    const record = problems.record(place, value, REVIEWS[kind as Review["kind"]]);
    if (record === undefined) return;
    for (const [j, item] of ((record.acknowledged ?? []) as Acknowledgement[]).entries()) {
      problems.record(`${place}.acknowledged[${j}]`, item, ACKNOWLEDGEMENT);
    }
    if (kind === "delta" && record.from === (record.of as Digest)) problems.add(place, "is a change from itself");
    reviews.push(record as unknown as Review);
  });
  return reviews;
}
