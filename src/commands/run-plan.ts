/** Which guard a start gets, and what `run` says of it. */
import { existsSync } from "node:fs";
import { observedPath } from "../io/home.js";
import type { Host } from "../io/host.js";
import { type Lockfile, pinDigest, type Server } from "../lockfile/format.js";
import { type Variant, variantOf } from "../lockfile/tool-lines.js";
import type { Digest } from "../package/digest.js";

export interface GuardPlan {
  /** `off`: nobody stands in the stream. */
  readonly mode: "enforce" | "warn" | "observe" | "off";
  readonly server: Server;
  readonly pin: Digest;
  readonly variant: Variant;
  /** What the server is given. */
  readonly env: Readonly<Record<string, string>>;
}

/** A plan in which somebody stands in the stream. */
export type Guarded = GuardPlan & { readonly mode: Exclude<GuardPlan["mode"], "off"> };

export const isGuarded = (plan: GuardPlan): plan is Guarded => plan.mode !== "off";

/**
 * The mode that the pin says; a server without pinned tools is observed once for each kind of start, and then left
 * alone. `env` is what the server is given.
 */
export function planGuard(
  host: Host,
  lockfile: Lockfile,
  server: Server,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): GuardPlan {
  const pin = pinDigest(server, lockfile.packages);
  const variant = variantOf(
    args,
    server.env.filter((name) => env[name] !== undefined),
  );
  const isSeen = server.tools === undefined && existsSync(observedPath(host.home, pin, variant));
  const mode =
    server.guard === "off"
      ? "off"
      : server.tools !== undefined
        ? (server.guard ?? "enforce")
        : isSeen
          ? "off"
          : "observe";
  return { mode, server, pin, variant, env };
}

/** What a person should know before the server says anything; empty when all is as it should be. */
export function guardNotice({ mode, server }: GuardPlan): string {
  if (server.tools === undefined && server.guard !== "off") {
    return `mcp-pin: the tools of ${server.name} are not pinned: it starts unguarded\nhint: mcp-pin tools ${server.name} --accept-observed pins what it offers\n`;
  }
  return mode === "warn" ? `mcp-pin: the guard of ${server.name} only warns\n` : "";
}
