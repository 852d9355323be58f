/** What the folding promises, on real files: no edit that changes what they mean is left out, and setting them otherwise is. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { changeOf } from "../../src/diff/change.js";
import { type FileView, viewsOf } from "../../src/diff/view.js";
import { minified, mutantsOf, reset } from "../helpers/mutations.js";
import { ROOT } from "../helpers/root.js";
import { treeFrom } from "../helpers/trees.js";

const FILES = [
  "semver/classes/range.js",
  "npm-package-arg/lib/npa.js",
  "pacote/lib/git.js",
  "smol-toml/dist/parse.js",
  "jsonc-parser/lib/esm/impl/scanner.js",
  "yaml/browser/dist/compose/composer.js",
  "lru-cache/dist/esm/index.js",
];

const view = (before: string, after: string): FileView | undefined =>
  viewsOf(changeOf(treeFrom({ "index.js": before }), treeFrom({ "index.js": after })))[0];

const shown = (before: string, after: string): number => {
  const { added, removed } = view(before, after) ?? { added: 0, removed: 0 };
  return added + removed;
};

for (const path of FILES) {
  const text = readFileSync(join(ROOT, "node_modules", path), "utf8");
  test(`${path}: an edit that changes the meaning is shown`, () => {
    for (const { kind, text: mutant } of mutantsOf(text, text.length)) {
      assert.ok(shown(text, mutant) > 0, kind);
      const [before, after] = [minified(text), minified(mutant)];
      if (before === undefined || after === undefined || before === after) continue;
      assert.ok(shown(before, after) > 0, `${kind}, minified`);
    }
  });
  test(`${path}: set in another way, nothing is shown`, () => {
    for (const [way, [before, after]] of Object.entries(reset(text))) {
      if (before === after) continue;
      assert.equal(shown(before, after), 0, way);
      const { folded } = view(before, after) as FileView;
      assert.ok(folded.layout + folded.renames > 0, way);
    }
  });
}
