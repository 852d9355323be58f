/** Pinning what client entries start: each server by itself, so that one that is refused leaves the others their way. */
import { existsSync } from "node:fs";
import type { Plan } from "../clients/plan.js";
import { type ErrorCode, PinError } from "../errors.js";
import type { Host } from "../io/host.js";
import { loadLockfile } from "../io/lockfile.js";
import { paintFor } from "../io/paint.js";
import type { Progress } from "../io/progress.js";
import { variables } from "../lockfile/fields.js";
import { EMPTY_LOCKFILE } from "../lockfile/format.js";
import { renderAdd } from "../report/add.js";
import { layoutFor } from "../report/layout.js";
import { isGrantable } from "../review/server-environment.js";
import { type Target, targetsOf, wantedOf } from "../review/server-names.js";
import { askConsent, type ConsentOptions } from "./consent.js";
import { grantEnv } from "./grant.js";
import { commit, lookAtAll, type PinOptions, subjectOf } from "./pinning.js";
import type { Scope, Surveyed } from "./survey.js";

export type ToPin = Extract<Plan, { kind: "pin" }>;

/** A server that entries of one scope need. */
export interface Need extends Target<ToPin> {
  readonly scope: Scope;
}

export function needsOf(files: readonly Surveyed[]): Need[] {
  const scopes = new Set(files.map(({ scope }) => scope));
  return [...scopes].flatMap((scope) => {
    const plans = files.filter((file) => file.scope === scope).flatMap((file) => file.plans);
    const asks = plans.flatMap((entry) => {
      if (entry.kind !== "pin") return [];
      const { spec, bin, env } = entry.want;
      const granted = env.filter((name) => isGrantable(name) && variables([name]) === undefined);
      return [{ entry, wanted: wantedOf(spec, bin), env: granted }];
    });
    return targetsOf(scope.lockfile, asks).map((target) => ({ ...target, scope }));
  });
}

/** Why a server was left unpinned. */
export interface Failure {
  readonly code: ErrorCode;
  readonly why: string;
}

/** What is no reason to stop: the other servers may be fine. */
const OF_ONE_SERVER: readonly ErrorCode[] = ["refused", "archive", "integrity", "registry", "resolve", "usage"];

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
    if (!(error instanceof PinError) || !OF_ONE_SERVER.includes(error.code)) throw error;
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
