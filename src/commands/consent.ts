/** Asking whether servers may be pinned, once everything that is known of them has been shown. */
import { PinError } from "../errors.js";
import type { Host } from "../io/host.js";
import { identity } from "../io/identity.js";
import type { Signed } from "../lockfile/format.js";
import { visible } from "../report/escape.js";
import { count } from "../report/table.js";
import { type AcknowledgedFinding, type BlockedBy, blocksOf, type Consent } from "../review/accept.js";
import { shownOf } from "../review/shown.js";
import type { Look } from "./add-look.js";
import { reviewAtTerminal } from "./review-session.js";

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
export async function askConsent(host: Host, looks: readonly Look[], options: ConsentOptions): Promise<Consent> {
  const signed = await signedBy(host, options.by);
  const blocks = blocksOf(looks.flatMap(({ assessment }) => assessment.findings));
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
  const answer = await choiceOf(host, looks, blocks.length === 0);
  if (answer === "unread")
    return { ...signed, kind: "unread", reason: options.note ?? "accepted unread at a terminal" };
  const read = answer === "read" ? { acknowledged: await acknowledge(host, blocks), note: undefined } : answer;
  const note = read.note ?? options.note;
  return {
    ...signed,
    kind: "read",
    ...(note !== undefined && { note }),
    ...(read.acknowledged.length > 0 && { acknowledged: read.acknowledged }),
  };
}

/** What was said when the packages were shown file by file. */
interface Read {
  readonly acknowledged: readonly AcknowledgedFinding[];
  readonly note: string | undefined;
}

/** @throws PinError `refused` for every answer that is none of those offered. */
async function choiceOf(host: Host, looks: readonly Look[], mayBeUnread: boolean): Promise<"read" | "unread" | Read> {
  const packages = looks.map(({ offer }) => offer.candidate.server.package);
  const unread = mayBeUnread ? "  [u] pin it unread" : "";
  const question = `Pin ${visible(packages.join(", "))}? [s] show it  [r] I have read it, pin it${unread}  [n] no: `;
  for (;;) {
    const answer = (await host.ask(question)).trim();
    if (/^r(ead)?$/i.test(answer)) return "read";
    if (/^u(nread)?$/i.test(answer) && mayBeUnread) return "unread";
    if (!/^s(how)?$/i.test(answer)) throw new PinError("refused", "nothing was pinned");
    const read = await readAll(host, looks);
    if (read !== undefined) return read;
  }
}

/** Each server's own package, file by file. Undefined when one is left undecided. @throws PinError `refused` for a rejected one. */
async function readAll(host: Host, looks: readonly Look[]): Promise<Read | undefined> {
  const acknowledged: AcknowledgedFinding[] = [];
  let note: string | undefined;
  for (const { assessment, report } of looks) {
    const answer = await reviewAtTerminal(host, shownOf(assessment, { server: report.server }), {});
    if (answer.kind === "quit") return undefined;
    if (answer.kind === "reject") {
      throw new PinError("refused", "nothing was pinned", {
        hint: `mcp-pin reject ${report.package} --reason <text> also refuses it from now on`,
      });
    }
    acknowledged.push(...answer.acknowledged);
    note = answer.note ?? note;
  }
  return { acknowledged, note };
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
