/**
 * `mcp-pin init`: makes the clients' entries start pinned servers. Nothing is written before it was shown and agreed to;
 * the lockfiles first, the clients' files last and with a backup.
 */
import { type Plan, pinnedWords, wordsOf } from "../clients/plan.js";
import { isRefusal, PinError } from "../errors.js";
import type { Host } from "../io/host.js";
import { rememberOriginals } from "../io/originals.js";
import { paintFor } from "../io/paint.js";
import { startProgress } from "../io/progress.js";
import { visible, visibleJson } from "../report/escape.js";
import { type InitResult, renderInit } from "../report/init.js";
import { count } from "../report/table.js";
import { agree, shortenFor } from "./agree.js";
import { type Change, changeOf, diffOf, isChanged, type Wish, writeChanges } from "./config-changes.js";
import type { ConsentOptions } from "./consent.js";
import { withHooks } from "./hooks.js";
import { type Draft, entriesOf, isUsed, serversOf } from "./init-entries.js";
import { type Failure, type Need, needsOf } from "./init-needs.js";
import type { OutputOptions } from "./options.js";
import type { PinOptions } from "./pinning.js";
import { type Surveyed, type SurveyOptions, survey } from "./survey.js";

export interface InitOptions extends SurveyOptions, PinOptions, OutputOptions, ConsentOptions {
  /** Change nothing; refuse when something starts without a pin. */
  readonly check?: boolean;
  /** Also write the hooks that check a server before each call. */
  readonly hooks?: boolean;
}

/** @throws PinError `refused` when entries start without a pin in the end, or nobody agrees. */
export async function init(host: Host, options: InitOptions): Promise<void> {
  const quiet = options.json === true && (options.yes === true || options.check === true);
  const say = quiet ? () => {} : options.json === true ? host.err : host.out;
  const files = await survey(host, options);
  const needs = needsOf(files);
  const first = { files, needs, changes: await changesOf(files, needs), failures: new Map(), isWritten: false };
  say(renderInit(entriesOf(first), serversOf(first), shortenFor(host), await paintFor(host)));
  const isUnasked = options.json === true && options.yes !== true && !host.interactive;
  const all = ({ changes }: Draft): Change[] =>
    options.hooks === true ? withHooks(host, files, [...changes.values()]) : [...changes.values()];
  const isChange = options.check !== true && all(first).some(isChanged);
  const isIdle = isUnasked || !isChange;
  if (isIdle) return conclude(host, first, [], options);
  const failures = await pinAll(host, first, options, say);
  const draft = {
    ...first,
    failures,
    changes: await changesOf(
      files,
      needs.filter((need) => !failures.has(need)),
    ),
  };
  const backups = await write(host, all(draft), options, say);
  conclude(host, { ...draft, isWritten: true }, backups, options);
}

/** The changes that make every entry of the needed servers start them. */
async function changesOf(files: readonly Surveyed[], needs: readonly Need[]): Promise<Map<Surveyed, Change>> {
  const names = new Map<Plan, string>(
    needs.flatMap(({ name, entries }) => entries.map((plan) => [plan, name] as const)),
  );
  const made = files.map(async (file): Promise<[Surveyed, Change][]> => {
    const wishes = file.plans.flatMap((plan): Wish[] => {
      const name = names.get(plan);
      if (plan.kind !== "pin" || name === undefined) return [];
      return [{ entry: plan.entry, path: plan.entry.path, words: pinnedWords(plan.want, name, file.scope.way()) }];
    });
    return wishes.length === 0 ? [] : [[file, await changeOf(file.config, wishes)]];
  });
  return new Map((await Promise.all(made)).flat());
}

async function pinAll(
  host: Host,
  { needs, changes }: Draft,
  options: InitOptions,
  say: (text: string) => void,
): Promise<Map<Need, Failure>> {
  const used = needs.filter((need) => isUsed(need, changes));
  if (used.length === 0) return new Map();
  const missing = used.filter(({ pinned }) => pinned === undefined).length;
  await agree(
    host,
    options,
    missing === 0 ? "Rewrite these entries?" : `Look at ${count(missing, "server")} and pin what you accept?`,
  );
  const { pinNeed } = await import("./init-pin.js");
  const progress = startProgress(host, options.quiet === true);
  const failures = new Map<Need, Failure>();
  for (const need of used) {
    const failure = await pinNeed(host, need, { ...options, say }, progress);
    if (failure === undefined) continue;
    failures.set(need, failure);
    host.err(
      `mcp-pin: ${visible(need.wanted.spec)} is left unpinned, its entries as they are: ${visible(failure.why)}\n`,
    );
  }
  return failures;
}

async function write(
  host: Host,
  changes: readonly Change[],
  options: InitOptions,
  say: (text: string) => void,
): Promise<string[]> {
  const changed = changes.filter(isChanged).length;
  if (changed === 0) return [];
  const shorten = shortenFor(host);
  say(`\n${await diffOf(host, changes, shorten)}`);
  await agree(host, options, `Write ${count(changed, "file")}?`);
  const backups = writeChanges(host, changes, ({ config, made }) => {
    const originals = made.map(({ entry, path, words }) => ({ path, before: wordsOf(entry), after: words }));
    if (originals.length > 0) rememberOriginals(host.home, config.path, originals);
    say(`wrote ${visible(shorten(config.path))}\n`);
  });
  if (backups.length > 0) say(`as they were: ${visible(shorten(host.home.backups))}; mcp-pin eject puts them back\n`);
  return backups;
}

/** @throws PinError when an entry starts without a pin. */
function conclude(host: Host, draft: Draft, backups: readonly string[], options: InitOptions): void {
  const entries = entriesOf(draft);
  const unpinned = entries.filter(({ state }) => state === "unpinned").length;
  const result: InitResult = { ok: unpinned === 0, servers: serversOf(draft), entries, backups };
  if (options.json === true) host.out(`${visibleJson(result, 2)}\n`);
  if (unpinned === 0) return;
  const failures = [...draft.failures.values()];
  // What is wrong with an entry's words is no wrong argument of this command.
  const isOpen = failures.every((failure) => !isRefusal(failure) && failure.code !== "usage");
  const undecided = isOpen ? failures[0]?.code : undefined;
  throw new PinError(
    undecided ?? "refused",
    `${count(unpinned, "client entry starts", "client entries start")} without a pin, or may`,
    {
      hint: options.check === true ? "mcp-pin init" : "each is named above, with the reason",
    },
  );
}
