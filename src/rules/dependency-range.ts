import semver, { type Comparator } from "semver";
import { declaredAt, dependenciesOf } from "./declared.js";
import { sourceOf } from "./dependency-source.js";
import type { Rule } from "./rule.js";

export const dependencyRange: Rule = {
  id: "dependency-range",
  kind: "dependency",
  title: "a dependency's range changed",
  tier: { change: "ask", firstLook: "silent" },
  texts: {
    finds:
      "A dependency whose range has no upper bound any more (`>=16`, `*`, `latest`) is asked about, as is one that only takes older versions than before. A range that moved otherwise, or a " +
      "dependency that is gone, is a note.",
    why: "Without an upper bound every future version is taken, one by a new owner too: the door is opened now and used later.",
    falseAlarms: "Libraries that widen a range to be easy to install beside others.",
    action: "Pinned closures are safe for now; look at that dependency at each review from here on.",
  },
  *check({ before, after }) {
    const now = dependenciesOf(after);
    for (const { name, range: was } of dependenciesOf(before).values()) {
      const dependency = now.get(name);
      if (dependency === undefined) {
        yield {
          message: `the dependency ${name} is gone`,
          value: name,
          evidence: [declaredAt(after, "dependencies")],
          weight: 5,
          tier: "note",
        };
      } else if (dependency.range !== was && sourceOf(dependency.range) === undefined) {
        const isBack = goesBack(was, dependency.range);
        const opened = dependency.field !== "peerDependencies" && isUnbounded(dependency.range) && !isUnbounded(was);
        yield {
          message: `the range of ${name} changed from ${was} to ${dependency.range}${opened ? ": any later version is taken" : isBack ? ": back to older versions" : ""}`,
          value: dependency.range,
          evidence: [declaredAt(after, dependency.field, name)],
          weight: opened ? 58 : isBack ? 44 : 8,
          ...(opened || isBack ? {} : { tier: "note" as const }),
        };
      }
    }
  },
};

/** Whether every version of the new range is older than those of the old one: known holes are open again there. */
function goesBack(was: string, is: string): boolean {
  try {
    const [least, range] = [semver.minVersion(was), new semver.Range(is)];
    return least !== null && semver.gtr(least, range);
  } catch {
    return false;
  }
}

/** Whether a range admits every later version: no upper bound in one of its alternatives, or a dist-tag. */
export function isUnbounded(range: string): boolean {
  if (sourceOf(range) !== undefined) return false;
  const alternatives = range.length > 256 ? undefined : alternativesOf(range);
  // Undefined is a dist-tag, or nothing that semver knows.
  return alternatives === undefined || alternatives.some((all) => !all.some(bounds));
}

/** Sets an upper bound: `<`, `<=`, or a version by itself. `*` is the empty comparator. */
const bounds = ({ operator, value }: Comparator): boolean =>
  operator.startsWith("<") || (operator === "" && value !== "");

function alternativesOf(range: string): readonly (readonly Comparator[])[] | undefined {
  try {
    return new semver.Range(range).set;
  } catch {
    return undefined;
  }
}
