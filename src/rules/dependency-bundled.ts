import { bundledNames, moduleOf } from "./bundled.js";
import { declaredAt } from "./declared.js";
import { fileStart } from "./evidence.js";
import type { Evidence, Rule, Side } from "./rule.js";

export const dependencyBundled: Rule = {
  id: "dependency-bundled",
  kind: "dependency",
  title: "a dependency comes inside the tarball",
  tier: { change: "block", firstLook: "ask" },
  texts: {
    finds: "A name newly listed in `bundleDependencies`, and changed files of a dependency that is bundled.",
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
      yield {
        message: `${name} comes bundled in the tarball${old.has(name) ? " and its copy has changed" : ""}`,
        value: name,
        evidence: [first, ...rest],
        weight: 78,
        ...(old.has(name) ? { tier: "ask" as const } : {}),
      };
    }
  },
};

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
