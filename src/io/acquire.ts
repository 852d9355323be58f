/** From what a closure or a lockfile records of a package to the package itself, every digest checked. */
import npa from "npm-package-arg";
import semver from "semver";
import { PinError } from "../errors.js";
import { type Integrity, isIntegrity } from "../package/digest.js";
import { assertIntegrity } from "../package/integrity.js";
import { manifestOf } from "../package/manifest.js";
import { cleanTree, readTarball } from "../package/tarball.js";
import type { PackageTree } from "../package/tree.js";
import { type RawPackage, type ReadContext, readExotic } from "./exotic.js";
import { addressToFetch } from "./tarball-address.js";

/** A `PackageEntry` of a lockfile is one. */
export interface PackageSource {
  readonly name: string;
  readonly version: string;
  readonly integrity?: Integrity;
  /** As in the lockfile: absent when the configured registry keeps the tarball by convention. */
  readonly resolved?: string;
}

export interface Acquired {
  readonly tree: PackageTree;
  /** Of the tarball; a git commit and a folder have none. */
  readonly integrity?: Integrity;
  readonly tarball?: Buffer;
}

/**
 * @throws PinError `integrity` when the bytes are not the recorded ones, or the package calls itself otherwise;
 *   `archive` when the strict reader refuses it; `registry`, `resolve` or `interrupted` when there are no bytes.
 */
export async function acquire(source: PackageSource, context: ReadContext): Promise<Acquired> {
  const subject = `${source.name}@${source.version}`;
  const acquired = acquiredFrom(await readSource(source, context), subject);
  assertIdentity(acquired.tree, source, subject);
  return acquired;
}

/**
 * The same with every problem of the archive still listed.
 *
 * @throws PinError `integrity` when the bytes are not the recorded ones; else as `acquire`.
 */
export async function readSource(source: PackageSource, context: ReadContext): Promise<Raw> {
  const subject = `${source.name}@${source.version}`;
  return /^(?:git\+|file:)/.test(source.resolved ?? "")
    ? readExoticSource(source, subject, context)
    : readTarballSource(source, subject, context);
}

type Raw = Omit<RawPackage, "resolved">;

async function readTarballSource(source: PackageSource, subject: string, context: ReadContext): Promise<Raw> {
  const { integrity } = source;
  if (!isIntegrity(integrity)) throw new PinError("integrity", `${subject}: no integrity is recorded for its tarball`);
  const address = addressToFetch(source, context.registry.npm);
  const tarball = await context.registry.tarball({ subject, address, integrity }, context.signal);
  return { reading: readTarball(tarball, context.limits), integrity, tarball };
}

async function readExoticSource(source: PackageSource, subject: string, context: ReadContext): Promise<Raw> {
  const raw = await readExotic(npa(source.resolved ?? "", context.base), context);
  if (source.integrity !== undefined && raw.tarball !== undefined) {
    assertIntegrity(raw.tarball, source.integrity, subject);
  }
  return raw;
}

/** @throws PinError `archive` when the strict reader found anything wrong. */
export function acquiredFrom(raw: Raw, subject: string): Acquired {
  const tree = cleanTree(raw.reading, subject);
  if (raw.tarball === undefined || raw.integrity === undefined) return { tree };
  return { tree, tarball: raw.tarball, integrity: raw.integrity };
}

/** @throws PinError `integrity` when the package calls itself otherwise. A tarball may be served under another package's name; npm does not look. */
export function assertIdentity(tree: PackageTree, source: PackageSource, subject: string): void {
  const manifest = manifestOf(tree, subject);
  const isVersion = manifest.version === source.version || semver.valid(manifest.version, true) === source.version;
  if (manifest.name === source.name && isVersion) return;
  throw new PinError("integrity", `${subject}: its package.json says ${manifest.name}@${manifest.version}`, {
    hint: "the registry serves another package under this name: do not start it",
  });
}
