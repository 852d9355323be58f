/** How a server that is to be pinned stands to those that are. Pure. */
import { PinError } from "../errors.js";
import { splitId } from "../lockfile/fields.js";
import type { Lockfile, PackageEntry, Server } from "../lockfile/format.js";
import type { Candidate } from "./accept.js";

/** What a server is named that nobody names: its package without the scope. */
export const usualName = (packageName: string): string => packageName.slice(packageName.indexOf("/") + 1);

/**
 * Passes when no server has the name, or one of that package and version. A version that is not known yet may be any.
 *
 * @throws PinError `usage` when the name stands for something else.
 */
export function assertFree(
  { servers }: Lockfile,
  server: string,
  wanted: { readonly name: string; readonly version?: string },
): void {
  const pinned = servers.get(server);
  if (pinned === undefined) return;
  const { name, version } = splitId(pinned.package) ?? {};
  if (wanted.name !== name) {
    throw new PinError("usage", `the name '${server}' is taken by ${pinned.package}`, {
      hint: "--name gives it another",
    });
  }
  if (wanted.version !== undefined && wanted.version !== version) {
    throw new PinError("usage", `${server} is pinned at ${pinned.package}`, {
      hint: `mcp-pin review ${server} shows and accepts an update`,
    });
  }
}

/**
 * The server that pins the same bytes under the name already, if there is one.
 *
 * @throws PinError `usage` when the name stands for something else, `integrity` when the version has other bytes now.
 */
export function pinnedAs(lockfile: Lockfile, { server }: Candidate, root: PackageEntry): Server | undefined {
  const pinned = lockfile.servers.get(server.name);
  if (pinned === undefined) return undefined;
  assertFree(lockfile, server.name, root);
  const entry = lockfile.packages.get(pinned.package);
  if (entry?.integrity === root.integrity && entry?.contents === root.contents) return pinned;
  throw new PinError("integrity", `${pinned.package} has other bytes than the pinned ones`, {
    hint: "the same version with other bytes is a republished or tampered package: do not start it",
  });
}

/** @throws PinError `usage` when two servers would have one name. */
export function assertNewNames(names: readonly string[]): void {
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice === undefined) return;
  throw new PinError("usage", `two of the packages would be named '${twice}'`, {
    hint: "add them one by one, with --name",
  });
}
