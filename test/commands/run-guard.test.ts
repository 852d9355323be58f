import assert from "node:assert/strict";
import { test } from "node:test";
import { keeper, secretsIn } from "../../src/commands/run-guard.js";
import { storeHome } from "../../src/io/home.js";
import { observedVariants } from "../../src/io/manifests.js";
import type { Server } from "../../src/lockfile/format.js";
import { type ItemKey, variantOf } from "../../src/lockfile/tool-lines.js";
import type { Json } from "../../src/package/canonical.js";
import { digestOf } from "../../src/package/digest.js";
import { scratch } from "../helpers/scratch.js";

test("what a server offers is written down once a session", (t) => {
  const home = storeHome({ MCP_PIN_HOME: scratch(t) });
  const keep = keeper(home, { pin: digestOf("pin"), variant: variantOf([], []) }, [], assert.fail);
  for (const text of ["first", "second"]) keep(new Map<ItemKey, Json>([["instructions", text]]));
  const [observed] = observedVariants(home, digestOf("pin"));
  assert.equal(observed?.manifest.get("instructions"), "first");
});

test("what repeats a secret that the server was given is not written down, and said", (t) => {
  const home = storeHome({ MCP_PIN_HOME: scratch(t) });
  const said: string[] = [];
  const plan = { pin: digestOf("pin"), variant: variantOf([], []) };
  const keep = keeper(home, plan, ['sk-"1234567'], (text) => said.push(text));
  keep(
    new Map<ItemKey, Json>([
      ["template/https://api.example/?key=x", { uriTemplate: 'https://api.example/?key=sk-"1234567' }],
      ['tool/sk-"1234567', { name: "x" }],
      ["tool/echo", { name: "echo" }],
    ]),
  );
  const [observed] = observedVariants(home, digestOf("pin"));
  assert.deepEqual([...(observed?.manifest.keys() ?? [])], ["tool/echo"]);
  assert.deepEqual(said, ["not written down: 2 items of what it offers, where a secret stands that it was given"]);
});

test("secrets are told by the names and the looks of what a server is given", () => {
  const server = { name: "s", env: ["API_KEY", "ROOT", "DATABASE"] } as unknown as Server;
  const env = { API_KEY: "kept-to-itself", ROOT: "/home/me/project", DATABASE: "mysql://a:b@db.example/x" };
  assert.deepEqual(secretsIn({ server, env }), ["kept-to-itself", "mysql://a:b@db.example/x"]);
});
