/** What a server says of itself as a whole, brought down to what is pinned. */
import type { Json } from "../package/canonical.js";
import {
  greetingItems,
  type ItemKey,
  isObject,
  isPinned,
  type JsonObject,
  SERVER_INFO,
  type ToolPins,
} from "../review/tool-manifest.js";

/** How the server is named where it may not name itself. */
export interface ServerName {
  readonly name: string;
  readonly version: string;
}

export interface Greeting {
  readonly result: JsonObject;
  /** What was replaced or left out. */
  readonly held: readonly ItemKey[];
}

/**
 * The result of `initialize` or `server/discover` with only pinned text in it. Capabilities that are not pinned are
 * brought down to the plain switches that the protocol knows.
 */
export function siftGreeting(result: JsonObject, pins: ToolPins, plain: ServerName): Greeting {
  const items = greetingItems(result);
  const held = [...items].filter(([key, value]) => !isPinned(pins, key, value)).map(([key]) => key);
  const may = (key: ItemKey): Json | undefined => (held.includes(key) ? undefined : items.get(key));
  const info = items.has("server") ? (may("server") ?? { ...plain }) : undefined;
  const isModern = Array.isArray(result.supportedVersions);
  const named = isModern && result.serverInfo === undefined;
  const instructions = may("instructions");
  return {
    held,
    result: {
      ...plainMembers(result),
      capabilities: may("capabilities") ?? plainCapabilities(result.capabilities),
      ...(info !== undefined && (named ? { _meta: { [SERVER_INFO]: info } } : { serverInfo: info })),
      ...(instructions !== undefined && { instructions }),
    },
  };
}

const VERSION = /^[\w.-]{1,64}$/;
const isVersion = (value: unknown): value is string => typeof value === "string" && VERSION.test(value);

function plainMembers({ protocolVersion, supportedVersions, resultType, ttlMs, cacheScope }: JsonObject): JsonObject {
  return {
    ...(resultType === "complete" && { resultType }),
    ...(isVersion(protocolVersion) && { protocolVersion }),
    ...(Array.isArray(supportedVersions) && { supportedVersions: supportedVersions.filter(isVersion) }),
    ...(typeof ttlMs === "number" && { ttlMs }),
    ...((cacheScope === "public" || cacheScope === "private") && { cacheScope }),
  };
}

const SWITCHES: Readonly<Record<string, readonly string[]>> = {
  tools: ["listChanged"],
  prompts: ["listChanged"],
  resources: ["subscribe", "listChanged"],
  logging: [],
  completions: [],
};

function plainCapabilities(capabilities: Json | undefined): JsonObject {
  const given = isObject(capabilities) ? capabilities : {};
  const plain: Record<string, Json> = {};
  for (const [name, switches] of Object.entries(SWITCHES)) {
    const value = given[name];
    if (!isObject(value)) continue;
    plain[name] = Object.fromEntries(switches.flatMap((key) => (value[key] === true ? [[key, true]] : [])));
  }
  return plain;
}
