/** A review line by line: what is shown is printed once, from top to bottom, and every question is a line. */
import type { Host } from "../io/host.js";
import { paintFor } from "../io/paint.js";
import { visible } from "../report/escape.js";
import { type Layout, layoutFor } from "../report/layout.js";
import { contentFor } from "../report/session/content.js";
import { acceptQuestion } from "../report/session/decision.js";
import { headingOf, type Item, type Way, wayThrough } from "../report/session/items.js";
import type { Answer } from "../report/session/session.js";
import { type Line, paintedLines } from "../report/styled.js";
import { type AcknowledgedFinding, blocksOf } from "../review/accept.js";
import type { Shown } from "../review/shown.js";

const QUESTION =
  "Enter: go on, b: back, f: files, a number: that file, m: note, a: accept, r: reject, q: decide later: ";
/** Lines around a change: nobody can ask for more of them here. */
const CONTEXT = 10;

export async function reviewInLines(host: Host, shown: Shown): Promise<Answer> {
  const paint = await paintFor(host);
  return new Lines(host, wayThrough(shown), { ...layoutFor(paint, host.columns), context: CONTEXT }).run();
}

class Lines {
  readonly #host: Host;
  readonly #way: Way;
  readonly #layout: Layout;
  readonly #seen = new Set<number>();
  #at = 0;
  #note = "";

  constructor(host: Host, way: Way, layout: Layout) {
    this.#host = host;
    this.#way = way;
    this.#layout = layout;
  }

  async run(): Promise<Answer> {
    this.#show(0);
    for (;;) {
      const line = (await this.#host.ask(`\n${QUESTION}`)).trim().toLowerCase();
      const answer = await this.#answer(line);
      if (answer !== undefined) return answer;
    }
  }

  async #answer(line: string): Promise<Answer | undefined> {
    const firstFile = this.#way.items.findIndex(({ kind }) => kind === "file");
    if (/^q(uit)?$/.test(line)) return { kind: "quit" };
    if (/^a(ccept)?$/.test(line)) return this.#accept();
    if (/^r(eject)?$/.test(line)) return this.#reject();
    if (/^m$|^note$/.test(line)) this.#note = (await this.#host.ask("note: ")).trim();
    else if (/^\d+$/.test(line)) this.#show(firstFile + Number(line) - 1);
    else if (/^f(iles)?$/.test(line)) this.#show(this.#way.items.findIndex(({ kind }) => kind === "files"));
    else if (/^b(ack)?$/.test(line)) this.#show(this.#at - 1);
    else if (line === "") this.#show(this.#at + 1);
    return undefined;
  }

  #show(at: number): void {
    const item = this.#way.items[at];
    if (item === undefined) {
      this.#host.out("there is nothing more to show\n");
      return;
    }
    this.#at = at;
    this.#seen.add(at);
    this.#host.out(`\n${headingOf(this.#way, at)}: ${visible(this.#subject(item))}\n`);
    this.#host.out(paintedLines(this.#linesOf(item), this.#layout.paint));
  }

  #subject(item: Item): string {
    const { name, version } = this.#way.shown.after;
    return item.kind === "file" ? item.file.view.change.path : `${name} ${version}`;
  }

  #linesOf(item: Item): readonly Line[] {
    const height = Number.POSITIVE_INFINITY;
    const content = contentFor(item, this.#way, undefined, { layout: this.#layout, now: this.#host.now(), height });
    return Array.from({ length: content.blocks }, (_, i) => content.render(i, this.#layout)).flat();
  }

  async #accept(): Promise<Answer | undefined> {
    const acknowledged: AcknowledgedFinding[] = [];
    for (const block of blocksOf(this.#way.shown.findings)) {
      const reason = (
        await this.#host.ask(`${visible(`${block.rule} in ${block.package}`)}: why is it acceptable? `)
      ).trim();
      if (reason === "") return this.#undecided();
      acknowledged.push({ ...block, reason });
    }
    const meant = await this.#host.ask(`${visible(acceptQuestion(this.#way, this.#seen))} y or n: `);
    if (!/^y(es)?$/i.test(meant.trim())) return this.#undecided();
    return { kind: "accept", acknowledged, ...(this.#note !== "" && { note: this.#note }) };
  }

  async #reject(): Promise<Answer | undefined> {
    const reason = (await this.#host.ask("why is it rejected? ")).trim();
    return reason === "" ? this.#undecided() : { kind: "reject", reason };
  }

  #undecided(): undefined {
    this.#host.out("nothing was decided\n");
  }
}
