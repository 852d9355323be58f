/**
 * What an agent reads of a server, as raw JSON: each tool, prompt and resource template, the instructions, the
 * capabilities, the server's name for itself, and what it asks of the client. One digest each, over canonical JSON with
 * every member included, known or not; order, pages and cache hints are no part of it. Pure.
 */
import type { Server } from "../lockfile/format.js";
import { type ItemKey, type ListedKind, splitToolLine, type Variant } from "../lockfile/tool-lines.js";
import { canonicalJson, type Json } from "../package/canonical.js";
import { type Digest, digestOf } from "../package/digest.js";

export type { ItemKey, ListedKind } from "../lockfile/tool-lines.js";

/** Items by key. Hostile throughout, the keys too. */
export type ToolManifest = ReadonlyMap<ItemKey, Json>;
/** The digests that may pass, by key: more than one where several variants of a start are pinned. */
export type ToolPins = ReadonlyMap<ItemKey, ReadonlySet<Digest>>;

export type JsonObject = { readonly [key: string]: Json };

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** How each kind is listed: the method, the member of its result, and the member that names an item. */
export const LISTS: Readonly<
  Record<ListedKind, { readonly method: string; readonly member: string; readonly id: string }>
> = {
  tool: { method: "tools/list", member: "tools", id: "name" },
  prompt: { method: "prompts/list", member: "prompts", id: "name" },
  template: { method: "resources/templates/list", member: "resourceTemplates", id: "uriTemplate" },
};
export const KINDS = Object.keys(LISTS) as readonly ListedKind[];

/** UTF-16 units of a name that can be pinned. */
const MAX_NAME = 512;

/** The key of a listed item, or undefined for what has no usable name. */
export function itemKey(kind: ListedKind, value: unknown): ItemKey | undefined {
  const name = isObject(value) ? value[LISTS[kind].id] : undefined;
  return typeof name === "string" && name !== "" && name.length <= MAX_NAME && name.isWellFormed()
    ? `${kind}/${name}`
    : undefined;
}

/** Of an item's canonical JSON; undefined for what has none: lone surrogates, infinite numbers, endless depth. */
export function itemDigest(value: Json): Digest | undefined {
  try {
    return digestOf(canonicalJson(value));
  } catch (error) {
    if (error instanceof TypeError || error instanceof RangeError) return undefined;
    throw error;
  }
}

/** What a server says of itself as a whole, from the result of `initialize` or `server/discover`. */
export function greetingItems(result: JsonObject): Map<ItemKey, Json> {
  const items = new Map<ItemKey, Json>();
  const { capabilities, instructions } = result;
  if (capabilities !== undefined) items.set("capabilities", capabilities);
  if (instructions !== undefined) items.set("instructions", instructions);
  const info = serverInfoOf(result);
  if (info !== undefined) items.set("server", info);
  return items;
}

export const SERVER_INFO = "io.modelcontextprotocol/serverInfo";

/** A member of the result in the older form of the protocol, of its `_meta` in the newer one. */
function serverInfoOf({ serverInfo, _meta }: JsonObject): Json | undefined {
  return serverInfo ?? (isObject(_meta) ? _meta[SERVER_INFO] : undefined);
}

/** The digests of a manifest; items that have none are left out. */
export function manifestDigests(manifest: ToolManifest): Map<ItemKey, Digest> {
  const digests = new Map<ItemKey, Digest>();
  for (const [key, value] of manifest) {
    const digest = itemDigest(value);
    if (digest !== undefined) digests.set(key, digest);
  }
  return digests;
}

export const isPinned = (pins: ToolPins, key: ItemKey, value: Json): boolean => {
  const pinned = pins.get(key);
  const digest = pinned === undefined ? undefined : itemDigest(value);
  return digest !== undefined && pinned?.has(digest) === true;
};

/** What is pinned of a server: for one kind of start, or for all together where none is pinned for that one, or none is named. */
export function pinsOf(server: Pick<Server, "tools">, variant?: Variant): ToolPins {
  const exact = new Map<ItemKey, Set<Digest>>();
  const all = new Map<ItemKey, Set<Digest>>();
  for (const [line, digest] of server.tools ?? []) {
    const split = splitToolLine(line);
    if (split === undefined) continue;
    for (const pins of split.variant === variant ? [exact, all] : [all]) {
      pins.set(split.key, (pins.get(split.key) ?? new Set()).add(digest));
    }
  }
  return exact.size > 0 ? exact : all;
}

/** The pinned digests of one kind of start; of all kinds together where none is pinned for that one. */
export function pinnedDigests(server: Pick<Server, "tools">, variant: Variant): Map<ItemKey, Digest> {
  const digests = new Map<ItemKey, Digest>();
  for (const [key, pinned] of pinsOf(server, variant)) for (const digest of pinned) digests.set(key, digest);
  return digests;
}
