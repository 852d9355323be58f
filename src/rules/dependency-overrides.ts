import { canonicalJson, type Json } from "../package/canonical.js";
import { declared, declaredAt, dependenciesOf } from "./declared.js";
import { sourceOf } from "./dependency-source.js";
import { leavesOf } from "./entry-points.js";
import type { Rule } from "./rule.js";

const FIELDS = ["overrides", "resolutions", "packageExtensions", "pnpm"];

export const dependencyOverrides: Rule = {
  id: "dependency-overrides",
  kind: "dependency",
  title: "package.json overrides the dependencies of others",
  tier: { change: "ask", firstLook: "note" },
  texts: {
    finds:
      "New or changed `overrides`, `resolutions`, `packageExtensions` or `pnpm` settings. Those that lead away from the registry or concern a dependency of the package are asked about, others are notes.",
    why: "They put another version, or another package, in the place of one that the lists of dependencies name.",
    falseAlarms:
      "npm obeys them only in the project it is run in, never in an installed package; maintainers use them to get fixes.",
    action: "See whether an override leads to another name or address.",
  },
  *check({ before, after }) {
    const own = dependenciesOf(after);
    for (const field of FIELDS) {
      const now = declared(after, field);
      if (now === undefined || spell(now) === spell(declared(before, field))) continue;
      const matters = leadsElsewhere(now) || keysOf(now).some((key) => own.has(key));
      yield {
        message: `package.json ${declared(before, field) === undefined ? "sets" : "changes"} ${field}: ${spell(now).slice(0, 160)}`,
        value: field,
        evidence: [declaredAt(after, field)],
        weight: 35,
        ...(matters ? {} : { tier: "note" as const }),
      };
    }
  },
};

/** Package names in an override, without ranges: `zod@3` is `zod`. */
const keysOf = (value: unknown): string[] =>
  leavesOf(value).flatMap(({ path }) => path.map((key) => key.replace(/(?!^)@.*$/, "").replace(/^.*\*\*?\//, "")));

const leadsElsewhere = (value: unknown): boolean =>
  leavesOf(value).some(({ target }) => sourceOf(target) !== undefined);

function spell(value: unknown): string {
  try {
    return value === undefined ? "" : canonicalJson(value as Json);
  } catch {
    return String(value);
  }
}
