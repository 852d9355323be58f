/**
 * A review at a screen with keys: what is in sight, and what each key does. It touches nothing; whoever owns the screen
 * hands in keys and draws frames. An answer is final, and only accepting and rejecting are answers that record anything.
 */
import type { AcknowledgedFinding } from "../../review/accept.js";
import type { Shown } from "../../review/shown.js";
import { ruleNamed } from "../../rules/index.js";
import { viewOf } from "../findings.js";
import { type Layout, layoutFor } from "../layout.js";
import { foundIn } from "../overview.js";
import { lineAt } from "../rows.js";
import type { Line } from "../styled.js";
import type { Paint } from "../table.js";
import { type Content, contentFor, FileContent, helpContent, ruleContent } from "./content.js";
import { Decision } from "./decision.js";
import { type FrameParts, frameOf, roomIn } from "./frame.js";
import { headingOf, type Way, wayThrough } from "./items.js";
import type { Key } from "./keys.js";
import { type Position, Scroll, TOP } from "./scroll.js";

export type Answer =
  | {
      readonly kind: "accept";
      readonly note?: string;
      /** Every finding of tier `block`, each with the person's reason. */
      readonly acknowledged: readonly AcknowledgedFinding[];
    }
  | { readonly kind: "reject"; readonly reason: string }
  /** Nothing is recorded. */
  | { readonly kind: "quit" };

export interface Size {
  readonly columns: number;
  readonly rows: number;
}

/** Lines around a change, and more each time they are asked for. */
const CONTEXTS = [3, 10, 40, Number.POSITIVE_INFINITY] as const;
/** Of a long line in full: what is more is elided all the same. */
const ROWS_IN_FULL = 1000;
const LEAST: Size = { columns: 20, rows: 6 };

export class Session {
  readonly #way: Way;
  readonly #paint: Paint;
  readonly #now: Date;
  readonly #seen = new Set<number>();
  #size: Size = { columns: 80, rows: 24 };
  #at = 0;
  #position: Position = TOP;
  #context = 0;
  #isFull = false;
  #cursor = 0;
  /** Shown over the item until a key is pressed. */
  #overlay: Content | undefined;
  #decision: Decision | undefined;
  #note = "";
  #message = "";
  #content: Content | undefined;

  constructor(shown: Shown, paint: Paint, now: Date) {
    this.#way = wayThrough(shown);
    this.#paint = paint;
    this.#now = now;
  }

  /** The screen's lines, at most as many as it has rows. */
  frame(size: Size): readonly Line[] {
    const next = { columns: Math.max(LEAST.columns, size.columns), rows: Math.max(LEAST.rows, size.rows) };
    if (next.columns !== this.#size.columns || next.rows !== this.#size.rows) this.#content = undefined;
    this.#size = next;
    const { lines, isEnd } = this.#scroll().at(this.#position);
    if (isEnd && this.#overlay === undefined) this.#seen.add(this.#at);
    return frameOf(this.#parts(lines, isEnd), next);
  }

  /** What a key does. Undefined while the review goes on. */
  press(key: Key): Answer | undefined {
    this.#message = "";
    if (this.#decision !== undefined) return this.#decide(this.#decision, key);
    if (key.name === "text" && key.isPasted === true) return undefined;
    if (this.#overlay !== undefined) {
      if (!this.#scrolled(key)) this.#show(undefined);
      return undefined;
    }
    if (key.name === "text") return this.#command(key.text);
    if (key.name === "end-of-input") return { kind: "quit" };
    if (key.name === "enter") this.#open();
    else if (key.name === "right") this.#turn(1);
    else if (key.name === "left") this.#turn(-1);
    else if (!this.#scrolled(key)) return undefined;
    return undefined;
  }

  #command(character: string): Answer | undefined {
    const action = this.#actions[character];
    if (action === undefined) this.#message = "? shows what the keys do";
    return action?.();
  }

  readonly #actions: Readonly<Record<string, () => Answer | undefined>> = {
    " ": () => this.#goOn(),
    b: () => this.#goBack(),
    j: () => void this.#scrolled({ name: "down" }),
    k: () => void this.#scrolled({ name: "up" }),
    g: () => void this.#scrolled({ name: "home" }),
    G: () => void this.#scrolled({ name: "end" }),
    n: () => this.#toFinding(1),
    p: () => this.#toFinding(-1),
    "]": () => this.#turn(1),
    "[": () => this.#turn(-1),
    o: () => this.#goTo(0),
    f: () => this.#goTo(this.#way.items.findIndex(({ kind }) => kind === "files")),
    e: () => this.#expand(),
    w: () => this.#toggleFull(),
    i: () => this.#explain(),
    m: () => this.#start(Decision.note(this.#note)),
    a: () => this.#start(Decision.accept(this.#way, this.#seen)),
    r: () => this.#start(Decision.reject(this.#way)),
    q: () => ({ kind: "quit" }),
    "?": () => this.#show(helpContent(this.#layout())),
  };

  #start(decision: Decision): undefined {
    this.#decision = decision;
  }

  #decide(decision: Decision, key: Key): Answer | undefined {
    const outcome = decision.press(key);
    if (outcome === undefined) return undefined;
    this.#decision = undefined;
    if (outcome.kind === "note") this.#note = outcome.note;
    else if (outcome.kind === "left") this.#message = "nothing was decided";
    else if (outcome.kind === "accept" && this.#note !== "") return { ...outcome, note: this.#note };
    else return outcome;
    return undefined;
  }

  #show(overlay: Content | undefined): undefined {
    this.#overlay = overlay;
    if (overlay !== undefined) this.#position = TOP;
    else this.#goTo(this.#at);
  }

  #goTo(at: number): undefined {
    if (at < 0 || at >= this.#way.items.length) return;
    if (at !== this.#at) this.#context = 0;
    this.#at = at;
    this.#position = TOP;
    this.#content = undefined;
  }

  /** The next screen of this item, or the next item. */
  #goOn(): undefined {
    const scroll = this.#scroll();
    if (!scroll.at(this.#position).isEnd) this.#position = scroll.moved(this.#position, this.#page());
    else if (this.#at < this.#way.items.length - 1) this.#goTo(this.#at + 1);
    else this.#message = "that was all: a accepts, r rejects, q decides later";
  }

  #goBack(): undefined {
    if (this.#position.block === 0 && this.#position.line === 0) this.#goTo(this.#at - 1);
    else this.#position = this.#scroll().moved(this.#position, -this.#page());
  }

  #turn(by: number): undefined {
    this.#goTo(this.#at + by);
  }

  /** To the next finding in that direction. */
  #toFinding(by: number): undefined {
    for (let at = this.#at + by; at >= 0 && at < this.#way.items.length; at += by) {
      const kind = this.#way.items[at]?.kind;
      if (kind === "finding" || kind === "notes") return this.#goTo(at);
    }
    this.#message = by > 0 ? "no finding after this one" : "no finding before this one";
  }

  #scrolled(key: Key): boolean {
    const item = this.#way.items[this.#at];
    const steps: Partial<Record<Key["name"], number>> = {
      ...{ up: -1, down: 1, "page-up": -this.#page(), "page-down": this.#page() },
      ...{ home: Number.NEGATIVE_INFINITY, end: Number.POSITIVE_INFINITY },
    };
    const step = steps[key.name];
    if (step === undefined) return false;
    if (item?.kind === "files" && this.#overlay === undefined) this.#moveCursor(step);
    else if (step === Number.NEGATIVE_INFINITY) this.#position = TOP;
    else if (step === Number.POSITIVE_INFINITY) this.#position = this.#scroll().last();
    else this.#position = this.#scroll().moved(this.#position, step);
    return true;
  }

  #moveCursor(step: number): void {
    const last = this.#way.files.length - 1;
    this.#cursor = Math.min(last, Math.max(0, this.#cursor + step));
    this.#content = undefined;
    const height = this.#page() + 1;
    const { block } = this.#position;
    if (this.#cursor < block) this.#position = { block: this.#cursor, line: 0 };
    if (this.#cursor >= block + height) this.#position = { block: this.#cursor - height + 1, line: 0 };
  }

  /** Of the list the chosen file; of a finding the file that it is in, at its place. Else goes on. */
  #open(): undefined {
    const item = this.#way.items[this.#at];
    const fileItem = (test: (path: string, i: number) => boolean): number =>
      this.#way.items.findIndex(({ kind }) => kind === "file") +
      this.#way.files.findIndex(({ view }, i) => test(view.change.path, i));
    if (item?.kind === "files") return this.#goTo(fileItem((_, i) => i === this.#cursor));
    if (item?.kind !== "finding") return this.#goOn();
    const [place] = item.finding.evidence;
    const view = viewOf(item.finding, place.path, foundIn(this.#way.shown));
    const index = this.#way.files.findIndex((file) => file.view === view);
    if (view === undefined || index < 0) {
      this.#message = "the file is not among the changed ones";
      return;
    }
    this.#goTo(fileItem((_, i) => i === index));
    const content = this.#contentNow();
    const block = content instanceof FileContent ? content.blockOf(lineAt(view, place) ?? 0) : 0;
    this.#position = this.#scroll().moved({ block, line: 0 }, -3);
  }

  #expand(): undefined {
    this.#context = (this.#context + 1) % CONTEXTS.length;
    const before = this.#contentNow();
    const line = before instanceof FileContent ? before.lineAt(this.#position.block) : undefined;
    this.#content = undefined;
    const after = this.#contentNow();
    if (line !== undefined && after instanceof FileContent && this.#position.block > 0)
      this.#position = this.#scroll().moved({ block: after.blockOf(line), line: 0 }, 0);
    const lines = CONTEXTS[this.#context];
    this.#message = lines === Number.POSITIVE_INFINITY ? "with all unchanged lines" : `with ${lines} lines around`;
  }

  #toggleFull(): undefined {
    this.#isFull = !this.#isFull;
    this.#content = undefined;
    this.#message = this.#isFull ? "long lines in full" : "long lines around what changed";
  }

  #explain(): undefined {
    const item = this.#way.items[this.#at];
    const rule = item?.kind === "finding" ? ruleNamed(item.finding.rule) : undefined;
    if (rule === undefined) this.#message = "i explains the rule of a finding: go to one with n";
    else this.#show(ruleContent(rule, this.#layout()));
  }

  #layout(): Layout {
    const { columns } = this.#size;
    const layout = layoutFor(this.#paint, columns);
    const code = this.#isFull ? { ...layout.code, rows: ROWS_IN_FULL } : layout.code;
    return { ...layout, code, context: CONTEXTS[this.#context] ?? 3 };
  }

  #contentNow(): Content {
    if (this.#overlay !== undefined) return this.#overlay;
    const item = this.#way.items[this.#at] ?? { kind: "overview" };
    const state = { cursor: this.#cursor, isSeen: (index: number) => this.#seen.has(this.#fileAt(index)) };
    this.#content ??= contentFor(item, this.#way, state, {
      layout: this.#layout(),
      now: this.#now,
      height: this.#room(),
    });
    return this.#content;
  }

  #fileAt = (index: number): number => this.#way.items.findIndex(({ kind }) => kind === "file") + index;

  /** Lines of the screen for the item itself. */
  #room = (): number => roomIn(this.#size, this.#decision?.lines(this.#size.columns).length ?? 0);

  #page = (): number => Math.max(1, this.#room() - 1);

  #scroll = (): Scroll => new Scroll(this.#contentNow(), this.#layout(), this.#room());

  #parts(lines: readonly Line[], isEnd: boolean): FrameParts {
    return {
      way: this.#way,
      heading: this.#overlay === undefined ? headingOf(this.#way, this.#at) : "any key goes back",
      item: this.#way.items[this.#at],
      lines,
      isEnd,
      message: this.#message,
      asking: this.#decision?.lines(this.#size.columns),
    };
  }
}
