/** Starting a reviewed server to hear what it offers. */
import { accessSync, constants, realpathSync, statSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";
import { PinError } from "../errors.js";
import { captureManifest } from "../guard/capture.js";
import { startRehearsal } from "../io/fence.js";
import { treePath } from "../io/home.js";
import type { Host } from "../io/host.js";
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
  const root = realpathSync(treePath(host.home, treeDigest(placement(server, lockfile.packages, host.platform))));
  const entry = join(root, "node_modules", splitId(server.package)?.name ?? "", server.entry);
  const rehearsal = {
    program: programOf(server, host),
    root,
    entry,
    args,
    cwd: host.cwd,
    variables: server.env,
  };
  const child = startRehearsal(rehearsal, host.env, unfenced);
  return { variant: variantOf(args, server.env), manifest: await captureManifest(child, host.signal) };
}

/** Of an interpreter the name is kept, by which some programs tell what they are to be. */
function programOf({ name, interpreter }: Server, { env, cwd }: Host): string {
  if (interpreter === undefined) return realpathSync(process.execPath);
  const folders = interpreter.startsWith("/") ? [""] : (env.PATH ?? "").split(delimiter);
  const found = folders.map((folder) => resolve(cwd, folder, interpreter)).find(isProgram);
  if (found !== undefined) return found;
  throw new PinError("refused", `${interpreter}, which runs ${name}, is not on this machine`, {
    hint: "its pin names it: install it, or set PATH so that it is found",
  });
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
