/** The decision about an update that was shown: given by options, or by a person at the terminal. */
import { PinError } from "../errors.js";
import type { Host } from "../io/host.js";
import { type Acknowledgement, entryDigest, type PackageEntry, packageId } from "../lockfile/format.js";
import { count } from "../report/table.js";
import { type AcknowledgedFinding, type BlockedBy, blocksOf, type Consent } from "../review/accept.js";
import { signedBy } from "./consent.js";
import type { ShowOptions } from "./output.js";
import { reviewAtTerminal } from "./review-session.js";
import type { Update } from "./update.js";

export interface DecisionOptions {
  readonly accept?: boolean;
  /** Why it is rejected. */
  readonly reject?: string;
  /** Nobody read it. */
  readonly yes?: boolean;
  /** Of what was read: the pin of the whole closure, or the server's own tarball where nothing else changes. */
  readonly digest?: string;
  readonly by?: string;
  readonly note?: string;
  /** Findings of tier `block` that a person accepts. */
  readonly acknowledge?: readonly Acknowledgement[];
}

export type Decided =
  | { readonly kind: "open" }
  | { readonly kind: "accept"; readonly consent: Consent }
  | { readonly kind: "reject"; readonly entry: PackageEntry; readonly reason: string };

/** @throws PinError `usage` for options that do not go together. */
export function assertDecision({ accept, reject, yes, digest, acknowledge }: DecisionOptions): void {
  if (accept === true && reject !== undefined)
    throw new PinError("usage", "--accept and --reject contradict each other");
  if (reject?.trim() === "") throw new PinError("usage", "--reject needs a reason");
  if (accept === true && digest === undefined) {
    throw new PinError("usage", "--accept needs the digest of what was read", {
      hint: "mcp-pin review shows it; then --accept --digest <digest>",
    });
  }
  if (accept !== true && (yes === true || digest !== undefined || (acknowledge ?? []).length > 0)) {
    throw new PinError("usage", "--yes, --digest and --acknowledge go with --accept");
  }
  if (yes === true && (acknowledge ?? []).length > 0) {
    throw new PinError("usage", "--acknowledge is a person's, and --yes says that nobody read it");
  }
}

/** @throws PinError `refused` when what is to be accepted is not what was read, or holds what was not accepted. */
export async function decided(
  host: Host,
  update: Update,
  options: DecisionOptions & ShowOptions,
  asks: boolean,
): Promise<Decided> {
  if (options.reject !== undefined) return { kind: "reject", entry: rejectable(update), reason: options.reject.trim() };
  if (options.accept === true) return { kind: "accept", consent: await consentBy(host, update, options) };
  if (!asks) return { kind: "open" };
  const answer = await reviewAtTerminal(host, update.shown, options);
  if (answer.kind === "quit") return { kind: "open" };
  if (answer.kind === "reject") return { ...answer, entry: rejectable(update) };
  const { acknowledged, note = options.note } = answer;
  assertAcknowledged(blocksOf(update.shown.findings), acknowledged);
  const signed = await signedBy(host, options.by);
  return { kind: "accept", consent: { ...signed, kind: "read", acknowledged, ...(note !== undefined && { note }) } };
}

/** The server's own package, if it is what changes. @throws PinError `usage` when only its dependencies do. */
function rejectable({ candidate, offer, pinned }: Update): PackageEntry {
  const { entry } = offer.root;
  const before = pinned.lockfile.packages.get(pinned.server.package);
  if (before === undefined || entryDigest(before) !== entryDigest(entry)) return entry;
  const changed = offer.candidate.entries.filter(
    ({ name, version }) => !pinned.lockfile.packages.has(packageId(name, version)),
  );
  const [only] = changed;
  if (changed.length === 1 && only !== undefined) return only;
  throw new PinError("usage", `${candidate.server.package} itself does not change`, {
    hint: "mcp-pin reject <package>@<version> --reason <text> names the dependency",
  });
}

/**
 * The pin names the whole closure. The server's own tarball names what was read only where no other package comes with
 * it: which ones do is resolved anew at each call. Where nobody read anything it names what is exempted.
 *
 * @throws PinError `refused`
 */
function assertDigest({ offer, pin, shown }: Update, { digest, yes }: DecisionOptions): void {
  if (digest === pin) return;
  const { integrity, contents } = offer.root.entry;
  if (digest !== (integrity ?? contents)) {
    throw new PinError("refused", `nothing was recorded: --digest ${digest} is not what is offered`, {
      hint: `offered is ${pin}: read that first`,
    });
  }
  const [own, ...others] = shown.packages;
  if (yes === true || (own.kind !== "same" && others.every(({ kind }) => kind === "removed"))) return;
  throw new PinError("refused", `nothing was recorded: --digest ${digest} does not name the dependencies that change`, {
    hint: `once they are read, too: --digest ${pin}`,
  });
}

async function consentBy(host: Host, update: Update, options: DecisionOptions): Promise<Consent> {
  assertDigest(update, options);
  const signed = await signedBy(host, options.by);
  const blocks = blocksOf(update.shown.findings);
  if (options.yes === true) {
    if (blocks.length === 0)
      return { ...signed, kind: "unread", reason: options.note ?? "accepted with --yes, not read" };
    throw new PinError(
      "refused",
      `nothing was recorded: ${count(blocks.length, "rule")} found what --yes does not accept`,
      {
        hint: `mcp-pin explain ${blocks[0]?.rule}`,
      },
    );
  }
  const acknowledged = blocks.flatMap((block) => acknowledgedBy(block, options.acknowledge ?? []));
  assertAcknowledged(blocks, acknowledged);
  return { ...signed, kind: "read", acknowledged, ...(options.note !== undefined && { note: options.note }) };
}

const acknowledgedBy = (block: BlockedBy, given: readonly Acknowledgement[]): AcknowledgedFinding[] =>
  given.filter(({ rule }) => rule === block.rule).map(({ reason }) => ({ ...block, reason }));

/** @throws PinError `refused` for a finding of tier `block` that nobody accepted by name and reason. */
function assertAcknowledged(blocks: readonly BlockedBy[], acknowledged: readonly AcknowledgedFinding[]): void {
  const open = blocks.find(
    (block) =>
      !acknowledged.some(
        ({ rule, package: id, reason }) => rule === block.rule && id === block.package && reason.trim() !== "",
      ),
  );
  if (open === undefined) return;
  throw new PinError("refused", `nothing was recorded: ${open.rule} in ${open.package} is not acknowledged`, {
    hint: `mcp-pin explain ${open.rule}; a person accepts it with --acknowledge ${open.rule}=<reason>`,
  });
}
