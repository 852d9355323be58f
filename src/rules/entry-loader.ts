import type { PackageFile } from "../package/tree.js";
import { placeAt } from "./evidence.js";
import { binTargets } from "./executable-bit.js";
import type { Rule, Side } from "./rule.js";

/** Node's flags that run something before, around or instead of the file, and variables to the same effect. */
const LOADER =
  /(?:^|\s)(?:--import|--require|-r|--(?:experimental-)?loader|--eval|-[ep]{1,2}|--print|--env-file\S*|--inspect\S*|--(?:experimental-)?config-file\S*|--conditions|-C|--preload)(?=[\s=]|$)|\b(?:NODE_OPTIONS|NODE_PATH|LD_PRELOAD|DYLD_\w+|BUN_\w+)=/;
const NODE = /^#!\s*(?:\/\S*\/)?(?:env\s+(?:-S\s+)?)?node(?:js)?(?:\s|$)/;

export const entryLoader: Rule = {
  id: "entry-loader",
  kind: "entrypoint",
  title: "a first line starts something besides Node and the file",
  tier: { change: "ask", firstLook: "ask" },
  texts: {
    finds:
      "A shebang line, new in this version, with flags that preload or evaluate code (`--import`, `--require`, `--loader`, " +
      "`-e`, `NODE_OPTIONS=`), or with an interpreter other than Node for a file that package.json starts.",
    why: "`#!/usr/bin/env -S node --import ./pre.mjs` runs another file before the one that everybody reads.",
    falseAlarms: "Packages that preload their own instrumentation, or run on Bun, Deno or tsx.",
    action: "Read the file that is preloaded.",
  },
  *check({ before, after }) {
    const started = new Set(binTargets(after));
    for (const file of after.tree.files.values()) {
      const line = shebangOf(file);
      if (line === undefined || linesOf(before).has(line)) continue;
      const preloads = LOADER.test(line);
      if (!preloads && !(started.has(file.path) && !NODE.test(line))) continue;
      yield {
        message: `${file.path} is started through ${line}`,
        value: line,
        evidence: [placeAt(file.path, line, 0)],
        weight: preloads ? 75 : 45,
        ...(preloads || before !== undefined ? {} : { tier: "note" as const }),
      };
    }
  },
};

/** The first line of a script, when it names an interpreter. */
export function shebangOf(file: PackageFile): string | undefined {
  const { bytes } = file;
  const start = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  if (bytes[start] !== 0x23 || bytes[start + 1] !== 0x21) return undefined;
  const head = Buffer.from(bytes.subarray(start, start + 512)).toString("utf8");
  return head.split(/\r?\n/, 1)[0]?.trim();
}

const known = new WeakMap<Side, ReadonlySet<string>>();

function linesOf(side: Side | undefined): ReadonlySet<string> {
  if (side === undefined) return new Set();
  const lines =
    known.get(side) ?? new Set([...side.tree.files.values()].map(shebangOf).filter((line) => line !== undefined));
  known.set(side, lines);
  return lines;
}
