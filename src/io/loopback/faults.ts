/** Faults that the loopback registry shows on demand: how registries, mirrors and the networks between them fail. */
import { integrityOf } from "../../package/integrity.js";
import { readTarball } from "../../package/tarball.js";
import { treeOf } from "../../package/tree.js";
import { packTree } from "../pack.js";
import type { Packument, Signature } from "./packument.js";
import { type Release, releaseOf } from "./release.js";

export const FAULT_KINDS = [
  "401", // the statuses: the answer is that status and an error in JSON
  "403",
  "404",
  "500",
  "html", // 200 and a web page, as captive portals answer
  "slow", // the answer comes after `slowness` milliseconds
  "redirect", // 302 to another path of this registry, which answers
  "cut", // the connection ends in the middle of the body
  "wrong-digest", // the packument announces a digest that the tarball does not have
  "wrong-signature", // the registry's signature is not over what the packument announces
  "sha1-only", // the packument announces no integrity but the old SHA-1 sum
  "other-bytes", // the same version with other bytes, announced as if nothing had happened
  "no-version", // the packument lacks the version (or all), though a dist-tag names it
  "escapes", // terminal escapes and bidirectional controls in what the packument says
  "mirror-times", // the times are those of a mirror: when it fetched each version, and nothing of the package
] as const;

export type FaultKind = (typeof FAULT_KINDS)[number];

export interface Fault {
  readonly kind: FaultKind;
  /** Left out: every package. */
  readonly package?: string;
  /** Left out: every version. */
  readonly version?: string;
  /** Left out: packuments and tarballs. */
  readonly on?: "packument" | "tarball";
}

/** Clears the screen, sets the window's title, colours and reverses the text that follows. */
export const ESCAPES = "\u001b[2J\u001b]0;owned\u0007\u001b[31m\u202eevil\r\n";

const concerns = (fault: Fault, version: string): boolean => fault.version === undefined || fault.version === version;

/** The release that a request sees under the faults. */
export function faultyRelease(release: Release, faults: readonly Fault[]): Release {
  const changed = faults.some((fault) => fault.kind === "other-bytes" && concerns(fault, release.version));
  if (!changed) return release;
  const { tree } = readTarball(release.tarball);
  const added = { path: "CHANGES.txt", bytes: Buffer.from("Small fixes.\n"), executable: false };
  const tarball = packTree(treeOf([...tree.files.values(), added]));
  return { ...release, ...releaseOf(tarball, release.publisher, release.publishedAt) };
}

/** The packument that a request sees under the faults. */
export function faultyPackument(packument: Packument, faults: readonly Fault[]): Packument {
  return faults.reduce((seen, fault) => {
    if (fault.kind === "wrong-digest") return withWrongDigest(seen, fault);
    if (fault.kind === "wrong-signature") return withWrongSignature(seen, fault);
    if (fault.kind === "sha1-only") return withSha1Only(seen, fault);
    if (fault.kind === "no-version") return withoutVersion(seen, fault);
    if (fault.kind === "mirror-times") return withMirrorTimes(seen);
    return fault.kind === "escapes" ? withEscapes(seen, fault) : seen;
  }, packument);
}

function mapVersions(packument: Packument, fault: Fault, change: (manifest: Manifest) => Manifest): Packument {
  const versions = Object.entries(packument.versions).map(([version, manifest]) => [
    version,
    concerns(fault, version) ? change(manifest) : manifest,
  ]);
  return { ...packument, versions: Object.fromEntries(versions) };
}

type Manifest = Packument["versions"][string];

const withWrongDigest = (packument: Packument, fault: Fault): Packument =>
  mapVersions(packument, fault, (manifest) => ({
    ...manifest,
    dist: { ...(manifest.dist as object), integrity: integrityOf(Buffer.from("other")), shasum: "0".repeat(40) },
  }));

const withSha1Only = (packument: Packument, fault: Fault): Packument =>
  mapVersions(packument, fault, (manifest) => ({
    ...manifest,
    dist: { ...(manifest.dist as object), integrity: undefined },
  }));

const withWrongSignature = (packument: Packument, fault: Fault): Packument =>
  mapVersions(packument, fault, (manifest) => {
    const dist = manifest.dist as { readonly signatures: readonly Signature[] };
    const signatures = dist.signatures.map(({ keyid, sig }) => ({ keyid, sig: lastBitTurned(sig) }));
    return { ...manifest, dist: { ...dist, signatures } };
  });

function lastBitTurned(base64: string): string {
  const bytes = Buffer.from(base64, "base64");
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
  return bytes.toString("base64");
}

function withoutVersion(packument: Packument, fault: Fault): Packument {
  const kept = Object.entries(packument.versions).filter(([version]) => !concerns(fault, version));
  return { ...packument, versions: Object.fromEntries(kept) };
}

function withMirrorTimes(packument: Packument): Packument {
  const now = new Date().toISOString();
  return { ...packument, time: Object.fromEntries(Object.keys(packument.versions).map((version) => [version, now])) };
}

function withEscapes(packument: Packument, fault: Fault): Packument {
  const person = { name: ESCAPES, email: `${ESCAPES}@example.test` };
  const texts = { description: ESCAPES, license: ESCAPES, homepage: ESCAPES, deprecated: ESCAPES };
  const changed = mapVersions(packument, fault, (manifest) => ({
    ...manifest,
    ...texts,
    repository: { type: "git", url: `https://${ESCAPES}.example/` },
    _npmUser: person,
    maintainers: [person],
  }));
  return { ...changed, description: ESCAPES, maintainers: [person] };
}
