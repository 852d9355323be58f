/** `mcp-pin reject`: a version that must not start, whatever asks from then on. Pinned or not; nothing is installed. */
import { existsSync } from "node:fs";
import { dirname } from "node:path";
import { PinError } from "../errors.js";
import { acquireSpec } from "../io/acquire-spec.js";
import type { Host } from "../io/host.js";
import { loadLockfile, lockfileToWrite } from "../io/lockfile.js";
import { startProgress } from "../io/progress.js";
import { splitId } from "../lockfile/fields.js";
import { EMPTY_LOCKFILE, type Lockfile, type PackageEntry, type PackageId, packageId } from "../lockfile/format.js";
import { cleanTree } from "../package/tarball.js";
import { visible, visibleJson } from "../report/escape.js";
import { rejectPackage } from "./commit-update.js";
import { signedBy } from "./consent.js";
import { digested } from "./gather.js";
import type { LockfileOptions, NetworkOptions, OutputOptions } from "./options.js";
import { registryFor } from "./registry.js";

export interface RejectOptions extends LockfileOptions, NetworkOptions, OutputOptions {
  readonly reason: string;
  readonly by?: string;
}

/**
 * @param what `<server>@<version>` or `<package>@<version>`
 * @throws PinError `usage` for anything else; `registry` or `archive` when a version that is not pinned cannot be read.
 */
export async function reject(host: Host, what: string, options: RejectOptions): Promise<void> {
  const path = lockfileToWrite({ ...options, cwd: host.cwd, env: host.env });
  const lockfile = existsSync(path) ? loadLockfile(path) : EMPTY_LOCKFILE;
  const id = packageMeant(lockfile, what);
  const reason = options.reason.trim();
  if (reason === "") throw new PinError("usage", "--reason needs a text");
  const entry = lockfile.packages.get(id) ?? (await entryOf(host, id, dirname(path), options));
  await rejectPackage(path, entry, await signedBy(host, options.by), reason);
  const servers = [...lockfile.servers.values()].filter(({ closure }) => [...closure.values()].includes(id));
  const names = servers.map(({ name }) => name);
  if (options.json === true) {
    host.out(`${visibleJson({ rejected: id, reason, servers: names }, 2)}\n`);
    return;
  }
  host.out(`rejected ${visible(id)}\n`);
  for (const name of names) host.out(`${visible(name)} does not start any more: it holds this package\n`);
}

function packageMeant({ servers }: Lockfile, what: string): PackageId {
  const at = what.lastIndexOf("@");
  const server = servers.get(what.slice(0, at));
  const name = server === undefined ? what.slice(0, Math.max(0, at)) : (splitId(server.package)?.name ?? "");
  const id = packageId(name, what.slice(at + 1));
  if (at > 0 && splitId(id) !== undefined) return id;
  throw new PinError("usage", `'${what}' is not <server>@<version> or <package>@<version>`, {
    hint: "name the version itself, such as postmark-mcp@1.0.16",
  });
}

/** The version's digests, as `add` would record them. */
async function entryOf(host: Host, id: PackageId, base: string, options: NetworkOptions): Promise<PackageEntry> {
  const progress = startProgress(host, true);
  progress.phase(`fetching ${id}`);
  const registry = await registryFor(host, options);
  const { limits } = options;
  const found = await acquireSpec(id, { registry, base, signal: host.signal, limits, allowSha1: true });
  const source = splitId(id);
  if (source === undefined) throw new TypeError(`${id} is no id`);
  const integrity = found.integrity === undefined ? {} : { integrity: found.integrity };
  return digested({ ...source, ...integrity }, cleanTree(found, id)).entry;
}
