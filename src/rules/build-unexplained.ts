import { textOf } from "../diff/content.js";
import type { StringFact } from "../facts/facts.js";
import type { PackageTree } from "../package/tree.js";
import { member } from "./declared.js";
import type { Evidence, Rule, Side } from "./rule.js";

const SOURCE = /^(?:src|source|ts)\//;
const BUILT = /^(?:dist|build|out|lib|bin|bundle)\/.*\.[cm]?js$/;
/** Share of the old build's strings that its source must hold for the source to count as its explanation. */
const EXPLAINS = 0.8;
const LEAST_STRINGS = 8;
const MAX_SOURCE = 32 * 1024 ** 2;
const MAX_STRINGS = 2000;
/** Strings that a compiler writes as they are: no quotes or escapes, and long enough not to be chance. */
const PLAIN = /^[\x20\x21\x23-\x26\x28-\x5b\x5d-\x5f\x61-\x7e]{6,200}$/;

export const buildUnexplained: Rule = {
  id: "build-unexplained",
  kind: "obfuscation",
  title: "the built file says what the shipped source does not",
  tier: { change: "ask", firstLook: "silent" },
  texts: {
    finds:
      "Texts that are new in a built file and stand nowhere in the source that the package ships (a `src/` folder or the sources inside its maps), where that source did explain the build before.",
    why: "flatmap-stream (2018) and xz (2024) had their payload in the published build only; the repository stayed clean.",
    falseAlarms: "Builds that insert values from the environment, or bundle another version of a dependency.",
    action: "Build it yourself from the tagged source and compare, or read the built file instead of the source.",
  },
  *check({ before, after }) {
    if (before === undefined) return;
    const [oldSource, newSource] = [sourceOf(before.tree), sourceOf(after.tree)];
    if (oldSource === "" || newSource === "") return;
    const old = stringsByFile(before);
    for (const [path, strings] of stringsByFile(after)) {
      const was = old.get(path);
      if (was === undefined || !explains(oldSource, was)) continue;
      const known = new Set(was.map(({ value }) => value));
      const news = strings.filter(
        ({ value }) => !known.has(value) && value !== after.version && !newSource.includes(value),
      );
      const [first, ...rest] = news.map(({ at }): Evidence => at);
      if (first === undefined) continue;
      const shown = news.slice(0, 3).map(({ value }) => `'${value}'`);
      yield {
        message: `${path} says ${shown.join(", ")}, which the shipped source does not`,
        value: news[0]?.value ?? path,
        evidence: [first, ...rest.slice(0, 7)],
        weight: 48,
      };
    }
  },
};

function explains(source: string, strings: readonly StringFact[]): boolean {
  if (strings.length < LEAST_STRINGS) return false;
  const explained = strings.filter(({ value }) => source.includes(value)).length;
  return explained >= strings.length * EXPLAINS;
}

/** The plain strings of the built files that were read. */
function stringsByFile(side: Side): ReadonlyMap<string, readonly StringFact[]> {
  const files = new Map<string, StringFact[]>();
  for (const fact of side.facts.facts) {
    if (fact.kind !== "string" || !BUILT.test(fact.at.path) || !PLAIN.test(fact.value)) continue;
    const list = files.get(fact.at.path) ?? [];
    if (list.length < MAX_STRINGS) list.push(fact);
    files.set(fact.at.path, list);
  }
  return files;
}

/** All source text that the package ships, package.json included, for its values are built in. */
function sourceOf(tree: PackageTree): string {
  let text = "";
  for (const file of tree.files.values()) {
    if (text.length + file.bytes.length > MAX_SOURCE) break;
    if (SOURCE.test(file.path)) text += `${textOf(file.bytes)?.text ?? ""}\n`;
    else if (file.path.endsWith(".js.map")) text += sourcesContent(textOf(file.bytes)?.text ?? "");
  }
  const manifest = tree.files.get("package.json");
  return text === "" || manifest === undefined ? text : text + (textOf(manifest.bytes)?.text ?? "");
}

function sourcesContent(json: string): string {
  try {
    const sources = member(JSON.parse(json), "sourcesContent");
    return Array.isArray(sources) ? sources.filter((source) => typeof source === "string").join("\n") : "";
  } catch {
    return "";
  }
}
