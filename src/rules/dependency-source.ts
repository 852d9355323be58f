import { declared, declaredAt, stringsOf } from "./declared.js";
import type { Rule, Side, Sighting } from "./rule.js";

const FIELDS = ["dependencies", "optionalDependencies", "peerDependencies", "devDependencies"] as const;
/** `user/repo`, which npm takes from GitHub. */
const SHORTHAND = /^[\w.-]+\/[\w.-]+(?:#.*)?$/;

export const dependencySource: Rule = {
  id: "dependency-source",
  kind: "dependency",
  title: "a dependency does not come from the registry under its own name",
  tier: { change: "block", firstLook: "ask" },
  texts: {
    finds:
      "A dependency, in any of the dependency fields, whose new range is a git address, a URL, a file, a link or an alias (`npm:other@1`).",
    why:
      "Such bytes have no integrity in a registry and can change after the review; a git dependency's `prepare` script runs " +
      "on install. TanStack (May 2026) was turned by one `optionalDependencies` entry with a git URL.",
    falseAlarms: "Forks that wait for a release, aliases for two versions of one package, monorepo leftovers.",
    action: "Ask for a published version. Accept an alias only after looking at the package behind it.",
  },
  *check({ before, after }) {
    for (const field of FIELDS) {
      const old = stringsOf(declared(before, field));
      for (const [name, range] of stringsOf(declared(after, field))) {
        const source = sourceOf(range);
        if (source !== undefined && old.get(name) !== range) yield sighting(after, field, name, range, source);
      }
    }
  },
};

function sighting(after: Side, field: string, name: string, range: string, source: string): Sighting {
  const forDevelopers = field === "devDependencies";
  return {
    message: `${name} comes from ${source}: ${range} (${field})`,
    value: range,
    evidence: [declaredAt(after, field, name)],
    weight: source === "an alias" ? 75 : 88,
    ...(forDevelopers ? { tier: "note" as const } : {}),
  };
}

/** Where a range takes its package from, when that is not the registry; as npm-package-arg reads it. */
export function sourceOf(range: string): string | undefined {
  const spec = range.trim();
  if (/^npm:/i.test(spec)) return "an alias";
  if (/^(?:git\+|git:|git@|github:|gitlab:|bitbucket:|gist:)/i.test(spec) || /\.git(?:#.*)?$/i.test(spec)) return "git";
  if (/^(?:ssh|https?|ftp):/i.test(spec)) return "a URL";
  if (/^(?:file:|link:|workspace:|portal:|\.{0,2}\/|~\/|[a-z]:[\\/])/i.test(spec) || /\.t(?:ar\.)?gz$/i.test(spec))
    return "a file";
  if (SHORTHAND.test(spec)) return "git";
  return undefined;
}
