/** What the project's client configurations start without a pin. Nothing is loaded where there are none. */
import { dirname, resolve } from "node:path";
import type { IsPinned, Remark } from "../clients/drift.js";
import type { NamedLockfile } from "../clients/launch.js";
import { readProjectConfigs } from "../io/clients.js";
import { configFolder } from "../io/home.js";
import type { Host } from "../io/host.js";
import { loadLockfile, ownLockfile } from "../io/lockfile.js";
import type { Lockfile } from "../lockfile/format.js";
import type { ConfigRemark } from "../report/verify.js";

/** The remarks on the project of a lockfile: its folder, or the working folder for the user's own lockfile. */
export async function configDrift(host: Host, path: string, lockfile: Lockfile): Promise<ConfigRemark[]> {
  const folder = dirname(path) === configFolder(host.env) ? host.cwd : dirname(path);
  const configs = readProjectConfigs(folder);
  if (configs.length === 0) return [];
  const { readEntries } = await import("../clients/entries.js");
  const { driftOf } = await import("../clients/drift.js");
  const readings = await Promise.all(configs.map(readEntries));
  const entries = readings.flatMap((reading) => reading.entries);
  const { drift, notUnderstood } = driftOf(entries, pinnedIn(host, { folder, path, lockfile }));
  const unread = readings.flatMap(({ client, file, problem }): Remark[] =>
    problem === undefined ? [] : [{ client, file, line: 1, entry: "", why: `the file ${problem}` }],
  );
  return [
    ...[...unread, ...drift].map((remark) => ({ ...remark, drift: true })),
    ...notUnderstood.map((remark) => ({ ...remark, drift: false })),
  ];
}

/** A lockfile, and the folder that paths in its entries are relative to. */
interface Here {
  readonly folder: string;
  readonly path: string;
  readonly lockfile: Lockfile;
}

/** Whether a server is in the lockfile that an entry names, or in the one at hand when it names none. */
export const pinnedIn =
  (host: Pick<Host, "env">, { folder, path, lockfile }: Here): IsPinned =>
  (server, named) => {
    const at = pathNamed(host, folder, named) ?? path;
    return (at === path ? lockfile : lockfileAt(at))?.servers.has(server) === true;
  };

/** Undefined when an entry names no lockfile. @param folder what a named path is relative to */
export function pathNamed(
  { env }: Pick<Host, "env">,
  folder: string,
  { lockfile, global }: NamedLockfile,
): string | undefined {
  if (global === true) return ownLockfile(env);
  return lockfile === undefined ? undefined : resolve(folder, lockfile);
}

function lockfileAt(path: string): Lockfile | undefined {
  try {
    return loadLockfile(path);
  } catch {
    return undefined; // A lockfile that cannot be read pins nothing.
  }
}
