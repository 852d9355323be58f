/** A person at the terminal decides about an update that was shown. */
import type { Host } from "../io/host.js";
import { paintFor } from "../io/paint.js";
import { type Answer as Answered, Session } from "../report/session/session.js";
import { painted } from "../report/styled.js";
import type { Shown } from "../review/shown.js";
import type { ShowOptions } from "./output.js";
import { reviewInLines } from "./review-lines.js";

export type Answer =
  /** A person read what was shown. */
  | (Extract<Answered, { readonly kind: "accept" }> & { readonly read: true })
  | Exclude<Answered, { readonly kind: "accept" }>;

/** Shows the update and asks. @throws PinError `interrupted` when the terminal closes; nothing is recorded then. */
export async function reviewAtTerminal(host: Host, shown: Shown, options: Pick<ShowOptions, "plain">): Promise<Answer> {
  const { screen } = host;
  const answer =
    screen === undefined || options.plain === true
      ? await reviewInLines(host, shown)
      : await reviewOn(screen, host, shown);
  return answer.kind === "accept" ? { ...answer, read: true } : answer;
}

async function reviewOn(screen: NonNullable<Host["screen"]>, host: Host, shown: Shown): Promise<Answered> {
  const paint = await paintFor(host);
  const session = new Session(shown, paint, host.now());
  return screen({
    frame: (size) => session.frame(size).map((line) => painted(line, paint)),
    press: (key) => session.press(key),
  });
}
