/** `mcp-pin verify`: the pre-start check, offline; never writes. */
import { PinError } from "../errors.js";
import type { Host } from "../io/host.js";
import { loadLockfile, requireLockfile } from "../io/lockfile.js";
import { paintFor } from "../io/paint.js";
import { unoptimized } from "../io/unoptimized.js";
import type { Lockfile } from "../lockfile/format.js";
import { visibleJson } from "../report/escape.js";
import { count } from "../report/table.js";
import { refusalHint, renderVerify, type ServerResult, serverJson } from "../report/verify.js";
import { configDrift } from "./config-drift.js";
import { decideServers, inStore } from "./decisions.js";
import type { LockfileOptions, OutputOptions } from "./options.js";

export interface VerifyOptions extends LockfileOptions, OutputOptions {
  readonly configs: boolean;
}

/** Where the results come from: the store alone, or also the registry or another tree. */
export type Results = (lockfile: Lockfile) => ServerResult[] | Promise<ServerResult[]>;

/** Of more servers than this so many files are read that optimizing the code that reads them pays. */
const FEW_SERVERS = 3;

/** @throws PinError `refused` when a server asked about may not start. */
export async function verify(host: Host, names: readonly string[], options: VerifyOptions): Promise<void> {
  await verifyWith(host, options, (lockfile) => {
    const decideAll = () => decideServers(host, lockfile, names, inStore(host, lockfile));
    const asked = names.length === 0 ? lockfile.servers.size : names.length;
    return asked > FEW_SERVERS ? decideAll() : unoptimized("time", decideAll);
  });
}

/** @throws PinError `refused` when one of the results is a refusal, or a client configuration has drifted. */
export async function verifyWith(
  host: Host,
  options: VerifyOptions,
  resultsFor: Results,
  hintFor = refusalHint,
): Promise<void> {
  const path = requireLockfile({ ...options, cwd: host.cwd, env: host.env });
  const lockfile = loadLockfile(path);
  const results = await resultsFor(lockfile);
  const configs = options.configs ? await configDrift(host, path, lockfile) : [];
  const refused = results.flatMap(({ decision }) => (decision.ok ? [] : [decision.verdict]));
  const drift = configs.filter((remark) => remark.drift).length;
  if (options.json === true) {
    const json = { ok: refused.length + drift === 0, servers: results.map(serverJson), configs };
    host.out(`${visibleJson(json, 2)}\n`);
  } else if (options.quiet !== true || refused.length + drift > 0) {
    host.out(renderVerify(results, configs, await paintFor(host)));
  }
  const [first] = refused;
  if (first !== undefined) {
    throw new PinError("refused", `refused ${count(refused.length, "server")} of ${results.length}`, {
      hint: hintFor(first),
    });
  }
  if (drift > 0) {
    throw new PinError(
      "refused",
      `${count(drift, "client entry", "client entries")} would start a server without its pin`,
      {
        hint: "mcp-pin init rewrites them; --no-configs leaves them out",
      },
    );
  }
}
