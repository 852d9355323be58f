import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { EMPTY_LOCKFILE, type Lockfile, pinDigest, type Server } from "../../src/lockfile/format.js";
import { parseLockfile, readLockfile } from "../../src/lockfile/parse.js";
import { serializeLockfile } from "../../src/lockfile/serialize.js";
import { type ItemKey, splitToolLine, toolLine, variantOf } from "../../src/lockfile/tool-lines.js";
import { digestOf } from "../../src/package/digest.js";
import { acceptanceOf } from "../../src/review/accept.js";
import { AT, BY, entryOf, lockfileOf } from "../helpers/lockfile.js";

const VARIANT = variantOf([], []);

test("a key has one line, and a line one key", () => {
  const name = fc.string({ unit: "grapheme", minLength: 1 }).map((text) => text.toWellFormed());
  fc.assert(
    fc.property(fc.constantFrom("tool", "prompt", "template", "request"), name, (kind, text) => {
      const key = `${kind}/${text}` as ItemKey;
      const line = toolLine(VARIANT, key);
      assert.match(line, /^[\x21-\x7e]+$/);
      assert.equal(JSON.stringify(line), `"${line}"`);
      assert.deepEqual(splitToolLine(line), { variant: VARIANT, key });
    }),
  );
  fc.assert(
    fc.property(fc.string(), (text) => {
      const split = splitToolLine(`${VARIANT}/tool/${text}`);
      assert.ok(split === undefined || toolLine(split.variant, split.key) === `${VARIANT}/tool/${text}`);
    }),
  );
  for (const line of [
    `${VARIANT}/tool/`,
    `${VARIANT}/tool/%61`,
    `${VARIANT}/tool/%ff`,
    `${VARIANT}/other/x`,
    `${VARIANT}/tools`,
  ])
    assert.equal(splitToolLine(line), undefined, line);
});

test("a variant is named by arguments in their order and by the set of variables", () => {
  assert.equal(variantOf(["a"], ["X", "Y"]), variantOf(["a"], ["Y", "X"]));
  const all = [
    variantOf([], []),
    variantOf(["a", "b"], []),
    variantOf(["b", "a"], []),
    variantOf(["ab"], []),
    variantOf([], ["a"]),
  ];
  assert.equal(new Set(all).size, all.length);
});

const withTools = (): Lockfile => {
  const lockfile = lockfileOf(entryOf("a-mcp@1.0.0"));
  const [server] = lockfile.servers.values();
  if (server === undefined) throw new Error("no server");
  const tools = new Map([[toolLine(VARIANT, "tool/echo"), digestOf("echo")]]);
  return { ...lockfile, servers: new Map([[server.name, { ...server, guard: "warn", tools }]]) };
};

test("tools and the guard's mode are read back, and change the pin", () => {
  const lockfile = withTools();
  const text = serializeLockfile(lockfile);
  const again = parseLockfile(text, "x");
  assert.equal(serializeLockfile(again), text);
  const [one, plain] = [lockfile, lockfileOf(entryOf("a-mcp@1.0.0"))].map(({ servers, packages }) => {
    const server = servers.get("a-mcp");
    return server && pinDigest(server, packages);
  });
  assert.notEqual(one, plain);
  assert.equal(readLockfile(text.replace("tool/echo", "tool/%65cho")).kind, "invalid");
});

test("an update keeps what is pinned of the tools, and the mode", () => {
  const lockfile = withTools();
  const server = lockfile.servers.get("a-mcp");
  if (server === undefined) throw new Error("no server");
  const entry = entryOf("a-mcp@1.0.1");
  const { tools: _, guard: __, accepted: ___, ...rest } = server;
  const candidate = {
    ...rest,
    package: "a-mcp@1.0.1",
    closure: new Map([["node_modules/a-mcp", "a-mcp@1.0.1"]]) as unknown as Server["closure"],
  } as const;
  const consent = { by: BY, at: AT, kind: "unread", reason: "x" } as const;
  const { server: updated } = acceptanceOf(lockfile, { server: candidate, entries: [entry] }, consent);
  assert.equal(updated.tools, server.tools);
  assert.equal(updated.guard, "warn");
  assert.equal(acceptanceOf(EMPTY_LOCKFILE, { server: candidate, entries: [entry] }, consent).server.tools, undefined);
});
