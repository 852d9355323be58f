/** What the guard costs: a start, a call, memory over many calls and over large results. The same server with it and without. */
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { median } from "./measure.js";

const CLI = fileURLToPath(new URL("../../bin/mcp-pin.js", import.meta.url));
const SERVER = "@modelcontextprotocol/server-everything";
const STARTS = 9;
const CALLS = 10_000;
const MANY = 100_000;
const BIG = 50 * 1024 * 1024;

/** A server of one tool, which answers with as many bytes as it is asked for. */
const BIG_SERVER = `#!/usr/bin/env node
const say = (id, result) => process.stdout.write(JSON.stringify({ result, jsonrpc: "2.0", id }) + "\\n");
require("readline").createInterface({ input: process.stdin }).on("line", (line) => {
  const { id, method, params } = JSON.parse(line);
  if (method === "initialize") say(id, { protocolVersion: "2025-06-18", capabilities: { tools: {} }, serverInfo: { name: "big", version: "1" } });
  else if (method === "tools/list") say(id, { tools: [{ name: "big", inputSchema: { type: "object" } }] });
  else if (method === "tools/call") say(id, { content: [{ type: "text", text: "x".repeat(params.arguments.bytes) }] });
});
`;

interface Session {
  readonly child: ChildProcess;
  readonly call: (name: string, args: object) => Promise<number>;
  /** Milliseconds from the start of the process to the answer of \`initialize\`. */
  readonly started: number;
  readonly end: () => Promise<void>;
}

export async function benchGuard(folder: string): Promise<string> {
  const project = join(folder, "project");
  const big = join(folder, "big");
  for (const path of [project, big]) mkdirSync(path);
  writeFileSync(join(big, "package.json"), JSON.stringify({ name: "big-mcp", version: "1.0.0", bin: "./index.js" }));
  writeFileSync(join(big, "index.js"), BIG_SERVER);
  const env = { ...process.env, MCP_PIN_HOME: join(folder, "home") };
  const cli = (...args: string[]): void =>
    void execFileSync(process.execPath, [CLI, ...args], { cwd: project, env, stdio: "pipe" });
  cli("add", SERVER, "--yes", "--quiet", "--by", "bench");
  cli("add", big, "--allow-exotic", "--yes", "--quiet", "--by", "bench");
  const start = (name: string): Promise<Session> => startServer(project, env, name);
  const mode = (guard: string): void => {
    for (const name of ["server-everything", "big-mcp"]) cli("tools", name, "--guard", guard, "--by", "bench");
  };
  for (const name of ["server-everything", "big-mcp"])
    cli("tools", name, "--capture", "--unfenced", "--yes", "--quiet", "--by", "bench");
  const starts = { on: [] as number[], off: [] as number[] };
  const calls = { on: [] as number[], off: [] as number[] };
  for (let round = 0; round < STARTS; round++) {
    for (const guard of ["off", "on"] as const) {
      mode(guard === "on" ? "enforce" : "off");
      const session = await start("server-everything");
      starts[guard].push(session.started);
      for (let i = 0; i < CALLS / STARTS; i++) calls[guard].push(await session.call("echo", { message: "hello" }));
      await session.end();
    }
  }
  const flat = await memoryOver(await start("server-everything"), MANY);
  const [small, large] = [await peakOf(await start("big-mcp"), 0), await peakOf(await start("big-mcp"), BIG)];
  const ms = (value: number): string => `${value.toFixed(value < 10 ? 3 : 0)} ms`;
  const added = (values: { on: number[]; off: number[] }): number => median(values.on) - median(values.off);
  return [
    `guard of ${SERVER}, node ${process.version}, medians, in turn`,
    `  start to initialize   off ${ms(median(starts.off))}, on ${ms(median(starts.on))}: adds ${ms(added(starts))} (goal: under 60)`,
    `  echo, ${calls.on.length} calls    off ${ms(median(calls.off))}, on ${ms(median(calls.on))}: adds ${ms(added(calls))} (goal: under 1)`,
    `  memory of run after ${flat.map(({ calls: n, mb }) => `${n} calls ${mb.toFixed(0)} MB`).join(", ")} (goal: flat)`,
    `  peak memory of run: ${small.toFixed(0)} MB, with a result of 50 MiB ${large.toFixed(0)} MB (goal: less than twice the result above)`,
  ].join("\n");
}

async function startServer(cwd: string, env: NodeJS.ProcessEnv, name: string): Promise<Session> {
  const before = performance.now();
  const child = spawn(process.execPath, [CLI, "run", name, "--quiet"], { cwd, env, stdio: ["pipe", "pipe", "ignore"] });
  const waiting = new Map<number, () => void>();
  let tail = "";
  child.stdout.on("data", (chunk: Buffer) => {
    // Only the end of a line is looked at: ids stand there, and results may be large.
    const lines = (tail + chunk.toString("latin1")).split("\n");
    tail = (lines.pop() ?? "").slice(-200);
    for (const line of lines) {
      const [, id] = /"id":(\d+)\}?$/.exec(line.slice(-60)) ?? /^\{"jsonrpc":"2.0","id":(\d+),/.exec(line) ?? [];
      waiting.get(Number(id))?.();
    }
  });
  let last = 0;
  const send = (message: object): void => void child.stdin.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);
  const request = (method: string, params: object): Promise<void> => {
    const id = ++last;
    return new Promise((resolve) => {
      waiting.set(id, () => {
        waiting.delete(id);
        resolve();
      });
      send({ id, method, params });
    });
  };
  const clientInfo = { name: "bench", version: "0" };
  await request("initialize", { protocolVersion: "2025-06-18", capabilities: {}, clientInfo });
  const started = performance.now() - before;
  send({ method: "notifications/initialized" });
  const call = async (tool: string, args: object): Promise<number> => {
    const at = performance.now();
    await request("tools/call", { name: tool, arguments: args });
    return performance.now() - at;
  };
  await call(name === "big-mcp" ? "big" : "echo", name === "big-mcp" ? { bytes: 1 } : { message: "first" });
  const end = (): Promise<void> =>
    new Promise((resolve) => {
      child.once("close", () => resolve());
      child.stdin.end();
    });
  return { child, call, started, end };
}

/** Megabytes of a process: resident now, or at most so far. Linux only. */
function memory(child: ChildProcess, field: "VmRSS" | "VmHWM"): number {
  const status = readFileSync(`/proc/${child.pid}/status`, "utf8");
  return Number(new RegExp(`^${field}:\\s+(\\d+)`, "m").exec(status)?.[1]) / 1024;
}

async function memoryOver(session: Session, calls: number): Promise<{ calls: number; mb: number }[]> {
  const seen: { calls: number; mb: number }[] = [];
  for (let done = 0; done < calls; ) {
    for (let i = 0; i < calls / 4; i++, done++) await session.call("echo", { message: "hello" });
    seen.push({ calls: done, mb: memory(session.child, "VmRSS") });
  }
  await session.end();
  return seen;
}

async function peakOf(session: Session, bytes: number): Promise<number> {
  if (bytes > 0) for (let i = 0; i < 3; i++) await session.call("big", { bytes });
  const peak = memory(session.child, "VmHWM");
  await session.end();
  return peak;
}
