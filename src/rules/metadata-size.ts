import type { PackageTree } from "../package/tree.js";
import { sizeOf } from "./binary-files.js";
import { wholeFile } from "./evidence.js";
import type { Rule } from "./rule.js";

const TIMES = 3;
const LEAST = 256 * 1024;

export const metadataSize: Rule = {
  id: "metadata-size",
  kind: "metadata",
  title: "the package is much larger than before",
  tier: { change: "note", firstLook: "silent" },
  texts: {
    finds: "An unpacked size of three times the reviewed one, and at least 256 KB more.",
    why: "Shai-Hulud's bundle was 3 MB in packages of a few kilobytes. A jump says where to look, nothing more.",
    falseAlarms: "Packages that begin to ship source maps or a bundle.",
    action: "Look at the largest new files.",
  },
  *check({ before, after }) {
    if (before === undefined) return;
    const [was, is] = [weigh(before.tree), weigh(after.tree)];
    if (is < was * TIMES || is - was < LEAST) return;
    const largest = [...after.tree.files.values()].reduce((a, b) => (b.bytes.length > a.bytes.length ? b : a));
    yield {
      message: `the package grew from ${sizeOf(was)} to ${sizeOf(is)}; its largest file is ${largest.path}`,
      evidence: [wholeFile(largest.path)],
      weight: 18,
    };
  },
};

const weigh = (tree: PackageTree): number => [...tree.files.values()].reduce((sum, file) => sum + file.bytes.length, 0);
