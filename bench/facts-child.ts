/** What `bench facts` measures, run as `diff` is: `nothing`, `parse` or `facts` of the two folders named. Prints the memory it took, in MB. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readFacts } from "../src/facts/read.js";
import { optimizeLate } from "../src/io/unoptimized.js";
import { treeOf } from "../src/package/tree.js";
import { parse } from "../src/source/parse.js";

optimizeLate();
const [what, ...folders] = process.argv.slice(2);
const sides = folders.map((folder) =>
  readdirSync(folder).map((path) => ({ path, bytes: readFileSync(join(folder, path)), executable: false })),
);
const [before = [], after = []] = sides;
if (what === "parse") for (const { path, bytes } of sides.flat()) parse(bytes.toString(), path);
if (what === "facts") readFacts(treeOf(before), treeOf(after));
console.log(Math.round(process.resourceUsage().maxRSS / 1024));
