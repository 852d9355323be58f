import { bundledNames, moduleOf } from "./bundled.js";
import { declaredAt, dependenciesOf } from "./declared.js";
import { fileStart } from "./evidence.js";
import { importedAt } from "./imports.js";
import type { Evidence, Rule, Side, Sighting } from "./rule.js";

export const dependencyBundled: Rule = {
  id: "dependency-bundled",
  kind: "dependency",
  title: "a dependency comes inside the tarball",
  tier: { change: "block", firstLook: "ask" },
  texts: {
    finds:
      "A name newly listed in `bundleDependencies`, changed files of a dependency that is bundled, and an own file that takes the place of a dependency (asked about).",
    why:
      "A bundled copy has no integrity of its own in any registry: it may be the real package with one line more. It is " +
      "covered by this package's review and by nothing else.",
    falseAlarms: "Packages that bundle on purpose (npm does). An update of the copy is then a change like any other.",
    action: "Compare the copy with the published package of that name and version.",
  },
  *check({ before, after }) {
    const old = bundledNames(before);
    for (const name of bundledNames(after)) {
      const changed = changedFiles(name, before, after);
      if (old.has(name) && changed.length === 0) continue;
      const [first = declaredAt(after, "bundleDependencies"), ...rest] = changed;
      const where = changed.length === 0 ? "" : ` (${first.path})`;
      yield {
        message: `${name} comes bundled in the tarball${where}${old.has(name) ? " and its copy has changed" : ""}`,
        value: name,
        evidence: [first, ...rest],
        weight: 78,
        ...(old.has(name) ? { tier: "ask" as const } : {}),
      };
    }
    if (before !== undefined) yield* standIns(before, after);
  },
};

/** An own file that is named like a dependency, where the dependency is not imported any more. */
function* standIns(before: Side, after: Side): Iterable<Sighting> {
  for (const name of dependenciesOf(before).keys()) {
    const last = name.slice(name.lastIndexOf("/") + 1);
    const file = [...after.tree.files.values()].find(
      ({ path }) =>
        !before.tree.files.has(path) && path.split(/[/.]/).slice(0, -1).includes(last) && /\.[cm]?js$/.test(path),
    );
    if (file === undefined || moduleOf(file.path) !== undefined) continue;
    if (importedAt(before, name) === undefined || importedAt(after, name) !== undefined) continue;
    yield {
      message: `${file.path} takes the place of ${name}, which is not imported any more`,
      value: name,
      evidence: [fileStart(file)],
      weight: 52,
      tier: "ask",
    };
  }
}

function changedFiles(name: string, before: Side | undefined, after: Side): Evidence[] {
  const places: Evidence[] = [];
  for (const file of after.tree.files.values()) {
    if (places.length === 8) break;
    if (moduleOf(file.path)?.name !== name) continue;
    const old = before?.tree.files.get(file.path);
    if (old === undefined || Buffer.compare(old.bytes, file.bytes) !== 0) places.push(fileStart(file));
  }
  return places;
}
