/** `mcp-pin run`: decide, then start exactly the pinned bytes. Standard output is the server's alone. */
import { realpathSync } from "node:fs";
import { join } from "node:path";
import { assertNothingAbove } from "../io/above.js";
import { resolveCredentials } from "../io/credentials.js";
import { configFolder, treePath } from "../io/home.js";
import type { Host } from "../io/host.js";
import { holdServer, type Launch, supervise } from "../io/launcher.js";
import { checksLoads } from "../io/load-hooks.js";
import { loadLockfile, requireLockfile } from "../io/lockfile.js";
import { interpreterPath } from "../io/programs.js";
import { unoptimized } from "../io/unoptimized.js";
import { splitId } from "../lockfile/fields.js";
import type { Lockfile, Server } from "../lockfile/format.js";
import { placement, treeDigest } from "../lockfile/placement.js";
import { visibleLines } from "../report/escape.js";
import { type ServerEnvironment, serverEnvironment } from "../review/server-environment.js";
import { decideOne, inStore, type Look, reviewedOrThrow, unread } from "./decisions.js";
import type { LockfileOptions } from "./options.js";
import { guardFor, guardNotice, planGuard } from "./run-guard.js";

export interface RunOptions extends LockfileOptions {
  readonly envPassthrough?: boolean;
  readonly quiet?: boolean;
}

/**
 * Ends when the server ends, with its exit code or signal.
 *
 * @throws PinError `refused` when the server may not start; whatever else keeps it from being decided or started.
 */
export async function run(host: Host, name: string, args: readonly string[], options: RunOptions): Promise<void> {
  const lockfile = loadLockfile(requireLockfile({ ...options, cwd: host.cwd, env: host.env }));
  const decideBy = (look: Look) => unoptimized("memory", () => decideOne(host, lockfile, name, look));
  // All that is wrong with a server that cannot start is said at once, so then everything is read.
  if (!decideBy(unread(host, lockfile)).ok) reviewedOrThrow(name, decideBy(inStore(host, lockfile)));
  const server = lockfile.servers.get(name) as Server;
  const launch = launchOf(host, lockfile, server, args, options);
  const plan = planGuard(host, lockfile, server, args, launch.env);
  const held = holdServer(launch, plan.mode === "off" ? "inherit" : "pipe");
  try {
    const guard = await guardFor(host, plan);
    const depth = launch.isNode && checksLoads(process.versions.node) ? "data" : "all";
    const running = held.release(reviewedOrThrow(name, decideBy(inStore(host, lockfile, depth))));
    if (options.quiet !== true) host.err(guardNotice(plan));
    guard(running.child);
    await supervise(running);
  } catch (error) {
    held.drop();
    throw error;
  }
}

function launchOf(
  host: Host,
  lockfile: Lockfile,
  server: Server,
  args: readonly string[],
  options: RunOptions,
): Launch {
  const root = realpathSync(treePath(host.home, treeDigest(placement(server, lockfile.packages, host.platform))));
  assertNothingAbove(root);
  const granted = options.envPassthrough === true ? "all" : server.env;
  const { env: plain, ...left } = serverEnvironment(host.env, granted, host.platform.os);
  const env = { ...plain, ...resolveCredentials(configFolder(host.env), server.name, server.env, host.env) };
  if (options.quiet !== true) host.err(leftLines(server.name, left));
  const entry = join(root, "node_modules", splitId(server.package)?.name ?? "", server.entry);
  const interpreter = interpreterPath(server, host.env);
  if (options.quiet !== true && interpreter !== undefined) {
    host.err(visibleLines(`mcp-pin: ${server.name} is run by ${interpreter}, of which only the name is pinned\n`));
  }
  return {
    ...{ server: server.name, root, entry, args, cwd: host.cwd, env },
    program: interpreter ?? process.execPath,
    isNode: interpreter === undefined,
  };
}

const SHOWN_NAMES = 8;

function leftLines(server: string, { withheld, barred }: Omit<ServerEnvironment, "env">): string {
  const grant = `its pin does not name them (mcp-pin env ${server} --grant …)`;
  const one = withheld.length > 0 ? `mcp-pin: ${server} is not given ${some(withheld)}: ${grant}\n` : "";
  const other = barred.length > 0 ? `mcp-pin: no server is given ${some(barred)}: it decides which code runs\n` : "";
  return visibleLines(one + other);
}

const some = (names: readonly string[]): string =>
  names.slice(0, SHOWN_NAMES).join(", ") +
  (names.length > SHOWN_NAMES ? ` and ${names.length - SHOWN_NAMES} more` : "");
