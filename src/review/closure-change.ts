/** What became of the packages of a closure: which are new, and which earlier package each is compared with. Pure. */
import semver from "semver";
import type { Identity } from "./assess.js";

export interface ClosurePairs<B, A> {
  readonly changed: readonly { readonly before: B; readonly after: A }[];
  readonly added: readonly A[];
  /** What is gone, and is not the base of anything that changed. */
  readonly removed: readonly B[];
}

/**
 * Pairs two closures, given by location. A package is the same when its key is; it changed when a package of its name
 * is gone: the one that stood at its place, else the one with the nearest version.
 */
export function pairClosures<B extends Identity, A extends Identity>(
  before: ReadonlyMap<string, B>,
  after: ReadonlyMap<string, A>,
  keyOf: (value: B | A) => string,
): ClosurePairs<B, A> {
  const was = new Map([...before.values()].map((value) => [keyOf(value), value]));
  const is = new Map([...after].map(([location, value]) => [keyOf(value), { location, value }]));
  const gone = [...was].filter(([key]) => !is.has(key)).map(([, value]) => value);
  const used = new Set<string>();
  const changed: { before: B; after: A }[] = [];
  const added: A[] = [];
  for (const [key, { location, value }] of is) {
    if (was.has(key)) continue;
    const base = baseOf(value, before.get(location), gone, keyOf);
    if (base === undefined) added.push(value);
    else {
      used.add(keyOf(base));
      changed.push({ before: base, after: value });
    }
  }
  return { changed, added, removed: gone.filter((value) => !used.has(keyOf(value))) };
}

function baseOf<B extends Identity, A extends Identity>(
  after: A,
  atPlace: B | undefined,
  gone: readonly B[],
  keyOf: (value: B | A) => string,
): B | undefined {
  const named = gone.filter(({ name }) => name === after.name);
  const place = atPlace === undefined ? undefined : keyOf(atPlace);
  return named.find((value) => keyOf(value) === place) ?? nearest(named, after.version);
}

/** The highest version that is not above, else the lowest. */
function nearest<T extends Identity>(values: readonly T[], version: string): T | undefined {
  const sorted = values
    .filter((value) => semver.valid(value.version) !== null)
    .sort((a, b) => semver.compare(a.version, b.version));
  return sorted.findLast((value) => semver.compare(value.version, version) <= 0) ?? sorted[0] ?? values[0];
}
