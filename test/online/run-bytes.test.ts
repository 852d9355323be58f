/**
 * What is hashed is what is compiled: a server changes its own files between the check and the load. On newer Nodes, which
 * come from npm; skipped by name where they cannot be had.
 */
import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { constants } from "node:os";
import { dirname, join } from "node:path";
import { type TestContext, test } from "node:test";
import { newerNode } from "../helpers/newer-node.js";
import { CLI } from "../helpers/paths.js";
import { scratch } from "../helpers/scratch.js";
import { Session } from "../helpers/script/session.js";
import type { Outcome } from "../helpers/spawn.js";

type Files = Readonly<Record<string, string>>;

const REPLACE = `
import { chmodSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
export function replace(name, text) {
  const file = fileURLToPath(new URL(name, import.meta.url));
  chmodSync(dirname(file), 0o755);
  rmSync(file);
  writeFileSync(file, text);
}`;
const EVIL = 'process.stdout.write("EVIL\\n");';

/** Each changes a file after the server has started, and loads it. */
const RACES: Readonly<Record<string, Files>> = {
  "an ECMAScript module": {
    "second.mjs": "export default 1;",
    "main.mjs": `import { replace } from "./replace.mjs"; replace("second.mjs", ${JSON.stringify(EVIL)}); await import("./second.mjs");`,
  },
  "a CommonJS module that a CommonJS module requires": {
    "second.cjs": "module.exports = 1;",
    "first.cjs": 'exports.go = () => require("./second.cjs");',
    "main.mjs": `import { replace } from "./replace.mjs"; import { go } from "./first.cjs"; replace("second.cjs", ${JSON.stringify(EVIL)}); go();`,
  },
  "a CommonJS module that an ECMAScript module imports": {
    "second.cjs": "module.exports = 1;",
    "main.mjs": `import { replace } from "./replace.mjs"; replace("second.cjs", ${JSON.stringify(EVIL)}); await import("./second.cjs");`,
  },
  "JSON that is required": {
    "data.json": '"good"',
    "main.mjs": `import { createRequire } from "node:module"; import { replace } from "./replace.mjs"; replace("data.json", '"EVIL"'); console.log(createRequire(import.meta.url)("./data.json"));`,
  },
  "JSON that is imported": {
    "data.json": '"good"',
    "main.mjs": `import { replace } from "./replace.mjs"; replace("data.json", '"EVIL"'); console.log((await import("./data.json", { with: { type: "json" } })).default);`,
  },
  "the file of a worker": {
    "second.mjs": "export default 1;",
    "main.mjs": `import { Worker } from "node:worker_threads"; import { replace } from "./replace.mjs"; replace("second.mjs", ${JSON.stringify(EVIL)}); new Worker(new URL("second.mjs", import.meta.url)).on("exit", () => console.log("on"));`,
  },
  "the file of a worker, of a server that takes its variables away": {
    "second.mjs": "export default 1;",
    "main.mjs": `import { Worker } from "node:worker_threads"; import { replace } from "./replace.mjs"; delete process.env.NODE_OPTIONS; replace("second.mjs", ${JSON.stringify(EVIL)}); new Worker(new URL("second.mjs", import.meta.url)).on("exit", () => console.log("on"));`,
  },
  "hooks in a thread of their own": {
    "second.mjs": "export const initialize = () => {};",
    "main.mjs": `import { register } from "node:module"; import { replace } from "./replace.mjs"; replace("second.mjs", ${JSON.stringify(EVIL)}); register("./second.mjs", import.meta.url);`,
  },
  "a module, of a server that replaces what ends it": {
    "second.mjs": "export default 1;",
    "main.mjs": `import { replace } from "./replace.mjs"; process.exit = process.reallyExit = () => {}; process.on("exit", () => { throw new Error("no"); }); replace("second.mjs", ${JSON.stringify(EVIL)}); await import("./second.mjs"); console.log("EVIL");`,
  },
  "a file that was added": {
    "main.mjs": `import { writeFileSync, chmodSync } from "node:fs"; import { dirname } from "node:path"; import { fileURLToPath } from "node:url"; const file = fileURLToPath(new URL("added.mjs", import.meta.url)); chmodSync(dirname(file), 0o755); writeFileSync(file, ${JSON.stringify(EVIL)}); await import("./added.mjs");`,
  },
};

async function pinned(t: TestContext, files: Files): Promise<Session> {
  const session = await Session.start(scratch(t));
  t.after(() => session.end());
  const all = {
    "replace.mjs": REPLACE,
    "package.json": '{"name":"racing-mcp","version":"1.0.0","bin":"./main.mjs"}',
    ...files,
  };
  for (const [name, text] of Object.entries(all)) {
    const path = join(session.sandbox.work, "racing", name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  session.unsetVariable("NODE_COMPILE_CACHE");
  const added = await session.run("mcp-pin", [
    "add",
    "./racing",
    "--allow-exotic",
    "--yes",
    "--quiet",
    "--name",
    "racing",
  ]);
  assert.equal(added.code, 0, added.stderr);
  assert.equal((await session.run("mcp-pin", ["tools", "racing", "--guard", "off"])).code, 0);
  return session;
}

const started = (session: Session, node: string, ...args: string[]): Promise<Outcome> =>
  session.run(node, [CLI, "run", "racing", "--quiet", "--", ...args]);

/** What the process that decides can do: become the server, or stay beside it because of how it was started. */
const WAYS = { "as the server": {}, "beside the server": { NODE_OPTIONS: "--no-deprecation" } } as const;

for (const version of ["22", "24", "26"]) {
  const node = newerNode(version);
  const skip = node === undefined ? `node@${version} cannot be had from npm here` : false;
  const races = Object.entries(RACES).flatMap(([what, files]) =>
    Object.entries(WAYS).map(([way, env]) => ({ what, files, way, env })),
  );
  for (const { what, files, way, env } of races) {
    test(`node ${version}, ${way}: ${what}, changed between check and load, does not execute`, { skip }, async (t) => {
      const session = await pinned(t, files);
      for (const [name, value] of Object.entries(env)) session.setVariable(name, value);
      const { code, stdout, stderr } = await started(session, node ?? "");
      assert.doesNotMatch(stdout, /EVIL/);
      if (what === "a file that was added") assert.match(stderr, /added\.mjs is none of the server's pinned files/);
      else {
        const named =
          /^mcp-pin: .*(?:second\.[cm]js|data\.json|trees\/[0-9a-f]{64}\/) is not as pinned: the server was ended/m;
        assert.match(stderr, named);
        // A worker cannot end its process but by a signal.
        const isKilled = what.startsWith("the file of a worker") && way === "as the server";
        assert.equal(code, isKilled ? 128 + constants.signals.SIGKILL : 3, stderr);
      }
    });
  }

  test(`node ${version}: a child of the server loads pinned files only, and nothing from outside`, {
    skip,
  }, async (t) => {
    const session = await pinned(t, {
      "second.cjs": "console.log('pinned child');",
      "main.mjs": `
import { fork } from "node:child_process"; import { fileURLToPath } from "node:url"; import { replace } from "./replace.mjs";
const second = fileURLToPath(new URL("second.cjs", import.meta.url));
const ended = (child) => new Promise((resolve) => child.on("exit", (code, signal) => resolve(signal ?? code)));
console.log(await ended(fork(second)));
replace("second.cjs", ${JSON.stringify(EVIL)});
console.log(await ended(fork(second)));
try { await import(process.argv[2]); } catch (error) { console.log(error.code); }`,
    });
    writeFileSync(join(session.sandbox.work, "outside.cjs"), EVIL);
    const { code, stdout } = await started(session, node ?? "", join(session.sandbox.work, "outside.cjs"));
    assert.deepEqual(stdout.split("\n"), ["pinned child", "0", "SIGKILL", "ERR_MCP_PIN_NOT_PINNED", ""]);
    assert.equal(code, 0);
  });

  test(`node ${version}: what an import says of the type has to fit`, { skip }, async (t) => {
    const session = await pinned(t, {
      "second.mjs": "console.log('ran');",
      "data.json": "{}",
      "main.mjs": `
const codes = [];
const attempt = (load) => load().then(() => codes.push("loaded"), ({ code }) => codes.push(code));
await attempt(() => import("./second.mjs", { with: { type: "json" } }));
await attempt(() => import("./second.mjs", { with: { type: "css" } }));
await attempt(() => import("./data.json"));
await attempt(() => import("./data.json", { with: { type: "json" } }));
console.log(codes.join());`,
    });
    const { stdout } = await started(session, node ?? "");
    assert.equal(
      stdout,
      "ERR_IMPORT_ATTRIBUTE_TYPE_INCOMPATIBLE,ERR_IMPORT_ATTRIBUTE_UNSUPPORTED,ERR_IMPORT_ATTRIBUTE_MISSING,loaded\n",
    );
  });

  test(`node ${version}: a source with a byte order mark, or not in UTF-8, loads as it is`, { skip }, async (t) => {
    const session = await pinned(t, {
      "second.cjs": "\ufeffmodule.exports = 'bom';",
      "main.mjs":
        'import { createRequire } from "node:module"; console.log(createRequire(import.meta.url)("./second.cjs"));',
    });
    assert.equal((await started(session, node ?? "")).stdout, "bom\n");
  });
}
