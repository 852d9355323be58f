/** Pinning what a server offers, once somebody saw it. */
import { PinError } from "../errors.js";
import type { Host } from "../io/host.js";
import { identity } from "../io/identity.js";
import { updateLockfile } from "../io/lockfile.js";
import { keepManifest } from "../io/manifests.js";
import { paintFor } from "../io/paint.js";
import { forgetAcceptance, rememberAcceptance } from "../io/store.js";
import { type Lockfile, pinDigest, type Server } from "../lockfile/format.js";
import { splitToolLine, type ToolLine, toolLine } from "../lockfile/tool-lines.js";
import type { Digest } from "../package/digest.js";
import { visible } from "../report/escape.js";
import { paintedLines } from "../report/styled.js";
import { count } from "../report/table.js";
import { manifestLines, tallyOf, toolChangeLines, toolFindingLines } from "../report/tools.js";
import { toolChanges, toolFindings } from "../review/tool-changes.js";
import { pinnedDigests } from "../review/tool-manifest.js";
import { assertAcceptedHere } from "./grant.js";
import type { Captured } from "./tools-capture.js";
import { textOf } from "./tools-text.js";

export interface RecordOptions {
  readonly by?: string;
  readonly yes?: boolean;
  readonly quiet?: boolean;
  /** Standard output is for JSON: what was done is said beside it. */
  readonly json?: boolean;
}

/** A server of a lockfile, and where that was read. */
export interface Place {
  readonly path: string;
  readonly lockfile: Lockfile;
  readonly server: Server;
}

/** Shows what would be pinned, asks, and pins it; returns the server as it is then. @throws PinError `refused` when nobody agrees. */
export async function pinTools(
  host: Host,
  place: Place,
  captured: readonly Captured[],
  options: RecordOptions,
): Promise<Server> {
  const findings = captured.flatMap(({ manifest }) => toolFindings(manifest));
  if (options.quiet !== true) await show(host, place.server, captured);
  await agree(host, place.server, findings.filter(({ tier }) => tier === "block").length, options);
  const pinned = await acceptAnew(host, place, await identity(host.cwd, options.by), (server) => ({
    ...server,
    tools: linesOf(host, server, captured),
  }));
  const tally = tallyOf(captured.flatMap(({ manifest }) => [...manifest.keys()]));
  const done = `pinned what ${visible(place.server.name)} offers: ${visible(tally)}\n`;
  if (options.json === true) host.err(`mcp-pin: ${done}`);
  else host.out(done);
  return pinned;
}

async function show(host: Host, server: Server, captured: readonly Captured[]): Promise<void> {
  const paint = await paintFor(host);
  for (const { variant, manifest } of captured) {
    const before = pinnedDigests(server, variant);
    const changes = toolChanges(before, manifest, textOf(host));
    const isNew = before.size === 0;
    const what = isNew ? "this:" : changes.length === 0 ? "what is pinned" : "other than what is pinned:";
    const lines = isNew ? manifestLines(manifest) : toolChangeLines(changes);
    host.err(`mcp-pin: ${visible(server.name)} offers ${what}\n`);
    host.err(paintedLines([...lines, ...toolFindingLines(toolFindings(manifest))], paint));
  }
}

async function agree(host: Host, server: Server, blocks: number, { yes }: RecordOptions): Promise<void> {
  if (yes === true && blocks === 0) return;
  if (yes === true) {
    throw new PinError(
      "refused",
      `nothing was pinned: ${count(blocks, "text")} of its tools would not be accepted by --yes`,
      {
        hint: "read them; a person can accept them at a terminal",
      },
    );
  }
  if (!host.interactive) {
    throw new PinError("refused", "nothing was pinned: nobody could be asked", {
      hint: "run it in a terminal, or accept unread with --yes",
    });
  }
  const word = blocks === 0 ? "y" : "accept";
  const answer = (await host.ask(`Pin what ${visible(server.name)} offers? [${word}] yes  [n] no: `))
    .trim()
    .toLowerCase();
  if (answer !== word && !(blocks === 0 && answer === "yes")) throw new PinError("refused", "nothing was pinned");
}

/** The lines of other kinds of start stay. */
function linesOf(host: Host, server: Server, captured: readonly Captured[]): Map<ToolLine, Digest> {
  const lines = new Map(server.tools);
  for (const { variant, manifest } of captured) {
    for (const line of server.tools?.keys() ?? []) if (splitToolLine(line)?.variant === variant) lines.delete(line);
    for (const [key, digest] of keepManifest(host.home, manifest)) lines.set(toolLine(variant, key), digest);
  }
  return lines;
}

/**
 * Writes a server with another pin, accepted here and now in the place of the one before; returns it.
 *
 * @throws PinError `refused` when the lockfile changed meanwhile, or the pin was not accepted on this machine.
 */
export async function acceptAnew(
  host: Host,
  { path, lockfile, server }: Place,
  by: string,
  edit: (server: Server) => Server,
): Promise<Server> {
  assertAcceptedHere(host, lockfile, server);
  const at = `${host.now().toISOString().slice(0, 19)}Z`;
  const updated = await updateLockfile(path, (current) => {
    const known = current.servers.get(server.name);
    if (known === undefined || pinDigest(known, current.packages) !== server.accepted.pin) {
      throw new PinError("refused", `${server.name} was changed meanwhile`, { hint: "run it again" });
    }
    const next = edit(known);
    const accepted = { pin: pinDigest(next, current.packages), by, at };
    return { ...current, servers: new Map(current.servers).set(server.name, { ...next, accepted }) };
  });
  const next = updated.servers.get(server.name) as Server;
  if (next.accepted.pin !== server.accepted.pin) {
    rememberAcceptance(host.home, updated, next, path, host.platform);
    forgetAcceptance(host.home, lockfile, server, path, host.platform);
  }
  return next;
}
