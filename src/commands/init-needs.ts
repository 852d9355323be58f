/** Which servers client entries need, and why one was left unpinned. Loads nothing that pins: `init` shows them before it asks. */
import type { Plan } from "../clients/plan.js";
import type { ErrorCode } from "../errors.js";
import { variables } from "../lockfile/fields.js";
import { isGrantable } from "../review/server-environment.js";
import { type Target, targetsOf, wantedOf } from "../review/server-names.js";
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
