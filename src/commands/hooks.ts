/** mcp-pin's hooks in the clients' settings, as changes that are shown and written like those of their entries. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { HOOK_CLIENTS, type HookClient } from "../clients/hook-protocol.js";
import { HOOK_PLACES, type HookEdit, hookCommand, withHook, withoutHook } from "../clients/hook-settings.js";
import type { Layout } from "../clients/table.js";
import { userPlaces } from "../io/clients.js";
import { whyNotWritable } from "../io/config-file.js";
import type { Host } from "../io/host.js";
import { visible } from "../report/escape.js";
import type { Change } from "./config-changes.js";
import { type Scope, type Surveyed, type SurveyOptions, scopesOf } from "./survey.js";

/** No servers stand there. */
const SETTINGS: Layout = { format: "jsonc", at: [], command: "command", args: undefined, env: ["env"] };

/** Adds the hooks of the clients that have servers configured to what is to be changed anyway. */
export function withHooks(host: Host, files: readonly Surveyed[], changes: readonly Change[]): Change[] {
  const scopes = new Set(files.map(({ scope }) => scope));
  const hooks = [...scopes].flatMap((scope) => {
    const clients = new Set(files.filter((file) => file.scope === scope).map(({ config }) => config.client as string));
    return HOOK_CLIENTS.filter((client) => clients.has(client)).map((client) => ({ scope, client }));
  });
  return hooks.reduce(
    (made, { scope, client }) =>
      changedAt(host, made, scope, client, (text) =>
        withHook(text, client, hookCommand(scope.way().program, client, host.platform.os)),
      ),
    [...changes],
  );
}

/** Takes the hooks of all clients out. */
export function withoutHooks(host: Host, options: SurveyOptions, changes: readonly Change[]): Change[] {
  const clients = HOOK_CLIENTS.filter((client) => options.client === undefined || options.client === client);
  const hooks = scopesOf(host, options).flatMap((scope) => clients.map((client) => ({ scope, client })));
  return hooks.reduce(
    (made, { scope, client }) =>
      changedAt(host, made, scope, client, (text) => (text === "" ? { text } : withoutHook(text, client))),
    [...changes],
  );
}

/** A file that is changed already is changed on from there. What cannot be written is said, and left. */
function changedAt(
  host: Host,
  changes: readonly Change[],
  scope: Scope,
  client: HookClient,
  edit: (text: string) => HookEdit,
): Change[] {
  const { user, project } = HOOK_PLACES[client];
  const path = scope.kind === "user" ? user(userPlaces(host.env)) : join(scope.folder, project);
  const known = changes.find(({ config }) => config.path === path);
  const text = known?.after ?? (existsSync(path) ? readFileSync(path, "utf8") : "");
  const edited = edit(text);
  if ("text" in edited && edited.text === text) return [...changes];
  const why = "why" in edited ? edited.why : whyNotWritable(path, scope.kind === "project" ? scope.folder : undefined);
  if (why !== undefined || "why" in edited) {
    host.err(`mcp-pin: no hook is changed in ${visible(path)}: the file ${visible(why ?? "")}\n`);
    return [...changes];
  }
  const fresh = { config: { client, path, layout: SETTINGS, text }, made: [], refused: new Map() };
  return [...changes.filter((change) => change !== known), { ...(known ?? fresh), after: edited.text }];
}
