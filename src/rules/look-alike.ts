/** Whether a package's name imitates a known one: typing slips, swapped look-alike characters, moved separators. */

export interface Imitation {
  readonly of: string;
  readonly how: string;
}

/** Below this length nearly every name is one letter from another. */
const MIN_LENGTH = 5;
/** Lengths of the shorter name from which a letter more or less, another letter, and two slips are telling. */
const LETTER_FROM = 6;
const OTHER_LETTER_FROM = 8;
const TWO_SLIPS_FROM = 10;

/** What the name imitates, if anything. A known name imitates nothing, nor does a name in a known one's scope. */
export function imitates(name: string, known: ReadonlySet<string>): Imitation | undefined {
  if (known.has(name)) return undefined;
  const index = indexOf(known);
  const twin = index.byShape.get(shapeOf(name));
  if (twin !== undefined && twin.length >= MIN_LENGTH && !sameScope(name, twin)) {
    return { of: twin, how: foldShapes(name) === name ? "other separators" : "look-alike characters" };
  }
  const turned = index.byParts.get(sortedParts(name));
  if (turned !== undefined && turned !== name && !sameScope(name, turned)) {
    return { of: turned, how: "its words in another order" };
  }
  const own = lettersOf(name);
  for (let length = Math.max(MIN_LENGTH, name.length - 2); length <= name.length + 2; length += 1) {
    for (const [candidate, letters] of index.byLength.get(length) ?? []) {
      // Two slips change at most four of the letters that a name is made of.
      const how = bits(letters ^ own) > 4 ? undefined : slipsBetween(name, candidate);
      if (how !== undefined && !sameScope(name, candidate)) return { of: candidate, how };
    }
  }
  return undefined;
}

interface Index {
  readonly byShape: ReadonlyMap<string, string>;
  /** Names of several words, by their words in order. */
  readonly byParts: ReadonlyMap<string, string>;
  readonly byLength: ReadonlyMap<number, readonly (readonly [name: string, letters: number])[]>;
}

const indexes = new WeakMap<ReadonlySet<string>, Index>();

function indexOf(known: ReadonlySet<string>): Index {
  const cached = indexes.get(known);
  if (cached !== undefined) return cached;
  const byShape = new Map<string, string>();
  const byParts = new Map<string, string>();
  const byLength = new Map<number, [string, number][]>();
  for (const name of known) {
    byShape.set(shapeOf(name), name);
    if (!name.startsWith("@") && partsOf(name).length > 1) byParts.set(sortedParts(name), name);
    byLength.set(name.length, [...(byLength.get(name.length) ?? []), [name, lettersOf(name)]]);
  }
  const index = { byShape, byParts, byLength };
  indexes.set(known, index);
  return index;
}

/** Which letters a name has, a bit each. */
const lettersOf = (name: string): number =>
  [...name].reduce((set, letter) => set | (1 << (letter.charCodeAt(0) & 31)), 0);

function bits(set: number): number {
  let count = 0;
  for (let rest = set; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}

/** A scope belongs to one maker, who may name packages alike. */
function sameScope(name: string, candidate: string): boolean {
  const [scope] = scopeOf(name);
  return scope !== "" && scopeOf(candidate)[0] === scope;
}

/** As `imitates`, by parts: `d0tenv-extra` for `dotenv`. Only look-alike characters count there, one slip is too common. */
export function imitatesInPart(name: string, known: ReadonlySet<string>): Imitation | undefined {
  if (known.has(name)) return undefined;
  for (const part of partsOf(name)) {
    const folded = foldShapes(part);
    if (part.length < MIN_LENGTH || folded === part || known.has(part)) continue;
    if (known.has(folded)) return { of: folded, how: "look-alike characters" };
  }
  return undefined;
}

const sortedParts = (name: string): string => partsOf(name).sort().join("-");

/** What is put before or behind a known name to make it look like a build or a successor of it. */
const AFFIX =
  /^(?:node|official|real|the|new|original)-(?=\w{4})|(?<=\w{4})[-.](?:js|node|ts|lib|api|official|secure|fixed|new|pro|plus|next|es|latest|stable|updated?|v?\d)$/;

/** The name that is left when such a word is taken away, if it is one of those given. */
export function affixed(name: string, names: ReadonlySet<string>): string | undefined {
  const rest = name.replace(AFFIX, "");
  return rest !== name && names.has(rest) ? rest : undefined;
}

function slipsBetween(name: string, candidate: string): string | undefined {
  const length = Math.min(name.length, candidate.length);
  const slips = distance(name, candidate, length >= TWO_SLIPS_FROM ? 2 : 1);
  if (slips === undefined || withoutVersion(name) === withoutVersion(candidate)) return undefined;
  if (slips === 2) return "two letters off";
  if (length < lengthFor(name, candidate)) return undefined;
  return sortedLetters(name) === sortedLetters(candidate) ? "two letters swapped" : "one letter off";
}

/** How long two names that are one slip apart must be. Swapped and doubled letters are slips in names of any length. */
function lengthFor(a: string, b: string): number {
  if (sortedLetters(a) === sortedLetters(b) || undouble(a) === undouble(b)) return MIN_LENGTH;
  return a.length === b.length ? OTHER_LETTER_FROM : LETTER_FROM;
}

const sortedLetters = (name: string): string => [...name].sort().join("");
const undouble = (name: string): string => name.replaceAll(/(.)\1+/g, "$1");

const scopeOf = (name: string): readonly [scope: string, rest: string] =>
  name.startsWith("@") && name.includes("/")
    ? [name.slice(0, name.indexOf("/")), name.slice(name.indexOf("/") + 1)]
    : ["", name];

const partsOf = (name: string): string[] => name.split(/[-_./@]+/).filter((part) => part !== "");

/** `d3` and `d3-4`, `lodash` and `lodash4`: numbers at the end tell versions apart. */
const withoutVersion = (name: string): string => name.replace(/[-.]?v?\d+$/, "");

const foldShapes = (text: string): string =>
  text
    .replaceAll("rn", "m")
    .replaceAll("vv", "w")
    .replace(/[0134578]/g, (digit) => ({ 0: "o", 1: "l", 3: "e", 4: "a", 5: "s", 7: "t", 8: "b" })[digit] ?? digit);

const shapeOf = (name: string): string => foldShapes(name.toLowerCase().replaceAll(/[-_./@]/g, ""));

/** Damerau–Levenshtein (optimal string alignment), or undefined above `most`. */
export function distance(a: string, b: string, most: number): number | undefined {
  if (Math.abs(a.length - b.length) > most) return undefined;
  let older: number[] = [];
  let old = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j += 1) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let value = Math.min((old[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (old[j - 1] ?? 0) + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        value = Math.min(value, (older[j - 2] ?? 0) + 1);
      row.push(value);
      least = Math.min(least, value);
    }
    if (least > most) return undefined;
    older = old;
    old = row;
  }
  const result = old[b.length] ?? 0;
  return result <= most ? result : undefined;
}
