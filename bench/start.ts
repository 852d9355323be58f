/** From the start of a server to its answer to `initialize`: plain node, `mcp-pin run` and a warm `npx`, in turn. */
import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseLockfile } from "../src/lockfile/parse.js";
import { median } from "./measure.js";

const CLI = fileURLToPath(new URL("../../bin/mcp-pin.js", import.meta.url));
const ROUNDS = 9;
const SERVERS = [
  { spec: "@modelcontextprotocol/server-filesystem", args: ["."] },
  { spec: "@upstash/context7-mcp", args: [] },
  { spec: "@notionhq/notion-mcp-server", args: [] },
];
const INITIALIZE = {
  jsonrpc: "2.0",
  id: 1,
  method: "initialize",
  params: { protocolVersion: "2025-06-18", capabilities: {}, clientInfo: { name: "bench", version: "0" } },
};

interface Answer {
  readonly wall: number;
  /** Resident memory of the started process itself, MB; NaN where the system does not tell. */
  readonly memory: number;
}

function firstAnswer(argv: readonly string[], cwd: string, env: NodeJS.ProcessEnv): Promise<Answer> {
  const [program = "", ...args] = argv;
  return new Promise((resolve, reject) => {
    const begin = performance.now();
    const child = spawn(program, args, { cwd, env, stdio: ["pipe", "pipe", "ignore"] });
    child.stdin.on("error", () => {});
    child.stdin.write(`${JSON.stringify(INITIALIZE)}\n`);
    let answer: Answer | undefined;
    child.stdout.once("data", () => {
      answer = { wall: performance.now() - begin, memory: residentMemory(child.pid) };
      child.stdin.end();
      child.kill();
    });
    child.once("close", () =>
      answer === undefined ? reject(new Error(`no answer: ${argv.join(" ")}`)) : resolve(answer),
    );
  });
}

function residentMemory(pid: number | undefined): number {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]) / 1024;
  } catch {
    return Number.NaN;
  }
}

/**
 * Certificates that the environment adds go to npm alone. Node 20 reads such a file at the start of every process (here 38 ms
 * of 58), so it would be measured, more often for whoever starts more processes, and not the programs.
 */
function withoutCertificates({ NODE_EXTRA_CA_CERTS: file, ...env }: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return file === undefined ? env : { ...env, npm_config_cafile: file };
}

export async function benchStart(folder: string): Promise<string> {
  const path = [dirname(process.execPath), process.env.PATH ?? ""].join(delimiter);
  const home = join(folder, "home");
  const env = { ...withoutCertificates(process.env), PATH: path, MCP_PIN_HOME: home };
  const project = join(folder, "project");
  mkdirSync(project);
  const lines: string[] = [
    `start to the first answer, node ${process.version}, medians of ${ROUNDS} in turn, wall time`,
  ];
  for (const { spec, args } of SERVERS) {
    execFileSync(process.execPath, [CLI, "add", spec, "--yes", "--quiet"], { cwd: project, env, stdio: "ignore" });
    const lockfile = parseLockfile(readFileSync(join(project, "mcp-lock.json"), "utf8"), "mcp-lock.json");
    const server = [...lockfile.servers.values()].find(({ package: id }) => id.startsWith(`${spec}@`));
    if (server === undefined) throw new Error(`${spec} is not pinned`);
    const entry = readdirSync(join(home, "trees"))
      .map((tree) => join(home, "trees", tree, "node_modules", spec, server.entry))
      .find((file) => existsSync(file));
    const argvs = {
      node: [process.execPath, entry ?? "", ...args],
      run: [process.execPath, CLI, "run", "--quiet", server.name, ...args],
      npx: ["npx", "-y", server.package, ...args],
    };
    const samples: Record<keyof typeof argvs, Answer[]> = { node: [], run: [], npx: [] };
    for (let round = -1; round < ROUNDS; round++) {
      for (const [label, argv] of Object.entries(argvs)) {
        const answer = await firstAnswer(argv, project, env);
        if (round >= 0) samples[label as keyof typeof argvs].push(answer); // The first fills caches: npx's may install.
      }
    }
    const wall = (label: keyof typeof argvs): number => median(samples[label].map((answer) => answer.wall));
    const [node, run, npx] = [wall("node"), wall("run"), wall("npx")];
    const memory = median(samples.run.map((answer) => answer.memory));
    lines.push(
      `  ${server.package}: node ${node.toFixed(0)} ms, run +${(run - node).toFixed(0)} ms, npx +${(npx - node).toFixed(0)} ms, ` +
        `run / npx = 1/${((npx - node) / (run - node)).toFixed(1)}, launcher ${memory.toFixed(0)} MB`,
    );
  }
  lines.push("  goal: at most 1/4 on Node 20, 1/8 where sources are hashed as they are loaded; launcher under 60 MB");
  return lines.join("\n");
}
