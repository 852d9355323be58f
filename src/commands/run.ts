/**
 * `mcp-pin run`: decide, then start exactly the pinned bytes. Standard output is the server's alone. What only some starts
 * need is loaded by them (`run-beside`).
 */
import { join } from "node:path";
import { assertNothingAbove } from "../io/above.js";
import { asServer, become } from "../io/become.js";
import { checksLoads } from "../io/checks-loads.js";
import { resolveCredentials } from "../io/credentials.js";
import { configFolder } from "../io/home.js";
import type { Host } from "../io/host.js";
import type { Launch } from "../io/launcher.js";
import { loadLockfileFor, requireLockfile } from "../io/lockfile.js";
import { PinnedFiles } from "../io/pinned-files.js";
import { interpreterPath } from "../io/programs.js";
import { realTreePath } from "../io/real-tree.js";
import { writeError } from "../io/refusals.js";
import type { SecondReader } from "../io/second-reader.js";
import { unoptimized } from "../io/unoptimized.js";
import { splitId } from "../lockfile/fields.js";
import type { Server } from "../lockfile/format.js";
import { type Placed, treeDigest } from "../lockfile/placement.js";
import { visibleLines } from "../report/escape.js";
import { type ServerEnvironment, serverEnvironment } from "../review/server-environment.js";
import { beforeStart, Decider, inStore, reviewedOrThrow, unread } from "./decisions.js";
import type { LockfileOptions } from "./options.js";
import { guardNotice, isGuarded, planGuard } from "./run-plan.js";

export interface RunOptions extends LockfileOptions {
  readonly envPassthrough?: boolean;
  readonly quiet?: boolean;
  /** Reads a share of the server's files. */
  readonly second?: SecondReader | undefined;
}

/**
 * Ends when the server ends, with its exit code or signal; or when this process has become the server.
 *
 * @throws PinError `refused` when the server may not start; whatever else keeps it from being decided or started.
 */
export async function run(host: Host, name: string, args: readonly string[], options: RunOptions): Promise<void> {
  const path = requireLockfile({ ...options, cwd: host.cwd, env: host.env });
  const lockfile = loadLockfileFor(name, path, host.home);
  const decider = new Decider(host, lockfile);
  // All that is wrong with a server that cannot start is said at once, so then everything is read.
  const first = decider.decide(name, unread(host, lockfile));
  if (!first.ok) reviewedOrThrow(name, decider.decide(name, inStore(host, lockfile)));
  const server = lockfile.servers.get(name) as Server;
  const { launch, notices } = launchOf(host, server, decider.placed(server), args, options);
  const plan = planGuard(host, lockfile, server, args, launch.env);
  const said = options.quiet === true ? "" : visibleLines(notices) + guardNotice(plan);
  const files = new PinnedFiles(launch.root);
  const depth = launch.isNode && checksLoads(process.versions.node) ? "data" : "all";
  const judge = () =>
    reviewedOrThrow(name, decider.decide(name, beforeStart(host, lockfile, files, depth, options.second)));
  const initial = isGuarded(plan) ? undefined : asServer(launch, host.env);
  if (initial === undefined) {
    const { runBeside } = await import("./run-beside.js");
    return runBeside(host, launch, plan, judge, said);
  }
  const verdict = unoptimized("memory", judge);
  writeError(said);
  become(launch, files, initial, verdict);
}

function launchOf(
  host: Host,
  server: Server,
  placed: readonly Placed[],
  args: readonly string[],
  options: RunOptions,
): { readonly launch: Launch; readonly notices: string } {
  const root = realTreePath(host.home, treeDigest(placed));
  assertNothingAbove(root);
  const granted = options.envPassthrough === true ? "all" : server.env;
  const { env: plain, ...left } = serverEnvironment(host.env, granted, host.platform.os);
  const env = { ...plain, ...resolveCredentials(configFolder(host.env), server.name, server.env, host.env) };
  const entry = join(root, "node_modules", splitId(server.package)?.name ?? "", server.entry);
  const interpreter = interpreterPath(server, host.env);
  const runBy =
    interpreter === undefined
      ? ""
      : `mcp-pin: ${server.name} is run by ${interpreter}, of which only the name is pinned\n`;
  const launch = {
    ...{ server: server.name, root, entry, args, cwd: host.cwd, env },
    program: interpreter ?? process.execPath,
    isNode: interpreter === undefined,
  };
  return { launch, notices: leftLines(server.name, left) + runBy };
}

const SHOWN_NAMES = 8;

function leftLines(server: string, { withheld, barred }: Omit<ServerEnvironment, "env">): string {
  const grant = `its pin does not name them (mcp-pin env ${server} --grant …)`;
  const one = withheld.length > 0 ? `mcp-pin: ${server} is not given ${some(withheld)}: ${grant}\n` : "";
  const other = barred.length > 0 ? `mcp-pin: no server is given ${some(barred)}: it decides which code runs\n` : "";
  return one + other;
}

const some = (names: readonly string[]): string =>
  names.slice(0, SHOWN_NAMES).join(", ") +
  (names.length > SHOWN_NAMES ? ` and ${names.length - SHOWN_NAMES} more` : "");
