/**
 * `npm run corpus:updates -- [<list>] [--cache <folder>] [--verbose]`
 *
 * How much is said about updates that nobody has complained of: the pairs of bench/updates.txt (or of another list, a
 * `name from to` a line), fetched from the registry once. The servers alone, without their dependencies.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { loadNpmOptions } from "../src/io/npm-config.js";
import { openRegistry, type Registry } from "../src/io/registry.js";
import { conventionalAddress } from "../src/io/tarball-address.js";
import { integrityOf } from "../src/package/integrity.js";
import { readTarball } from "../src/package/tarball.js";
import { visible } from "../src/report/escape.js";
import { columns } from "../src/report/table.js";
import { type Assessment, assess, type Version } from "../src/review/assess.js";
import type { Tier } from "../src/rules/rule.js";

const options = { cache: { type: "string" }, verbose: { type: "boolean" } } as const;

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  const cache = values.cache ?? join(tmpdir(), "mcp-pin-updates");
  mkdirSync(cache, { recursive: true });
  const registry = openRegistry(
    await loadNpmOptions({ cwd: process.cwd(), env: process.env, cache: join(cache, "npm") }),
  );
  const pairs = readFileSync(positionals[0] ?? "bench/updates.txt", "utf8")
    .split("\n")
    .filter((line) => line !== "");
  const rows: Row[] = [];
  for (const pair of pairs) {
    const [name = "", from = "", to = ""] = pair.split(" ");
    const before = await versionOf(registry, cache, name, from);
    const after = await versionOf(registry, cache, name, to);
    const started = performance.now();
    const assessment = assess({ before, after });
    rows.push({ tiers: assessment.findings.map(({ tier }) => tier), ms: performance.now() - started });
    if (values.verbose === true) console.log(`${pair}: ${Math.round(performance.now() - started)} ms`);
    print(pair, assessment, values.verbose === true);
  }
  summarise(rows);
}

interface Row {
  readonly tiers: readonly Tier[];
  readonly ms: number;
}

async function versionOf(registry: Registry, cache: string, name: string, version: string): Promise<Version> {
  const file = join(cache, `${name.replace("/", "+")}@${version}.tgz`);
  if (!existsSync(file)) {
    const address = conventionalAddress(name, version, registry.npm);
    writeFileSync(file, await registry.tarball({ subject: `${name}@${version}`, address }));
  }
  const bytes = readFileSync(file);
  return { name, version, integrity: integrityOf(bytes), ...readTarball(bytes) };
}

function print(pair: string, { findings }: Assessment, verbose: boolean): void {
  for (const { tier, rule, message, evidence } of findings) {
    if (tier === "note" && !verbose) continue;
    console.log(visible(`${pair}: ${tier} ${rule} ${evidence[0].path}:${evidence[0].line} ${message}`).slice(0, 300));
  }
}

function summarise(rows: readonly Row[]): void {
  const of = (tier: Tier): number => rows.filter(({ tiers }) => tiers.includes(tier)).length;
  const share = (part: number): string => `${part} of ${rows.length} (${((100 * part) / rows.length).toFixed(1)} %)`;
  const loud = rows.map(({ tiers }) => tiers.filter((tier) => tier !== "note").length);
  const times = rows.map(({ ms }) => Math.round(ms));
  process.stdout.write(
    `\n${columns([
      ["updates with a block", share(of("block"))],
      ["updates with an ask", share(of("ask"))],
      ["findings above note, median", `${median(loud)}`],
      ["time of an update, median and most", `${median(times)} ms, ${Math.max(...times)} ms`],
    ])}`,
  );
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;

await main();
