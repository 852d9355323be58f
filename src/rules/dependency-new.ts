import { type Dependency, declared, declaredAt, dependenciesOf } from "./declared.js";
import { isUnbounded } from "./dependency-range.js";
import { imports } from "./imports.js";
import type { Context, RegistryFacts, Rule, Side } from "./rule.js";

const YOUNG_DAYS = 30;
const DAY = 24 * 60 * 60 * 1000;

export const dependencyNew: Rule = {
  id: "dependency-new",
  kind: "dependency",
  title: "a new dependency",
  tier: { change: "ask", firstLook: "silent" },
  texts: {
    finds:
      "A dependency that the other version did not have. It is asked about when no file of the package imports it, when it " +
      "was first published less than a month before, when it has install scripts, or when its range has no upper bound; " +
      "an ordinary new dependency is a note, and its own code is compared as part of the closure.",
    why:
      "axios 1.14.1 (March 2026) differed from the version before by one dependency, hours old, that nothing imported and " +
      "that ran a postinstall script.",
    falseAlarms:
      "Widely used names are notes for that reason. Plug-ins, type packages and command-line tools that are found by name instead of being imported.",
    action: "Ask what it is for. A dependency that nothing imports has no innocent reason to be there.",
  },
  *check({ before, after, context }) {
    if (before === undefined) return;
    const old = dependenciesOf(before);
    for (const dependency of dependenciesOf(after).values()) {
      if (old.has(dependency.name)) continue;
      const reasons = suspicions(dependency, after, context);
      yield {
        message: `new dependency ${dependency.name}@${dependency.range}${reasons.length === 0 ? "" : `: ${reasons.join(", ")}`}`,
        value: dependency.name,
        evidence: [declaredAt(after, dependency.field, dependency.name)],
        weight: Math.min(90, 20 + 25 * reasons.length),
        ...(reasons.length === 0 ? { tier: "note" as const } : {}),
      };
    }
  },
};

function suspicions({ name, range, field }: Dependency, after: Side, context: Context): string[] {
  const isPeer = field === "peerDependencies";
  if (isPeer && declared(after, "peerDependenciesMeta", name, "optional") === true) return [];
  const registry = context.registryOf(name);
  const typesOnly = name.startsWith("@types/");
  return [
    !typesOnly &&
      !isWidelyUsed(name, context.knownNames) &&
      !imports(after, name) &&
      "no file of the package imports it",
    registry?.hasInstallScript === true && "it has install scripts",
    isYoung(registry, after.registry) && "it was first published less than a month before this version",
    !isPeer && isUnbounded(range) && "its range has no upper bound",
  ].filter((reason) => reason !== false);
}

/** A known name, or one in the scope of a known one, which belongs to the same maker. */
function isWidelyUsed(name: string, known: ReadonlySet<string>): boolean {
  const scope = name.startsWith("@") ? name.slice(0, name.indexOf("/") + 1) : "";
  return known.has(name) || (scope !== "" && [...known].some((other) => other.startsWith(scope)));
}

function isYoung(registry: RegistryFacts | undefined, own: RegistryFacts | undefined): boolean {
  const times = [...(registry?.times?.values() ?? [])].map(Date.parse).filter((time) => !Number.isNaN(time));
  const published = Date.parse(own?.publishedAt ?? "");
  return times.length > 0 && published - Math.min(...times) < YOUNG_DAYS * DAY;
}
