/**
 * From the start of a server to its answer to `initialize`: plain node, `mcp-pin run` and a warm `npx`, in turn; `run` as it
 * starts a server that nobody guards, and one whose tools are pinned. And the memory that `run` takes beside the server.
 */
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseLockfile } from "../src/lockfile/parse.js";
import { median } from "./measure.js";

const CLI = fileURLToPath(new URL("../../bin/mcp-pin.js", import.meta.url));
const ROUNDS = 15;
/** Milliseconds. */
const SETTLED = 2500;
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

/** Milliseconds from the start to the first answer; `then` sees the process before it is ended. */
function firstAnswer(
  argv: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv,
  then: (child: ChildProcess) => Promise<void> = async () => {},
): Promise<number> {
  const [program = "", ...args] = argv;
  return new Promise((resolve, reject) => {
    const begin = performance.now();
    const child = spawn(program, args, { cwd, env, stdio: ["pipe", "pipe", "ignore"] });
    child.stdin.on("error", () => {});
    child.stdin.write(`${JSON.stringify(INITIALIZE)}\n`);
    let answer: number | undefined;
    child.stdout.once("data", () => {
      answer = performance.now() - begin;
      void then(child).finally(() => {
        child.stdin.end();
        child.kill();
      });
    });
    child.once("close", () =>
      answer === undefined ? reject(new Error(`no answer: ${argv.join(" ")}`)) : resolve(answer),
    );
  });
}

/** Resident memory in MB, of the started process and of all processes of the start. */
interface Memory {
  readonly own: number;
  readonly all: number;
}

/** Of a start, when whatever is begun later has been. */
async function memoryOf(argv: readonly string[], cwd: string, env: NodeJS.ProcessEnv): Promise<Memory> {
  let memory: Memory = { own: Number.NaN, all: Number.NaN };
  await firstAnswer(argv, cwd, env, async ({ pid }) => {
    await new Promise((resolve) => setTimeout(resolve, SETTLED));
    memory = residentMemory(pid ?? 0);
  });
  return memory;
}

function residentMemory(pid: number): Memory {
  try {
    const own = Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]) / 1024;
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(" ").filter(Boolean);
    return { own, all: children.reduce((sum, child) => sum + residentMemory(Number(child)).all, own) };
  } catch {
    return { own: Number.NaN, all: Number.NaN };
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
    const run = [process.execPath, CLI, "run", "--quiet", server.name];
    const argvs = {
      node: [process.execPath, entry ?? "", ...args],
      run: [...run, ...args],
      npx: ["npx", "-y", server.package, ...args],
    };
    await observe(argvs.run, project, env);
    const samples = await inTurn(argvs, project, env);
    const memory = (await memoryOf(argvs.run, project, env)).all - (await memoryOf(argvs.node, project, env)).all;
    const pin = ["tools", server.name, "--accept-observed", "--yes", "--quiet", "--by", "bench"];
    execFileSync(process.execPath, [CLI, ...pin], { cwd: project, env, stdio: "ignore" });
    const guarded = await inTurn({ node: argvs.node, run: argvs.run }, project, env);
    const launcher = (await memoryOf(argvs.run, project, env)).own;
    const [node, own, npx] = [samples.node, samples.run, samples.npx];
    lines.push(
      `  ${server.package}: node ${node.toFixed(0)} ms, run +${(own - node).toFixed(0)} ms, npx +${(npx - node).toFixed(0)} ms, ` +
        `run / npx = 1/${((npx - node) / (own - node)).toFixed(1)}, memory +${memory.toFixed(0)} MB; ` +
        `with pinned tools run +${(guarded.run - guarded.node).toFixed(0)} ms, launcher ${launcher.toFixed(0)} MB`,
    );
  }
  lines.push("  goal: at most 1/4 on Node 20, 1/8 where sources are hashed as they are loaded; under 60 MB");
  return lines.join("\n");
}

/** The medians of each command's first answers, in milliseconds. */
async function inTurn<T extends Readonly<Record<string, readonly string[]>>>(
  argvs: T,
  cwd: string,
  env: NodeJS.ProcessEnv,
): Promise<Record<keyof T, number>> {
  const samples = new Map(Object.keys(argvs).map((label) => [label, [] as number[]]));
  for (let round = -1; round < ROUNDS; round++) {
    for (const [label, argv] of Object.entries(argvs)) {
      const answer = await firstAnswer(argv, cwd, env);
      if (round >= 0) samples.get(label)?.push(answer); // The first fills caches: npx's may install.
    }
  }
  return Object.fromEntries([...samples].map(([label, list]) => [label, median(list)])) as Record<keyof T, number>;
}

/** A session like the first one of a client, in which `run` writes down what the server offers. */
async function observe(argv: readonly string[], cwd: string, env: NodeJS.ProcessEnv): Promise<void> {
  await firstAnswer(argv, cwd, env, async ({ stdin }) => {
    for (const message of [{ method: "notifications/initialized" }, { id: 2, method: "tools/list" }]) {
      stdin?.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);
    }
    await new Promise((resolve) => setTimeout(resolve, SETTLED));
  });
}
