/** What becomes of the pinned tools when a server was added or updated. */
import { PinError } from "../errors.js";
import { hasFence } from "../io/fence.js";
import type { Host } from "../io/host.js";
import { loadLockfile } from "../io/lockfile.js";
import { paintFor } from "../io/paint.js";
import { visible } from "../report/escape.js";
import { paintedLines } from "../report/styled.js";
import { toolChangeLines } from "../report/tools.js";
import { toolChanges } from "../review/tool-changes.js";
import { pinnedDigests } from "../review/tool-manifest.js";
import { captureTools } from "./tools-capture.js";
import { pinTools, type RecordOptions } from "./tools-record.js";
import { textOf } from "./tools-text.js";

/** Captures what servers that were just added offer, and pins it. @throws PinError `refused`; the servers stay added. */
export async function pinNewTools(
  host: Host,
  path: string,
  names: readonly string[],
  options: RecordOptions,
): Promise<void> {
  for (const name of names) {
    const lockfile = loadLockfile(path);
    const server = lockfile.servers.get(name);
    if (server === undefined) continue;
    const captured = await captureTools(host, lockfile, server, [], {});
    await pinTools(host, { path, lockfile, server }, [captured], options);
  }
}

/**
 * After an update: what the accepted version offers, heard in the fence, against what is pinned. It decides nothing: the
 * guard holds back whatever differs until somebody pins it.
 */
export async function compareAfterUpdate(host: Host, path: string, name: string): Promise<void> {
  const lockfile = loadLockfile(path);
  const server = lockfile.servers.get(name);
  if (server?.tools === undefined) return;
  const say = (text: string): void => host.err(`mcp-pin: ${visible(name)}: ${text}\n`);
  const hint = `hint: mcp-pin tools ${visible(name)} --capture shows it, asks, and pins it\n`;
  try {
    if (!hasFence(host.env)) throw new PinError("refused", "there is no fence on this machine");
    const { variant, manifest } = await captureTools(host, lockfile, server, [], {});
    const changes = toolChanges(pinnedDigests(server, variant), manifest, textOf(host));
    if (changes.length === 0) return say("its tools are described as pinned; that says nothing about what they do now");
    say("what it offers now is not what is pinned, and is held back:");
    host.err(paintedLines(toolChangeLines(changes), await paintFor(host)));
    host.err(hint);
  } catch (error) {
    if (!(error instanceof PinError)) throw error;
    say(`what it offers now was not compared with what is pinned: ${visible(error.message)}`);
    host.err(hint);
  }
}
