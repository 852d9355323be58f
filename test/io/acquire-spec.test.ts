/** Any spec npm understands, for reading only: hostile archives are handed over with their problems. */
import assert from "node:assert/strict";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { PinError } from "../../src/errors.js";
import { acquireSpec } from "../../src/io/acquire-spec.js";
import { readGit } from "../../src/io/git.js";
import { publish, testRegistry } from "../helpers/registry.js";
import { scratch } from "../helpers/scratch.js";
import { run } from "../helpers/spawn.js";
import { packageJson, tgz } from "../helpers/tar.js";

test("a registry's package comes with its document and the version that was picked", async (t) => {
  const context = await testRegistry(t);
  const found = await acquireSpec("postmark-mcp@~1.0.12 <1.0.15", context);
  assert.deepEqual([found.version, found.problems, found.resolved], ["1.0.14", [], undefined]);
  assert.ok(found.tree.files.has("package.json"));
  assert.equal(found.packument?.name, "postmark-mcp");
  context.loopback.addFault({ kind: "other-bytes", package: "calendar-mcp" });
  assert.ok((await acquireSpec("calendar-mcp", context)).tree.files.has("CHANGES.txt"));
});

test("a hostile archive is not refused here", async (t) => {
  const context = await testRegistry(t);
  const archive = tgz([packageJson(), { name: "package/l", type: "2", link: "/etc/passwd" }]);
  writeFileSync(join(context.base, "hostile.tgz"), archive);
  const { tree, problems, resolved, integrity } = await acquireSpec("./hostile.tgz", context);
  assert.deepEqual([...tree.files.keys()], ["package.json"]);
  assert.deepEqual(
    problems.map(({ path }) => path),
    ["package/l"],
  );
  assert.deepEqual([resolved, integrity?.startsWith("sha512-")], ["file:hostile.tgz", true]);
});

test("a folder is read as it is: links are problems, its history and dependencies are not part of it", async (t) => {
  const context = await testRegistry(t);
  const folder = join(context.base, "package");
  for (const name of [".git", "node_modules/x", "lib/node_modules"]) mkdirSync(join(folder, name), { recursive: true });
  for (const name of ["package.json", ".git/x", "node_modules/x/y", "lib/node_modules/z"]) {
    writeFileSync(join(folder, name), "{}", { mode: name === "package.json" ? 0o755 : 0o644 });
  }
  symlinkSync("/etc/passwd", join(folder, "lib/link"));
  const { tree, problems } = await acquireSpec(folder, context);
  assert.deepEqual([...tree.files.keys()], ["lib/node_modules/z", "package.json"]);
  assert.equal(tree.files.get("package.json")?.executable, true);
  assert.deepEqual(problems, [{ path: "lib/link", inner: "lib/link", reason: "is a symbolic link" }]);
  await assert.rejects(
    acquireSpec("./nowhere", context),
    (error) => error instanceof PinError && error.code === "usage",
  );
});

test("of a git repository the commit's own files are read: no filter, link, submodule or hook", async (t) => {
  const folder = scratch(t);
  const env = { PATH: process.env.PATH ?? "", HOME: folder };
  const git = async (...args: string[]): Promise<string> => {
    const identity = ["-c", "user.name=Robin", "-c", "user.email=robin@reviewer.example"];
    const { code, stdout, stderr } = await run("git", [...identity, ...args], { cwd: folder, env });
    assert.equal(code, 0, stderr);
    return stdout.trim();
  };
  await git("init", "--quiet", "--initial-branch=main");
  mkdirSync(join(folder, "packages/one"), { recursive: true });
  writeFileSync(join(folder, ".gitattributes"), "* filter=evil\nhidden export-ignore\n");
  writeFileSync(join(folder, "hidden"), "1");
  writeFileSync(join(folder, "run.sh"), "#!/bin/sh\n", { mode: 0o755 });
  writeFileSync(join(folder, "packages/one/package.json"), "{}");
  symlinkSync("run.sh", join(folder, "link"));
  await git("add", ".");
  await git("update-index", "--add", "--cacheinfo", `160000,${"1".repeat(40)},vendored`);
  await git("commit", "--quiet", "-m", "first");
  await git("tag", "v1.2.0");
  const commit = await git("rev-parse", "HEAD");
  const url = `file://${folder}`;
  const { reading, commit: read } = await readGit({ url, range: "^1.0.0" });
  assert.equal(read, commit);
  assert.deepEqual(
    [...reading.tree.files.values()].map(({ path, executable }) => [path, executable]),
    [
      [".gitattributes", false],
      ["hidden", false],
      ["packages/one/package.json", false],
      ["run.sh", true],
    ],
  );
  assert.deepEqual(reading.problems.map(({ path }) => path).sort(), ["link", "vendored"]);
  const inner = await readGit({ url, committish: "main", folder: "/packages/one" });
  assert.deepEqual([...inner.reading.tree.files.keys()], ["package.json"]);
  for (const source of [{ url, committish: "nope" }, { url: "ext::sh -c true" }, { url: "--upload-pack=x" }]) {
    await assert.rejects(readGit(source), (error) => error instanceof PinError && error.code === "resolve");
  }
});

test("the newest version before a cut-off is picked, where the registry tells times", async (t) => {
  const context = await testRegistry(t);
  publish(context.loopback, "fresh@1.0.0");
  const npm = { ...context.registry.npm, before: new Date("2001-01-01") };
  const registry = (await import("../../src/io/registry.js")).openRegistry(npm);
  const error = await acquireSpec("fresh", { ...context, registry }).catch((reason: unknown) => reason);
  assert.ok(error instanceof PinError && error.code === "registry", String(error));
});
