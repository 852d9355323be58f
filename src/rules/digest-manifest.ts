import { declared, declaredAt, member, membersOf, stringsOf } from "./declared.js";
import { hooksOf } from "./install-script.js";
import type { Rule, Side, Sighting } from "./rule.js";

export const digestManifest: Rule = {
  id: "digest-manifest",
  kind: "digest",
  title: "the registry declares another package than the tarball",
  tier: { change: "block", firstLook: "block" },
  texts: {
    finds:
      "Dependencies, commands or install scripts that the registry's entry for the version lists and the tarball's package.json does not, or the other way round; another name or version in the tarball than was asked for; a tarball on another host than the reviewed one (asked about).",
    why: "npm publishes both separately and never compares them (manifest confusion, 2023): the page shows harmless dependencies, the install obeys the others.",
    falseAlarms: "Very old tools that rewrote package.json while packing.",
    action: "Trust neither. Ask the maintainers, or reject.",
  },
  *check({ before, after }) {
    for (const field of ["name", "version"] as const) {
      const own = declared(after, field);
      if (typeof own !== "string" || plain(own) === plain(after[field])) continue;
      yield {
        message: `the package asked for is ${after.name}@${after.version}; its package.json calls itself ${field} ${own}`,
        value: own,
        evidence: [declaredAt(after, field)],
        weight: 91,
      };
    }
    yield* movedTarball(before, after);
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

/** Registries leave out a leading `v` and what stands behind a plus sign. */
const plain = (text: string): string =>
  text
    .trim()
    .replace(/^[v=]+(?=\d)/, "")
    .replace(/\+.*$/, "");

/** A tarball that is to be fetched from another host than the reviewed one. */
function* movedTarball(before: Side | undefined, after: Side): Iterable<Sighting> {
  const [was, is] = [before?.registry?.tarball, after.registry?.tarball].map((url) =>
    url !== undefined && URL.canParse(url) ? new URL(url).host : undefined,
  );
  if (was === undefined || is === undefined || was === is) return;
  const message = `the registry takes the tarball from ${is}; that of the reviewed version was at ${was}`;
  yield {
    message,
    value: after.registry?.tarball ?? is,
    evidence: [declaredAt(after, "name")],
    weight: 60,
    tier: "ask",
  };
}

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
  if ([entry, after.manifest].every((manifest) => membersOf(member(manifest, "bin")).length > 0))
    differences.push(...listDifferences("command", commandLines(entry), commandLines(after.manifest)));
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

/** A `bin` in one text is named after the package. */
const commandLines = (manifest: unknown): ReadonlySet<string> => new Set(stringsOf(member(manifest, "bin")).keys());

function listDifferences(what: string, announced: ReadonlySet<string>, own: ReadonlySet<string>): string[] {
  return [
    ...[...announced].filter((line) => !own.has(line)).map((line) => `${what} ${line} only in the registry`),
    ...[...own].filter((line) => !announced.has(line)).map((line) => `${what} ${line} only in the tarball`),
  ];
}
