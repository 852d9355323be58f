import assert from "node:assert/strict";
import { test } from "node:test";
import { planOf } from "../../src/clients/plan.js";

function plan(line: string): string {
  const [command = "", ...args] = line.split(" ");
  const entry = { client: "claude-code", file: "/.mcp.json", format: "json", path: ["a"], line: 1, name: "a" } as const;
  const made = planOf({ ...entry, start: { kind: "command", command, args }, env: [] });
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
