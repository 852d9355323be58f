/** Plants a change into the base server of fixtures/rules and says what the rules make of it. */
import { readdirSync, readFileSync } from "node:fs";
import { join, sep } from "node:path";
import { readFacts } from "../../src/facts/read.js";
import { type PackageTree, treeOf } from "../../src/package/tree.js";
import { analyse } from "../../src/rules/analyse.js";
import { firstPartyOf } from "../../src/rules/first-party.js";
import type { Context, Finding, Side } from "../../src/rules/rule.js";

export type Files = ReadonlyMap<string, string>;

/** A folder of fixtures as paths and texts. */
export function folderOf(path: string): Files {
  const names = readdirSync(path, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(
    names.map((entry) => {
      const full = join(entry.parentPath, entry.name);
      return [
        full
          .slice(path.length + 1)
          .split(sep)
          .join("/"),
        readFileSync(full, "utf8"),
      ];
    }),
  );
}

export const treeFrom = (files: Files): PackageTree =>
  treeOf([...files].map(([path, text]) => ({ path, bytes: Buffer.from(text), executable: false })));

/**
 * Code by marker: `letter`, `start`, `header`, `setting`, `words` (lines `//@name` of the base); or, by path, a whole file
 * or a text of it and what replaces it.
 */
export type Plant = Readonly<Record<string, string | readonly [from: string, to: string]>>;

export function plant(
  base: Files,
  changes: Plant,
  edits: Readonly<Record<string, readonly [string, string]>> = {},
): Files {
  const files = new Map(base);
  for (const [where, code] of Object.entries(changes)) {
    const edit = typeof code === "string" ? edits[code] : code;
    if (edit !== undefined) {
      files.set(
        where,
        (files.get(where) ?? "").replace(edit[0], () => edit[1]),
      );
      continue;
    }
    const marked = [...files].find(([, text]) => text.includes(`//@${where}\n`));
    if (marked === undefined) files.set(where, `${code}`);
    else
      files.set(
        marked[0],
        marked[1].replace(`//@${where}\n`, () => `//@${where}\n${code}\n`),
      );
  }
  return files;
}

function sideOf(tree: PackageTree, facts: Side["facts"]): Side {
  const file = tree.files.get("package.json");
  const manifest =
    file === undefined ? undefined : (JSON.parse(Buffer.from(file.bytes).toString()) as Record<string, unknown>);
  return { name: String(manifest?.name), version: String(manifest?.version), tree, problems: [], facts, manifest };
}

/** The findings about a change; about the package itself without `before`. */
export function findingsOf(before: Files | undefined, after: Files, extra: Partial<Context> = {}): readonly Finding[] {
  const [old, now] = [before && treeFrom(before), treeFrom(after)];
  const facts = readFacts(old, now);
  const reviewed = old && facts.before && sideOf(old, facts.before);
  const side = sideOf(now, facts.after);
  const context: Context = {
    heldElsewhere: () => undefined,
    firstParty: firstPartyOf((reviewed ?? side).manifest),
    knownNames: new Set(),
    registryOf: () => undefined,
    ...extra,
  };
  return analyse({ before: reviewed, after: side, context });
}

/** Everything of a finding that a reviewer is shown. */
export const shownBy = (finding: Finding): string =>
  [finding.message, finding.value ?? "", ...finding.evidence.map((place) => place.excerpt)].join("\n");

/** The same package under the next version, as every update is. */
export function bumped(files: Files): Files {
  const manifest = files.get("package.json") ?? "";
  return new Map(files).set("package.json", manifest.replace(/("version": "\d+\.\d+\.)\d+"/, '$1999"'));
}

/** How far a finding may stand from what was planted. */
const NEAR = 2;

/** `path:line` of every line that is new, and of those around it. */
export function plantedLines(before: Files, after: Files): ReadonlySet<string> {
  const places = new Set<string>();
  for (const [path, text] of after) {
    const known = new Set((before.get(path) ?? "").split("\n"));
    for (const [i, line] of text.split("\n").entries()) {
      if (known.has(line)) continue;
      for (let near = i + 1 - NEAR; near <= i + 1 + NEAR; near++) places.add(`${path}:${near}`);
    }
  }
  return places;
}
