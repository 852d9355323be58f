/** Closures against the loopback registry: places, versions, what is kept, what is refused, what is missing. */
import assert from "node:assert/strict";
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { PinError } from "../../src/errors.js";
import { acquire } from "../../src/io/acquire.js";
import type { Closure } from "../../src/io/closure.js";
import { type ResolveRequest, resolveClosure } from "../../src/io/resolver.js";
import { integrityOf } from "../../src/package/integrity.js";
import { packageTarball, publish, type TestRegistry, testRegistry } from "../helpers/registry.js";
import { run } from "../helpers/spawn.js";

const resolveIn = ({ registry, base }: TestRegistry, spec: string, more: Partial<ResolveRequest> = {}) =>
  resolveClosure({ spec, registry, base, ...more });

const places = (closure: Closure): Record<string, string> =>
  Object.fromEntries(
    [...closure.nodes.values()].map(({ location, name, version }) => [location, `${name}@${version}`]),
  );

async function rejection(promise: Promise<unknown>): Promise<PinError> {
  const error = await promise.then(
    () => assert.fail("did not fail"),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof PinError, String(error));
  return error;
}

test("a closure has every package at its place, for every platform", async (t) => {
  const context = await testRegistry(t);
  const closure = await resolveIn(context, "postmark-mcp@1.0.15");
  assert.deepEqual(places(closure), {
    "node_modules/@mime-names/darwin-arm64": "@mime-names/darwin-arm64@1.1.0",
    "node_modules/@mime-names/linux-x64": "@mime-names/linux-x64@1.1.0",
    "node_modules/mcp-stdio": "mcp-stdio@0.3.1",
    "node_modules/mcp-stdio/node_modules/mini-schema": "mini-schema@1.2.0",
    "node_modules/mime-names": "mime-names@1.1.0",
    "node_modules/mini-schema": "mini-schema@2.1.0",
    "node_modules/postmark-mcp": "postmark-mcp@1.0.15",
  });
  assert.equal(closure.root.location, "node_modules/postmark-mcp");
  const native = closure.nodes.get("node_modules/@mime-names/darwin-arm64");
  assert.deepEqual([native?.optional, native?.os, native?.cpu], [true, ["darwin"], ["arm64"]]);
  for (const node of closure.nodes.values()) {
    assert.equal(node.resolved, undefined);
    const { tree, tarball } = await acquire(node, context);
    assert.ok(tree.files.has("package.json"));
    assert.equal(integrityOf(tarball ?? Buffer.alloc(0)), node.integrity);
  }
});

test("nothing is left behind in the temporary folder", async (t) => {
  const context = await testRegistry(t);
  const mine = () => readdirSync(tmpdir()).filter((name) => name.startsWith("mcp-pin-resolve-")).length;
  const before = mine();
  await resolveIn(context, "calendar-mcp");
  await rejection(resolveIn(context, "no-such-server"));
  const controller = new AbortController();
  const aborted = resolveIn(context, "postmark-mcp", {
    signal: controller.signal,
    onProgress: () => controller.abort(),
  });
  assert.equal((await rejection(aborted)).code, "interrupted");
  assert.equal(mine(), before);
});

test("the spec of the root: tags, ranges, names that are none, versions that are not there", async (t) => {
  const context = await testRegistry(t);
  context.loopback.setTag("postmark-mcp", "old", "1.0.12");
  assert.equal((await resolveIn(context, "postmark-mcp@old")).root.version, "1.0.12");
  assert.equal((await resolveIn(context, "postmark-mcp@<=1.0.14")).root.version, "1.0.14");
  assert.equal((await resolveIn(context, "alias@npm:calendar-mcp@1")).root.location, "node_modules/calendar-mcp");
  for (const spec of ["Not A Name", "node_modules", "a@b c", "@scope", "../../etc/passwd@1"]) {
    const error = await rejection(resolveIn(context, spec));
    assert.ok(["usage", "refused"].includes(error.code), `${spec}: ${error.code} ${error.message}`);
  }
  const missing = await rejection(resolveIn(context, "postmark-mcp@7"));
  assert.match(missing.message, /no version '7'/);
  assert.match(missing.hint ?? "", /latest 1\.0\.16/);
  assert.equal((await rejection(resolveIn(context, "no-such-server"))).code, "registry");
});

test("bundled packages are listed apart, covered by their parent's tarball", async (t) => {
  const closure = await resolveIn(await testRegistry(t), "weather-mcp");
  assert.equal(closure.nodes.has("node_modules/weather-mcp/node_modules/degree-words"), false);
  assert.deepEqual(
    closure.bundled.map(({ location, inside, name }) => [location, inside, name]),
    [["node_modules/weather-mcp/node_modules/degree-words", "node_modules/weather-mcp", "degree-words"]],
  );
});

test("an alias stands at its place under the package's own name", async (t) => {
  const context = await testRegistry(t);
  publish(context.loopback, "aliasing@1.0.0", { dependencies: { schema: "npm:mini-schema@^1.0.0" } });
  const closure = await resolveIn(context, "aliasing");
  assert.equal(places(closure)["node_modules/schema"], "mini-schema@1.2.0");
});

test("an optional dependency that the registry lacks is reported; a required one is an error", async (t) => {
  const context = await testRegistry(t);
  publish(context.loopback, "hopeful@1.0.0", { optionalDependencies: { ghost: "^1.0.0", "mini-schema": "^77.0.0" } });
  publish(context.loopback, "hopeless@1.0.0", { dependencies: { ghost: "^1.0.0" } });
  const { unresolved, nodes } = await resolveIn(context, "hopeful");
  assert.equal(nodes.size, 1);
  assert.deepEqual(unresolved, [
    { from: "hopeful@1.0.0", name: "ghost", spec: "^1.0.0" },
    { from: "hopeful@1.0.0", name: "mini-schema", spec: "^77.0.0" },
  ]);
  const error = await rejection(resolveIn(context, "hopeless"));
  assert.match(error.message, /ghost: not found .*wanted by node_modules\/hopeless/);
});

test("a package of which every version was unpublished has none to offer", async (t) => {
  const context = await testRegistry(t);
  publish(context.loopback, "gone@1.0.0");
  publish(context.loopback, "needy@1.0.0", { dependencies: { gone: "^1.0.0" } });
  context.loopback.unpublish("gone");
  const root = await rejection(resolveIn(context, "gone"));
  assert.deepEqual([root.code, root.hint], ["registry", "it may have been unpublished"]);
  const error = await rejection(resolveIn(context, "needy"));
  assert.deepEqual([error.code, /gone \(wanted by node_modules\/needy\)/.test(error.message)], ["resolve", true]);
});

test("a registry in trouble is not taken for an optional dependency that is missing", async (t) => {
  const context = await testRegistry(t);
  publish(context.loopback, "hopeful@1.0.0", { optionalDependencies: { "mini-schema": "^1.0.0" } });
  context.loopback.addFault({ kind: "500", package: "mini-schema" });
  assert.match((await rejection(resolveIn(context, "hopeful"))).message, /mini-schema: .* HTTP 500/);
});

test("peer dependencies that contradict each other are an error", async (t) => {
  const context = await testRegistry(t);
  publish(context.loopback, "peer-one@1.0.0", { peerDependencies: { "mini-schema": "^1.0.0" } });
  publish(context.loopback, "torn@1.0.0", {
    peerDependencies: { "mini-schema": "^2.0.0", "peer-one": "1.0.0" },
  });
  const error = await rejection(resolveIn(context, "torn"));
  assert.equal(error.code, "resolve");
  assert.match(error.message, /peer dependencies contradict .* wants mini-schema@/);
});

test("what still fits the previous closure stays; an update changes only what it must", async (t) => {
  const context = await testRegistry(t);
  const { loopback } = context;
  publish(loopback, "lib@1.0.0", { dependencies: { deep: "^1.0.0" } });
  publish(loopback, "deep@1.0.0");
  publish(loopback, "srv@1.0.0", { dependencies: { lib: "^1.0.0", "mini-schema": "^1.0.0" } });
  const previous = (await resolveIn(context, "srv")).nodes;
  publish(loopback, "lib@1.1.0", { dependencies: { deep: "^1.0.0" } });
  publish(loopback, "deep@1.1.0");
  publish(loopback, "srv@1.1.0", { dependencies: { lib: "^1.0.0", "mini-schema": "^2.0.0", extra: "1.0.0" } });
  publish(loopback, "extra@1.0.0");
  const fresh = await testRegistryAgain(context);
  const kept = { "node_modules/deep": "deep@1.0.0", "node_modules/lib": "lib@1.0.0" };
  assert.deepEqual(places(await resolveIn(fresh, "srv@1.0.0", { previous })), {
    ...kept,
    "node_modules/mini-schema": "mini-schema@1.2.0",
    "node_modules/srv": "srv@1.0.0",
  });
  assert.deepEqual(places(await resolveIn(fresh, "srv@1.1.0", { previous })), {
    ...kept,
    "node_modules/extra": "extra@1.0.0",
    "node_modules/mini-schema": "mini-schema@2.1.0",
    "node_modules/srv": "srv@1.1.0",
  });
  assert.equal(places(await resolveIn(fresh, "srv@1.1.0"))["node_modules/deep"], "deep@1.1.0");
});

test("a pinned version that changed its bytes is refused; one that was unpublished is replaced", async (t) => {
  const context = await testRegistry(t);
  publish(context.loopback, "srv@1.0.0", { dependencies: { lib: "^1.0.0" } });
  for (const version of ["1.0.0", "1.0.1"]) publish(context.loopback, `lib@${version}`);
  const previous = (await resolveIn(context, "srv")).nodes;
  context.loopback.unpublish("lib", "1.0.1");
  const moved = await resolveIn(await testRegistryAgain(context), "srv", { previous });
  assert.equal(places(moved)["node_modules/lib"], "lib@1.0.0");
  publish(context.loopback, "lib@1.0.1", { description: "other bytes" });
  const error = await rejection(resolveIn(await testRegistryAgain(context), "srv", { previous }));
  assert.equal(error.code, "integrity");
  assert.match(error.message, /lib@1\.0\.1: the registry announces sha512-.* but sha512-.* is pinned/);
});

test("a tarball that calls itself otherwise is refused", async (t) => {
  const context = await testRegistry(t);
  const { root } = await resolveIn(context, "calendar-mcp");
  const error = await rejection(acquire({ ...root, name: "calendar-mpc", resolved: addressOf(context) }, context));
  assert.match(error.message, /calendar-mpc@1\.0\.0: its package\.json says calendar-mcp@1\.0\.0/);
  assert.equal(error.code, "integrity");
});

const addressOf = ({ loopback }: TestRegistry): string => `${loopback.url}calendar-mcp/-/calendar-mcp-1.0.0.tgz`;

test("git, URL and file dependencies are refused, wherever they are", async (t) => {
  const context = await testRegistry(t);
  const specs = ["git+https://git.example/x.git", "owner/repository", addressOf(context), "file:../x", "./x.tgz"];
  for (const [i, spec] of specs.entries()) {
    publish(context.loopback, `exotic-${i}@1.0.0`, { dependencies: { dep: spec } });
    publish(context.loopback, `optional-${i}@1.0.0`, { optionalDependencies: { dep: spec } });
    for (const name of [`exotic-${i}`, `optional-${i}`]) {
      const error = await rejection(resolveIn(context, name));
      assert.equal(error.code, "refused", `${spec}: ${error.message}`);
      assert.ok(error.message.includes(spec), error.message);
    }
  }
  const direct = await rejection(resolveIn(context, addressOf(context)));
  assert.deepEqual([direct.code, /--allow-exotic/.test(direct.hint ?? "")], ["refused", true]);
});

test("with leave an URL dependency is recorded as what it is, and never passes for the registry's", async (t) => {
  const context = await testRegistry(t);
  publish(context.loopback, "exotic@1.0.0", { dependencies: { dep: addressOf(context), "mini-schema": "*" } });
  const closure = await resolveIn(context, "exotic", { exotic: "pin" });
  const node = closure.nodes.get("node_modules/dep");
  assert.deepEqual([node?.name, node?.version, node?.resolved], ["calendar-mcp", "1.0.0", addressOf(context)]);
  assert.equal(places(closure)["node_modules/mcp-stdio"], "mcp-stdio@0.3.1");
  if (node === undefined) throw new Error("no node");
  const { acquired, ...recorded } = node;
  assert.ok(acquired?.tree.files.has("server.js"));
  assert.ok((await acquire(recorded, context)).tree.files.has("server.js"));
});

test("with leave a folder, a tarball and a git commit can be the server", async (t) => {
  const context = await testRegistry(t);
  const manifest = {
    name: "local",
    version: "1.2.3",
    scripts: { prepare: "exit 1" },
    dependencies: { "mini-schema": "1" },
  };
  const folder = join(context.base, "local");
  mkdirSync(join(folder, "node_modules/left-out"), { recursive: true });
  writeFileSync(join(folder, "package.json"), JSON.stringify(manifest));
  writeFileSync(join(context.base, "local.tgz"), packageTarball(manifest));
  const git = async (...args: string[]): Promise<string> => {
    const { code, stdout, stderr } = await run("git", ["-C", folder, ...args], { cwd: folder, env: gitEnv(context) });
    assert.equal(code, 0, stderr);
    return stdout.trim();
  };
  await git("init", "--quiet", "--initial-branch=main");
  writeFileSync(join(folder, ".git/hooks/post-checkout"), "#!/bin/sh\nexit 1\n", { mode: 0o755 });
  await git("add", "package.json");
  await git("commit", "--quiet", "-m", "first");
  const commit = await git("rev-parse", "HEAD");
  const url = `file://${folder}`;
  const cases: [spec: string, resolved: string][] = [
    ["./local", "file:local"],
    ["./local.tgz", "file:local.tgz"],
    [`git+${url}#main`, `git+${url}#${commit}`],
    [`git+${url}#${commit}`, `git+${url}#${commit}`],
    [`git+${url}`, `git+${url}#${commit}`],
  ];
  for (const [spec, resolved] of cases) {
    assert.equal((await rejection(resolveIn(context, spec))).code, "refused", spec);
    const { root, nodes } = await resolveIn(context, spec, { exotic: "pin" });
    assert.deepEqual([root.location, root.version, root.resolved], ["node_modules/local", "1.2.3", resolved]);
    assert.ok(nodes.has("node_modules/mini-schema"));
    const { acquired, ...recorded } = root;
    assert.deepEqual([...(acquired?.tree.files.keys() ?? [])], ["package.json"]);
    assert.deepEqual([...(await acquire(recorded, context)).tree.files.keys()], ["package.json"]);
  }
});

const gitEnv = ({ base }: TestRegistry): Record<string, string> => ({
  PATH: process.env.PATH ?? "",
  HOME: base,
  ...Object.fromEntries(
    ["AUTHOR", "COMMITTER"].flatMap((who) => [
      [`GIT_${who}_NAME`, "Robin"],
      [`GIT_${who}_EMAIL`, "robin@reviewer.example"],
    ]),
  ),
});

/** The same loopback registry with nothing remembered. */
async function testRegistryAgain(context: TestRegistry): Promise<TestRegistry> {
  const { openRegistry } = await import("../../src/io/registry.js");
  return { ...context, registry: openRegistry(context.registry.npm) };
}
