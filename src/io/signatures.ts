/**
 * Whether a registry's signature and the build's provenance hold for a version, asked of pacote. The signing keys are
 * the registry's own: they protect against whoever stands between it and us, not against the registry.
 */
import type { NpmOptions } from "./npm-config.js";
import type { Packument, Registry } from "./registry.js";
import { registryOf } from "./tarball-address.js";

/** `absent`: the registry signs, but not this. `unknown`: it cannot be told, for want of keys or of an answer. */
export type Signed = "verified" | "absent" | "unknown" | "invalid";

export interface Signatures {
  readonly signature: Signed;
  /** Of the attestation that names the source and the build. */
  readonly provenance: Signed;
}

const ABSENT: Signed = "absent";

interface SigningKey {
  readonly keyid: string;
  readonly expires: string | null;
  readonly pemkey: string;
}

const INVALID = new Set([
  ...["EINTEGRITYSIGNATURE", "EEXPIREDSIGNATUREKEY", "EMANIFESTMISMATCH"],
  ...["EATTESTATIONSUBJECT", "EATTESTATIONVERIFY"],
]);
/** Pacote reports a trust root that could not be fetched as a failed verification. */
const NO_TRUST_ROOT = /TUF|trust|fetch|network|timed? ?out|ENOTFOUND|ECONN/i;

/** Never fails for want of data: that is `unknown`. */
export async function signaturesOf(
  packument: Packument,
  version: string,
  registry: Registry,
  signal?: AbortSignal,
): Promise<Signatures> {
  const { name } = packument;
  const keys = await signingKeys(name, registry, signal);
  if (keys === undefined) return { signature: "unknown", provenance: "unknown" };
  const dist: Readonly<Record<string, unknown>> = packument.versions[version]?.dist ?? {};
  const { signatures, attestations } = dist;
  const hasSignature = Array.isArray(signatures) && signatures.length > 0;
  const hasProvenance = (attestations as { provenance?: unknown } | undefined)?.provenance !== undefined;
  const check = (option: string, proof: "_signatures" | "_attestations"): Promise<Signed> =>
    verified(packument, version, { ...withKeys(name, registry.npm, keys), [option]: true, signal }, proof);
  const [signature, provenance] = await Promise.all([
    hasSignature ? check("verifySignatures", "_signatures") : ABSENT,
    hasProvenance ? check("verifyAttestations", "_attestations") : ABSENT,
  ]);
  return { signature, provenance };
}

async function signingKeys(name: string, registry: Registry, signal?: AbortSignal): Promise<SigningKey[] | undefined> {
  const address = new URL("-/npm/v1/keys", registryOf(name, registry.npm)).href;
  const answer = await registry.json(address, signal).catch(() => undefined);
  const list = (answer as { keys?: unknown } | undefined)?.keys;
  if (!Array.isArray(list)) return undefined;
  const keys = list.flatMap((item: { keyid?: unknown; key?: unknown; expires?: unknown } | null) => {
    if (typeof item?.keyid !== "string" || typeof item.key !== "string") return [];
    const pemkey = `-----BEGIN PUBLIC KEY-----\n${item.key}\n-----END PUBLIC KEY-----`;
    return [{ keyid: item.keyid, expires: typeof item.expires === "string" ? item.expires : null, pemkey }];
  });
  return keys.length === 0 ? undefined : keys;
}

function withKeys(name: string, npm: NpmOptions, keys: readonly SigningKey[]): Readonly<Record<string, unknown>> {
  const { host, pathname } = new URL(registryOf(name, npm));
  return { ...npm, cache: undefined, fullMetadata: true, [`//${host}${pathname}:_keys`]: keys };
}

async function verified(
  packument: Packument,
  version: string,
  options: Readonly<Record<string, unknown>>,
  proof: "_signatures" | "_attestations",
): Promise<Signed> {
  const { default: pacote } = await import("pacote");
  const packumentCache = { has: () => true, get: () => Promise.resolve(packument) };
  try {
    const manifest = await pacote.manifest(`${packument.name}@${version}`, { ...options, packumentCache });
    // Without an integrity pacote verifies nothing, in silence.
    return manifest[proof] === undefined ? "unknown" : "verified";
  } catch (error) {
    const { code, message } = error as { readonly code?: unknown; readonly message?: unknown };
    if (!INVALID.has(String(code))) return "unknown";
    return code === "EATTESTATIONVERIFY" && NO_TRUST_ROOT.test(String(message)) ? "unknown" : "invalid";
  }
}
