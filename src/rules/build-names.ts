/** Names in a built file that its source does not have. Minifiers shorten local names only: what is called keeps its name. */
import type { Text } from "./build-unexplained.js";

/** Long enough that no minifier made it. */
const NAME = /(?<![\w$])[A-Za-z_$][\w$]{4,60}(?![\w$])/g;
/** Share of the old build's names that its source must hold, and least names of a build that can tell. */
const EXPLAINS = 0.95;
const LEAST = 20;
/** More new names than these come from another compiler, or another library. */
const MOST_NEWS = 8;
const MOST_TEXT = 4 * 1024 ** 2;
const MOST_NAMES = 50_000;

/** The names that are new in `now` and stand in neither source; none where the source did not explain the old build. */
export function unknownNames(old: string, now: string, oldSource: string, newSource: string): readonly Text[] {
  if (Math.max(old.length, now.length, oldSource.length, newSource.length) > MOST_TEXT) return [];
  const known = namesIn(old);
  const explanation = namesIn(oldSource);
  const explained = [...known.keys()].filter((name) => explanation.has(name)).length;
  if (known.size < LEAST || explained < known.size * EXPLAINS) return [];
  const source = namesIn(newSource);
  const news = [...namesIn(now)].filter(([name]) => !known.has(name) && !source.has(name) && !isHash(name));
  return news.length > MOST_NEWS ? [] : news;
}

/** The names of a text and where each is first. */
function namesIn(text: string): ReadonlyMap<string, number> {
  const names = new Map<string, number>();
  for (const { 0: name, index } of text.matchAll(NAME)) {
    if (!names.has(name)) names.set(name, index);
    if (names.size === MOST_NAMES) break;
  }
  return names;
}

/** Names of chunks and contents. */
const isHash = (name: string): boolean => /^[0-9a-f]{6,}$/i.test(name) || /\d.*\d.*\d/.test(name);
