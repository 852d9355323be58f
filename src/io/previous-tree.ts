/**
 * The closure that is pinned today, as a package-lock.json for arborist to start from: what still fits stays, and an
 * update changes only what it must.
 */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { PinError } from "../errors.js";
import type { Location } from "../lockfile/format.js";
import type { Integrity } from "../package/digest.js";
import { announcedIntegrity, type IntegrityOptions } from "../package/integrity.js";
import type { PackageSource } from "./acquire.js";
import type { PackumentSource } from "./packument-source.js";
import type { PackumentVersion } from "./registry.js";

export type PreviousClosure = ReadonlyMap<Location, PackageSource>;

/** What arborist reads of a package from a lockfile. */
const FIELDS = [
  ...["dependencies", "optionalDependencies", "peerDependencies", "peerDependenciesMeta", "bundleDependencies"],
  ...["bin", "engines", "os", "cpu", "libc", "hasInstallScript", "deprecated"],
];

/**
 * Git, URL and file dependencies are left out, because a branch or a folder may have moved: they are read anew. So are
 * versions that the registry no longer has.
 *
 * @throws PinError `integrity` when the registry announces other bytes for a pinned version.
 */
export async function writePrevious(
  folder: string,
  root: Readonly<Record<string, string>>,
  previous: PreviousClosure,
  source: PackumentSource,
  options: IntegrityOptions,
): Promise<void> {
  const packages: Record<string, unknown> = { "": { dependencies: root } };
  const entries = [...previous].sort(([a], [b]) => (a < b ? -1 : 1));
  const manifests = entries.map(async ([, entry]) => pinnedManifest(entry, source));
  for (const [i, [location, entry]] of entries.entries()) {
    const manifest = await manifests[i];
    if (manifest === undefined || !isPlaced(location, packages)) continue;
    assertSame(entry, manifest, options);
    packages[location] = lockEntry(entry, manifest);
  }
  const lock = { lockfileVersion: 3, requires: true, packages };
  await writeFile(join(folder, "package-lock.json"), JSON.stringify(lock));
}

async function pinnedManifest(entry: PackageSource, source: PackumentSource): Promise<PackumentVersion | undefined> {
  const packument = await source.packument(entry.name).catch(() => undefined);
  const manifest = packument?.versions[entry.version];
  const isRegistry = entry.resolved === undefined || entry.resolved === manifest?.dist?.tarball;
  return isRegistry ? manifest : undefined;
}

/** Whether the package it is nested in was kept, too. */
function isPlaced(location: string, packages: Readonly<Record<string, unknown>>): boolean {
  const parent = location.slice(0, Math.max(0, location.lastIndexOf("/node_modules/")));
  return Object.hasOwn(packages, parent);
}

function assertSame(entry: PackageSource, manifest: PackumentVersion, options: IntegrityOptions): void {
  const subject = `${entry.name}@${entry.version}`;
  assertStillAnnounced(entry.integrity, announcedIntegrity(manifest.dist ?? {}, subject, options), subject);
}

/** @throws PinError `integrity` when the registry announces another digest than the pinned one. */
function assertStillAnnounced(pinned: Integrity | undefined, announced: Integrity, subject: string): void {
  if (pinned === undefined || pinned === announced) return;
  if (pinned.startsWith("sha1-") !== announced.startsWith("sha1-")) return;
  throw new PinError("integrity", `${subject}: the registry announces ${announced}, but ${pinned} is pinned`, {
    hint: "a version that changes its bytes was republished or tampered with: do not start it",
  });
}

function lockEntry(entry: PackageSource, manifest: PackumentVersion): Record<string, unknown> {
  const lock: Record<string, unknown> = {
    name: entry.name,
    version: entry.version,
    resolved: manifest.dist?.tarball,
    integrity: entry.integrity,
    hasShrinkwrap: manifest._hasShrinkwrap === true,
  };
  for (const field of FIELDS) if (manifest[field] !== undefined) lock[field] = manifest[field];
  return lock;
}
