/**
 * What must be looked at before an update (or a package seen for the first time) is accepted: the change of its files,
 * what the rules find in it and in each changed or added dependency, and what nobody could read. Pure.
 */
import { type Change, changeOf } from "../diff/change.js";
import type { NotAnalysed, PackageFacts } from "../facts/facts.js";
import { readFacts } from "../facts/read.js";
import { packageJson } from "../package/manifest.js";
import type { ArchiveProblem } from "../package/tarball.js";
import { type PackageTree, treeOf } from "../package/tree.js";
import { analyse } from "../rules/analyse.js";
import { firstPartyOf } from "../rules/first-party.js";
import { KNOWN_NAMES } from "../rules/known-names.js";
import type { Context, Finding, RegistryFacts, Side, Tier } from "../rules/rule.js";
import { type RegistryAnswer, registryFactsOf } from "./registry-facts.js";

/** One version of a package, as it was acquired. */
export interface Version {
  readonly name: string;
  readonly version: string;
  /** Of its tarball; absent for folders. */
  readonly integrity?: string;
  /** SHA-1 of the tarball in hex, to hold against what a registry announces. */
  readonly shasum?: string;
  readonly contents?: string;
  readonly tree: PackageTree;
  readonly problems: readonly ArchiveProblem[];
  readonly registry?: RegistryAnswer;
}

export interface Identity {
  readonly name: string;
  readonly version: string;
}

/** What became of the closure, the package itself left out. Dependencies that are the same are never unpacked. */
export interface ClosureChange {
  readonly added: readonly Version[];
  readonly removed: readonly Identity[];
  readonly changed: readonly { readonly before: Version; readonly after: Version }[];
}

export interface Question {
  /** Absent at a first look. */
  readonly before?: Version;
  readonly after: Version;
  readonly dependencies?: ClosureChange;
  /** What could not be had to be compared. */
  readonly notRead?: Assessment["notAnalysed"];
  /** Registry documents of packages that are only named, by name: new dependencies whose tarballs are not at hand. */
  readonly packuments?: ReadonlyMap<string, unknown>;
  /** ISO 8601, for telling how old a version is. */
  readonly now?: string;
  /** Names of packages that are trusted already, beside the widely known ones: a new name may imitate them. */
  readonly trusted?: ReadonlySet<string>;
}

/** Reads the facts of both sides: of the files that differ, or of all files where there is no `before`. */
export type FactsReader = (
  before: PackageTree | undefined,
  after: PackageTree,
) => { readonly before: PackageFacts | undefined; readonly after: PackageFacts };

export interface PackageChange {
  readonly before: Identity | undefined;
  readonly after: Identity;
  readonly change: Change;
}

export interface Assessment {
  readonly before: Version | undefined;
  readonly after: Version;
  /** The worst first, over all packages. */
  readonly findings: readonly Finding[];
  /** The package itself first, then its changed and added dependencies. */
  readonly packages: readonly [PackageChange, ...PackageChange[]];
  readonly removed: readonly Identity[];
  readonly notAnalysed: readonly (NotAnalysed & { readonly package: string })[];
}

/** Assesses an update, or a first look. */
export function assess(question: Question, read: FactsReader = readFacts): Assessment {
  const { before, after, dependencies = { added: [], removed: [], changed: [] }, notRead = [] } = question;
  const pairs: Pair[] = [{ before, after }, ...dependencies.changed, ...dependencies.added.map(alone)];
  const sided = pairs.map((pair) => sidesOf(pair, read));
  const held = factsHeld(sided);
  const findings = sided.flatMap((sides, i) => {
    const found = analyse({ ...sides, context: contextOf(sides, held, question) });
    // What no registry said is said once, for the package itself.
    return i === 0 ? found : found.filter(({ rule }) => rule !== "metadata-unknown");
  });
  return {
    before,
    after,
    findings: ranked(findings),
    packages: [packageChange({ before, after }), ...pairs.slice(1).map(packageChange)],
    removed: dependencies.removed,
    notAnalysed: [
      ...sided.flatMap((sides) =>
        [...sides.after.facts.notAnalysed, ...refusedBefore(sides)].map((file) => ({
          ...file,
          package: idOf(sides.after),
        })),
      ),
      ...notRead,
    ],
  };
}

/** The worst first. What a rule says again is less telling than the first word of another. */
function ranked(findings: readonly Finding[]): readonly Finding[] {
  const said = new Map<string, number>();
  return findings
    .toSorted((a, b) => b.weight - a.weight)
    .map((finding) => {
      const what = `${finding.tier} ${finding.rule}`;
      const times = said.get(what) ?? 0;
      said.set(what, times + 1);
      return { finding, weight: finding.weight - (LESS_AGAIN[times] ?? LESS) };
    })
    .sort((a, b) => TIERS[a.finding.tier] - TIERS[b.finding.tier] || b.weight - a.weight)
    .map(({ finding }) => finding);
}

/** How much less telling the first, the second and any later finding of a rule is, in units of weight. */
const LESS_AGAIN = [0, 5];
const LESS = 15;

const TIERS: Readonly<Record<Tier, number>> = { block: 0, ask: 1, note: 2 };

interface Pair {
  readonly before: Version | undefined;
  readonly after: Version;
}

interface Sides {
  readonly before: Side | undefined;
  readonly after: Side;
}

/** What of the older side nobody could compare with. Of the newer one such entries are findings. */
const refusedBefore = ({ before }: Sides): readonly NotAnalysed[] =>
  (before?.problems ?? []).map(({ inner, reason }) => ({
    path: inner || "package.json",
    reason: `in the version that it is compared with: ${inner === "" ? "the archive " : ""}${reason}`,
  }));

const alone = (after: Version): Pair => ({ before: undefined, after });

const idOf = ({ name, version }: Identity): string => `${name}@${version}`;

const packageChange = ({ before, after }: Pair): PackageChange => ({
  before,
  after,
  change: changeOf(before?.tree ?? treeOf([]), after.tree),
});

function sidesOf({ before, after }: Pair, read: FactsReader): Sides {
  const facts = read(before?.tree, after.tree);
  return {
    before: before === undefined || facts.before === undefined ? undefined : sideOf(before, facts.before),
    after: sideOf(after, facts.after),
  };
}

function sideOf(version: Version, facts: PackageFacts): Side {
  const registry = version.registry === undefined ? undefined : registryFactsOf(version.registry, version.version);
  const { name, tree, problems } = version;
  return {
    name,
    version: version.version,
    tree,
    problems,
    facts,
    manifest: manifestIn(tree),
    ...(version.integrity === undefined ? {} : { integrity: version.integrity }),
    ...(version.shasum === undefined ? {} : { shasum: version.shasum }),
    ...(registry === undefined ? {} : { registry }),
  };
}

/** One that nobody can read is a problem of the package, which is a finding. */
function manifestIn(tree: PackageTree): Side["manifest"] {
  const json = packageJson(tree);
  return typeof json === "string" ? undefined : json;
}

/** Key of a fact to the reviewed packages that held it. */
function factsHeld(sided: readonly Sides[]): ReadonlyMap<string, readonly Side[]> {
  const held = new Map<string, Side[]>();
  for (const { before } of sided) {
    for (const { key } of before?.facts.facts ?? []) {
      const holders = held.get(key) ?? [];
      if (before !== undefined && holders.at(-1) !== before) holders.push(before);
      held.set(key, holders);
    }
  }
  return held;
}

function contextOf(sides: Sides, held: ReadonlyMap<string, readonly Side[]>, question: Question): Context {
  const registry = registryReader(question);
  return {
    heldElsewhere(key) {
      const holder = held.get(key)?.find((side) => side !== sides.before);
      return holder === undefined ? undefined : idOf(holder);
    },
    firstParty: firstPartyOf((sides.before ?? sides.after).manifest),
    knownNames: knownNames(question),
    ...(question.now === undefined ? {} : { now: question.now }),
    registryOf: registry,
  };
}

/** A name that is only trusted may be the one in question, which would then imitate nothing. */
function knownNames({ trusted, after }: Question): ReadonlySet<string> {
  if (trusted === undefined) return KNOWN_NAMES;
  return new Set([...KNOWN_NAMES, ...[...trusted].filter((name) => name !== after.name)]);
}

function registryReader({ dependencies, packuments }: Question): (name: string) => RegistryFacts | undefined {
  return (name) => {
    const added = dependencies?.added.find((version) => version.name === name);
    if (added?.registry !== undefined) return registryFactsOf(added.registry, added.version);
    const packument = packuments?.get(name);
    const latest = latestOf(packument);
    return latest === undefined ? undefined : registryFactsOf({ packument }, latest);
  };
}

function latestOf(packument: unknown): string | undefined {
  const tags = (packument as { readonly "dist-tags"?: { readonly latest?: unknown } } | null | undefined)?.[
    "dist-tags"
  ];
  return typeof tags?.latest === "string" ? tags.latest : undefined;
}
