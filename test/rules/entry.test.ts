import assert from "node:assert/strict";
import { test } from "node:test";
import { entryConfigFile } from "../../src/rules/entry-config-file.js";
import { entryLoader } from "../../src/rules/entry-loader.js";
import { entryMap } from "../../src/rules/entry-map.js";
import { entryPoints } from "../../src/rules/entry-points.js";
import { entryTarget } from "../../src/rules/entry-target.js";
import { check, manifest, side, spots } from "../helpers/sides.js";

const code = Array.from({ length: 30 }, (_, i) => `export const value${i} = compute(${i});\n`).join("");
const server = (fields: object, files: object = {}): ReturnType<typeof side> =>
  side({ "package.json": manifest(fields), "index.js": code, "lib/a.js": "export default 1;\n", ...files });

const manifestOf = (bin: string): { readonly "package.json": string } => ({ "package.json": manifest({ bin }) });

test("entry-target: bin, main and exports that lead to another file", () => {
  const wrapper = { "start.js": "import './x.js'; import './index.js';\n" };
  const before = server({ bin: { srv: "index.js" }, main: "index.js" });
  const [finding] = check(entryTarget, before, server({ bin: { srv: "./start.js" }, main: "index" }, wrapper));
  assert.equal(finding?.tier, "block");
  assert.match(finding?.message ?? "", /the command srv now leads to start\.js instead of index\.js, a new file/);
  assert.deepEqual(
    finding?.evidence.map(({ path }) => path),
    ["package.json", "start.js"],
  );
  assert.deepEqual(spots(check(entryTarget, before, server({ bin: { srv: "index.js" }, main: "lib/a.js" }))), [
    "block package.json:7",
  ]);
});

test("entry-target: a condition that Node sets is taken before the one that was", () => {
  const before = server({ exports: { ".": { import: "./index.js" } } });
  const after = server({ exports: { ".": { node: "./lib/a.js", import: "./index.js" } } });
  assert.deepEqual(spots(check(entryTarget, before, after)), ["block package.json:6"]);
});

test("entry-target: a file that only moved is a note", () => {
  const before = side({ "package.json": manifest({ main: "build/index.js" }), "build/index.js": code });
  const after = side({ "package.json": manifest({ main: "dist/index.js" }), "dist/index.js": `${code}// new\n` });
  assert.deepEqual(spots(check(entryTarget, before, after)), ["note package.json:4"]);
});

test("entry-target: a rebuilt package is asked about, a wrapper around the moved file blocks", () => {
  const before = side({ "package.json": manifest({ bin: "dist/stdio.js" }), "dist/stdio.js": code });
  const rebuilt = side({ "package.json": manifest({ bin: "dist/cli.js" }), "dist/cli.js": "start();\n" });
  assert.deepEqual(spots(check(entryTarget, before, rebuilt)), ["ask package.json:4"]);
  const wrapped = side({
    "package.json": manifest({ bin: "dist/cli.js" }),
    "dist/cli.js": "steal(); import './real.js';\n",
    "dist/real.js": code,
  });
  assert.deepEqual(spots(check(entryTarget, before, wrapped)), ["block package.json:4"]);
});

test("entry-target: a command in a new file blocks where the old one stayed, rewritten or not", () => {
  const start = "import { createServer } from './index.js';\ncreateServer().connect();\n";
  const before = side({ ...manifestOf("dist/index.js"), "dist/index.js": code });
  const moved = (index: string, main: string): string[] =>
    spots(
      check(entryTarget, before, side({ ...manifestOf("dist/main.js"), "dist/index.js": index, "dist/main.js": main })),
    );
  assert.deepEqual(moved(`${code}export const createServer = compute;\n`, start), ["block package.json:4"]);
  assert.deepEqual(moved(code, start), ["block package.json:4"]);
});

test("entry-target: what an entry's source is built to is asked about when both were there", () => {
  const files = { "src/main.ts": code, "dist/main.js": code };
  const built = server({ exports: "./dist/main.js" }, files);
  assert.deepEqual(spots(check(entryTarget, server({ exports: "./src/main.ts" }, files), built)), [
    "ask package.json:4",
  ]);
  const fresh = server({ exports: "./src/main.ts" }, { "src/main.ts": code });
  assert.deepEqual(spots(check(entryTarget, fresh, built)), ["block package.json:4"]);
});

test("entry-target: silent on other spellings of the same file, new subpaths, and a first look", () => {
  const before = server({ main: "index.js", bin: "./index.js" });
  assert.deepEqual(check(entryTarget, before, server({ main: "./index", bin: { server: "index.js" } })), []);
  assert.deepEqual(check(entryTarget, before, server({ exports: "./index.js", bin: "index.js" })), []);
  assert.deepEqual(check(entryTarget, undefined, before), []);
});

test("entry-map: a type that decides about no file that stayed, and an entry whose old file is gone, are notes", () => {
  const before = side({ "package.json": manifest({ type: "commonjs" }), "index.js": "exports.a = 1;\n" });
  const after = side({ "package.json": manifest({ type: "module" }), "index.js": "export const a = 1;\n" });
  assert.deepEqual(spots(check(entryMap, before, after)), ["note package.json:4"]);
  const built = (file: string): ReturnType<typeof side> =>
    side({ "package.json": manifest({ exports: { ".": { browser: `./${file}` } } }), [file]: code });
  assert.deepEqual(spots(check(entryMap, built("build/b.js"), built("dist/b.js"))), ["note package.json:6"]);
});

test("entry points of hostile maps end", () => {
  const deep = `${'{"node":'.repeat(5000)}"./x.js"${"}".repeat(5000)}`;
  const json = `{ "name": "s", "version": "1.0.0", "exports": ${deep} }`;
  assert.equal(entryPoints(side({ "package.json": json })).size, 0);
  assert.deepEqual(check(entryMap, server({}), side({ "package.json": json })), []);
});

test("entry-map: imports, conditions and type", () => {
  const before = server({ imports: { "#client": "./lib/a.js" }, exports: { ".": { default: "./index.js" } } });
  const after = server({
    imports: { "#client": { node: "./lib/client.linux.js", default: "./lib/a.js" } },
    exports: { ".": { default: "./index.js", bun: "./b.js" } },
  });
  const findings = check(entryMap, before, after);
  assert.deepEqual(
    findings.map(({ tier, value }) => `${tier} ${value}`),
    ["ask ./lib/client.linux.js", "ask ./b.js", "note ./lib/a.js"],
  );
  assert.equal(findings[0]?.evidence[0].line, 6);
  assert.match(findings[0]?.message ?? "", /imports #client → node/);
  assert.deepEqual(spots(check(entryMap, server({ type: "commonjs" }), server({ type: "module" }))), [
    "ask package.json:4",
  ]);
});

test("entry-map: silent on new subpaths, types, and maps that are the same", () => {
  const before = server({ exports: { ".": { default: "./index.js" } }, imports: { "#a": "./lib/a.js" } });
  const after = server({
    exports: { ".": { types: "./index.d.ts", default: "./index.js" }, "./a": { import: "./lib/a.js" } },
    imports: { "#a": "./lib/a.js" },
  });
  assert.deepEqual(check(entryMap, before, after), []);
});

test("entry-loader: a first line that preloads, evaluates or changes the interpreter", () => {
  const before = server({ bin: "cli.js" }, { "cli.js": "#!/usr/bin/env node\nmain();\n" });
  const lines = [
    "#!/usr/bin/env -S node --import ./lib/pre.mjs",
    "#!/usr/bin/env -S NODE_OPTIONS=--require=./x.cjs node",
    "#!/usr/bin/node -r ./x.cjs",
    "#!/usr/bin/env bun",
    "#!/bin/sh",
  ];
  for (const line of lines) {
    const after = server({ bin: "cli.js" }, { "cli.js": `${line}\nmain();\n` });
    const [finding] = check(entryLoader, before, after);
    assert.equal(finding?.value, line);
    assert.equal(finding?.tier, "ask");
  }
});

test("entry-loader: silent on Node itself, harmless flags, and lines that were there", () => {
  const before = server({ bin: "cli.js" }, { "cli.js": "main();\n" });
  for (const line of ["#!/usr/bin/env node", "#!/usr/bin/env -S node --no-warnings", "#!/usr/local/bin/node"]) {
    assert.deepEqual(check(entryLoader, before, server({ bin: "cli.js" }, { "cli.js": `${line}\nmain();\n` })), []);
  }
  const loader = server({ bin: "a.js" }, { "a.js": "#!/usr/bin/env -S node --import tsx\n1" });
  assert.deepEqual(check(entryLoader, loader, loader), []);
});

test("entry-config-file: settings and modules inside the tarball", () => {
  const after = server(
    {},
    {
      "lib/.npmrc": "node-options=--require ./x.cjs\n",
      "node_modules/dotenv/index.js": "1",
      "dist/node_modules/zod/i.js": "",
    },
  );
  assert.deepEqual(spots(check(entryConfigFile, server({}), after)), [
    "block dist/node_modules/zod/i.js:1",
    "block node_modules/dotenv/index.js:1",
    "block lib/.npmrc:1",
  ]);
  assert.equal(check(entryConfigFile, undefined, after).length, 3);
});

test("entry-config-file: test fixtures are notes; bundled and unchanged ones are silent", () => {
  const fixture = server({}, { "test/fixtures/node_modules/a/index.js": "1" });
  assert.deepEqual(spots(check(entryConfigFile, server({}), fixture)), [
    "note test/fixtures/node_modules/a/index.js:1",
  ]);
  const bundled = server({ bundleDependencies: ["zod"] }, { "node_modules/zod/index.js": "1" });
  assert.deepEqual(check(entryConfigFile, server({}), bundled), []);
  assert.deepEqual(check(entryConfigFile, fixture, fixture), []);
});
