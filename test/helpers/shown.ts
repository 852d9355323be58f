/** What a reviewer is shown of packages made of text. */

import { contentsDigest } from "../../src/package/tree.js";
import { assess, type FactsReader, type Question, type Version } from "../../src/review/assess.js";
import { type Shown, type ShownOptions, shownOf } from "../../src/review/shown.js";
import type { Files } from "./sides.js";
import { treeFrom } from "./trees.js";

/** A version with a package.json unless the files have one. */
export function versionOf(name: string, version: string, files: Files): Version {
  const manifest = `${JSON.stringify({ name, version }, undefined, 2)}\n`;
  const tree = treeFrom({ "package.json": manifest, ...files });
  return { name, version, contents: contentsDigest(tree), tree, problems: [] };
}

export const shown = (question: Question, options?: ShownOptions, read?: FactsReader): Shown =>
  shownOf(assess(question, read), options);

/** An update of a server that has nothing but these files. */
export const update = (before: Files, after: Files, read?: FactsReader): Shown =>
  shown({ before: versionOf("server", "1.0.0", before), after: versionOf("server", "1.1.0", after) }, {}, read);

/** For large files, where nothing is to be found. */
export const readNothing: FactsReader = () => {
  const facts = { facts: [], notAnalysed: [], mentions: () => false };
  return { before: facts, after: facts };
};
