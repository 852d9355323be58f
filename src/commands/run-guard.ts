/** Which guard a start gets, and what `run` says of it. */
import type { ChildProcess } from "node:child_process";
import { isSecret } from "../clients/looks-secret.js";
import type { Home } from "../io/home.js";
import type { Host } from "../io/host.js";
import { keepObserved, wasObserved } from "../io/manifests.js";
import { splitId } from "../lockfile/fields.js";
import { type Lockfile, pinDigest, type Server } from "../lockfile/format.js";
import { type ItemKey, type Variant, variantOf } from "../lockfile/tool-lines.js";
import type { Json } from "../package/canonical.js";
import type { Digest } from "../package/digest.js";
import { visible } from "../report/escape.js";
import { count } from "../report/table.js";
import { pinsOf, type ToolManifest } from "../review/tool-manifest.js";

export interface GuardPlan {
  /** `off`: nobody stands in the stream. */
  readonly mode: "enforce" | "warn" | "observe" | "off";
  readonly server: Server;
  readonly pin: Digest;
  readonly variant: Variant;
  /** What the server is given and nobody else may read. */
  readonly secrets: readonly string[];
}

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
  const isSeen = server.tools === undefined && wasObserved(host.home, pin, variant);
  const mode =
    server.guard === "off"
      ? "off"
      : server.tools !== undefined
        ? (server.guard ?? "enforce")
        : isSeen
          ? "off"
          : "observe";
  return { mode, server, pin, variant, secrets: secretsIn(server, env) };
}

/** Shorter values stand in many texts by chance. */
const LEAST_SECRET = 8;

const secretsIn = ({ env: names }: Server, env: Readonly<Record<string, string>>): readonly string[] =>
  names.flatMap((name) => {
    const value = env[name] ?? "";
    return value.length >= LEAST_SECRET && isSecret(value, name) ? [value] : [];
  });

/** What a person should know before the server says anything; empty when all is as it should be. */
export function guardNotice({ mode, server }: GuardPlan): string {
  if (server.tools === undefined && server.guard !== "off") {
    return `mcp-pin: the tools of ${server.name} are not pinned: it starts unguarded\nhint: mcp-pin tools ${server.name} --accept-observed pins what it offers\n`;
  }
  return mode === "warn" ? `mcp-pin: the guard of ${server.name} only warns\n` : "";
}

/**
 * What puts the plan's guard between this process's streams and a server's. A start that nobody stands in does not load
 * the guard.
 */
export async function guardFor(host: Host, plan: GuardPlan): Promise<(child: ChildProcess) => void> {
  const { mode, server, variant } = plan;
  if (mode === "off") return () => {};
  const { attachGuard } = await import("../guard/attach.js");
  const say = (text: string): void => host.err(`mcp-pin: ${visible(server.name)}: ${text}\n`);
  return (child) =>
    attachGuard(child, {
      mode,
      pins: pinsOf(server, variant),
      plain: { name: server.name, version: splitId(server.package)?.version ?? "" },
      say,
      store: keeper(host.home, plan, say),
    });
}

/**
 * Writes down what a server offers, once a session: one that changes it all the time must not fill the disk. What repeats
 * a secret that the server was given is said, and not written down.
 */
export function keeper(
  home: Home,
  { pin, variant, secrets }: Pick<GuardPlan, "pin" | "variant" | "secrets">,
  say: (text: string) => void,
): (manifest: ToolManifest) => void {
  let isKept = false;
  const spelled = secrets.map((secret) => JSON.stringify(secret).slice(1, -1));
  const tells = ([key, value]: [ItemKey, Json]): boolean => {
    const text = JSON.stringify([key, value]);
    return spelled.some((secret) => text.includes(secret));
  };
  return (manifest) => {
    if (isKept) return;
    isKept = true;
    const told = [...manifest].filter(tells).length;
    if (told > 0)
      say(`not written down: ${count(told, "item")} of what it offers, where a secret stands that it was given`);
    try {
      keepObserved(home, pin, variant, new Map([...manifest].filter((item) => !tells(item))));
    } catch {
      // A store that cannot be written costs the record, not the session.
    }
  };
}
