import { isBuiltin } from "node:module";
import { textOf } from "../diff/content.js";
import type { PackageFile, PackageTree } from "../package/tree.js";
import { Lines } from "../source/lines.js";
import { unknownNames } from "./build-names.js";
import { member } from "./declared.js";
import { placeAt } from "./evidence.js";
import { otherSources } from "./map-sources.js";
import type { Evidence, Rule } from "./rule.js";

const SOURCE = /^(?:src|source|ts)\//;
const BUILT = /^(?:dist|build|out|lib|bin|bundle)\/.*\.[cm]?js$/;
/** Share of the old build's texts that its source must hold for the source to count as its explanation. */
const EXPLAINS = 0.8;
const LEAST_TEXTS = 8;
/** Files named; a build whose every file says something else was made from another source. */
const MOST_FILES = 5;
const MAX_SOURCE = 32 * 1024 ** 2;
const MAX_TEXTS = 100_000;
/** New texts of a file that are looked up in the source. */
const MOST_NEWS = 200;
/** Quoted texts that a compiler writes as they are: without quotes and escapes, and long enough not to be chance. */
const PLAIN = /(["'`])([\w@:/.\- ]{6,200})\1/g;

export const buildUnexplained: Rule = {
  id: "build-unexplained",
  kind: "obfuscation",
  title: "the built file says what the shipped source does not",
  tier: { change: "ask", firstLook: "silent" },
  texts: {
    finds:
      "Texts and names that are new in a built file and stand nowhere in the source that the package ships (a `src/` folder or the sources inside its maps), where that source did explain the build before; and a map that shows another source than the package ships.",
    why: "flatmap-stream (2018) and xz (2024) had their payload in the published build only; the repository stayed clean.",
    falseAlarms: "Builds that insert values from the environment, or bundle another version of a dependency.",
    action: "Build it yourself from the tagged source and compare, or read the built file instead of the source.",
  },
  *check({ before, after }) {
    if (before === undefined) return;
    yield* otherSources(before.tree, after.tree);
    const rebuilt = rebuiltFiles(before.tree, after.tree);
    const oldSource = rebuilt.length === 0 ? "" : sourceOf(before.tree);
    const newSource = oldSource === "" ? "" : sourceOf(after.tree);
    if (newSource === "") return;
    const explanation = new Set(textsIn(oldSource, MAX_TEXTS).keys());
    let found = 0;
    for (const [old, file] of rebuilt) {
      const missing = newTexts(old, file, explanation).filter(([value]) => !newSource.includes(value));
      const unexplained =
        missing.length > MOST_JOINED ? missing : missing.filter(([value]) => !isJoined(newSource, value));
      const news = unexplained.length > 0 ? unexplained : unknownNames(textIn(old), textIn(file), oldSource, newSource);
      const [first, ...rest] = placesOf(file, news);
      if (first === undefined) continue;
      found += 1;
      if (found > MOST_FILES) return;
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

export type Text = readonly [value: string, offset: number];

function rebuiltFiles(before: PackageTree, after: PackageTree): (readonly [PackageFile, PackageFile])[] {
  return [...after.files.values()].flatMap((file) => {
    const old = before.files.get(file.path);
    return old === undefined || !BUILT.test(file.path) || Buffer.compare(old.bytes, file.bytes) === 0
      ? []
      : [[old, file]];
  });
}

/** What a rebuilt file newly says, where the source did explain what it said before. */
function newTexts(old: PackageFile, file: PackageFile, explanation: ReadonlySet<string>): readonly Text[] {
  const known = textsIn(textIn(old), MAX_TEXTS);
  const explained = [...known.keys()].filter((value) => explanation.has(value)).length;
  if (known.size < LEAST_TEXTS || explained < known.size * EXPLAINS) return [];
  const news = [...textsIn(textIn(file), MAX_TEXTS)].filter(([value]) => !known.has(value) && !isPath(value));
  return news.slice(0, MOST_NEWS);
}

/** The source holds two parts of the text that a compiler has put together: `marker.${name}`. */
function isJoined(source: string, value: string): boolean {
  for (let at = LEAST_PART; at <= value.length - LEAST_PART; at++)
    if (/[./:_ -]/.test(value[at - 1] ?? "") && source.includes(value.slice(0, at)) && source.includes(value.slice(at)))
      return true;
  return false;
}

/** Characters of each part of a text that was put together, and texts of a file for which parts are looked up. */
const LEAST_PART = 6;
const MOST_JOINED = 20;

/** Not what a package says, but how a build names its files and the modules that its own helpers need. */
const isPath = (value: string): boolean => /^\.{0,2}\/|\.[cm]?js$/.test(value) || isBuiltin(value);

/** The plain texts of a source and their offsets. */
function textsIn(source: string, most: number): ReadonlyMap<string, number> {
  const texts = new Map<string, number>();
  for (const match of source.matchAll(PLAIN)) {
    const value = match[2] ?? "";
    if (!texts.has(value)) texts.set(value, match.index);
    if (texts.size === most) break;
  }
  return texts;
}

const textIn = (file: PackageFile): string => (file.bytes.length > MAX_SOURCE ? "" : (textOf(file.bytes)?.text ?? ""));

function placesOf(file: PackageFile, texts: readonly Text[]): Evidence[] {
  if (texts.length === 0) return [];
  const lines = new Lines(textIn(file));
  return texts.slice(0, 8).map(([, offset]) => placeAt(file.path, lines, offset));
}

/** All source text that the package ships, package.json included, for its values are built in. */
function sourceOf(tree: PackageTree): string {
  let text = "";
  for (const file of tree.files.values()) {
    if (text.length + file.bytes.length > MAX_SOURCE) break;
    if (SOURCE.test(file.path)) text += `${textIn(file)}\n`;
    else if (file.path.endsWith(".js.map")) text += sourcesContent(textIn(file));
  }
  const manifest = tree.files.get("package.json");
  return text === "" || manifest === undefined ? text : text + textIn(manifest);
}

function sourcesContent(json: string): string {
  try {
    const sources = member(JSON.parse(json), "sourcesContent");
    return Array.isArray(sources) ? sources.filter((source) => typeof source === "string").join("\n") : "";
  } catch {
    return "";
  }
}
