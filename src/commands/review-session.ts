/** A person at the terminal decides about an update that was shown. */
import type { Host } from "../io/host.js";
import { visible } from "../report/escape.js";
import { type AcknowledgedFinding, type BlockedBy, blocksOf } from "../review/accept.js";
import type { Shown } from "../review/shown.js";
import { emit, type ShowOptions } from "./output.js";

export type Answer =
  | {
      readonly kind: "accept";
      /** A person read what was shown. */
      readonly read: true;
      readonly note?: string;
      /** Every finding of tier `block`, each with the person's reason. */
      readonly acknowledged: readonly AcknowledgedFinding[];
    }
  | { readonly kind: "reject"; readonly reason: string }
  /** Nothing is recorded. */
  | { readonly kind: "quit" };

/** Shows the update and asks. @throws PinError `interrupted` when the terminal closes; nothing is recorded then. */
export async function reviewAtTerminal(host: Host, shown: Shown, options: ShowOptions): Promise<Answer> {
  await emit(host, [shown], { ...options, json: false, format: "text" });
  const { name, version } = shown.after;
  const subject = visible(`${shown.server ?? name} ${version}`);
  for (;;) {
    const answer = (
      await host.ask(`\n${subject}: [a] I have read it, accept it  [r] reject it  [q] decide later: `)
    ).trim();
    if (/^q(uit)?$/i.test(answer)) return { kind: "quit" };
    if (/^r(eject)?$/i.test(answer)) {
      const reason = (await host.ask("why is it rejected? ")).trim();
      if (reason !== "") return { kind: "reject", reason };
    }
    if (/^a(ccept)?$/i.test(answer)) {
      const acknowledged = await acknowledge(host, blocksOf(shown.findings));
      if (acknowledged !== undefined) return { kind: "accept", read: true, acknowledged };
    }
  }
}

/** Undefined when one of them is not accepted. */
async function acknowledge(host: Host, blocks: readonly BlockedBy[]): Promise<AcknowledgedFinding[] | undefined> {
  const acknowledged: AcknowledgedFinding[] = [];
  for (const block of blocks) {
    const reason = (await host.ask(`${visible(block.package)}, ${block.rule}: why is it acceptable? `)).trim();
    if (reason === "") return undefined;
    acknowledged.push({ ...block, reason });
  }
  return acknowledged;
}
