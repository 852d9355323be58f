/** `add` against `npm install --ignore-scripts` of the same server, with empty and with filled caches. */
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Command, compare } from "./measure.js";

const CLI = fileURLToPath(new URL("../../bin/mcp-pin.js", import.meta.url));
const SERVER = "@modelcontextprotocol/server-filesystem";
const ROUNDS = 3;

export async function benchAdd(folder: string): Promise<string> {
  const cold = await pair(folder, (path) => rmSync(path, { recursive: true, force: true }));
  const warm = await pair(folder, () => {});
  return [
    `add of ${SERVER}, node ${process.version}, medians of ${ROUNDS} in turn, wall`,
    `  cold  mcp-pin add ${seconds(cold.add)}, npm install ${seconds(cold.npm)}: ${(cold.add / cold.npm).toFixed(2)} (goal: at most 0.8)`,
    `  warm  mcp-pin add ${seconds(warm.add)}, npm install ${seconds(warm.npm)}: ${(warm.add / warm.npm).toFixed(2)} (goal: at most 0.8)`,
  ].join("\n");
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(2)} s`;

/** Both into empty folders; `reset` decides what is left of the caches. */
async function pair(folder: string, reset: (cache: string) => void): Promise<{ add: number; npm: number }> {
  const at = (name: string): string => join(folder, name);
  const empty = (name: string): void => {
    rmSync(at(name), { recursive: true, force: true });
    mkdirSync(at(name));
  };
  const home = at("home");
  const commands: readonly Command[] = [
    {
      label: "add",
      argv: [process.execPath, CLI, "add", SERVER, "--yes", "--quiet"],
      cwd: at("add"),
      env: { ...process.env, MCP_PIN_HOME: home },
      before: () => {
        empty("add");
        reset(home);
        // The placed tree goes in either case: placing is part of the work.
        rmSync(join(home, "trees"), { recursive: true, force: true });
      },
    },
    {
      label: "npm",
      argv: ["npm", "install", SERVER, "--ignore-scripts", "--no-audit", "--no-fund"],
      cwd: at("npm"),
      env: { ...process.env, npm_config_cache: at("npm-cache") },
      before: () => {
        empty("npm");
        reset(at("npm-cache"));
      },
    },
  ];
  const results = await compare(commands, ROUNDS);
  return { add: results.get("add")?.wall ?? Number.NaN, npm: results.get("npm")?.wall ?? Number.NaN };
}
