/** Texts of tool manifests in the store, an item a file named by its digest, and what was observed of a server at a start. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { ItemKey, Variant } from "../lockfile/tool-lines.js";
import { canonicalJson, type Json } from "../package/canonical.js";
import { type Digest, digestOf, hexOf, isDigest } from "../package/digest.js";
import { isObject, type ToolManifest } from "../review/tool-manifest.js";
import { type Home, observedPath } from "./home.js";
import { PRIVATE, putFile } from "./store.js";

/** UTF-16 units of one manifest that are kept. */
const MOST = 16 * 1024 * 1024;

const itemPath = (home: Home, digest: Digest): string => join(home.manifests, `${hexOf(digest)}.json`);

/** Keeps the items that have a canonical form, and returns their digests. @throws PinError `store`. */
export function keepManifest(home: Home, manifest: ToolManifest): Map<ItemKey, Digest> {
  const digests = new Map<ItemKey, Digest>();
  let size = 0;
  for (const [key, value] of manifest) {
    const text = canonicalOf(value);
    if (text === undefined) continue;
    size += text.length;
    if (size > MOST) break;
    const digest = digestOf(text);
    digests.set(key, digest);
    if (keptItem(home, digest) === undefined) putFile(home, itemPath(home, digest), text, PRIVATE);
  }
  return digests;
}

function canonicalOf(value: Json): string | undefined {
  try {
    return canonicalJson(value);
  } catch {
    return undefined;
  }
}

/** The text behind a digest; undefined when the store lacks it, or has another. */
export function keptItem(home: Home, digest: Digest): Json | undefined {
  try {
    const text = readFileSync(itemPath(home, digest), "utf8");
    return digestOf(text) === digest ? (JSON.parse(text) as Json) : undefined;
  } catch {
    return undefined;
  }
}

/** Writes down what a server offered, for the pin it was started by. */
export function keepObserved(home: Home, pin: Digest, variant: Variant, manifest: ToolManifest): void {
  const digests = keepManifest(home, manifest);
  putFile(home, observedPath(home, pin, variant), `${JSON.stringify(Object.fromEntries(digests))}\n`, PRIVATE);
}

/** What a server offered when it was last observed, for each kind of start. */
export function observedVariants(
  home: Home,
  pin: Digest,
): { readonly variant: Variant; readonly manifest: ToolManifest }[] {
  const folder = join(home.observed, hexOf(pin));
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => /^[0-9a-f]{32}\.json$/.test(name)) : [];
  return names.sort().flatMap((name) => {
    const variant = name.slice(0, 32) as Variant;
    const manifest = observedManifest(home, pin, variant);
    return manifest === undefined ? [] : [{ variant, manifest }];
  });
}

/** With the texts that the store still has. */
function observedManifest(home: Home, pin: Digest, variant: Variant): ToolManifest | undefined {
  try {
    const record: unknown = JSON.parse(readFileSync(observedPath(home, pin, variant), "utf8"));
    if (!isObject(record)) return undefined;
    const manifest = new Map<ItemKey, Json>();
    for (const [key, digest] of Object.entries(record)) {
      const value = isDigest(digest) ? keptItem(home, digest) : undefined;
      if (value !== undefined) manifest.set(key as ItemKey, value);
    }
    return manifest;
  } catch {
    return undefined;
  }
}
