/** The difference of facts: what the new side has and the reviewed one had nowhere. */
import type { Evidence, Fact, FactKind, FactOf, HostFact, PackageFacts } from "../facts/facts.js";
import type { RuleInput, Side } from "./rule.js";

/** Facts of one key, in source order: the first is where it is seen first, acting code before data and prose. */
export type Group<K extends FactKind> = readonly [FactOf<K>, ...FactOf<K>[]];

const ZONES = { code: 0, data: 1, prose: 2, test: 3 } as const;

/** The new facts of a kind, grouped by key. At a first look every fact is new. */
export function introduced<K extends FactKind>(input: RuleInput, kind: K): readonly Group<K>[] {
  const known = input.before === undefined ? NOTHING : keysOf(input.before.facts, kind);
  const acting = input.before === undefined ? NOTHING : actingKeysOf(input.before.facts, kind);
  const groups = new Map<string, [FactOf<K>, ...FactOf<K>[]]>();
  for (const fact of factsOf(input.after.facts, kind)) {
    if ((fact.zone === "code" ? acting : known).has(fact.key)) continue;
    const group = groups.get(fact.key);
    if (group === undefined) groups.set(fact.key, [fact]);
    else group.push(fact);
  }
  for (const group of groups.values()) group.sort((a, b) => ZONES[a.zone] - ZONES[b.zone]);
  return [...groups.values()];
}

/**
 * As `introduced`, and also another site of what the reviewed version already did in the same file: a second hook on
 * `fetch` hides behind the first. Not for bundles, where libraries come and go.
 */
export function introducedOrRepeated<K extends FactKind>(input: RuleInput, kind: K): readonly Group<K>[] {
  const groups = [...introduced(input, kind)];
  if (input.before === undefined) return groups;
  const old = sitesOf(factsOf(input.before.facts, kind));
  const now = sitesOf(factsOf(input.after.facts, kind));
  for (const [site, facts] of now) {
    const before = old.get(site) ?? [];
    const [first] = facts;
    if (before.length === 0 || first === undefined || facts.length <= before.length || isBundle(input, first.at.path))
      continue;
    const shown = new Set(before.map((fact) => fact.at.excerpt));
    const [added, ...rest] = facts.filter((fact) => !shown.has(fact.at.excerpt));
    if (added !== undefined) groups.push([added, ...rest] as unknown as Group<K>);
  }
  return groups;
}

function sitesOf<K extends FactKind>(facts: readonly FactOf<K>[]): ReadonlyMap<string, FactOf<K>[]> {
  const sites = new Map<string, FactOf<K>[]>();
  for (const fact of facts) {
    const site = `${fact.at.path}\0${fact.key}`;
    const list = sites.get(site);
    if (list === undefined) sites.set(site, [fact]);
    else list.push(fact);
  }
  return sites;
}

const NOTHING: ReadonlySet<string> = new Set();
const indexes = new WeakMap<PackageFacts, Map<FactKind, Fact[]>>();

/** The facts of one kind; a package's facts are sorted by kind once. */
export function factsOf<K extends FactKind>(facts: PackageFacts, kind: K): readonly FactOf<K>[] {
  let index = indexes.get(facts);
  if (index === undefined) {
    index = new Map();
    for (const fact of facts.facts) {
      const list = index.get(fact.kind);
      if (list === undefined) index.set(fact.kind, [fact]);
      else list.push(fact);
    }
    indexes.set(facts, index);
  }
  return (index.get(kind) ?? []) as unknown as readonly FactOf<K>[];
}

const keySets = new WeakMap<PackageFacts, Map<FactKind, ReadonlySet<string>>>();

export function keysOf(facts: PackageFacts, kind: FactKind): ReadonlySet<string> {
  let sets = keySets.get(facts);
  if (sets === undefined) {
    sets = new Map();
    keySets.set(facts, sets);
  }
  let keys = sets.get(kind);
  if (keys === undefined) {
    keys = new Set(factsOf(facts, kind).map((fact) => fact.key));
    sets.set(kind, keys);
  }
  return keys;
}

const actingSets = new WeakMap<PackageFacts, Map<FactKind, ReadonlySet<string>>>();

/** Without those of tests: what only a test did is new where the server does it. */
function actingKeysOf(facts: PackageFacts, kind: FactKind): ReadonlySet<string> {
  const sets = actingSets.get(facts) ?? new Map<FactKind, ReadonlySet<string>>();
  actingSets.set(facts, sets);
  const keys =
    sets.get(kind) ?? new Set(factsOf(facts, kind).flatMap(({ zone, key }) => (zone === "test" ? [] : [key])));
  sets.set(kind, keys);
  return keys;
}

const MOST_PLACES = 6;

/** The places of a group: each fact's own, then where its parts come from. */
export function placesOf(group: readonly Fact[]): [Evidence, ...Evidence[]] {
  const [first] = group;
  if (first === undefined) throw new TypeError("a group has at least one fact");
  const places: [Evidence, ...Evidence[]] = [first.at];
  for (const place of [...group.map((fact) => fact.at), ...group.flatMap((fact) => fact.via)]) {
    const known = places.some(
      (item) => item.path === place.path && item.line === place.line && item.column === place.column,
    );
    if (!known && places.length < MOST_PLACES) places.push(place);
  }
  return places;
}

/** ` (written ‹source›)` when a fact of the group hides its value, else nothing. */
export function spelling(group: readonly Fact[]): string {
  const disguise = group.find((fact) => fact.disguise !== undefined)?.disguise;
  return disguise === undefined ? "" : `, written as ${shorten(disguise, 200)}`;
}

export const isDisguised = (group: readonly Fact[]): boolean => group.some((fact) => fact.disguise !== undefined);

export const shorten = (value: string, most = 160): string => {
  const plain = value.replace(/\s+/g, " ").trim();
  return plain.length > most ? `${plain.slice(0, most)}…` : plain;
};

export const quoted = (value: string): string => `'${shorten(value)}'`;

/** Larger than anything people write by hand: a bundle of other packages, where capabilities of libraries turn up. */
export const isBundle = ({ after }: RuleInput, path: string): boolean => sizeIn(after, path) > BUNDLE;

/** In bytes; and by so much a bundle grows where libraries come into it, and no change of the package's own code. */
const BUNDLE = 200_000;

const sizeIn = ({ tree }: Side, path: string): number => tree.files.get(path)?.bytes.length ?? 0;

/** A bundle that is new in an update, or grew by as much as libraries are large. */
export const bringsLibraries = ({ before, after }: RuleInput, path: string): boolean =>
  before !== undefined && sizeIn(after, path) - sizeIn(before, path) > BUNDLE;

/** A host that a bundle names without reaching it there: tables of known services come with libraries. */
export const isInLibrary = (input: RuleInput, { use, at, disguise }: HostFact): boolean =>
  use !== "reach" && disguise === undefined && isBundle(input, at.path);

/** Facts that act: in code or data rather than in prose or tests. */
export const acts = (fact: Fact): boolean => fact.zone === "code" || fact.zone === "data";
