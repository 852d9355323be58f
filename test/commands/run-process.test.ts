/** `run` as a process: its end is the server's end, and nothing of the server is left behind. */
import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { CLI } from "../helpers/paths.js";
import { scratch } from "../helpers/scratch.js";
import { Session } from "../helpers/script/session.js";

const skip = process.platform === "win32" ? "process groups and signals are POSIX" : false;

interface Running {
  readonly child: ChildProcess;
  /** Resolves to the first line of standard output. */
  readonly line: Promise<string>;
  readonly ended: Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>;
}

/**
 * How a server can start: the process that decided about it becomes the server, or stays beside it, because it was started
 * with a variable that node has read by then, or because it guards it.
 */
interface Way {
  readonly name: string;
  readonly guard: boolean;
  readonly env: Readonly<Record<string, string>>;
}
const WAYS: readonly Way[] = [
  { name: "become the server", guard: false, env: {} },
  { name: "beside the server", guard: false, env: { NODE_OPTIONS: "--no-deprecation" } },
  { name: "guarding the server", guard: true, env: {} },
];

/** A test for each way. */
function everyWay(what: string, body: (t: TestContext, way: Way) => Promise<void>): void {
  for (const way of WAYS) test(`${what} (${way.name})`, { skip }, (t) => body(t, way));
}

async function pinned(t: TestContext, way: Way, main: string, root = scratch(t)): Promise<Session> {
  const session = await Session.start(root);
  t.after(() => session.end());
  session.unsetVariable("NODE_COMPILE_CACHE");
  const folder = join(session.sandbox.work, "server");
  mkdirSync(folder);
  writeFileSync(join(folder, "package.json"), '{"name":"server-mcp","version":"1.0.0","bin":"./main.cjs"}');
  writeFileSync(join(folder, "main.cjs"), main);
  const added = await session.run("mcp-pin", ["add", "./server", "--allow-exotic", "--yes", "--quiet"]);
  assert.equal(added.code, 0, added.stderr);
  if (!way.guard) assert.equal((await session.run("mcp-pin", ["tools", "server-mcp", "--guard", "off"])).code, 0);
  for (const [name, value] of Object.entries(way.env)) session.setVariable(name, value);
  return session;
}

function start(t: TestContext, session: Session, command = [process.execPath, CLI, "run", "server-mcp"]): Running {
  const [program = "", ...args] = command;
  const { cwd, env } = session;
  const child = spawn(program, args, { cwd, env, stdio: ["pipe", "pipe", "ignore"] });
  t.after(() => child.kill("SIGKILL"));
  child.stdin?.on("error", () => {});
  let text = "";
  const line = new Promise<string>((resolve) => {
    child.stdout?.on("data", (chunk: Buffer) => {
      text += chunk.toString();
      if (text.includes("\n")) resolve(text.slice(0, text.indexOf("\n")));
    });
  });
  const ended = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) =>
    child.once("exit", (code, signal) => resolve({ code, signal })),
  );
  return { child, line, ended };
}

/** Waits until there is no such process. */
async function gone(pid: number): Promise<void> {
  for (;;) {
    try {
      process.kill(pid, 0);
    } catch {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const STAYS = "setInterval(() => {}, 1000);";

everyWay("the exit code and the signal of the server are those of run", async (t, way) => {
  const session = await pinned(
    t,
    way,
    "const [how] = process.argv.slice(2); how === 'code' ? process.exit(42) : process.kill(process.pid, how);",
  );
  const run = ["run", "server-mcp"];
  assert.equal((await session.run("mcp-pin", [...run, "code"])).code, 42);
  assert.equal((await session.run("mcp-pin", [...run, "SIGTERM"])).code, 143);
  assert.equal((await session.run("mcp-pin", [...run, "SIGKILL"])).code, 137);
});

everyWay("a signal is the server's to handle", async (t, way) => {
  const session = await pinned(t, way, `process.on("SIGTERM", () => process.exit(7)); console.log("ready"); ${STAYS}`);
  const { child, line, ended } = start(t, session);
  await line;
  child.kill("SIGTERM");
  assert.deepEqual(await ended, { code: 7, signal: null });
});

const FORKS = `
const { spawn } = require("node:child_process");
const child = spawn(process.execPath, ["-e", 'process.on("SIGTERM", () => {}); setInterval(() => {}, 1000)'], { stdio: "ignore" });
console.log(child.pid + " " + process.pid);`;

everyWay("what the server forks ends with it, even if it ignores to be asked", async (t, way) => {
  const session = await pinned(t, way, `${FORKS} process.stdin.on("end", () => process.exit(0)).resume();`);
  const { child, line, ended } = start(t, session);
  const [fork] = (await line).split(" ").map(Number);
  child.stdin?.end();
  assert.deepEqual(await ended, { code: 0, signal: null });
  await gone(fork ?? 0);
});

everyWay("a launcher that is killed takes the server along", async (t, way) => {
  const session = await pinned(t, way, `process.on("SIGTERM", () => {}); ${FORKS} ${STAYS}`);
  const { child, line } = start(t, session);
  const [fork, server] = (await line).split(" ").map(Number);
  child.kill("SIGKILL");
  await gone(server ?? 0);
  await gone(fork ?? 0);
});

everyWay("a client that dies leaves no server, even one that does not look at its input", async (t, way) => {
  const session = await pinned(t, way, `process.on("SIGTERM", () => {}); console.log(process.pid); ${STAYS}`);
  const client = `
    const child = require("node:child_process").spawn(process.execPath, ${JSON.stringify([CLI, "run", "server-mcp"])}, { stdio: ["pipe", "pipe", "ignore"] });
    child.stdout.pipe(process.stdout);`;
  const { child, line } = start(t, session, [process.execPath, "-e", client]);
  const server = Number(await line);
  child.kill("SIGKILL");
  await gone(server);
});

everyWay("a server that floods standard error or ends at once is no trouble; several start at once", async (t, way) => {
  const session = await pinned(t, way, 'process.stderr.write("x".repeat(5e6), () => process.exit(0));');
  const runs = await Promise.all([1, 2, 3].map(() => start(t, session).ended));
  assert.deepEqual(
    runs.map(({ code }) => code),
    [0, 0, 0],
  );
});

everyWay("a lockfile that changes while the server runs decides about the next start", async (t, way) => {
  const session = await pinned(t, way, 'console.log("ready"); process.stdin.on("data", () => process.exit(9));');
  const { child, line, ended } = start(t, session);
  await line;
  writeFileSync(join(session.sandbox.work, "mcp-lock.json"), "{");
  child.stdin?.write("more\n");
  assert.deepEqual(await ended, { code: 9, signal: null });
  assert.equal((await start(t, session).ended).code, 1);
});

everyWay("paths with blanks, quotes, other scripts and 300 characters", async (t, way) => {
  const root = join(scratch(t), `it's "a" $HOME\\ 書 ${"long-".repeat(25)}`, "y".repeat(120));
  mkdirSync(root, { recursive: true });
  const session = await pinned(
    t,
    way,
    'console.log(process.argv.slice(2).join("|"), require("node:path").basename(__filename));',
    root,
  );
  const { code, stdout } = await session.run("mcp-pin", ["run", "server-mcp", "--", "a b", "'", "書"]);
  assert.equal(code, 0);
  assert.equal(stdout, "a b|'|書 main.cjs\n");
});

everyWay("without a home, and with the store's folder behind a link", async (t, way) => {
  const session = await pinned(t, way, 'console.log("started");');
  session.unsetVariable("HOME");
  assert.equal((await session.run("mcp-pin", ["run", "server-mcp"])).stdout, "started\n");
  symlinkSync(session.sandbox.store, join(session.sandbox.root, "linked"));
  session.setVariable("MCP_PIN_HOME", join(session.sandbox.root, "linked"));
  assert.equal((await session.run("mcp-pin", ["run", "server-mcp"])).stdout, "started\n");
});

everyWay("a lockfile that is changed while the server runs changes the next start, not this one", async (t, way) => {
  const session = await pinned(
    t,
    way,
    'process.stdin.on("data", (data) => process.stdout.write(`heard ${data}`)).on("end", () => process.exit(0)); console.log("ready");',
  );
  const lockfile = join(session.sandbox.work, "mcp-lock.json");
  const whole = readFileSync(lockfile, "utf8");
  const { child, line, ended } = start(t, session);
  await line;
  for (const text of [whole.replace('"./server"', '"./other"'), "{", undefined]) {
    if (text === undefined) rmSync(lockfile);
    else writeFileSync(lockfile, text);
    const heard = new Promise((resolve) => child.stdout?.once("data", (data: Buffer) => resolve(data.toString())));
    child.stdin?.write("this\n");
    assert.equal(await heard, "heard this\n");
  }
  const next = await session.run("mcp-pin", ["run", "server-mcp"]);
  assert.deepEqual([next.code, next.stdout], [1, ""]);
  child.stdin?.end();
  assert.deepEqual(await ended, { code: 0, signal: null });
});

everyWay(
  "what the server started in a session of its own, with its output and its gate, keeps nobody waiting",
  async (t, way) => {
    const code = 'setInterval(() => { try { require("node:fs").writeSync(1, "more\\\\n"); } catch {} }, 50)';
    const session = await pinned(
      t,
      way,
      `const { spawn } = require("node:child_process");
    const child = spawn(process.execPath, ["-e", '${code}'], { detached: true, stdio: ["ignore", 1, "ignore", 3] });
    console.log(child.pid);
    setTimeout(() => process.exit(5), 100);`,
    );
    const { line, ended } = start(t, session);
    const left = Number(await line);
    t.after(() => process.kill(left, "SIGKILL"));
    assert.deepEqual(await ended, { code: 5, signal: null });
  },
);
