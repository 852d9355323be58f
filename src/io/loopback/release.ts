/** What a registry holds of one published version, and what it says about its package beside package.json. */
import { hash } from "node:crypto";
import { PinError } from "../../errors.js";
import type { Integrity } from "../../package/digest.js";
import { integrityOf } from "../../package/integrity.js";
import { manifestOf } from "../../package/manifest.js";
import { readTarball } from "../../package/tarball.js";

export interface Person {
  readonly name: string;
  readonly email: string;
}

export type JsonObject = { readonly [key: string]: unknown };

export interface Release {
  readonly name: string;
  readonly version: string;
  /** package.json as published. */
  readonly manifest: JsonObject;
  readonly tarball: Uint8Array;
  readonly integrity: Integrity;
  /** SHA-1 in hexadecimal, which registries still announce. */
  readonly shasum: string;
  readonly fileCount: number;
  /** Bytes. */
  readonly unpackedSize: number;
  readonly hasInstallScript: boolean;
  readonly publisher: Person;
  /** ISO 8601. */
  readonly publishedAt: string;
  readonly deprecated?: string;
}

/**
 * The release that publishing a tarball makes. Hostile archives are published too: a registry does not look.
 *
 * @throws PinError `archive` when no package.json can be read.
 */
export function releaseOf(tarball: Uint8Array, publisher: Person, publishedAt: string): Release {
  const { tree } = readTarball(tarball);
  const { name, version, installScripts } = manifestOf(tree, "the published tarball");
  const packageJson = tree.files.get("package.json");
  if (packageJson === undefined) throw new PinError("archive", "the published tarball holds no package.json");
  return {
    name,
    version,
    manifest: JSON.parse(Buffer.from(packageJson.bytes).toString("utf8")),
    tarball,
    integrity: integrityOf(tarball),
    shasum: hash("sha1", tarball, "hex"),
    fileCount: tree.files.size,
    unpackedSize: [...tree.files.values()].reduce((sum, file) => sum + file.bytes.length, 0),
    hasInstallScript: installScripts.length > 0,
    publisher,
    publishedAt,
  };
}
