/** Members in a built file that its source does not name. Compilers and minifiers rename what is local, and nothing else. */
import type { Text } from "./build-unexplained.js";

/** Long enough that no minifier made it. */
const NAME = /(?<![\w$])[A-Za-z_][\w]{4,60}(?![\w$])/g;
/** As a member (`x.name`) or as the key of an object (`{ name: … }`). */
const MEMBER = /(?<=[\w$)\]]\??\.)[A-Za-z_]\w{4,60}(?![\w$])|(?<=[{,]\s{0,40})[A-Za-z_]\w{4,60}(?=\s{0,4}:(?!:))/g;
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
  const known = namesIn(old, MEMBER);
  const explanation = namesIn(oldSource, NAME);
  const explained = [...known.keys()].filter((name) => explanation.has(name)).length;
  if (known.size < LEAST || explained < known.size * EXPLAINS) return [];
  const source = namesIn(newSource, NAME);
  const all = namesIn(old, NAME);
  const news = [...namesIn(now, MEMBER)].filter(
    ([name]) => !all.has(name) && !source.has(name) && !isHash(name) && !isHelper(name),
  );
  return news.length > MOST_NEWS ? [] : news;
}

/** The names of a text and where each is first. */
function namesIn(text: string, pattern: RegExp): ReadonlyMap<string, number> {
  const names = new Map<string, number>();
  for (const { 0: name, index } of text.matchAll(pattern)) {
    if (!names.has(name)) names.set(name, index);
    if (names.size === MOST_NAMES) break;
  }
  return names;
}

/** Names of chunks and contents. */
const isHash = (name: string): boolean => /^[0-9a-f]{6,}$/i.test(name) || /\d.*\d.*\d/.test(name);

/** What compilers write around a module. */
const isHelper = (name: string): boolean =>
  /^(?:__\w+|\w+_default|(?:import|init|require)_\w+|defineProperty|enumerable|configurable|writable|getOwnProperty\w+|hasOwnProperty|prototype|default|exports|createRequire|toStringTag|asyncIterator|iterator|metadata|sourceRoot|dirname|filename)$/.test(
    name,
  );
