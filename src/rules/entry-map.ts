import { declared, declaredAt } from "./declared.js";
import { isVariant, type Leaf, leavesOf } from "./entry-points.js";
import type { Rule, Side, Sighting } from "./rule.js";

export const entryMap: Rule = {
  id: "entry-map",
  kind: "entrypoint",
  title: "how names lead to files is declared differently",
  tier: { change: "ask", firstLook: "silent" },
  texts: {
    finds:
      "A new or changed target in the `imports` map of package.json, a condition added to an existing entry of `exports`, " +
      "and a changed `type` (script or module).",
    why:
      "One line here swaps a file for another everywhere it is imported, for one platform or condition only, and no code " +
      "changes. Conditions such as `node`, `linux` or a custom one hide the swap from whoever looks elsewhere.",
    falseAlarms: "Packages that add a build for another runtime, or become modules.",
    action: "Compare the file that is mapped now with the one before.",
  },
  *check({ before, after }) {
    if (before === undefined) return;
    yield* changedLeaves(before, after, "imports", () => true);
    const known = new Set(leavesOf(declared(before, "exports")).map(({ path }) => path[0]));
    yield* changedLeaves(before, after, "exports", ({ path }) => path.length > 1 && known.has(path[0]));
    yield* changedType(before, after);
  },
};

function* changedLeaves(before: Side, after: Side, field: string, counts: (leaf: Leaf) => boolean): Iterable<Sighting> {
  const spell = ({ path, target }: Leaf): string => JSON.stringify([path, target]);
  const old = new Set(leavesOf(declared(before, field)).map(spell));
  const targets = leavesOf(declared(before, field)).map(({ target }) => target);
  for (const leaf of leavesOf(declared(after, field))) {
    if (old.has(spell(leaf)) || !counts(leaf) || isDeclaration(leaf)) continue;
    const known = targets.includes(leaf.target);
    const isTwin = field === "exports" && targets.some((target) => isVariant(target, leaf.target));
    const name = leaf.path.join(" → ");
    yield {
      message: `package.json maps ${field} ${name} to ${leaf.target}${known ? "" : ", which it did not before"}`,
      value: leaf.target,
      evidence: [declaredAt(after, field, ...leaf.path)],
      weight: field === "imports" ? 60 : 45,
      ...(known || isTwin ? { tier: "note" as const } : {}),
    };
  }
}

const isDeclaration = ({ target, path }: Leaf): boolean => path.at(-1) === "types" || /\.d\.[cm]?ts$/.test(target);

function* changedType(before: Side, after: Side): Iterable<Sighting> {
  const typeOf = (side: Side): string => (declared(side, "type") === "module" ? "module" : "commonjs");
  if (typeOf(before) === typeOf(after)) return;
  yield {
    message: `package.json changes type from ${typeOf(before)} to ${typeOf(after)}, so the same files are read otherwise`,
    value: typeOf(after),
    evidence: [declaredAt(after, "type")],
    weight: 40,
  };
}
