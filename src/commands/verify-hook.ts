/** `mcp-pin verify --hook`: asked by a client before it calls a tool. What cannot be told is refused. */
import type { Entry } from "../clients/entries.js";
import { type Call, callOf, type HookClient } from "../clients/hook-protocol.js";
import { PinError } from "../errors.js";
import { readProjectConfigs, readUserConfigs, userPlaces } from "../io/clients.js";
import type { Host } from "../io/host.js";
import { loadLockfile, requireLockfile } from "../io/lockfile.js";
import { readStandardInput } from "../io/standard-input.js";
import { unoptimized } from "../io/unoptimized.js";
import { refusalHint, refusalText } from "../report/verify.js";
import { pathNamed } from "./config-drift.js";
import { decideServers, inStore } from "./decisions.js";
import type { LockfileOptions } from "./options.js";
import { verify } from "./verify.js";

/**
 * Passes when the called server is pinned and whole, or starts nothing of npm. A server that no configuration names
 * passes when everything that `verify` looks at does.
 *
 * @throws PinError whatever blocks the call.
 */
export async function verifyHook(host: Host, client: HookClient, options: LockfileOptions): Promise<void> {
  const call = callOf(client, parsed(await readStandardInput()));
  if (!call.isMcp) return;
  const named = client === "claude-code" ? host.env.CLAUDE_PROJECT_DIR : undefined;
  const folder = named || call.folder || host.cwd;
  const starts =
    call.start === undefined ? await startsOf(host, client, call, folder) : [{ start: call.start, env: [] }];
  const there: Host = Object.assign(Object.create(host) as Host, { cwd: folder, out: () => {} });
  if (starts.length === 0) return verify(there, [], { ...options, configs: true });
  for (const start of starts) await check(there, start, options);
}

function parsed(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? "");
  } catch {
    return undefined;
  }
}

/** What was started, and the names of the variables that it was given. */
type Start = Pick<Entry, "start" | "env">;

/**
 * What the entries that may be the server start: all of them, where several have its name.
 *
 * @throws PinError `refused` when a file of the client cannot be read here: the client may read it.
 */
async function startsOf(host: Host, client: HookClient, { mayBe }: Call, folder: string): Promise<Start[]> {
  const configs = [...readProjectConfigs(folder, client), ...readUserConfigs(userPlaces(host.env), client)];
  if (configs.length === 0) return [];
  const { readEntries } = await import("../clients/entries.js");
  const readings = await Promise.all(configs.map(readEntries));
  const unread = readings.find(({ problem }) => problem !== undefined);
  if (unread !== undefined) {
    throw new PinError("refused", `it cannot be told what was started: ${unread.file} ${unread.problem}`);
  }
  const isHere = ({ path: [first, project] }: Entry): boolean => first !== "projects" || project === folder;
  return readings.flatMap(({ entries }) => entries).filter((entry) => mayBe(entry.name) && isHere(entry));
}

async function check(host: Host, start: Start, options: LockfileOptions): Promise<void> {
  const { launchOf } = await import("../clients/launch.js");
  const { hijack } = await import("../clients/drift.js");
  const launch = launchOf(start.start);
  if (launch.kind === "npm") throw unpinned(`\`${launch.launcher}\` started ${launch.spec} without a pin`);
  if (launch.kind === "not-understood" && launch.mentionsNpm) {
    throw unpinned(`it cannot be told what was started: ${launch.why}`);
  }
  if (launch.kind !== "mcp-pin") return;
  const why = hijack(start, launch);
  if (why !== undefined) throw new PinError("refused", `it cannot be told what was started: ${why}`);
  const named = pathNamed(host, host.cwd, launch);
  const lockfile = loadLockfile(named ?? requireLockfile({ ...options, cwd: host.cwd, env: host.env }));
  const { server } = launch;
  const [result] = unoptimized("time", () => decideServers(host, lockfile, [server], inStore(host, lockfile)));
  if (result === undefined || result.decision.ok) return;
  const { verdict } = result.decision;
  throw new PinError("refused", `${server}: ${refusalText(verdict)}`, { hint: refusalHint(verdict) });
}

const unpinned = (why: string): PinError => new PinError("refused", why, { hint: "mcp-pin init pins it" });
