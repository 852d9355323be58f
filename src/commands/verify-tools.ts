/** `verify --tools`: what servers offer now, heard in the fence, against what is pinned. */
import type { Host } from "../io/host.js";
import type { Lockfile } from "../lockfile/format.js";
import type { ServerResult } from "../report/verify.js";
import { toolChanges } from "../review/tool-changes.js";
import { pinnedDigests } from "../review/tool-manifest.js";
import { refuse } from "../review/verdict.js";
import { decideServers, inStore } from "./decisions.js";
import { captureTools } from "./tools-capture.js";
import { textOf } from "./tools-text.js";
import { type VerifyOptions, verifyWith } from "./verify.js";

/**
 * Starts each server that has pinned tools, without arguments: they are in no lockfile.
 *
 * @throws PinError as `verify`; `refused` when there is no fence, or a server does not say what it offers.
 */
export async function verifyTools(host: Host, names: readonly string[], options: VerifyOptions): Promise<void> {
  await verifyWith(host, options, async (lockfile) => {
    const results: ServerResult[] = [];
    for (const result of decideServers(host, lockfile, names, inStore(host, lockfile))) {
      results.push(await withTools(host, lockfile, result));
    }
    return results;
  });
}

async function withTools(host: Host, lockfile: Lockfile, result: ServerResult): Promise<ServerResult> {
  const server = lockfile.servers.get(result.name);
  if (server === undefined || !result.decision.ok) return result;
  if (server.tools === undefined) return { ...result, notes: [...(result.notes ?? []), "no tools are pinned"] };
  const { variant, manifest } = await captureTools(host, lockfile, server, [], {});
  const changes = toolChanges(pinnedDigests(server, variant), manifest, textOf(host));
  if (changes.length === 0) return result;
  const items = changes.map(({ kind, key }) => ({ kind, key }));
  return { ...result, decision: refuse(result.decision, { kind: "tools-changed", items }) };
}
