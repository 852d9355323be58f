/** Changing which environment variables the pin of a server names: its acceptance is renewed, here and in the lockfile. */
import { PinError } from "../errors.js";
import type { Host } from "../io/host.js";
import { updateLockfile } from "../io/lockfile.js";
import { forgetAcceptance, isAcceptedHere, rememberAcceptance } from "../io/store.js";
import { withEnv } from "../lockfile/edit.js";
import { variables } from "../lockfile/fields.js";
import { type Lockfile, pinDigest, type Server } from "../lockfile/format.js";
import { isGrantable } from "../review/server-environment.js";
import { signedBy } from "./consent.js";
import type { Pinned } from "./install.js";

/** @throws PinError `usage` for what no pin may name. */
export function assertGrantable(names: readonly string[]): void {
  for (const name of names) {
    if (variables([name]) !== undefined) throw new PinError("usage", `'${name}' is not a variable's name`);
    if (isGrantable(name)) continue;
    throw new PinError("usage", `${name} decides which code runs: no server is given it`);
  }
}

/** @throws PinError `refused` for a pin that was not accepted on this machine: an edit must not accept it. */
export function assertAcceptedHere(host: Host, lockfile: Lockfile, server: Server): void {
  const pin = pinDigest(server, lockfile.packages);
  if (pin === server.accepted.pin && isAcceptedHere(host.home, pin)) return;
  throw new PinError("refused", `the pin of ${server.name} is not accepted on this machine`, {
    hint: "mcp-pin install accepts what the lockfile says",
  });
}

/**
 * Names exactly these variables in the pin of a server; returns them, sorted. Nothing is written where they are the same.
 *
 * @throws PinError `refused` when the pin as it stands was not accepted on this machine, or is another by the time that it
 *   is written: naming a variable must not accept it.
 */
export async function grantEnv(
  host: Host,
  { server, lockfile, path }: Pinned,
  wanted: readonly string[],
  by: string | undefined,
): Promise<readonly string[]> {
  const names = [...new Set(wanted)].sort();
  if (names.join() === server.env.join()) return names;
  assertAcceptedHere(host, lockfile, server);
  const signed = await signedBy(host, by);
  const written = await updateLockfile(path, (current) => {
    const now = current.servers.get(server.name);
    if (now !== undefined && pinDigest(now, current.packages) === server.accepted.pin) {
      return withEnv(current, server.name, names, signed);
    }
    throw new PinError("refused", `the pin of ${server.name} was changed meanwhile`, {
      hint: "look at it, and try again",
    });
  });
  const renewed = written.servers.get(server.name);
  if (renewed !== undefined) rememberAcceptance(host.home, written, renewed, path, host.platform);
  forgetAcceptance(host.home, lockfile, server, path, host.platform);
  return names;
}
