/**
 * Digests as text, in the spelling of Subresource Integrity (W3C SRI): `<algorithm>-<base64>`. No npm library is loaded
 * here, because `verify` and `run` stand on this file.
 */
import { hash } from "node:crypto";

declare const brand: unique symbol;
/** `sha256-<44 base64 characters>`: contents, manifests, entries, pins. */
export type Digest = string & { readonly [brand]: "digest" };
/** `sha512-<88 base64 characters>`: a tarball; `sha1-…` only where somebody allowed it by name. */
export type Integrity = string & { readonly [brand]: "integrity" };

/** Base64 of exactly n bytes, with the unused bits of the last character zero: one digest has one spelling. */
const DIGEST = /^sha256-[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=$/;
const SHA512 = /^sha512-[A-Za-z0-9+/]{85}[AQgw]==$/;
const SHA1 = /^sha1-[A-Za-z0-9+/]{26}[AEIMQUYcgkosw048]=$/;

export const isDigest = (text: unknown): text is Digest => typeof text === "string" && DIGEST.test(text);

export const isIntegrity = (text: unknown): text is Integrity =>
  typeof text === "string" && (SHA512.test(text) || SHA1.test(text));

export const isSha1 = (integrity: Integrity): boolean => integrity.startsWith("sha1-");

/** SHA-256 of the bytes (a string is taken as UTF-8). */
export const digestOf = (bytes: string | Uint8Array): Digest => `sha256-${hash("sha256", bytes, "base64")}` as Digest;

/** The 64 hex characters of a digest, for file names. */
export const hexOf = (digest: Digest | Integrity): string =>
  Buffer.from(digest.slice(digest.indexOf("-") + 1), "base64").toString("hex");
