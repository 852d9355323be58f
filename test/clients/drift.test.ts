import assert from "node:assert/strict";
import { test } from "node:test";
import { driftOf, type IsPinned } from "../../src/clients/drift.js";
import type { Entry } from "../../src/clients/entries.js";

function entry(line: string, more: Partial<Entry> = {}): Entry {
  const [command = "", ...args] = line.split(" ");
  const place = {
    client: "cursor",
    file: ".cursor/mcp.json",
    format: "json",
    path: ["mcpServers", "a"],
    line: 3,
  } as const;
  return { ...place, name: "a", start: { kind: "command", command, args }, env: [], ...more };
}

const isPinned: IsPinned = (server, { lockfile, global }) =>
  (global === true ? server === "notes" : server === "postmark") &&
  (lockfile === undefined || lockfile === "/srv/mcp-lock.json");

/** Why an entry is drift; prefixed with `?` when it is only not understood; undefined when it is neither. */
function why(found: Entry): string | undefined {
  const { drift, notUnderstood } = driftOf([found], isPinned);
  return drift[0]?.why ?? (notUnderstood[0] === undefined ? undefined : `? ${notUnderstood[0].why}`);
}

test("a remark names the client, the file, the line and the entry", () => {
  assert.deepEqual(driftOf([entry("npx -y postmark-mcp@1.0.15")], isPinned), {
    drift: [
      {
        client: "cursor",
        file: ".cursor/mcp.json",
        line: 3,
        entry: "a",
        why: "`npx` starts postmark-mcp@1.0.15 without a pin",
      },
    ],
    notUnderstood: [],
  });
});

test("what goes through mcp-pin, is called or is not npm is no drift", () => {
  assert.equal(why(entry("mcp-pin run postmark")), undefined);
  assert.equal(why(entry("mcp-pin run postmark --lockfile /srv/mcp-lock.json")), undefined);
  assert.equal(why(entry("docker run mcp/server")), undefined);
  assert.equal(why(entry("", { start: { kind: "remote", url: "https://mcp.example" } })), undefined);
});

test("a server that is not pinned, or is pinned elsewhere, is drift", () => {
  assert.equal(why(entry("mcp-pin run other")), "the server other is not pinned");
  const elsewhere = "the server postmark is not pinned in /tmp/x.json";
  assert.equal(why(entry("mcp-pin run postmark --lockfile /tmp/x.json")), elsewhere);
  assert.equal(why(entry("mcp-pin run notes --global")), undefined);
  assert.equal(
    why(entry("mcp-pin run --global postmark")),
    "the server postmark is not pinned in the user's own lockfile",
  );
  assert.equal(why(entry("npx mcp-pin run postmark")), "`npx` starts mcp-pin without a pin");
});

test("a bridge is named as one", () => {
  const sentence = "`npx` starts mcp-remote without a pin, a bridge to a server that no pin can cover";
  assert.equal(why(entry("npx mcp-remote https://mcp.example")), sentence);
});

test("what is not understood is drift when it mentions npm", () => {
  assert.equal(
    why(entry("npx --odd pkg")),
    "it cannot be told what this starts: `npx` is given the option --odd, which is not known here",
  );
  const unknown = "? it cannot be told what this starts: its command is not a launcher that is known here";
  assert.equal(why(entry("./server")), unknown);
});

test("a pinned entry that decides what mcp-pin is, is drift", () => {
  const sentence = (name: string): string =>
    `it sets ${name}, which decides what runs as mcp-pin or where its pins are`;
  for (const name of [
    "NODE_OPTIONS",
    "PATH",
    "LD_PRELOAD",
    "MCP_PIN_HOME",
    "HOME",
    "XDG_CONFIG_HOME",
    "LocalAppData",
  ]) {
    assert.equal(why(entry("mcp-pin run postmark", { env: ["API_KEY", name] })), sentence(name));
  }
  assert.equal(why(entry("env NODE_OPTIONS=--require=./x.js mcp-pin run postmark")), sentence("NODE_OPTIONS"));
  const absolute = "/usr/bin/node /opt/mcp-pin/bin/mcp-pin.js run postmark";
  assert.equal(why(entry(absolute, { env: ["PATH", "API_KEY"] })), undefined);
  assert.equal(why(entry(absolute, { env: ["NODE_OPTIONS"] })), sentence("NODE_OPTIONS"));
});

test("credentials and endless texts are not repeated", () => {
  const spec = "git+https://user:secret@git.example/a.git";
  assert.equal(why(entry(`npx ${spec}`)), "`npx` starts git+https://…@git.example/a.git without a pin");
  assert.ok((why(entry(`npx ${"a".repeat(5000)}`)) ?? "").length < 200);
  assert.ok((why(entry(`npx --${"a".repeat(5000)} x`)) ?? "").length < 200);
});
