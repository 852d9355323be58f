/** `mcp-pin list`: the pinned servers and whether each may start. Offline; reads every pinned byte. */
import type { Host } from "../io/host.js";
import { loadLockfile, requireLockfile } from "../io/lockfile.js";
import { paintFor } from "../io/paint.js";
import { placement } from "../lockfile/placement.js";
import { visibleJson } from "../report/escape.js";
import { type ListedServer, listJson, renderList } from "../report/list.js";
import { decideServers, inStore } from "./decisions.js";
import type { LockfileOptions, OutputOptions } from "./options.js";

export async function list(host: Host, options: LockfileOptions & OutputOptions): Promise<void> {
  const lockfile = loadLockfile(requireLockfile({ ...options, cwd: host.cwd, env: host.env }));
  const results = decideServers(host, lockfile, [], inStore(host, lockfile));
  const servers = [...lockfile.servers.values()].map((server, i): ListedServer | undefined => {
    const result = results[i];
    const packages = new Set(placement(server, lockfile.packages, host.platform).map(({ id }) => id)).size;
    return result === undefined ? undefined : { server, result, packages };
  });
  const listed = servers.filter((item) => item !== undefined);
  if (options.json === true) host.out(`${visibleJson({ servers: listed.map(listJson) }, 2)}\n`);
  else host.out(renderList(listed, await paintFor(host)));
}
