import { textOf } from "../diff/content.js";
import type { PackageFile, PackageTree } from "../package/tree.js";
import { Lines } from "../source/lines.js";
import { member } from "./declared.js";
import { placeAt } from "./evidence.js";
import type { Evidence, Rule } from "./rule.js";

const SOURCE = /^(?:src|source|ts)\//;
const BUILT = /^(?:dist|build|out|lib|bin|bundle)\/.*\.[cm]?js$/;
/** Share of the old build's strings that its source must hold for the source to count as its explanation. */
const EXPLAINS = 0.8;
const LEAST_STRINGS = 8;
const MAX_SOURCE = 32 * 1024 ** 2;
const MAX_STRINGS = 2000;
/** Quoted texts that a compiler writes as they are: without quotes and escapes, and long enough not to be chance. */
const PLAIN = /(["'`])([\w@:/.\- ]{6,200})\1/g;

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
    for (const file of after.tree.files.values()) {
      const old = before.tree.files.get(file.path);
      if (!BUILT.test(file.path) || old === undefined || Buffer.compare(old.bytes, file.bytes) === 0) continue;
      const known = stringsIn(old);
      if (!explains(oldSource, known)) continue;
      const news = [...stringsIn(file)].filter(
        ([value]) => !known.has(value) && value !== after.version && !newSource.includes(value),
      );
      const [first, ...rest] = placesOf(file, news);
      if (first === undefined) continue;
      const shown = news.slice(0, 3).map(([value]) => `'${value}'`);
      yield {
        message: `${file.path} says ${shown.join(", ")}, which the shipped source does not`,
        value: news[0]?.[0] ?? file.path,
        evidence: [first, ...rest],
        weight: 48,
      };
    }
  },
};

function explains(source: string, strings: ReadonlyMap<string, number>): boolean {
  if (strings.size < LEAST_STRINGS) return false;
  const explained = [...strings.keys()].filter((value) => source.includes(value)).length;
  return explained >= strings.size * EXPLAINS;
}

/** The plain texts of a file and their offsets, `MAX_STRINGS` at most. */
function stringsIn(file: PackageFile): ReadonlyMap<string, number> {
  const strings = new Map<string, number>();
  const text = file.bytes.length > MAX_SOURCE ? "" : (textOf(file.bytes)?.text ?? "");
  for (const match of text.matchAll(PLAIN)) {
    const value = match[2] ?? "";
    if (!strings.has(value)) strings.set(value, match.index);
    if (strings.size === MAX_STRINGS) break;
  }
  return strings;
}

function placesOf(file: PackageFile, strings: readonly (readonly [string, number])[]): Evidence[] {
  const lines = new Lines(textOf(file.bytes)?.text ?? "");
  return strings.slice(0, 8).map(([, offset]) => placeAt(file.path, lines, offset));
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
