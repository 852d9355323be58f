/** Newer Nodes for tests, from npm: one installation for a machine, kept in the folder for temporary files. */
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The newest release of a major version; undefined where npm cannot give it. */
export function newerNode(major: string): string | undefined {
  const folder = join(tmpdir(), `mcp-pin-test-node-${major}`);
  const platform = process.platform === "win32" ? "win" : process.platform;
  const file = platform === "win" ? "node.exe" : "node";
  const node = join(folder, "node_modules", `node-${platform}-${process.arch}`, "bin", file);
  if (existsSync(node)) return node;
  try {
    mkdirSync(folder, { recursive: true });
    const name = `node-${platform}-${process.arch}@${major}`;
    const args = ["install", "--prefix", folder, "--no-audit", "--no-fund", "--ignore-scripts", name];
    execFileSync("npm", args, { stdio: "ignore", timeout: 120_000, shell: platform === "win" });
    return existsSync(node) ? node : undefined;
  } catch {
    return undefined;
  }
}
