/**
 * What a registry says about a version, beside its bytes. Mirrors leave much of it out: what is absent is unknown,
 * which is neither fine nor an alarm.
 */
import type { Packument } from "./registry.js";
import { plainUrl } from "./registry-errors.js";

export interface RegistryFacts {
  readonly name: string;
  readonly version: string;
  /** Account names; addresses are left out. Hostile text, as everything here. */
  readonly publisher?: string;
  readonly maintainers?: readonly string[];
  /** ISO 8601. */
  readonly publishedAt?: string;
  /** The author's reason. */
  readonly deprecated?: string;
  /** The registry once had the version and has it no longer. */
  readonly unpublished: boolean;
  readonly unpackedSize?: number;
  readonly fileCount?: number;
  /** As declared: nobody checks that it is theirs. */
  readonly repository?: string;
  readonly distTags: Readonly<Record<string, string>>;
  /** Every version on offer, in the registry's order. */
  readonly versions: readonly string[];
}

type Fields = Readonly<Record<string, unknown>>;

export function factsOf(packument: Packument, version: string): RegistryFacts {
  const manifest: Fields = packument.versions[version] ?? {};
  const dist = fields(manifest.dist);
  const time = timesOf(packument);
  const facts = {
    publisher: text(fields(manifest._npmUser).name),
    maintainers: maintainersOf(manifest.maintainers ?? packument.maintainers),
    publishedAt: isoTime(time[version]),
    deprecated: text(manifest.deprecated),
    unpackedSize: count(dist.unpackedSize),
    fileCount: count(dist.fileCount),
    repository: repositoryOf(manifest.repository ?? packument.repository),
  };
  const known = Object.entries(facts).filter(([, value]) => value !== undefined);
  return {
    name: packument.name,
    version,
    unpublished: packument.versions[version] === undefined && wasPublished(time, version),
    distTags: packument["dist-tags"],
    versions: Object.keys(packument.versions),
    ...Object.fromEntries(known),
  };
}

/** When a version was published, ISO 8601; undefined where the registry does not say. */
export const publishedAt = (packument: Packument, version: string): string | undefined =>
  isoTime(timesOf(packument)[version]);

/** Times are the registry's own only where it also says when the package was created; else a mirror made them up. */
function timesOf(packument: Packument): Fields {
  const time = fields(packument.time);
  return typeof time.created === "string" || time.unpublished !== undefined ? time : {};
}

/** The document without times that are not the registry's own. */
export function withOwnTimes(packument: Packument): Packument {
  const time = timesOf(packument);
  return time === packument.time ? packument : { ...packument, time };
}

function wasPublished(time: Fields, version: string): boolean {
  const { versions } = fields(time.unpublished);
  return time[version] !== undefined || (Array.isArray(versions) && versions.includes(version));
}

function isoTime(value: unknown): string | undefined {
  const time = typeof value === "string" ? Date.parse(value) : Number.NaN;
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}

function maintainersOf(value: unknown): readonly string[] | undefined {
  if (!Array.isArray(value)) return undefined;
  return value.map((item) => text(fields(item).name)).filter((name) => name !== undefined);
}

function repositoryOf(value: unknown): string | undefined {
  const url = text(value) ?? text(fields(value).url);
  return url !== undefined && URL.canParse(url) ? plainUrl(url) : url;
}

const fields = (value: unknown): Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : {};

const text = (value: unknown): string | undefined => (typeof value === "string" && value !== "" ? value : undefined);

const count = (value: unknown): number | undefined =>
  typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
