import assert from "node:assert/strict";
import { test } from "node:test";
import type { Entry } from "../../src/clients/entries.js";
import { planOf } from "../../src/clients/plan.js";

function plan(line: string, { env = [] as string[], byName = false, cwd = "" } = {}): string {
  const [command = "", ...args] = line.split(" ");
  const entry = { client: "claude-code", file: "/.mcp.json", format: "json", path: ["a"], line: 1, name: "a" } as const;
  const made = planOf({ ...entry, start: { kind: "command", command, args }, env, cwd }, byName);
  return made.kind === "left" ? made.why : made.kind;
}

test("what is loaded before a server is not dropped: such an entry is left", () => {
  for (const program of ["node", "tsx", "ts-node"]) {
    for (const option of ["-r", "--require", "--import"]) {
      const why = `\`${program}\` is given ${option}, which \`mcp-pin run\` cannot keep`;
      assert.equal(plan(`${program} ${option} ./sandbox.js node_modules/pkg/i.js`), why);
    }
  }
  assert.match(plan("bun -r ./sandbox.js node_modules/pkg/i.js"), /^it cannot be told what this starts/);
  assert.equal(plan("deno run -r npm:pkg"), "pin");
  assert.equal(plan("node node_modules/pkg/i.js"), "pin");
});

test("what would not start, or not the same, as a pinned server is left", () => {
  assert.match(plan("npx -y tsx src/server.ts"), /^tsx runs a script that is none of its own files$/);
  assert.match(plan("node node_modules/ts-node/dist/bin.js server.ts"), /^ts-node runs a script/);
  assert.match(plan("npx -y mcp-pin@1 run postmark"), /^it fetches mcp-pin itself/);
  const folder = /^its command line changes the folder that mcp-pin would look for its lockfile in$/;
  assert.match(plan("env -C /srv npx -y pkg"), folder);
  assert.match(plan("mise exec --cd=/srv npx -y pkg"), folder);
  assert.equal(plan("env A=1 npx -y pkg"), "pin");
});

test("what decides which mcp-pin runs is nothing that init keeps: verify would refuse the entry", () => {
  const why = /^it sets PATH, which would decide what runs as mcp-pin$/;
  assert.match(plan("npx -y pkg", { env: ["PATH"], byName: true }), why);
  assert.match(plan("env PATH=/srv npx -y pkg"), why);
  assert.equal(plan("npx -y pkg", { env: ["PATH"] }), "pin");
});

test("a file of a package that bun runs is pinned in the version that is there, as for node", () => {
  const entry = { client: "claude-code", file: "/.mcp.json", format: "json", path: ["a"], line: 1, name: "a" } as const;
  for (const command of ["bun", "node"]) {
    const start = {
      kind: "command",
      command: "env",
      args: ["X=/a/node_modules/b/c", command, "node_modules/pkg/i.js"],
    };
    const made = planOf({ ...entry, start: start as Entry["start"], env: [] }, false);
    assert.equal(made.kind === "pin" && made.want.file, "node_modules/pkg/i.js");
  }
});

test("an entry of a project that starts elsewhere is left: the lockfile would not be found from there", () => {
  for (const cwd of ["/srv/data", "..", "packages/../../x", "~/data", "C:\\data", `\${HOME}/data`]) {
    assert.match(plan("npx -y pkg", { cwd, byName: true }), /^its cwd is another folder/, cwd);
    assert.equal(plan("npx -y pkg", { cwd }), "pin");
  }
  for (const cwd of [".", "packages/a", "./packages", `\${workspaceFolder}`, `\${workspaceFolder}/packages`]) {
    assert.equal(plan("npx -y pkg", { cwd, byName: true }), "pin", cwd);
  }
});
