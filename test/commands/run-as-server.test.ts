/** `run` that becomes the server: the server finds what node would have shown it, and nothing of the process it was before. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { closeSync, mkdirSync, openSync, readdirSync, readFileSync, readSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { CLI } from "../helpers/paths.js";
import { scratch } from "../helpers/scratch.js";
import { Session } from "../helpers/script/session.js";

const skip = process.platform === "win32" ? "there the server is always a process of its own" : false;
const onLinux = process.platform === "linux" ? false : "other systems have no /proc";

/** Pins a server that nobody guards. */
async function pinned(t: TestContext, files: Readonly<Record<string, string>>): Promise<Session> {
  const session = await Session.start(scratch(t));
  t.after(() => session.end());
  session.unsetVariable("NODE_COMPILE_CACHE");
  const folder = join(session.sandbox.work, "server");
  mkdirSync(folder);
  const [main] = Object.keys(files);
  const manifest = JSON.stringify({ name: "server-mcp", version: "1.0.0", bin: `./${main}` });
  for (const [name, text] of Object.entries({ ...files, "package.json": manifest })) {
    writeFileSync(join(folder, name), text);
  }
  for (const args of [
    ["add", "./server", "--allow-exotic", "--yes", "--quiet"],
    ["tools", "server-mcp", "--guard", "off"],
  ]) {
    const { code, stderr } = await session.run("mcp-pin", args);
    assert.equal(code, 0, stderr);
  }
  return session;
}

function entryOf({ sandbox: { store } }: Session, name: string): string {
  const [tree = ""] = readdirSync(join(store, "trees"));
  return join(store, "trees", tree, "node_modules", "server-mcp", name);
}

const LOOK_AROUND = `
const seen = {
  argv: process.argv, argv0: process.argv0, execArgv: process.execArgv, title: process.title, cwd: process.cwd(),
  globals: Object.getOwnPropertyNames(globalThis).sort(),
  listeners: process.eventNames().map(String).sort(),
  exitCode: process.exitCode ?? null,
  locale: Intl.DateTimeFormat().resolvedOptions().locale,
  order: [],
  ...more,
};
process.nextTick(() => seen.order.push("tick"));
Promise.resolve().then(() => seen.order.push("promise"));
setImmediate(() => { seen.order.push("immediate"); console.log(JSON.stringify(seen)); });
seen.order.push("main");`;

const ENTRIES: Readonly<Record<string, string>> = {
  "main.cjs": `const more = {
    isMain: require.main === module, id: module.id, parent: String(module.parent), file: __filename,
    cache: Object.keys(require.cache), paths: module.paths, mainModule: process.mainModule === module,
  };${LOOK_AROUND}`,
  "main.mjs": `const more = { url: import.meta.url, file: import.meta.filename, isMain: String(import.meta.main) };${LOOK_AROUND}`,
};

for (const [name, text] of Object.entries(ENTRIES)) {
  test(`${name} sees what it would see under node`, { skip }, async (t) => {
    const session = await pinned(t, { [name]: text });
    session.setVariable("LANG", "de_DE.UTF-8");
    const run = await session.run("mcp-pin", ["run", "server-mcp", "--", "--port", "1", ""]);
    const node = await session.run(process.execPath, [entryOf(session, name), "--port", "1", ""]);
    assert.equal(run.code, 0, run.stderr);
    assert.deepEqual(JSON.parse(run.stdout), JSON.parse(node.stdout));
  });
}

test("an error that nobody catches ends it as node would", { skip }, async (t) => {
  for (const [name, text] of [
    ["main.cjs", 'require("node:process"); null.x;'],
    ["main.mjs", "await null; null.x;"],
    ["main.mjs", "await new Promise(() => {});"],
    ["main.cjs", "Promise.reject(new Error('lost'));"],
    ["main.cjs", "process.exitCode = 5;"],
    ["main.cjs", "syntax error"],
  ] as const) {
    const session = await pinned(t, { [name]: text });
    const run = await session.run("mcp-pin", ["run", "server-mcp", "--quiet"]);
    const node = await session.run(process.execPath, [entryOf(session, name)]);
    assert.equal(run.code, node.code, text);
    const first = (stderr: string): string | undefined => /^\w*(?:Error|Warning)\b.*$/m.exec(stderr)?.[0];
    assert.equal(first(run.stderr), first(node.stderr));
  }
});

test("what it is not given is nowhere in it: not in its environment, nor in what it was started with", {
  skip: onLinux,
}, async (t) => {
  const session = await pinned(t, {
    "main.cjs": `const { spawnSync } = require("node:child_process");
      if (process.argv[2] === "child") console.log(Object.keys(process.env).sort().join());
      else {
        console.log(process.pid + " " + process.env.HOME + " " + Object.keys(process.env).sort().join());
        spawnSync(process.execPath, [__filename, "child"], { stdio: "inherit" });
        setInterval(() => {}, 1000);
      }`,
  });
  session.setVariable("OTHER_TOKEN", "not for this one");
  const { cwd, env } = session;
  const server = spawn(process.execPath, [CLI, "run", "server-mcp"], { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
  t.after(() => server.kill("SIGKILL"));
  let [out, err] = ["", ""];
  server.stderr.on("data", (data) => {
    err += data;
  });
  await new Promise<void>((resolve) => {
    server.stdout.on("data", (data) => {
      out += data;
      if (out.split("\n").length > 2) resolve();
    });
  });
  const [[pid, home, names = ""] = [], [ofChild] = []] = out.split("\n").map((line) => line.split(" "));
  assert.equal(pid, String(server.pid));
  assert.equal(home, env.HOME);
  assert.equal(ofChild, names);
  const own = ["HOME", "MCP_PIN_RUN", "MCP_PIN_TREE", "NODE_DISABLE_COMPILE_CACHE", "NODE_OPTIONS", "PATH"];
  for (const name of own) assert.ok(names.split(",").includes(name), name);
  assert.doesNotMatch(names, /OTHER_TOKEN|MCP_PIN_HOME/);
  assert.match(readFileSync(`/proc/${pid}/environ`, "latin1"), /^\0+$/);
  assert.match(err, /is not given OTHER_TOKEN/);
  assert.ok(memoryHolds(server.pid, "OTHER_TOKEN"), "what is looked for can be found");
  assert.ok(!memoryHolds(server.pid, env.OTHER_TOKEN ?? ""), "a value that it is not given");
});

/** Whether the writable memory of a process holds a text of plain characters. */
function memoryHolds(pid: number | undefined, text: string): boolean {
  const memory = openSync(`/proc/${pid}/mem`, "r");
  try {
    return readFileSync(`/proc/${pid}/maps`, "utf8")
      .split("\n")
      .some((line) => {
        const [, from = "", to = ""] = /^([0-9a-f]+)-([0-9a-f]+) rw/.exec(line) ?? [];
        const [start, end] = [Number.parseInt(from, 16), Number.parseInt(to, 16)];
        if (!(end - start <= 1 << 28)) return false;
        const buffer = Buffer.alloc(end - start);
        try {
          return buffer.subarray(0, readSync(memory, buffer, 0, buffer.length, start)).includes(text);
        } catch {
          return false; // Memory that is not there yet.
        }
      });
  } finally {
    closeSync(memory);
  }
}

test("a name in the environment that is no text does not matter", { skip }, async (t) => {
  const session = await pinned(t, { "main.cjs": "console.log('started');" });
  const odd = `env "$(printf 'A\\377B')=1" "$0" "$@"`;
  const { stdout, code } = await session.run("/bin/sh", ["-c", odd, process.execPath, CLI, "run", "server-mcp"]);
  assert.deepEqual([code, stdout], [0, "started\n"]);
});

test("workers are what they would be, and load pinned files only", { skip }, async (t) => {
  const session = await pinned(t, {
    "main.cjs": `const { Worker, SHARE_ENV } = require("node:worker_threads");
      const outside = process.argv[2];
      const ended = (worker) => new Promise((resolve) => worker.on("error", ({ code }) => resolve(code)).on("message", resolve));
      (async () => {
        const inherited = Object.create({ workerData: "inherited" });
        console.log(await ended(new Worker(__dirname + "/worker.cjs", inherited)), Worker.name, Worker.length);
        console.log(await ended(new Worker(outside)), await ended(new Worker(outside, { env: {} })));
        delete process.env.NODE_OPTIONS;
        console.log(await ended(new Worker(outside)), await ended(new Worker(outside, { env: SHARE_ENV })));
      })();`,
    "worker.cjs": `const { parentPort, workerData } = require("node:worker_threads"); parentPort.postMessage(workerData);`,
  });
  const outside = session.path("outside.cjs");
  writeFileSync(outside, 'require("node:worker_threads").parentPort.postMessage("LOADED");');
  const { stdout, stderr } = await session.run("mcp-pin", ["run", "server-mcp", "--quiet", "--", outside]);
  const refused = "ERR_MCP_PIN_NOT_PINNED ERR_MCP_PIN_NOT_PINNED\n";
  assert.equal(stdout, `inherited Worker 1\n${refused}${refused}`, stderr);
});

/** Starts the server below a client of its own, and resolves to its first line of output as numbers, with the client. */
async function below(t: TestContext, session: Session): Promise<{ pids: number[]; kill: () => void }> {
  const command = JSON.stringify([CLI, "run", "server-mcp", "--quiet"]);
  const client = spawn(
    process.execPath,
    [
      "-e",
      `require("node:child_process").spawn(process.execPath, ${command}, { stdio: ["pipe", "pipe", "ignore"] }).stdout.pipe(process.stdout);`,
    ],
    { cwd: session.cwd, env: session.env, stdio: ["ignore", "pipe", "ignore"] },
  );
  t.after(() => client.kill("SIGKILL"));
  const line = await new Promise<string>((resolve) => client.stdout.once("data", (data) => resolve(String(data))));
  return { pids: line.split(" ").map(Number), kill: () => client.kill("SIGKILL") };
}

async function gone(pid: number | undefined): Promise<void> {
  for (;;) {
    try {
      process.kill(pid ?? 0, 0);
    } catch {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

test("it ends when the client is gone, even if it does nothing but compute", { skip }, async (t) => {
  const session = await pinned(t, {
    "main.cjs": 'require("node:fs").writeSync(1, String(process.pid)); setTimeout(() => { for (;;); }, 1500);',
  });
  const { pids, kill } = await below(t, session);
  await new Promise((resolve) => setTimeout(resolve, 2000));
  kill();
  await gone(pids[0]);
});

const SLEEPER = "setInterval(() => {}, 1000)";

test("what programs left behind that it had waited for ends with it", { skip: onLinux }, async (t) => {
  const session = await pinned(t, {
    "main.cjs": `const { execFileSync } = require("node:child_process");
      const left = execFileSync("/bin/sh", ["-c", "sleep 600 >/dev/null 2>&1 & echo $!"], { encoding: "utf8" }).trim();
      setTimeout(() => require("node:fs").writeSync(1, process.pid + " " + left), 1500);
      setInterval(() => {}, 1000);`,
  });
  const { pids } = await below(t, session);
  process.kill(pids[0] ?? 0, "SIGKILL");
  await gone(pids[1]);
});

test("what it started ends with it: children with an environment of their own, theirs, and one it waits for", {
  skip: onLinux,
}, async (t) => {
  const session = await pinned(t, {
    "main.cjs": `const { spawn, execFileSync } = require("node:child_process");
      const { writeSync } = require("node:fs");
      const options = { stdio: ["ignore", "pipe", "ignore"] };
      const parent = \`const child = require("node:child_process").spawn(process.execPath, ["-e", "${SLEEPER}"], { stdio: "ignore", env: {} }); console.log(child.pid); ${SLEEPER}\`;
      const bare = spawn(process.execPath, ["-e", "${SLEEPER}"], { stdio: "ignore", env: {} });
      spawn(process.execPath, ["-e", parent], options).stdout.once("data", (data) => {
        writeSync(1, [process.pid, bare.pid, Number(data)].join(" "));
        execFileSync(process.execPath, ["-e", 'require("node:fs").writeFileSync("waited-for", String(process.pid)); ${SLEEPER}']);
      });`,
  });
  const { pids } = await below(t, session);
  const waitedFor = await new Promise<number>((resolve) => {
    const look = setInterval(() => {
      if (!readdirSync(session.cwd).includes("waited-for")) return;
      clearInterval(look);
      resolve(Number(readFileSync(session.path("waited-for"), "utf8")));
    }, 20);
  });
  process.kill(pids[0] ?? 0, "SIGKILL");
  for (const pid of [...pids.slice(1), waitedFor]) await gone(pid);
});
