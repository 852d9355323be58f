import { declaredAt, dependenciesOf } from "./declared.js";
import { affixed, type Imitation, imitates, imitatesInPart } from "./look-alike.js";
import type { Context, Rule, Side, Sighting } from "./rule.js";

export const nameLookAlike: Rule = {
  id: "name-look-alike",
  kind: "dependency",
  title: "a name that imitates a known package",
  tier: { change: "ask", firstLook: "ask" },
  texts: {
    finds:
      "A new dependency (at a first look: the package itself and every dependency) whose name is a letter or two, a look-alike " +
      "character or a separator away from a widely used package, or from a dependency that it replaces.",
    why:
      "Typing slips are the oldest way in: `crossenv` for `cross-env` (2017) took environment variables for two weeks; " +
      "in an update the slip is in package.json and the import at once, so everything still fits together.",
    falseAlarms:
      "Packages that are honestly named alike. The list of known names is that of the most downloaded packages.",
    action: "Look up both names and their maintainers before anything else.",
  },
  *check({ before, after, context }) {
    const old = dependenciesOf(before);
    const all = dependenciesOf(after);
    const removed = new Set([...old.keys()].filter((name) => !all.has(name)));
    if (before === undefined) yield* ownName(after, context);
    for (const { name, field } of all.values()) {
      if (old.has(name) || isOfMaker(after.name, name)) continue;
      const replaced = findImitated(name, removed);
      const imitated = replaced ?? findImitated(name, context.knownNames) ?? ofOwn(name, old, context);
      if (imitated === undefined) continue;
      yield {
        message:
          `the dependency ${name} is named like ${imitated.of} (${imitated.how})` +
          (replaced === undefined ? "" : ", which it replaces"),
        value: name,
        evidence: [declaredAt(after, field, name)],
        weight: replaced === undefined ? 68 : 88,
      };
    }
  },
};

/** `nodemailer-js` where the package depends on `nodemailer`. */
function ofOwn(name: string, old: ReadonlyMap<string, unknown>, context: Context): Imitation | undefined {
  const of = context.knownNames.has(name) ? undefined : affixed(name, new Set(old.keys()));
  return of === undefined ? undefined : { of, how: "a word added" };
}

function* ownName(after: Side, context: Context): Iterable<Sighting> {
  const imitated = findImitated(after.name, context.knownNames);
  if (imitated === undefined) return;
  const message = `the package's name, ${after.name}, is like ${imitated.of} (${imitated.how})`;
  yield { message, value: after.name, evidence: [declaredAt(after, "name")], weight: 70 };
}

const findImitated = (name: string, known: ReadonlySet<string>): Imitation | undefined =>
  imitates(name, known) ?? imitatesInPart(name, known);

/** A maker's own scope is its own business. */
const isOfMaker = (own: string, name: string): boolean =>
  own.startsWith("@") && name.startsWith(own.slice(0, own.indexOf("/") + 1));
