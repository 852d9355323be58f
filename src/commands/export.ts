/** `mcp-pin export`: what a lockfile means to another program. */
import { dirname } from "node:path";
import { readEntries } from "../clients/entries.js";
import { launchOf } from "../clients/launch.js";
import { wordsOf } from "../clients/plan.js";
import { readProjectConfigs } from "../io/clients.js";
import type { Host } from "../io/host.js";
import { loadLockfile, requireLockfile } from "../io/lockfile.js";
import { visibleJson } from "../report/escape.js";
import type { LockfileOptions } from "./options.js";

/**
 * Claude Code's managed settings that let nothing but pinned servers start. A server is matched by its exact words, so
 * those that the project's own entries use are allowed besides the plain form.
 */
export async function exportManaged(host: Host, options: LockfileOptions): Promise<void> {
  const path = requireLockfile({ ...options, cwd: host.cwd, env: host.env });
  const { servers } = loadLockfile(path);
  const readings = await Promise.all(readProjectConfigs(dirname(path), "claude-code").map(readEntries));
  const used = readings
    .flatMap(({ entries }) => entries)
    .filter(({ start }) => {
      const launch = launchOf(start);
      return (
        launch.kind === "mcp-pin" &&
        launch.lockfile === undefined &&
        launch.global !== true &&
        servers.has(launch.server)
      );
    });
  const plain = [...servers.keys()].map((name) => ["mcp-pin", "run", name]);
  const forms = new Map([...plain, ...used.map(wordsOf)].map((words) => [JSON.stringify(words), words]));
  const allowedMcpServers = [...forms.values()].map((serverCommand) => ({ serverCommand }));
  host.out(`${visibleJson({ allowManagedMcpServersOnly: true, allowedMcpServers }, 2)}\n`);
}
