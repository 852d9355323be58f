/** Pinning what client entries start: each server by itself, so that one that is refused leaves the others their way. */
import { existsSync } from "node:fs";
import { isOfOneServer } from "../errors.js";
import type { Host } from "../io/host.js";
import { loadLockfile } from "../io/lockfile.js";
import { paintFor } from "../io/paint.js";
import type { Progress } from "../io/progress.js";
import { EMPTY_LOCKFILE } from "../lockfile/format.js";
import { renderAdd } from "../report/add.js";
import { layoutFor } from "../report/layout.js";
import { askConsent, type ConsentOptions } from "./consent.js";
import { grantEnv } from "./grant.js";
import type { Failure, Need } from "./init-needs.js";
import { commit, lookAtAll, type PinOptions, subjectOf } from "./pinning.js";

export interface Pinning extends PinOptions, ConsentOptions {
  /** Takes what a person is to read before they are asked. */
  readonly say: (text: string) => void;
}

/** Pins a server after its first review; of one that is pinned, grants the variables that its entries set. */
export async function pinNeed(
  host: Host,
  need: Need,
  options: Pinning,
  progress: Progress,
): Promise<Failure | undefined> {
  try {
    const { scope, env, pinned } = need;
    if (pinned !== undefined) await grantEnv(host, { server: pinned, ...scope }, [...pinned.env, ...env], options.by);
    else await pin(host, need, options, progress);
    return undefined;
  } catch (error) {
    if (!isOfOneServer(error)) throw error;
    return { code: error.code, why: error.message };
  } finally {
    progress.clear();
  }
}

async function pin(
  host: Host,
  { scope, wanted, name, env }: Need,
  options: Pinning,
  progress: Progress,
): Promise<void> {
  const { path } = scope;
  const lockfile = existsSync(path) ? loadLockfile(path) : EMPTY_LOCKFILE;
  const request = { spec: wanted.spec, name, bin: wanted.bin, env };
  const { looks } = await lookAtAll(host, [request], { lockfile, path }, options, progress);
  progress.clear();
  const layout = layoutFor(await paintFor(host), host.columns);
  for (const { report, assessment } of looks) options.say(renderAdd(report, assessment, layout, host.now()));
  const subjects = looks.map((look) => subjectOf(look, path));
  if (looks.length > 0) await commit(host, path, looks, await askConsent(host, subjects, options), progress);
}
