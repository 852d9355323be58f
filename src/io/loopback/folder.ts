/**
 * A folder of packages in plain source: `<name>/<version>/…` for each, and `<name>/registry.json` with what a registry
 * knows beside package.json (maintainers, of whom the first publishes; the time of each version).
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import semver from "semver";
import { packFolder } from "../pack.js";
import { type Person, type Release, releaseOf } from "./release.js";

export interface RegistryFacts {
  readonly maintainers: readonly Person[];
  readonly time: { readonly [version: string]: string };
}

const SOMEBODY: Person = { name: "somebody", email: "somebody@publisher.example" };

export function factsOf(folder: string, name: string): RegistryFacts {
  const path = join(folder, name, "registry.json");
  return existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : { maintainers: [SOMEBODY], time: {} };
}

/** Every package of the folder with its versions, lowest first. */
export function listPackages(folder: string): ReadonlyMap<string, readonly string[]> {
  const names = foldersIn(folder).flatMap((entry) =>
    entry.startsWith("@") ? foldersIn(join(folder, entry)).map((inner) => `${entry}/${inner}`) : [entry],
  );
  return new Map(names.map((name) => [name, foldersIn(join(folder, name)).sort(semver.compare)]));
}

const foldersIn = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();

/**
 * Packs one version as its release.
 *
 * @param now ISO 8601, for a version whose time registry.json does not tell.
 */
export function packRelease(folder: string, name: string, version: string, now: string): Release {
  const { maintainers, time } = factsOf(folder, name);
  return releaseOf(packFolder(join(folder, name, version)), maintainers[0] ?? SOMEBODY, time[version] ?? now);
}
