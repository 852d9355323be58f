/** Starting a reviewed server to hear what it offers. */
import { realpathSync } from "node:fs";
import { join } from "node:path";
import { captureManifest } from "../guard/capture.js";
import { startRehearsal } from "../io/fence.js";
import type { Host } from "../io/host.js";
import { interpreterPath } from "../io/programs.js";
import { realTreePath } from "../io/real-tree.js";
import { splitId } from "../lockfile/fields.js";
import type { Lockfile, Server } from "../lockfile/format.js";
import { placement, treeDigest } from "../lockfile/placement.js";
import { type Variant, variantOf } from "../lockfile/tool-lines.js";
import type { ToolManifest } from "../review/tool-manifest.js";
import { decideOne, inStore, reviewedOrThrow } from "./decisions.js";

export interface CaptureOptions {
  /** Start it without a fence. */
  readonly unfenced?: boolean;
}

export interface Captured {
  readonly variant: Variant;
  readonly manifest: ToolManifest;
}

/**
 * What a server offers when it is started with those arguments and with all the variables of its pin.
 *
 * @throws PinError `refused` when it may not start, when there is no fence, or when it does not say what it offers.
 */
export async function captureTools(
  host: Host,
  lockfile: Lockfile,
  server: Server,
  args: readonly string[],
  { unfenced = false }: CaptureOptions,
): Promise<Captured> {
  reviewedOrThrow(server.name, decideOne(host, lockfile, server.name, inStore(host, lockfile)));
  const root = realTreePath(host.home, treeDigest(placement(server, lockfile.packages, host.platform)));
  const entry = join(root, "node_modules", splitId(server.package)?.name ?? "", server.entry);
  const rehearsal = {
    program: interpreterPath(server, host.env) ?? realpathSync(process.execPath),
    root,
    entry,
    args,
    cwd: host.cwd,
    variables: server.env,
  };
  const child = startRehearsal(rehearsal, host.env, unfenced);
  return { variant: variantOf(args, server.env), manifest: await captureManifest(child, host.signal) };
}
