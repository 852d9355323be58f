/** `mcp-pin remove`: takes servers out of the lockfile and out of this machine's store. Their reviews stay. */
import type { Host } from "../io/host.js";
import { loadLockfile, requireLockfile, updateLockfile } from "../io/lockfile.js";
import { forgetAcceptance } from "../io/store.js";
import { withoutServer } from "../lockfile/edit.js";
import { visible, visibleJson } from "../report/escape.js";
import { requireServers } from "./decisions.js";
import type { LockfileOptions, OutputOptions } from "./options.js";

/** All the named servers or none. @throws PinError `refused` for a name that the lockfile does not hold. */
export async function remove(
  host: Host,
  names: readonly string[],
  options: LockfileOptions & OutputOptions,
): Promise<void> {
  const path = requireLockfile({ ...options, cwd: host.cwd, env: host.env });
  const before = loadLockfile(path);
  const servers = requireServers(before, names);
  const removed = servers.map(({ name }) => name);
  await updateLockfile(path, (lockfile) => removed.reduce(withoutServer, lockfile));
  for (const server of servers) forgetAcceptance(host.home, before, server, path, host.platform);
  if (options.json === true) host.out(`${visibleJson({ removed }, 2)}\n`);
  else for (const name of removed) host.out(`removed ${visible(name)}\n`);
}
