/** What the project's client configurations start without a pin. Nothing is loaded where there are none. */
import { dirname, resolve } from "node:path";
import type { Remark } from "../clients/drift.js";
import { readProjectConfigs } from "../io/clients.js";
import { configFolder } from "../io/home.js";
import type { Host } from "../io/host.js";
import { loadLockfile } from "../io/lockfile.js";
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
  const { drift, notUnderstood } = driftOf(entries, pinnedIn(folder, path, lockfile));
  const unread = readings.flatMap(({ client, file, problem }): Remark[] =>
    problem === undefined ? [] : [{ client, file, line: 1, entry: "", why: `the file ${problem}` }],
  );
  return [
    ...[...unread, ...drift].map((remark) => ({ ...remark, drift: true })),
    ...notUnderstood.map((remark) => ({ ...remark, drift: false })),
  ];
}

/**
 * Whether a server is in the lockfile that an entry names, or in the one at `path` when it names none.
 *
 * @param folder what a named path is relative to
 */
export const pinnedIn =
  (folder: string, path: string, lockfile: Lockfile) =>
  (server: string, named: string | undefined): boolean =>
    (named === undefined || resolve(folder, named) === path
      ? lockfile
      : lockfileAt(resolve(folder, named))
    )?.servers.has(server) === true;

function lockfileAt(path: string): Lockfile | undefined {
  try {
    return loadLockfile(path);
  } catch {
    return undefined; // A lockfile that cannot be read pins nothing.
  }
}
