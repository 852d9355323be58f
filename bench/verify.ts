/** `verify` of an installed closure against hashing the same files with coreutils. */
import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { compare } from "./measure.js";

const CLI = fileURLToPath(new URL("../../bin/mcp-pin.js", import.meta.url));
const SERVER = "@modelcontextprotocol/server-filesystem";
const ROUNDS = 15;

export async function benchVerify(folder: string): Promise<string> {
  const env = { ...process.env, MCP_PIN_HOME: join(folder, "home") };
  const project = join(folder, "project");
  mkdirSync(project);
  execFileSync(process.execPath, [CLI, "add", SERVER, "--yes", "--quiet"], { cwd: project, env });
  const [tree] = readdirSync(join(folder, "home", "trees"));
  const cwd = join(folder, "home", "trees", tree ?? "");
  const sums = execFileSync("bash", ["-c", "find node_modules -type f -print0 | xargs -0 sha512sum"], {
    cwd,
    maxBuffer: 1 << 30,
  });
  writeFileSync(join(folder, "sums"), sums);
  const files = sums.toString().trim().split("\n").length;
  const results = await compare(
    [
      { label: "verify", argv: [process.execPath, CLI, "verify"], cwd: project, env },
      { label: "sha512sum", argv: ["sha512sum", "-c", "--quiet", join(folder, "sums")], cwd },
      { label: "node", argv: [process.execPath, "-e", "0"], cwd: project },
    ],
    ROUNDS,
  );
  const cpu = (label: string): number => results.get(label)?.cpu ?? Number.NaN;
  const ratio = cpu("verify") / (cpu("sha512sum") + cpu("node"));
  const ms = (label: string): string => `${cpu(label).toFixed(0)} ms`;
  return [
    `verify of ${SERVER}: ${files} files, node ${process.version}, medians of ${ROUNDS} in turn, CPU`,
    `  mcp-pin verify   ${ms("verify")}`,
    `  sha512sum -c     ${ms("sha512sum")}`,
    `  node -e 0        ${ms("node")}`,
    `  verify / (sha512sum -c + node -e 0) = ${ratio.toFixed(2)} (goal: at most 1.25)`,
  ].join("\n");
}
