/** Packuments as npm's registry writes them: the full document and the abbreviated one that installers ask for. */
import type { JsonObject, Release } from "./release.js";
import type { ShelvedPackage } from "./shelf.js";

export interface Signature {
  readonly keyid: string;
  readonly sig: string;
}

export interface PackumentOptions {
  /** The registry's address, with a closing slash. */
  readonly base: string;
  /** Signs `<name>@<version>:<integrity>`. */
  readonly sign: (text: string) => Signature;
}

export interface Packument extends JsonObject {
  readonly name: string;
  readonly "dist-tags": { readonly [tag: string]: string };
  readonly versions: { readonly [version: string]: JsonObject };
  readonly time: JsonObject;
}

export const ABBREVIATED = "application/vnd.npm.install-v1+json";

/** What the abbreviated form keeps of a version (npm's registry documentation, "package metadata"). */
const KEPT = [
  "name",
  "version",
  "deprecated",
  "dependencies",
  "optionalDependencies",
  "devDependencies",
  "bundleDependencies",
  "peerDependencies",
  "peerDependenciesMeta",
  "bin",
  "directories",
  "dist",
  "engines",
  "os",
  "cpu",
  "libc",
  "hasInstallScript",
];

export const tarballPath = (name: string, version: string): string =>
  `${name}/-/${name.slice(name.indexOf("/") + 1)}-${version}.tgz`;

export function packumentOf(shelved: ShelvedPackage, options: PackumentOptions): Packument {
  const { name, releases, tags, times, maintainers } = shelved;
  const ordered = [...times.values()].sort();
  const latest = releases.get(tags.get("latest") ?? "");
  return {
    _id: name,
    name,
    description: latest?.manifest.description,
    "dist-tags": Object.fromEntries(tags),
    versions: Object.fromEntries([...releases].map(([version, release]) => [version, versionOf(release, options)])),
    time: {
      created: ordered[0],
      modified: ordered.at(-1),
      ...Object.fromEntries(times),
      ...(releases.size === 0 ? { unpublished: { time: ordered.at(-1), versions: [...times.keys()] } } : {}),
    },
    maintainers,
    repository: latest?.manifest.repository,
    license: latest?.manifest.license,
  };
}

function versionOf(release: Release, { base, sign }: PackumentOptions): JsonObject {
  const id = `${release.name}@${release.version}`;
  return {
    ...release.manifest,
    _id: id,
    ...(release.deprecated === undefined ? {} : { deprecated: release.deprecated }),
    ...(release.hasInstallScript ? { hasInstallScript: true } : {}),
    _npmUser: release.publisher,
    dist: {
      integrity: release.integrity,
      shasum: release.shasum,
      tarball: base + tarballPath(release.name, release.version),
      fileCount: release.fileCount,
      unpackedSize: release.unpackedSize,
      signatures: [sign(`${id}:${release.integrity}`)],
    },
  };
}

export function abbreviate(packument: Packument): JsonObject {
  const versions = Object.entries(packument.versions).map(([version, manifest]) => [
    version,
    Object.fromEntries(KEPT.filter((key) => manifest[key] !== undefined).map((key) => [key, manifest[key]])),
  ]);
  return {
    name: packument.name,
    modified: packument.time.modified,
    "dist-tags": packument["dist-tags"],
    versions: Object.fromEntries(versions),
  };
}
