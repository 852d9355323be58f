/** Asking whether servers may be pinned, once everything that is known of them has been shown. */
import { PinError } from "../errors.js";
import type { Host } from "../io/host.js";
import { identity } from "../io/identity.js";
import type { Signed } from "../lockfile/format.js";
import { visible } from "../report/escape.js";
import { count } from "../report/table.js";
import { type AcknowledgedFinding, type BlockedBy, blocksOf, type Consent } from "../review/accept.js";
import type { Finding } from "../rules/rule.js";

export interface ConsentOptions {
  readonly by?: string;
  readonly note?: string;
  readonly yes?: boolean;
}

/**
 * Asks for all of them at once. Findings of tier `block` are never accepted unattended, and at a terminal only one by
 * one, each with a reason that is recorded.
 *
 * @throws PinError `refused` when nobody agrees, or nobody can be asked.
 */
export async function askConsent(
  host: Host,
  packages: readonly string[],
  findings: readonly Finding[],
  options: ConsentOptions,
): Promise<Consent> {
  const signed = await signedBy(host, options.by);
  const blocks = blocksOf(findings);
  if (options.yes === true) {
    if (blocks.length === 0)
      return { ...signed, kind: "unread", reason: options.note ?? "accepted with --yes, not read" };
    throw new PinError(
      "refused",
      `nothing was pinned: ${count(blocks.length, "rule")} found what --yes does not accept`,
      {
        hint: `mcp-pin explain ${blocks[0]?.rule}; a person can accept it at a terminal, with a reason`,
      },
    );
  }
  if (!host.interactive) {
    throw new PinError("refused", "nothing was pinned: nobody could be asked", {
      hint: "run it in a terminal, or accept unread with --yes",
    });
  }
  const unread = blocks.length === 0 ? "  [u] pin it unread" : "";
  const question = `Pin ${visible(packages.join(", "))}? [r] I have read it, pin it${unread}  [n] no: `;
  const answer = (await host.ask(question)).trim();
  if (/^u(nread)?$/i.test(answer) && blocks.length === 0) {
    return { ...signed, kind: "unread", reason: options.note ?? "accepted unread at a terminal" };
  }
  if (!/^r(ead)?$/i.test(answer)) throw new PinError("refused", "nothing was pinned");
  const acknowledged = await acknowledge(host, blocks);
  return {
    ...signed,
    kind: "read",
    ...(options.note !== undefined && { note: options.note }),
    ...(acknowledged.length > 0 && { acknowledged }),
  };
}

/** @throws PinError `refused` at the first rule without a reason. */
async function acknowledge(host: Host, blocks: readonly BlockedBy[]): Promise<AcknowledgedFinding[]> {
  const acknowledged: AcknowledgedFinding[] = [];
  for (const { package: id, rule } of blocks) {
    const reason = (await host.ask(`${visible(id)}, ${rule}: why is it acceptable? `)).trim();
    if (reason === "") throw new PinError("refused", `nothing was pinned: ${rule} was not accepted`);
    acknowledged.push({ package: id, rule, reason });
  }
  return acknowledged;
}

/** Who decides, and when: ISO 8601 in UTC, seconds. */
export async function signedBy(host: Host, by: string | undefined): Promise<Signed> {
  return { by: await identity(host.cwd, by), at: `${host.now().toISOString().slice(0, 19)}Z` };
}
