/** `mcp-pin outdated`: for every server what waits, and how much there is to read before it may start. Writes nothing. */
import type { Host } from "../io/host.js";
import { loadLockfile, requireLockfile } from "../io/lockfile.js";
import { paintFor } from "../io/paint.js";
import { type Progress, startProgress } from "../io/progress.js";
import type { Lockfile, Server } from "../lockfile/format.js";
import { visibleJson } from "../report/escape.js";
import { type OutdatedServer, outdatedJson, renderOutdated } from "../report/outdated.js";
import { sizeOf } from "../review/size.js";
import { Attempts } from "./attempts.js";
import { requireServers, versionOf } from "./decisions.js";
import type { LockfileOptions, NetworkOptions, OutputOptions } from "./options.js";
import { registryFor } from "./registry.js";
import { targetOf } from "./target.js";
import { updateOf } from "./update.js";

export interface OutdatedOptions extends LockfileOptions, NetworkOptions, OutputOptions {
  readonly before?: Date;
}

/** @throws PinError `registry` or `resolve` when it cannot be told of a server, at the end; `refused` for a name that the lockfile lacks. */
export async function outdated(host: Host, names: readonly string[], options: OutdatedOptions): Promise<void> {
  const path = requireLockfile({ ...options, cwd: host.cwd, env: host.env });
  const lockfile = loadLockfile(path);
  const progress = startProgress(host, options.quiet === true || !host.live);
  const servers = requireServers(lockfile, names);
  const attempts = new Attempts(host, servers.length === 1 && options.json !== true);
  const rows: OutdatedServer[] = [];
  for (const server of servers) {
    const row = await attempts.of(server.name, () =>
      outdatedServer(host, { server, lockfile, path }, options, progress).finally(progress.clear),
    );
    if (row !== undefined) rows.push(row);
  }
  if (options.json === true) host.out(`${visibleJson(outdatedJson(rows, attempts.failed), 2)}\n`);
  else host.out(renderOutdated(rows, await paintFor(host)));
  attempts.end();
}

async function outdatedServer(
  host: Host,
  pinned: { readonly server: Server; readonly lockfile: Lockfile; readonly path: string },
  options: OutdatedOptions,
  progress: Progress,
): Promise<OutdatedServer> {
  const { server, lockfile } = pinned;
  progress.phase(`asking for versions of ${server.package}`);
  const target = await targetOf(host, await registryFor(host, options), lockfile, server, options);
  const update = target.spec === undefined ? undefined : await updateOf(host, pinned, target, options, progress);
  return {
    name: server.name,
    package: server.package,
    pinned: versionOf(server),
    requested: server.requested,
    held: target.held,
    ...(update !== undefined && {
      waiting: update.offer.root.entry.version,
      owed: sizeOf(update.shown),
      remarks: update.remarks,
    }),
  };
}
