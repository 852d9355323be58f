import { posix } from "node:path";
import { textOf } from "../diff/content.js";
import type { PackageTree } from "../package/tree.js";
import { fileFor } from "./declared.js";
import { changedPlaces } from "./evidence.js";
import { hooksOf } from "./install-script.js";
import type { Rule, Side } from "./rule.js";

/** Files followed from install scripts; more are not followed. */
const MOST_FILES = 200;
/** Parts of a script that print a text or set the mode of a file: they run nothing of what they name. */
const RUNS_NOTHING =
  /\bconsole\.(?:log|info|warn|error)\(\s*(['"])(?:[^'"`$\\]|\\n)*\1\s*\)|\bchmodSync\(\s*(['"])[^'"`$\\]*\2\s*,\s*(['"]?)0?o?[0-7]{3}\3\s*\)|\bchmod\s+(?:[au]?\+x|0?[0-7]{3})\s+[\w@./-]+(?=\s*(?:$|[&|;]))/g;

export const installScriptFile: Rule = {
  id: "install-script-file",
  kind: "lifecycle",
  title: "a file that an install script runs has changed",
  tier: { change: "block", firstLook: "silent" },
  texts: {
    finds:
      "A changed file that an unchanged `preinstall`, `install` or `postinstall` script names, or that such a file imports.",
    why:
      "The script's line stays the same while what it runs is another thing: the diff of package.json shows nothing. " +
      "A package that has an installer already needs nothing else.",
    falseAlarms: "Installers of native modules whose download list or version check changes with each release.",
    action: "Read the changed lines as you would read a new install script.",
  },
  *check({ before, after }) {
    if (before === undefined) return;
    for (const [path, hook] of runOnInstall(after)) {
      const file = after.tree.files.get(path);
      const old = before.tree.files.get(path);
      if (file === undefined || (old !== undefined && Buffer.compare(old.bytes, file.bytes) === 0)) continue;
      yield {
        message: `${path}, which ${after.name} runs on install (${hook}), ${old === undefined ? "is new" : "has changed"}`,
        value: path,
        evidence: changedPlaces(old, file),
        weight: 90,
      };
    }
  },
};

/** Path to the hook that runs it: the files a script names, and what these import from the package. */
function runOnInstall(side: Side): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const queue: (readonly [string, string])[] = [];
  for (const [hook, command] of hooksOf(side)) {
    for (const word of command.replaceAll(RUNS_NOTHING, " ").split(/[\s"'`;&|()<>=]+/)) {
      const path = word === "" || word.startsWith("-") ? undefined : fileFor(side.tree, word);
      if (path !== undefined && path !== "package.json") queue.push([path, hook]);
    }
  }
  for (let next = queue.shift(); next !== undefined && found.size < MOST_FILES; next = queue.shift()) {
    const [path, hook] = next;
    if (found.has(path)) continue;
    found.set(path, hook);
    // Every release changes package.json, and other rules compare it.
    for (const imported of importsOf(side.tree, path)) if (imported !== "package.json") queue.push([imported, hook]);
  }
  return found;
}

const IMPORT = /(?:\brequire\s*\(|\bimport\s*\(|\bfrom|\bimport)\s*["'`](\.[^"'`\n]{1,200})["'`]/g;

function importsOf(tree: PackageTree, path: string): string[] {
  const file = tree.files.get(path);
  const text = file === undefined || file.bytes.length > 1024 ** 2 ? undefined : textOf(file.bytes)?.text;
  return Array.from((text ?? "").matchAll(IMPORT), ([, specifier]) =>
    fileFor(tree, posix.join(posix.dirname(path), specifier ?? "")),
  ).filter((target) => target !== undefined);
}
