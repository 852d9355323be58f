/** The texts that the store keeps behind pinned digests. */
import type { Host } from "../io/host.js";
import { keptItem } from "../io/manifests.js";
import type { Json } from "../package/canonical.js";
import type { Digest } from "../package/digest.js";

export const textOf =
  (host: Host) =>
  (digest: Digest): Json | undefined =>
    keptItem(host.home, digest);
