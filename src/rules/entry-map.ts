import { isTestPath } from "../facts/file-kind.js";
import { declared, declaredAt, fileFor, member } from "./declared.js";
import { entryPoints, isVariant, type Leaf, leavesOf } from "./entry-points.js";
import { wholeFile } from "./evidence.js";
import type { Rule, Side, Sighting } from "./rule.js";

export const entryMap: Rule = {
  id: "entry-map",
  kind: "entrypoint",
  title: "how names lead to files is declared differently",
  tier: { change: "ask", firstLook: "silent" },
  texts: {
    finds:
      "A new or changed target in the `imports` map of package.json, a condition added to an existing entry of `exports`, " +
      "a changed `type` (script or module) where a file that it decides about is still the same, a new `module` or `browser` target, and a package.json that is put into a folder of files.",
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
    yield* otherFields(before, after);
    yield* nestedManifests(before, after);
  },
};

/** Targets that bundlers and other runtimes take instead of `main`. */
const FIELDS = ["module", "browser", "react-native", "esnext"];

function* otherFields(before: Side, after: Side): Iterable<Sighting> {
  for (const field of FIELDS) {
    const old = leavesOf(declared(before, field));
    for (const { target, path } of leavesOf(declared(after, field))) {
      const file = fileFor(after.tree, target);
      if (file === undefined || old.some((leaf) => isVariant(leaf.target, target)) || isMain(after, file)) continue;
      yield {
        message: `package.json leads ${[field, ...path].join(" ")} to ${target}, which it did not before`,
        value: target,
        evidence: [declaredAt(after, field, ...path)],
        weight: 34,
      };
    }
  }
}

/** The same place as `main`, or a build of it for another module system. */
const isMain = (side: Side, file: string): boolean =>
  [...entryPoints(side).values()].some(({ target }) => target === file || isVariant(nameOf(target), nameOf(file)));

const nameOf = (path: string): string => path.slice(path.lastIndexOf("/") + 1);

/** A package.json in a folder decides how the files below it are read and what an import of the folder gives. */
function* nestedManifests(before: Side, after: Side): Iterable<Sighting> {
  for (const { path, bytes } of after.tree.files.values()) {
    if (
      !path.endsWith("/package.json") ||
      /(?:^|\/)(?:node_modules|tests?|fixtures?|examples?|templates?)\//.test(path)
    )
      continue;
    const folder = path.slice(0, -"package.json".length);
    const was = before.tree.files.get(path);
    if (![...before.tree.files.keys()].some((old) => old.startsWith(folder))) continue;
    const [old, now] = [was?.bytes, bytes].map((json) => loadingOf(json));
    if (now === undefined || now === old) continue;
    yield {
      message: `${path} ${was === undefined ? "is new" : "has changed"} and decides how ${folder} is loaded: ${now}`,
      value: path,
      evidence: [wholeFile(path)],
      weight: 44,
    };
  }
}

/** What of a manifest decides about loading, as text; undefined when nothing does. */
function loadingOf(bytes: Uint8Array | undefined): string | undefined {
  try {
    const json = JSON.parse(Buffer.from(bytes ?? []).toString("utf8")) as unknown;
    const fields = ["type", "main", "exports", "imports"].filter((field) => member(json, field) !== undefined);
    return fields.length === 0
      ? undefined
      : fields.map((field) => `${field} ${JSON.stringify(member(json, field)).slice(0, 120)}`).join(", ");
  } catch {
    return undefined;
  }
}

function* changedLeaves(before: Side, after: Side, field: string, counts: (leaf: Leaf) => boolean): Iterable<Sighting> {
  const spell = ({ path, target }: Leaf): string => JSON.stringify([path, target]);
  const old = new Set(leavesOf(declared(before, field)).map(spell));
  const targets = leavesOf(declared(before, field)).map(({ target }) => target);
  const gone = new Set(
    leavesOf(declared(before, field)).flatMap((leaf) => (isGone(leaf, before, after) ? [spoken(leaf)] : [])),
  );
  for (const leaf of leavesOf(declared(after, field))) {
    if (old.has(spell(leaf)) || !counts(leaf) || isDeclaration(leaf)) continue;
    const known = targets.includes(leaf.target);
    const isTwin = field === "exports" && targets.some((target) => isVariant(target, leaf.target));
    const isMoved = field === "exports" && gone.has(spoken(leaf));
    yield {
      message: `package.json maps ${field} ${spoken(leaf)} to ${leaf.target}${known ? "" : ", which it did not before"}`,
      value: leaf.target,
      evidence: [declaredAt(after, field, ...leaf.path)],
      weight: field === "imports" ? 60 : 45,
      ...(known || isTwin || isMoved ? { tier: "note" as const } : {}),
    };
  }
}

const spoken = ({ path }: Leaf): string => path.join(" → ");

/** The package was built anew: what the entry led to is no more. */
const isGone = ({ target }: Leaf, before: Side, after: Side): boolean =>
  fileFor(before.tree, target) !== undefined && fileFor(after.tree, target) === undefined;

const isDeclaration = ({ target, path }: Leaf): boolean => path.includes("types") || /\.d\.[cm]?ts$/.test(target);

function* changedType(before: Side, after: Side): Iterable<Sighting> {
  const typeOf = (side: Side): string => (declared(side, "type") === "module" ? "module" : "commonjs");
  if (typeOf(before) === typeOf(after)) return;
  yield {
    message: `package.json changes type from ${typeOf(before)} to ${typeOf(after)}, so the same files are read otherwise`,
    value: typeOf(after),
    evidence: [declaredAt(after, "type")],
    weight: 40,
    ...(isRebuilt(before, after) ? { tier: "note" as const } : {}),
  };
}

/** No file that `type` decides about stayed as it was: what is read otherwise was written anew, and is compared. */
const isRebuilt = (before: Side, after: Side): boolean =>
  [...after.tree.files.values()].every(({ path, bytes }) => {
    const old = before.tree.files.get(path);
    return !path.endsWith(".js") || isTestPath(path) || old === undefined || Buffer.compare(old.bytes, bytes) !== 0;
  });
