/** `mcp-pin verify`: the pre-start check. Offline unless asked otherwise; never writes. */
import { PinError } from "../errors.js";
import type { Host } from "../io/host.js";
import { loadLockfile, requireLockfile } from "../io/lockfile.js";
import { paintFor } from "../io/paint.js";
import type { Lockfile } from "../lockfile/format.js";
import { count } from "../report/table.js";
import { refusalHint, renderVerify, type ServerResult, serverJson } from "../report/verify.js";
import { decideServers, inStore } from "./decisions.js";
import type { LockfileOptions, NetworkOptions, OutputOptions } from "./options.js";

export interface VerifyOptions extends LockfileOptions, OutputOptions, NetworkOptions {
  readonly configs: boolean;
  readonly online?: boolean;
  readonly tree?: string;
}

/** @throws PinError `refused` when a server asked about may not start. */
export async function verify(host: Host, names: readonly string[], options: VerifyOptions): Promise<void> {
  const path = requireLockfile({ ...options, cwd: host.cwd, env: host.env });
  const lockfile = loadLockfile(path);
  const results = await resultsFor(host, lockfile, names, options);
  const refused = results.flatMap(({ decision }) => (decision.ok ? [] : [decision.verdict]));
  if (options.json === true) {
    const json = { ok: refused.length === 0, servers: results.map(serverJson), configs: [] };
    host.out(`${JSON.stringify(json, null, 2)}\n`);
  } else {
    host.out(renderVerify(results, await paintFor(host)));
  }
  const [first] = refused;
  if (first === undefined) return;
  throw new PinError("refused", `refused ${count(refused.length, "server")} of ${results.length}`, {
    hint: refusalHint(first),
  });
}

async function resultsFor(
  host: Host,
  lockfile: Lockfile,
  names: readonly string[],
  options: VerifyOptions,
): Promise<ServerResult[]> {
  if (options.tree !== undefined) return treeResults(host, lockfile, names, options.tree);
  const results = decideServers(host, lockfile, names, inStore(host, lockfile));
  if (options.online !== true) return results;
  const { registryFor } = await import("./registry.js");
  const { askRegistry } = await import("./verify-online.js");
  return askRegistry(host, lockfile, results, await registryFor(host, options));
}

/** The named servers, or those of all that the folder holds. */
async function treeResults(
  host: Host,
  lockfile: Lockfile,
  names: readonly string[],
  folder: string,
): Promise<ServerResult[]> {
  const { checkNpmTree } = await import("../io/check-npm-tree.js");
  const results = decideServers(host, lockfile, names, (server, placed) =>
    checkNpmTree(host.home, folder, server, placed),
  );
  const held = results.filter(({ decision }) => decision.ok || decision.verdict.kind !== "not-installed");
  if (names.length > 0 || held.length > 0) return names.length > 0 ? results : held;
  throw new PinError("refused", `${folder} holds none of the pinned servers`, {
    hint: "name the folder that holds node_modules, such as one below npm's _npx",
  });
}
