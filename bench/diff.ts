/**
 * Changed lines of an update as shown, and the CPU of the whole command, its analysis included, against `npm diff` and
 * `bun pm diff` of the same tarballs; and that CPU over many updates.
 */
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { changeOf } from "../src/diff/change.js";
import { viewsOf } from "../src/diff/view.js";
import { readTarball } from "../src/package/tarball.js";
import { columns } from "../src/report/table.js";
import { type Command, compare, median } from "./measure.js";

const PAIRS: readonly (readonly [name: string, from: string, to: string])[] = [
  ["mcp-remote", "0.13.4", "0.13.5"],
  ["firecrawl-mcp", "3.20.2", "3.20.4"],
  ["@notionhq/notion-mcp-server", "2.5.1", "2.5.2"],
  ["@notionhq/notion-mcp-server", "2.4.1", "2.5.1"],
  ["exa-mcp-server", "3.4.0", "3.4.1"],
  ["exa-mcp-server", "3.1.8", "3.2.1"],
];
const ROUNDS = 3;
/** Of the real updates in `UPDATES`, each of so many is measured once. */
const UPDATES = "bench/updates.txt";
const EVERY = 31;
const PROGRAM = fileURLToPath(new URL("../../bin/mcp-pin.js", import.meta.url));

export async function benchDiff(folder: string): Promise<string> {
  const cache = join(tmpdir(), "mcp-pin-bench-tarballs");
  mkdirSync(cache, { recursive: true });
  const bun = bunIn(folder);
  const rows = [["", "lines: mcp-pin", "npm diff", "bun pm diff", "CPU, ms: mcp-pin", "npm diff", "bun pm diff"]];
  for (const [name, from, to] of PAIRS) {
    const files = [from, to].map((version) => tarball(cache, name, version)) as [string, string];
    rows.push([`${name} ${from} → ${to}`, ...(await row(files, bun))]);
  }
  const note = bun === undefined ? ["bun cannot be had here"] : [];
  return [
    `changed lines as shown, and CPU (node ${process.version}, medians of ${ROUNDS} in turn)`,
    columns(rows),
    ...note,
    await typical(cache),
  ].join("\n");
}

/** CPU against `npm diff` over updates as they come. */
async function typical(cache: string): Promise<string> {
  const updates = readFileSync(UPDATES, "utf8").trim().split("\n");
  const ratios: number[] = [];
  for (const update of updates.filter((_, i) => i % EVERY === 0)) {
    const [name = "", from = "", to = ""] = update.split(" ");
    const [before, after] = [tarball(cache, name, from), tarball(cache, name, to)];
    const samples = await compare([ours(before, after), npms(before, after)], 1);
    ratios.push((samples.get("mcp-pin")?.cpu ?? Number.NaN) / (samples.get("npm")?.cpu ?? Number.NaN));
  }
  const below = ratios.filter((ratio) => ratio <= 1).length;
  return (
    `CPU against npm diff, ${ratios.length} of the updates in ${UPDATES}: median ${median(ratios).toFixed(2)}, ` +
    `at most 1 in ${below}, at most ${Math.max(...ratios).toFixed(1)}`
  );
}

const ours = (before: string, after: string): Command => ({
  label: "mcp-pin",
  argv: [process.execPath, PROGRAM, "diff", before, after],
});
const npms = (before: string, after: string): Command => ({
  label: "npm",
  argv: ["npm", "diff", `--diff=${before}`, `--diff=${after}`],
});

async function row([before, after]: readonly [string, string], bun: string | undefined): Promise<string[]> {
  const npm = npms(before, after);
  const commands: Command[] = [ours(before, after), npm];
  if (bun !== undefined) commands.push({ label: "bun", argv: [bun, "pm", "diff", before, after] });
  const samples = await compare(commands, ROUNDS);
  const cpu = (label: string): string => `${samples.get(label)?.cpu.toFixed(0) ?? "-"}`;
  const lines = [
    changedLines(before, after),
    patchLines(npm.argv),
    bun && patchLines([bun, "pm", "diff", before, after]),
  ];
  return [...lines.map((count) => `${count ?? "-"}`), cpu("mcp-pin"), cpu("npm"), cpu("bun")];
}

/** Lines that begin with + or - in a patch, its file headers left out. */
function patchLines([program, ...options]: readonly [string, ...string[]]): number {
  const patch = execFileSync(program, options, {
    encoding: "utf8",
    maxBuffer: 1 << 30,
    stdio: ["ignore", "pipe", "ignore"],
  });
  return patch.split("\n").filter((line) => /^[-+]/.test(line) && !/^(?:---|\+\+\+) /.test(line)).length;
}

function changedLines(before: string, after: string): number {
  const [old, now] = [before, after].map((file) => readTarball(readFileSync(file)).tree);
  if (old === undefined || now === undefined) return Number.NaN;
  return viewsOf(changeOf(old, now)).reduce((sum, view) => sum + view.added + view.removed, 0);
}

/** The file of a version, fetched once by npm. */
function tarball(cache: string, name: string, version: string): string {
  const file = join(cache, `${name.replace("@", "").replace("/", "-")}-${version}.tgz`);
  if (!existsSync(file))
    execFileSync("npm", ["pack", "--silent", `${name}@${version}`], { cwd: cache, stdio: "ignore" });
  return file;
}

/** The native program that npm's package `bun` brings; undefined where it has none for this machine. */
function bunIn(folder: string): string | undefined {
  writeFileSync(join(folder, "package.json"), '{"private":true}');
  try {
    execFileSync("npm", ["install", "--silent", "--no-audit", "--no-fund", "bun"], { cwd: folder, stdio: "ignore" });
    execFileSync(process.execPath, ["install.js"], { cwd: join(folder, "node_modules", "bun"), stdio: "ignore" });
    const program = join(folder, "node_modules", "bun", "bin", "bun.exe");
    execFileSync(program, ["--version"], { stdio: "ignore" });
    return program;
  } catch {
    return undefined;
  }
}
