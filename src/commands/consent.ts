/** Asking whether servers may be pinned, once everything that is known of them has been shown. */
import { PinError } from "../errors.js";
import type { Host } from "../io/host.js";
import { identity } from "../io/identity.js";
import type { Signed } from "../lockfile/format.js";
import { visible } from "../report/escape.js";
import { count } from "../report/table.js";
import { type AcknowledgedFinding, type BlockedBy, blocksOf, type Consent } from "../review/accept.js";
import type { Shown } from "../review/shown.js";
import { reviewAtTerminal } from "./review-session.js";

export interface ConsentOptions {
  readonly by?: string;
  readonly note?: string;
  readonly yes?: boolean;
}

/** A server that is to be pinned, as a person is shown it. */
export interface Subject {
  readonly package: string;
  readonly shown: Shown;
  /** Records that it must not be pinned. */
  readonly reject: (signed: Signed, reason: string) => Promise<void>;
}

/**
 * Asks for all of them at once. Findings of tier `block` are never accepted unattended, and at a terminal only one by
 * one, each with a reason that is recorded.
 *
 * @throws PinError `refused` when nobody agrees, or nobody can be asked.
 */
export async function askConsent(host: Host, subjects: readonly Subject[], options: ConsentOptions): Promise<Consent> {
  const signed = await signedBy(host, options.by);
  const blocks = blocksOf(subjects.flatMap(({ shown }) => shown.findings));
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
  return { ...signed, ...(await askPerson(host, subjects, { blocks, signed, note: options.note })) };
}

interface Asked {
  readonly blocks: readonly BlockedBy[];
  readonly signed: Signed;
  readonly note: string | undefined;
}

type Agreed = DistributiveOmit<Consent, keyof Signed>;
type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

/** Who looks at it first is asked again, unless they decided there. */
async function askPerson(host: Host, subjects: readonly Subject[], asked: Asked): Promise<Agreed> {
  const { blocks, note } = asked;
  const unread = blocks.length === 0 ? "  [u] pin it unread" : "";
  const names = subjects.map((subject) => subject.package).join(", ");
  const question = `Pin ${visible(names)}? [l] look at it  [r] I have read it, pin it${unread}  [n] no: `;
  for (;;) {
    const answer = (await host.ask(question)).trim();
    if (/^l(ook)?$/i.test(answer)) {
      const agreed = await lookThrough(host, subjects, asked);
      if (agreed !== undefined) return agreed;
    } else if (/^u(nread)?$/i.test(answer) && blocks.length === 0) {
      return { kind: "unread", reason: note ?? "accepted unread at a terminal" };
    } else if (/^r(ead)?$/i.test(answer)) {
      return readBy(note, await acknowledge(host, blocks));
    } else throw new PinError("refused", "nothing was pinned");
  }
}

const readBy = (note: string | undefined, acknowledged: readonly AcknowledgedFinding[]): Agreed => ({
  kind: "read",
  ...(note !== undefined && { note }),
  ...(acknowledged.length > 0 && { acknowledged }),
});

/**
 * The screens of a review, for one server after the other. Undefined when one is left undecided.
 *
 * @throws PinError `refused` when one is rejected.
 */
async function lookThrough(
  host: Host,
  subjects: readonly Subject[],
  { signed, note }: Asked,
): Promise<Agreed | undefined> {
  const acknowledged: AcknowledgedFinding[] = [];
  let said = note;
  for (const { package: id, shown, reject } of subjects) {
    const answer = await reviewAtTerminal(host, shown, {});
    if (answer.kind === "quit") return undefined;
    if (answer.kind === "reject") {
      await reject(signed, answer.reason);
      throw new PinError("refused", `nothing was pinned: ${id} is rejected from now on`);
    }
    acknowledged.push(...answer.acknowledged);
    said = answer.note ?? said;
  }
  return readBy(said, acknowledged);
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
