/** `mcp-pin tools`: what servers offer to agents, as pinned; captures, compares and pins it. */
import { PinError } from "../errors.js";
import type { Host } from "../io/host.js";
import { identity } from "../io/identity.js";
import { loadLockfile, requireLockfile } from "../io/lockfile.js";
import { observedVariants } from "../io/manifests.js";
import { paintFor } from "../io/paint.js";
import { pinDigest, type Server } from "../lockfile/format.js";
import { visible, visibleJson } from "../report/escape.js";
import { paintedLines } from "../report/styled.js";
import { toolChangeJson } from "../report/tool-words.js";
import { toolChangeLines } from "../report/tools.js";
import { renderPinnedTools, toolsJson } from "../report/tools-list.js";
import { refusalHint } from "../report/verify.js";
import { toolChanges } from "../review/tool-changes.js";
import { pinnedDigests } from "../review/tool-manifest.js";
import type { LockfileOptions, OutputOptions } from "./options.js";
import { type Captured, type CaptureOptions, captureTools } from "./tools-capture.js";
import { acceptAnew, type Place, pinTools, type RecordOptions } from "./tools-record.js";
import { textOf } from "./tools-text.js";

export interface ToolsOptions extends LockfileOptions, OutputOptions, CaptureOptions, RecordOptions {
  readonly capture?: boolean;
  readonly acceptObserved?: boolean;
  readonly diff?: boolean;
  readonly guard?: "enforce" | "warn" | "off";
  readonly quiet?: boolean;
}

/** Without a name, every server that has pinned tools. */
export async function tools(
  host: Host,
  name: string | undefined,
  args: readonly string[],
  options: ToolsOptions,
): Promise<void> {
  const path = requireLockfile({ ...options, cwd: host.cwd, env: host.env });
  const lockfile = loadLockfile(path);
  if (name === undefined) return list(host, [...lockfile.servers.values()], options);
  const server = lockfile.servers.get(name);
  if (server === undefined) {
    throw new PinError("refused", `the lockfile does not hold ${name}`, { hint: refusalHint({ kind: "not-pinned" }) });
  }
  const place: Place = { path, lockfile, server };
  if (options.guard !== undefined) return setGuard(host, place, options.guard, options);
  const heard = await hear(host, place, args, options);
  if (heard === undefined) return list(host, [server], options);
  if (options.diff === true) return compare(host, server, heard, options);
  const pinned = await pinTools(host, place, heard, options);
  if (options.json === true) await list(host, [pinned], options);
}

/** What the options ask to be compared or pinned; undefined when they ask for neither. */
async function hear(
  host: Host,
  place: Place,
  args: readonly string[],
  options: ToolsOptions,
): Promise<readonly Captured[] | undefined> {
  const { lockfile, server } = place;
  if (options.capture === true) return [await captureTools(host, lockfile, server, args, options)];
  if (options.acceptObserved !== true && options.diff !== true) return undefined;
  const observed = observedVariants(host.home, pinDigest(server, lockfile.packages));
  if (observed.length > 0) return observed;
  throw new PinError("refused", `${server.name} was not observed since it was pinned`, {
    hint: `start it by mcp-pin run ${server.name}, or mcp-pin tools ${server.name} --capture`,
  });
}

async function list(host: Host, servers: readonly Server[], { json }: ToolsOptions): Promise<void> {
  if (json === true)
    host.out(`${visibleJson({ servers: servers.map((server) => toolsJson(server, textOf(host))) }, 2)}\n`);
  else host.out(renderPinnedTools(servers, textOf(host), await paintFor(host)));
}

/** @throws PinError `refused` when something is other than pinned. */
async function compare(host: Host, server: Server, heard: readonly Captured[], { json }: ToolsOptions): Promise<void> {
  const changes = heard.flatMap(({ variant, manifest }) =>
    toolChanges(pinnedDigests(server, variant), manifest, textOf(host)),
  );
  if (json === true) host.out(`${visibleJson({ name: server.name, changes: changes.map(toolChangeJson) }, 2)}\n`);
  else host.out(paintedLines(toolChangeLines(changes), await paintFor(host)));
  if (changes.length > 0) {
    throw new PinError("refused", `${server.name} offers other than what is pinned`, {
      hint: "without --diff the same command pins it, after a question",
    });
  }
  if (json !== true) host.out(`${visible(server.name)} offers what is pinned\n`);
}

async function setGuard(
  host: Host,
  place: Place,
  mode: "enforce" | "warn" | "off",
  options: ToolsOptions,
): Promise<void> {
  const pinned = await acceptAnew(host, place, await identity(host.cwd, options.by), ({ guard: _, ...server }) =>
    mode === "enforce" ? server : { ...server, guard: mode },
  );
  if (options.json === true) await list(host, [pinned], options);
  else host.out(`the guard of ${visible(place.server.name)}: ${mode}\n`);
}
