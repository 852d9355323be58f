import { bundledNames } from "./bundled.js";
import { declaredAt, dependenciesOf } from "./declared.js";
import { bareImports, importedAt, packageOf } from "./imports.js";
import type { Evidence, Rule, RuleInput } from "./rule.js";

export const dependencyUndeclared: Rule = {
  id: "dependency-undeclared",
  kind: "dependency",
  title: "code imports a package that package.json does not name",
  tier: { change: "ask", firstLook: "note" },
  texts: {
    finds:
      "An import, new in this version, of a package that is neither declared, nor bundled, nor part of Node; and an import that stayed while its declaration went, or became one for development.",
    why:
      "It resolves to whatever lies in a folder above: another server's dependency, or a package that somebody installs " +
      "later. No lockfile names it, so nobody reviews it.",
    falseAlarms:
      "Optional helpers imported in `try` by bundled libraries, and packages that another dependency happens to bring; " +
      "widely used names are notes for that reason.",
    action: "Ask the maintainers to declare it. Until then it is not part of what you reviewed.",
  },
  *check(input) {
    const { before, after, context } = input;
    const allowed = declaredNames(input);
    const seen = new Set(before === undefined ? [] : bareImports(before).map((fact) => packageOf(fact.specifier)));
    for (const fact of bareImports(after)) {
      const name = packageOf(fact.specifier);
      if (name === undefined || allowed.has(name) || seen.has(name) || wasMentioned(input, name)) continue;
      seen.add(name);
      const known = context.knownNames.has(name) || TOOLING.test(fact.at.path);
      yield {
        message: `${fact.at.path} imports ${name}, which package.json does not declare`,
        value: name,
        evidence: [fact.at, ...fact.via],
        weight: fact.dynamic ? 62 : 55,
        ...(known ? { tier: "note" as const } : {}),
      };
    }
    for (const name of dependenciesOf(before).keys()) {
      const place = allowed.has(name) ? undefined : stillImported(input, name);
      if (place === undefined) continue;
      yield {
        message: `${place.path} still imports ${name}, which package.json no longer declares`,
        value: name,
        evidence: [place, declaredAt(after, "dependencies")],
        weight: 54,
      };
    }
  },
};

/** By the facts of the files that changed, by the text of the others. */
const stillImported = ({ before, after }: RuleInput, name: string): Evidence | undefined =>
  bareImports(after).find((fact) => packageOf(fact.specifier) === name)?.at ??
  importedAt(after, name, (path) => before?.tree.files.get(path));

/** Settings of development tools, which nobody loads from an installed package. */
const TOOLING = /^(?:[\w-]+\/)?[\w.-]+\.config\.[cm]?[jt]s$|^(?:gulpfile|gruntfile|\.[\w-]+rc)\.[cm]?js$/i;

function declaredNames({ after }: RuleInput): ReadonlySet<string> {
  return new Set([after.name, ...dependenciesOf(after).keys(), ...bundledNames(after)]);
}

/** Held by a file that is the same on both sides, or by another package of the reviewed closure. */
const wasMentioned = ({ before, after, context }: RuleInput, name: string): boolean =>
  before !== undefined &&
  (["'", '"'].some((quote) => after.facts.mentions(`${quote}${name}${quote}`)) ||
    context.heldElsewhere(`module:${name}`) !== undefined);
