/** `mcp-pin verify`: the pre-start check. Offline unless asked otherwise; never writes. */
import { PinError } from "../errors.js";
import type { Host } from "../io/host.js";
import { loadLockfile, requireLockfile } from "../io/lockfile.js";
import { paintFor } from "../io/paint.js";
import { count } from "../report/table.js";
import { refusalHint, renderVerify, serverJson } from "../report/verify.js";
import { decideServers } from "./decisions.js";
import type { LockfileOptions, NetworkOptions, OutputOptions } from "./options.js";

export interface VerifyOptions extends LockfileOptions, OutputOptions, NetworkOptions {
  readonly configs: boolean;
  readonly online?: boolean;
  readonly tree?: string;
}

/** @throws PinError `refused` when a server asked about may not start. */
export async function verify(host: Host, names: readonly string[], options: VerifyOptions): Promise<void> {
  const lockfile = loadLockfile(requireLockfile({ ...options, cwd: host.cwd, env: host.env }));
  const results = decideServers(host, lockfile, names);
  const refused = results.flatMap(({ decision }) => (decision.ok ? [] : [decision.verdict]));
  if (options.json === true) {
    host.out(
      `${JSON.stringify({ ok: refused.length === 0, servers: results.map(serverJson), configs: [] }, null, 2)}\n`,
    );
  } else {
    host.out(renderVerify(results, await paintFor(host)));
  }
  const [first] = refused;
  if (first === undefined) return;
  throw new PinError("refused", `refused ${count(refused.length, "server")} of ${results.length}`, {
    hint: refusalHint(first),
  });
}
