/** The texts that the store keeps behind pinned digests. */
import type { Host } from "../io/host.js";
import { keptItem } from "../io/manifests.js";
import type { Server } from "../lockfile/format.js";
import type { Json } from "../package/canonical.js";
import type { Digest } from "../package/digest.js";
import { pinsOf } from "../review/tool-manifest.js";
import type { PinnedTexts } from "../review/written-tools.js";

export const textOf =
  (host: Host) =>
  (digest: Digest): Json | undefined =>
    keptItem(host.home, digest);

/** What is pinned of a server for any kind of start. */
export const pinnedTexts = (host: Host, server: Pick<Server, "tools">): PinnedTexts =>
  new Map([...pinsOf(server)].map(([key, digests]) => [key, [...digests].map(textOf(host))]));
