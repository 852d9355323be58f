/** Integrity strings as registries send them, and the integrity of bytes in hand. Uses `ssri`, npm's own reader. */
import { hash } from "node:crypto";
import ssri from "ssri";
import { PinError } from "../errors.js";
import { type Integrity, isIntegrity } from "./digest.js";

export interface IntegrityOptions {
  /** Accept packages that the registry names by SHA-1 alone. Collisions are practical (SHAttered, 2017). */
  readonly allowSha1?: boolean;
}

/** The SHA-1 that registries announce as `dist.shasum`, in hex: compared, never relied upon. */
export const shasumOf = (bytes: Uint8Array): string => hash("sha1", bytes, "hex");

/**
 * The one integrity to hold a package to, from a packument's `dist.integrity` and `dist.shasum`.
 *
 * `ssri` reads a malformed integrity as "no check at all", so the text is validated here and never trusted to be empty.
 *
 * @throws PinError `integrity` when nothing usable is announced.
 */
export function announcedIntegrity(
  dist: { readonly integrity?: unknown; readonly shasum?: unknown },
  subject: string,
  options: IntegrityOptions = {},
): Integrity {
  if (typeof dist.integrity === "string") {
    const strongest = ssri.parse(dist.integrity)?.sha512?.[0];
    const text = strongest === undefined ? undefined : `sha512-${strongest.digest}`;
    if (isIntegrity(text)) return text;
    if (!dist.integrity.trim().startsWith("sha1-")) {
      throw new PinError("integrity", `${subject}: the registry announces an integrity that is not SHA-512`, {
        hint: "ask the registry's operator; nothing weaker is accepted in its place",
      });
    }
  }
  return sha1Integrity(dist, subject, options);
}

function sha1Integrity(
  dist: { readonly integrity?: unknown; readonly shasum?: unknown },
  subject: string,
  options: IntegrityOptions,
): Integrity {
  const sri = typeof dist.integrity === "string" ? ssri.parse(dist.integrity)?.sha1?.[0] : undefined;
  const hex = typeof dist.shasum === "string" && /^[0-9a-f]{40}$/.test(dist.shasum) ? dist.shasum : undefined;
  const base64 = sri?.digest ?? (hex === undefined ? undefined : Buffer.from(hex, "hex").toString("base64"));
  const text = `sha1-${base64 ?? ""}`;
  if (!isIntegrity(text)) throw new PinError("integrity", `${subject}: the registry announces no integrity`);
  if (options.allowSha1 === true) return text;
  throw new PinError("integrity", `${subject}: the registry announces SHA-1 only, which can be forged`, {
    hint: "--allow-sha1 accepts it; the bytes are pinned by their contents digest all the same",
  });
}

/** SHA-512 of the bytes. */
export const integrityOf = (bytes: Uint8Array): Integrity =>
  ssri.fromData(bytes, { algorithms: ["sha512"] }).toString() as Integrity;

/** @throws PinError `integrity` unless the bytes are the ones that `expected` names. */
export function assertIntegrity(bytes: Uint8Array, expected: Integrity, subject: string): void {
  if (!isIntegrity(expected)) throw new PinError("integrity", `${subject}: malformed integrity`);
  const algorithm = expected.slice(0, expected.indexOf("-"));
  const actual = ssri.fromData(bytes, { algorithms: [algorithm] }).toString();
  if (actual === expected) return;
  throw new PinError(
    "integrity",
    `${subject}: the tarball is not the pinned one (expected ${expected}, got ${actual})`,
    {
      hint: "the same version with other bytes is a republished or tampered package: do not start it",
    },
  );
}
