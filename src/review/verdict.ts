/** The closed set of answers to "may this server start?". Only `reviewed` starts one. */
import type { PackageId } from "../lockfile/format.js";

/** A file that is not as pinned, as the store's check or `verify --tree` found it. */
export interface ChangedFile {
  readonly kind: string;
  readonly path: string;
}

export type Verdict =
  | { readonly kind: "reviewed"; readonly packages: number; readonly reviewed: number; readonly exempt: number }
  /** The lockfile does not hold the server. */
  | { readonly kind: "not-pinned" }
  /** The pin is not the one its acceptance names: a hand edit, or a merge. */
  | { readonly kind: "not-accepted" }
  | { readonly kind: "rejected"; readonly packages: readonly { id: PackageId; by: string; reason: string }[] }
  /** Nobody ever reviewed a package of these names. */
  | { readonly kind: "never-reviewed"; readonly packages: readonly PackageId[] }
  /** Other bytes of these packages are reviewed, these are not. */
  | { readonly kind: "update-not-reviewed"; readonly packages: readonly PackageId[] }
  /** Not placed in this machine's store, or not accepted on this machine. */
  | { readonly kind: "not-installed" }
  | { readonly kind: "bytes-changed"; readonly files: readonly ChangedFile[] }
  /** What the server offers agents, heard again, is not what is pinned. */
  | { readonly kind: "tools-changed"; readonly items: readonly { readonly kind: string; readonly key: string }[] }
  /** The registry now has other bytes under the pinned versions. */
  | { readonly kind: "republished"; readonly packages: readonly PackageId[] };

export type Reviewed = Extract<Verdict, { kind: "reviewed" }>;
export type Refusal = Exclude<Verdict, Reviewed>;

/** Every refusal that holds, the gravest first; or the one verdict that starts a server. */
export type Decision =
  | { readonly ok: true; readonly verdict: Reviewed }
  | { readonly ok: false; readonly verdict: Refusal; readonly also: readonly Refusal[] };

/** The decision with one more reason against it. */
export function refuse(decision: Decision, refusal: Refusal): Decision {
  if (decision.ok) return { ok: false, verdict: refusal, also: [] };
  return { ...decision, also: [...decision.also, refusal] };
}
