/** What a person is asked before an answer is final: a reason for each finding of tier `block`, then whether it is meant. */
import { type AcknowledgedFinding, type BlockedBy, blocksOf } from "../../review/accept.js";
import { visible } from "../escape.js";
import { type Line, say, wrapped } from "../styled.js";
import { count } from "../table.js";
import type { Way } from "./items.js";
import type { Key } from "./keys.js";
import { Prompt } from "./prompt.js";
import type { Answer } from "./session.js";

export type Outcome = Answer | { readonly kind: "note"; readonly note: string } | { readonly kind: "left" };

type Step =
  | { readonly kind: "reason"; readonly block: BlockedBy; readonly prompt: Prompt }
  | { readonly kind: "confirm"; readonly question: string }
  | { readonly kind: "reject"; readonly prompt: Prompt }
  | { readonly kind: "note"; readonly prompt: Prompt };

export class Decision {
  readonly #steps: readonly [Step, ...Step[]];
  readonly #acknowledged: AcknowledgedFinding[] = [];
  #at = 0;
  #problem = "";

  private constructor(steps: readonly [Step, ...Step[]]) {
    this.#steps = steps;
  }

  static note = (note: string): Decision =>
    new Decision([{ kind: "note", prompt: new Prompt("A note, recorded with the review when you accept:", note) }]);

  static reject = ({ shown }: Way): Decision =>
    new Decision([
      { kind: "reject", prompt: new Prompt(`Why is ${shown.after.name} ${shown.after.version} rejected?`) },
    ]);

  /** @param seen items of the way that were seen to their end */
  static accept(way: Way, seen: ReadonlySet<number>): Decision {
    const reasons = blocksOf(way.shown.findings).map((block): Step => {
      const label = `${block.rule} in ${block.package}: why is it acceptable?`;
      return { kind: "reason", block, prompt: new Prompt(label) };
    });
    const confirm: Step = { kind: "confirm", question: acceptQuestion(way, seen) };
    const [first = confirm, ...rest] = [...reasons, confirm];
    return new Decision([first, ...rest]);
  }

  /** Undefined while there is more to say. */
  press(key: Key): Outcome | undefined {
    this.#problem = "";
    const step = this.#steps[this.#at] ?? this.#steps[0];
    if (step.kind === "confirm") return this.#confirmed(key);
    const pressed = step.prompt.press(key);
    if (pressed === "left") return { kind: "left" };
    if (pressed === "typing") return undefined;
    return this.#typed(step);
  }

  #confirmed(key: Key): Outcome | undefined {
    if (key.name !== "text" || key.isPasted === true) return key.name === "text" ? undefined : { kind: "left" };
    return /^y$/i.test(key.text) ? { kind: "accept", acknowledged: this.#acknowledged } : { kind: "left" };
  }

  #typed(step: Exclude<Step, { kind: "confirm" }>): Outcome | undefined {
    const { text } = step.prompt;
    if (step.kind === "note") return { kind: "note", note: text };
    if (text === "") {
      this.#problem = "a reason is needed; Esc goes back";
      return undefined;
    }
    if (step.kind === "reject") return { kind: "reject", reason: text };
    this.#acknowledged.push({ ...step.block, reason: text });
    this.#at += 1;
    return undefined;
  }

  /** What stands at the bottom of the screen. */
  lines(width: number): readonly Line[] {
    const step = this.#steps[this.#at] ?? this.#steps[0];
    if (step.kind === "confirm") {
      return [
        ...wrapped(visible(step.question), width).map((text): Line => [{ text, style: "bold" }]),
        [say("y accepts, any other key goes back", "dim")],
      ];
    }
    return [
      ...step.prompt.lines(width),
      [say(this.#problem === "" ? "Enter: done   Esc: back" : this.#problem, this.#problem === "" ? "dim" : "warn")],
    ];
  }
}

/** Says what is accepted, and what of it nobody looked at. */
export function acceptQuestion({ shown, items }: Way, seen: ReadonlySet<number>): string {
  const { name, version } = shown.after;
  const others = shown.packages.filter(({ kind }, i) => i > 0 && (kind === "added" || kind === "changed")).length;
  const subject = `${name} ${version}${others > 0 ? ` and ${count(others, "more package")}` : ""}`;
  const seenOf = (kind: "finding" | "file"): string | undefined => {
    const all = items.flatMap((item, i) => (item.kind === kind ? [i] : []));
    const looked = all.filter((i) => seen.has(i)).length;
    return looked === all.length ? undefined : `${looked} of ${count(all.length, kind)}`;
  };
  const unseen = [seenOf("finding"), seenOf("file")].filter((text) => text !== undefined);
  const warning = unseen.length === 0 ? "" : ` You have seen ${unseen.join(" and ")} to the end.`;
  return `Accept ${subject} as read by you?${warning}`;
}
