import { declared, declaredAt, member, stringsOf } from "./declared.js";
import { hooksOf } from "./install-script.js";
import type { Rule, Side } from "./rule.js";

export const digestManifest: Rule = {
  id: "digest-manifest",
  kind: "digest",
  title: "the registry declares another package than the tarball",
  tier: { change: "block", firstLook: "block" },
  texts: {
    finds:
      "Dependencies or install scripts that the registry's entry for the version lists and the tarball's package.json does not, or the other way round; another name or version in the tarball.",
    why: "npm publishes both separately and never compares them (manifest confusion, 2023): the page shows harmless dependencies, the install obeys the others.",
    falseAlarms: "Very old tools that rewrote package.json while packing.",
    action: "Trust neither. Ask the maintainers, or reject.",
  },
  *check({ after }) {
    const entry = member(member(after.registry?.raw, "versions"), after.version) ?? member(after.registry, "raw");
    if (member(entry, "dist") === undefined) return;
    for (const difference of differencesBetween(entry, after)) {
      yield {
        message: `the registry's entry and the tarball's package.json differ: ${difference}`,
        value: difference,
        evidence: [declaredAt(after, "name")],
        weight: 90,
      };
    }
  },
};

function differencesBetween(entry: unknown, after: Side): string[] {
  const differences: string[] = [];
  for (const field of ["name", "version"]) {
    const announced = member(entry, field);
    if (announced !== undefined && announced !== declared(after, field)) {
      differences.push(`${field} ${String(announced)}, ${String(declared(after, field))} in the tarball`);
    }
  }
  differences.push(...listDifferences("dependency", dependencyLines(entry), dependencyLines(after.manifest)));
  differences.push(...hiddenHooks(entry, after));
  return differences.slice(0, 8);
}

/** Install scripts that the registry's entry does not show. An abbreviated entry says only that there are some. */
function hiddenHooks(entry: unknown, after: Side): string[] {
  if (member(entry, "scripts") === undefined && member(entry, "hasInstallScript") === true) return [];
  const announced = stringsOf(member(entry, "scripts"));
  const hidden = [...hooksOf(after)].filter(([name, command]) => announced.get(name) !== command);
  return hidden.map(([name]) => `script ${name} only in the tarball`);
}

/** npm merges optional dependencies into the others in what it announces, so the two count as one list. */
const dependencyLines = (manifest: unknown): ReadonlySet<string> =>
  new Set(
    ["dependencies", "optionalDependencies"].flatMap((field) =>
      [...stringsOf(member(manifest, field))].map(([name, range]) => `${name}@${range}`),
    ),
  );

function listDifferences(what: string, announced: ReadonlySet<string>, own: ReadonlySet<string>): string[] {
  return [
    ...[...announced].filter((line) => !own.has(line)).map((line) => `${what} ${line} only in the registry`),
    ...[...own].filter((line) => !announced.has(line)).map((line) => `${what} ${line} only in the tarball`),
  ];
}
