/** `mcp-pin eject`: puts back what client entries started before `init`, or else npx at the pinned version. */
import { existsSync } from "node:fs";
import type { Entry } from "../clients/entries.js";
import { type Launch, launchOf } from "../clients/launch.js";
import { wordsOf } from "../clients/plan.js";
import { wrappingOf } from "../clients/wrapping.js";
import { PinError } from "../errors.js";
import { whyNotWritable } from "../io/config-file.js";
import type { Host } from "../io/host.js";
import { loadLockfile } from "../io/lockfile.js";
import { forgetOriginals, isSame, originalsOf } from "../io/originals.js";
import { paintFor } from "../io/paint.js";
import { splitId } from "../lockfile/fields.js";
import { type EjectEntry, renderEject } from "../report/eject.js";
import { visible, visibleJson } from "../report/escape.js";
import { count } from "../report/table.js";
import { agree, shortenFor } from "./agree.js";
import { type Change, changeOf, diffOf, isChanged, type Wish, writeChanges } from "./config-changes.js";
import { pathNamed } from "./config-drift.js";
import { withoutHooks } from "./hooks.js";
import type { OutputOptions } from "./options.js";
import { type Scope, type Surveyed, type SurveyOptions, survey } from "./survey.js";

export interface EjectOptions extends SurveyOptions, OutputOptions {
  readonly yes?: boolean;
}

interface Back extends EjectEntry {
  readonly wish?: Wish;
}

/** All servers, or the named ones. @throws PinError `refused` when nobody agrees, or no entry starts a named server. */
export async function eject(host: Host, names: readonly string[], options: EjectOptions): Promise<void> {
  const files = await survey(host, options);
  const found = new Map(files.map((file) => [file, backsOf(host, file, names)]));
  const missing = names.filter((name) => ![...found.values()].flat().some(({ server }) => server === name));
  if (missing.length > 0) {
    throw new PinError("refused", `no client entry starts ${missing.join(", ")} through mcp-pin`, {
      hint: "mcp-pin init --check --json shows every entry",
    });
  }
  const changes = await changesOf(found);
  const entries = [...found.values()].flat().map((back) => said(back, changes));
  const say = options.json !== true ? host.out : options.yes === true ? () => {} : host.err;
  const shorten = shortenFor(host);
  say(renderEject(entries, shorten, await paintFor(host)));
  const changed = (names.length === 0 ? withoutHooks(host, options, changes) : changes).filter(isChanged);
  let backups: string[] = [];
  if (changed.length > 0) {
    say(`\n${await diffOf(host, changed, shorten)}these entries are no longer under a pin then\n`);
    await agree(host, options, `Write ${count(changed.length, "file")}?`);
    backups = writeChanges(host, changed, ({ config, made }) => {
      forgetOriginals(
        host.home,
        config.path,
        made.map(({ path }) => path),
      );
      say(`wrote ${visible(shorten(config.path))}\n`);
    });
  }
  if (options.json === true) host.out(`${visibleJson({ entries, backups }, 2)}\n`);
}

type Started = Extract<Launch, { kind: "mcp-pin" }>;

function backsOf(host: Host, { scope, config, plans }: Surveyed, names: readonly string[]): Back[] {
  const started = plans.flatMap(({ entry }) => {
    const launch = launchOf(entry.start);
    const isMeant = launch.kind === "mcp-pin" && (names.length === 0 || names.includes(launch.server));
    return isMeant ? [{ entry, launch: launch as Started }] : [];
  });
  const fixed =
    started.length === 0 ? undefined : whyNotWritable(config.path, scope.kind === "project" ? scope.folder : undefined);
  return started.map(({ entry, launch }) => {
    const { client, file, line, name, path } = entry;
    const known = { client, file, line, entry: name, server: launch.server };
    if (fixed !== undefined) return { ...known, why: `the file ${fixed}` };
    const back = recorded(host, entry) ?? derived(host, scope, entry, launch);
    return "why" in back
      ? { ...known, ...back }
      : { ...known, from: back.from, wish: { entry, path, words: back.words } };
  });
}

type Found = { readonly from: "record" | "lockfile"; readonly words: readonly string[] } | { readonly why: string };

/** What `init` found, if the entry still says what `init` wrote. */
function recorded(host: Host, entry: Entry): Found | undefined {
  const now = wordsOf(entry);
  const original = originalsOf(host.home, entry.file).find(
    ({ path, after }) => isSame(path, entry.path) && isSame(after, now),
  );
  return original === undefined ? undefined : { from: "record", words: original.before };
}

/** The same package at the pinned version, as npx starts it. */
function derived(host: Host, scope: Scope, entry: Entry, launch: Started): Found {
  const { server, args } = launch;
  const path = pathNamed(host, scope.folder, launch) ?? scope.path;
  const pinned = existsSync(path) ? loadLockfile(path).servers.get(server) : undefined;
  if (pinned === undefined) return { why: `nothing is known of what it started before, and ${server} is not pinned` };
  const kept = wrappingOf(wordsOf(entry));
  if ("why" in kept) return kept;
  const name = splitId(pinned.package)?.name ?? "";
  const isOwn = pinned.bin === name.slice(name.indexOf("/") + 1);
  const npx = isOwn ? ["npx", "-y", pinned.package] : ["npx", "-y", `--package=${pinned.package}`, pinned.bin];
  return { from: "lockfile", words: [...kept.flatMap(({ words }) => words), ...npx, ...args] };
}

async function changesOf(found: ReadonlyMap<Surveyed, readonly Back[]>): Promise<Change[]> {
  const made = [...found].map(async ([{ config }, backs]) => {
    const wishes = backs.flatMap(({ wish }) => (wish === undefined ? [] : [wish]));
    return wishes.length === 0 ? [] : [await changeOf(config, wishes)];
  });
  return (await Promise.all(made)).flat();
}

function said({ wish, from, ...known }: Back, changes: readonly Change[]): EjectEntry {
  const refused = wish && changes.map((change) => change.refused.get(wish.entry)).find((why) => why !== undefined);
  if (refused !== undefined) return { ...known, why: refused };
  return from === undefined ? known : { ...known, from };
}
