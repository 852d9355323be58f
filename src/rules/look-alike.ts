/** Whether a package's name imitates a known one: typing slips, swapped look-alike characters, moved separators. */

export interface Imitation {
  readonly of: string;
  readonly how: string;
}

/** Below this length nearly every name is one letter from another. */
const MIN_LENGTH = 5;
const TWO_SLIPS_FROM = 10;

/** What the name imitates, if anything. A known name imitates nothing, nor does a name in a known one's scope. */
export function imitates(name: string, known: ReadonlySet<string>): Imitation | undefined {
  if (known.has(name)) return undefined;
  const shape = shapeOf(name);
  const [scope] = scopeOf(name);
  for (const candidate of known) {
    if (scope !== "" && scopeOf(candidate)[0] === scope) continue;
    const how = howAlike(name, shape, candidate);
    if (how !== undefined) return { of: candidate, how };
  }
  return undefined;
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

function howAlike(name: string, shape: string, candidate: string): string | undefined {
  if (candidate.length < MIN_LENGTH || Math.abs(candidate.length - name.length) > 3) return undefined;
  if (shapeOf(candidate) === shape) {
    return foldShapes(name) === name ? "other separators" : "look-alike characters";
  }
  if (withoutVersion(name) === withoutVersion(candidate)) return undefined;
  const most = Math.min(name.length, candidate.length) >= TWO_SLIPS_FROM ? 2 : 1;
  const slips = distance(name, candidate, most);
  return slips === undefined ? undefined : `${slips === 1 ? "one letter" : "two letters"} off`;
}

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

const shapes = new Map<string, string>();

function shapeOf(name: string): string {
  const cached = shapes.get(name);
  if (cached !== undefined) return cached;
  const shape = foldShapes(name.toLowerCase().replaceAll(/[-_./@]/g, ""));
  if (shapes.size < 10_000) shapes.set(name, shape);
  return shape;
}

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
