/**
 * Any package that npm's grammar can name, for `diff` and `inspect`: nothing is decided, so a hostile archive is not
 * refused but handed over with its problems.
 */
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { PinError } from "../errors.js";
import type { Integrity } from "../package/digest.js";
import { announcedIntegrity, type IntegrityOptions } from "../package/integrity.js";
import { type ArchiveProblem, readTarball } from "../package/tarball.js";
import type { PackageTree } from "../package/tree.js";
import { type ReadContext, readExotic } from "./exotic.js";
import type { Packument } from "./registry.js";
import { isNotFound, registryError } from "./registry-errors.js";
import { isExotic, nameOf, parseSpec } from "./spec.js";
import { addressToFetch, unconventionalAddress } from "./tarball-address.js";

export interface SpecifiedPackage {
  readonly tree: PackageTree;
  readonly problems: readonly ArchiveProblem[];
  /** Of the tarball, where there is one. */
  readonly integrity?: Integrity;
  readonly tarball?: Buffer;
  /** For a registry's package: its whole document, and the version that was picked. */
  readonly packument?: Packument;
  readonly version?: string;
  /** For everything else: where it came from. */
  readonly resolved?: string;
}

/**
 * @throws PinError `usage` for what is no spec; `registry`, `resolve`, `archive` or `interrupted` when it cannot be
 *   read; `integrity` when the registry sends other bytes than it announces.
 */
export async function acquireSpec(text: string, context: ReadContext & IntegrityOptions): Promise<SpecifiedPackage> {
  const spec = parseSpec(text, context.base);
  if (!isExotic(spec)) {
    const found = acquireFromRegistry(nameOf(spec), spec.rawSpec, context);
    return found.catch((error: unknown) => {
      throw withPath(error, text, context);
    });
  }
  const { reading, ...rest } = await readExotic(spec, context);
  return { ...reading, ...rest };
}

/** Who means a file or folder of the same name has to say so, as with npm. */
function withPath(error: unknown, text: string, { base }: ReadContext): unknown {
  if (!(error instanceof PinError) || !isNotFound(error) || !existsSync(resolve(base, text))) return error;
  return new PinError(error.code, error.message, { hint: `./${text} names what stands here`, cause: error.cause });
}

async function acquireFromRegistry(
  name: string,
  wanted: string,
  context: ReadContext & IntegrityOptions,
): Promise<SpecifiedPackage> {
  const { registry, signal, limits } = context;
  const packument = await registry.packument(name, signal);
  const version = await pickVersion(packument, wanted, context);
  const subject = `${name}@${version}`;
  const dist = packument.versions[version]?.dist ?? {};
  const integrity = announcedIntegrity(dist, subject, context);
  const announced = typeof dist.tarball === "string" ? dist.tarball : undefined;
  const resolved = announced === undefined ? undefined : unconventionalAddress(announced, name, version, registry.npm);
  const source = { name, version, ...(resolved === undefined ? {} : { resolved }) };
  const address = addressToFetch(source, registry.npm);
  const tarball = await registry.tarball({ subject, address, integrity }, signal);
  return { ...readTarball(tarball, limits), integrity, tarball, packument, version };
}

/**
 * The version that npm would pick for a version, a range or a tag (empty: `latest`).
 *
 * @throws PinError `registry` when there is none.
 */
export async function pickVersion(packument: Packument, wanted: string, context: ReadContext): Promise<string> {
  const { default: pacote } = await import("pacote");
  const { npm } = context.registry;
  const packumentCache = { has: () => true, get: () => Promise.resolve(packument) };
  const spec = `${packument.name}@${wanted}`;
  try {
    return (await pacote.manifest(spec, { ...npm, fullMetadata: true, packumentCache })).version;
  } catch (error) {
    const isMissing = /^E(?:TARGET|NOVERSIONS)$/.test(String((error as { readonly code?: unknown }).code));
    throw isMissing ? noSuchVersion(packument, wanted) : registryError(error, spec, npm.registry, context.signal);
  }
}

function noSuchVersion({ name, "dist-tags": tags }: Packument, wanted: string): PinError {
  const offered = Object.entries(tags).map(([tag, version]) => `${tag} ${version}`);
  const which = wanted === "" || wanted === "*" ? "no version of it" : `no version '${wanted}'`;
  return new PinError("registry", `${name}: the registry has ${which}`, {
    hint: offered.length === 0 ? "it may have been unpublished" : `it offers ${offered.join(", ")}`,
  });
}
