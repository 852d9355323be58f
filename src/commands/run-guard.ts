/** The guard of a start. */
import type { ChildProcess } from "node:child_process";
import { isSecret } from "../clients/looks-secret.js";
import { attachGuard } from "../guard/attach.js";
import type { Home } from "../io/home.js";
import type { Host } from "../io/host.js";
import { keepObserved } from "../io/manifests.js";
import { splitId } from "../lockfile/fields.js";
import type { ItemKey } from "../lockfile/tool-lines.js";
import type { Json } from "../package/canonical.js";
import { visible } from "../report/escape.js";
import { count } from "../report/table.js";
import { pinsOf, type ToolManifest } from "../review/tool-manifest.js";
import type { Guarded, GuardPlan } from "./run-plan.js";

/** Shorter values stand in many texts by chance. */
const LEAST_SECRET = 8;

/** What the server is given and nobody else may read. */
export const secretsIn = ({ server: { env: names }, env }: Pick<GuardPlan, "server" | "env">): readonly string[] =>
  names.flatMap((name) => {
    const value = env[name] ?? "";
    return value.length >= LEAST_SECRET && isSecret(value, name) ? [value] : [];
  });

/** What puts the plan's guard between this process's streams and a server's. */
export function guardFor(host: Host, plan: Guarded): (child: ChildProcess) => void {
  const { mode, server, variant } = plan;
  const say = (text: string): void => host.err(`mcp-pin: ${visible(server.name)}: ${text}\n`);
  return (child) =>
    attachGuard(child, {
      mode,
      pins: pinsOf(server, variant),
      plain: { name: server.name, version: splitId(server.package)?.version ?? "" },
      say,
      store: keeper(host.home, plan, secretsIn(plan), say),
    });
}

/**
 * Writes down what a server offers, once a session: one that changes it all the time must not fill the disk. What repeats
 * a secret that the server was given is said, and not written down.
 */
export function keeper(
  home: Home,
  { pin, variant }: Pick<GuardPlan, "pin" | "variant">,
  secrets: readonly string[],
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
