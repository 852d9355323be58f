/**
 * `mcp-pin review`: what an update of a pinned server changes across its closure, worst first, and the decision about
 * exactly that. Without a decision nothing is recorded.
 */
import { PinError } from "../errors.js";
import type { Host } from "../io/host.js";
import { loadLockfile, requireLockfile } from "../io/lockfile.js";
import { type Progress, startProgress } from "../io/progress.js";
import { pinDigest } from "../lockfile/format.js";
import { visible } from "../report/escape.js";
import { heldTexts } from "../report/hold.js";
import { refusalHint, refusalText } from "../report/verify.js";
import { blocksOf } from "../review/accept.js";
import { Attempts } from "./attempts.js";
import { acceptUpdate, rejectPackage } from "./commit-update.js";
import { signedBy } from "./consent.js";
import { requireServers } from "./decisions.js";
import type { LockfileOptions } from "./options.js";
import { assertBelow, emit, formatOf, type ShowOptions } from "./output.js";
import { type PageOptions, writePages } from "./page.js";
import { registryFor } from "./registry.js";
import { assertDecision, type Decided, type DecisionOptions, decided } from "./review-decision.js";
import { targetOf } from "./target.js";
import { type Update, type UpdateOptions, updateOf } from "./update.js";

export interface ReviewOptions extends LockfileOptions, ShowOptions, PageOptions, UpdateOptions, DecisionOptions {}

/** @throws PinError `refused` when an update is left undecided, or may not be accepted. */
export async function review(host: Host, server: string | undefined, options: ReviewOptions): Promise<void> {
  const path = requireLockfile({ ...options, cwd: host.cwd, env: host.env });
  const names = serversOf(path, server, options);
  const session = new Review(host, path, { isNamed: server !== undefined, servers: names.length }, options);
  if (isForOne(options)) for (const name of names) await session.decide(await session.find(name));
  else await session.decideAll(names);
  session.end();
}

/** Text is shown server by server; other forms, and a page, hold all that waits. */
const isForOne = (options: ReviewOptions): boolean =>
  formatOf(options) === "text" && options.html === undefined && options.open !== true;

/** @throws PinError `usage` for options that go with one server; `refused` for a name that the lockfile does not hold. */
function serversOf(path: string, server: string | undefined, options: ReviewOptions): readonly string[] {
  const lockfile = loadLockfile(path);
  const names = server === undefined ? [...lockfile.servers.keys()] : [server];
  assertDecision(options);
  const single = (["to", "from", "only", "bin", "digest", "accept", "reject"] as const).find(
    (name) => options[name] !== undefined,
  );
  if (single !== undefined && names.length !== 1) {
    throw new PinError("usage", `--${single} goes with one server`, { hint: `mcp-pin review <server> --${single} …` });
  }
  return requireServers(lockfile, names).map(({ name }) => name);
}

class Review {
  readonly #host: Host;
  readonly #path: string;
  readonly #isNamed: boolean;
  readonly #options: ReviewOptions;
  readonly #progress: Progress;
  readonly #attempts: Attempts;
  /** Updates that nobody decided about, with how that is done. */
  readonly #open: Update[] = [];

  constructor(host: Host, path: string, asked: { isNamed: boolean; servers: number }, options: ReviewOptions) {
    this.#host = host;
    this.#path = path;
    this.#isNamed = asked.isNamed;
    this.#attempts = new Attempts(host, asked.servers === 1);
    this.#options = options;
    this.#progress = startProgress(host, options.quiet === true || !host.live);
  }

  /** The update of a server; undefined, said so, when there is none. */
  find(name: string): Promise<Update | undefined> {
    return this.#attempts.of(name, () => this.#find(name).finally(this.#progress.clear));
  }

  async #find(name: string): Promise<Update | undefined> {
    const lockfile = loadLockfile(this.#path);
    const server = lockfile.servers.get(name);
    if (server === undefined) throw new PinError("refused", `${name} is no longer pinned`);
    if (pinDigest(server, lockfile.packages) !== server.accepted.pin) {
      const refusal = { kind: "not-accepted" } as const;
      throw new PinError("refused", `${name}: ${refusalText(refusal)}`, { hint: refusalHint(refusal) });
    }
    const pinned = { server, lockfile, path: this.#path };
    this.#progress.phase(`asking for versions of ${server.package}`);
    const target = await targetOf(
      this.#host,
      await registryFor(this.#host, this.#options),
      lockfile,
      server,
      this.#options,
    );
    for (const text of heldTexts(target.held)) this.#say(`${name}: ${text}`);
    const update = target.spec === undefined ? undefined : await this.#updateTo(pinned, target);
    for (const remark of update?.remarks ?? []) this.#say(`${name}: ${remark}`);
    if (update !== undefined) return update;
    const [held] = target.held;
    if (held !== undefined && this.#isNamed)
      throw new PinError("refused", `${name}: no update that may be offered waits`);
    this.#say(`${name}: ${server.package} is pinned, and nothing waits`);
    return undefined;
  }

  #updateTo(pinned: Parameters<typeof updateOf>[1], target: Parameters<typeof updateOf>[2]) {
    return updateOf(this.#host, pinned, target, this.#options, this.#progress);
  }

  /** Not a result: only what was looked at and found to be nothing. */
  #say(text: string): void {
    if (this.#options.quiet !== true) this.#host.err(`mcp-pin: ${visible(text)}\n`);
  }

  /** What holds all servers is written before anything is decided. */
  async decideAll(names: readonly string[]): Promise<void> {
    const updates: Update[] = [];
    for (const name of names) {
      const update = await this.find(name);
      if (update !== undefined) updates.push(update);
    }
    const shown = updates.map((update) => update.shown);
    await writePages(this.#host, shown, this.#options);
    if (formatOf(this.#options) !== "text") await emit(this.#host, shown, { ...this.#options, list: true });
    for (const update of updates) await this.decide(update);
  }

  async decide(update: Update | undefined): Promise<void> {
    if (update !== undefined) await this.#attempts.of(update.pinned.server.name, () => this.#decide(update));
  }

  async #decide(update: Update): Promise<void> {
    const { accept, reject } = this.#options;
    const isText = formatOf(this.#options) === "text";
    const asks = isText && this.#host.interactive && accept !== true && reject === undefined;
    if (isText && !asks) await emit(this.#host, [update.shown], this.#options);
    assertBelow([update.shown], this.#options);
    await this.#settle(update, await decided(this.#host, update, this.#options, asks));
  }

  async #settle(update: Update, decision: Decided): Promise<void> {
    const host = this.#host;
    const { path, server } = update.pinned;
    const id = update.candidate.server.package;
    if (decision.kind === "open") this.#open.push(update);
    else if (decision.kind === "reject") {
      await rejectPackage(path, decision.entry, await signedBy(host, this.#options.by), decision.reason);
      this.#result(`rejected ${decision.entry.name}@${decision.entry.version}; ${server.package} is what starts`);
    } else {
      const isHere = await this.#accept(update, decision.consent);
      this.#result(`accepted ${id} for ${server.name}`);
      if (isHere && server.tools !== undefined) {
        await (await import("./tools-after.js")).compareAfterUpdate(host, path, server.name);
      }
      if (!isHere)
        host.err(`mcp-pin: ${visible(server.name)} is not installed on this machine\nhint: mcp-pin install\n`);
    }
  }

  #accept(update: Update, consent: Parameters<typeof acceptUpdate>[2]): Promise<boolean> {
    return acceptUpdate(this.#host, update, consent, this.#options, this.#progress).finally(this.#progress.clear);
  }

  /** Forms for programs hold reports and nothing else. */
  #result(text: string): void {
    const line = `${visible(text)}\n`;
    if (formatOf(this.#options) === "text") this.#host.out(line);
    else this.#host.err(`mcp-pin: ${line}`);
  }

  /** @throws PinError when a server could not be decided about; `refused` when something was left open. */
  end(): void {
    const [first] = this.#open;
    const names = this.#open.map(({ pinned }) => pinned.server.name).join(", ");
    this.#attempts.end(
      first && new PinError("refused", `nothing was recorded for ${names}`, { hint: nextStep(first) }),
    );
  }
}

/** Whoever decides without a terminal says what was read, and what of it is acceptable. */
function nextStep({ pinned, pin, shown }: Update): string {
  const acknowledge = blocksOf(shown.findings).map(({ rule }) => ` --acknowledge ${rule}=<reason>`);
  const names = [...new Set(acknowledge)].join("");
  const server = pinned.server.name;
  return `once it is read: mcp-pin review ${server} --reject <reason>, or --accept --digest ${pin}${names}`;
}
