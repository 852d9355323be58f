/** What is left out on a platform: silently where a package may be missing, and said where it may not. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Location, PackageEntry, PackageId, Server } from "../../src/lockfile/format.js";
import { type Declared, leftOut, placement } from "../../src/lockfile/placement.js";
import { digestOf } from "../../src/package/digest.js";

const LINUX = { os: "linux", cpu: "x64", libc: "glibc" };
const digest = digestOf("");

const entry = (name: string, os?: string): [PackageId, PackageEntry] => [
  `${name}@1.0.0`,
  { name, version: "1.0.0", contents: digest, manifest: digest, ...(os !== undefined && { os: [os] }) },
];

const PACKAGES = new Map([entry("server"), entry("middle"), entry("native", "darwin")]);

function missing(locations: readonly Location[], declared: Readonly<Record<string, Declared>>) {
  const closure: Server["closure"] = new Map(
    locations.map((location) => [location, `${location.slice(location.lastIndexOf("/") + 1)}@1.0.0` as PackageId]),
  );
  return leftOut({ closure }, placement({ closure }, PACKAGES, LINUX), ({ entry: { name } }) => declared[name] ?? {});
}

const CLOSURE: Location[] = ["node_modules/server", "node_modules/middle", "node_modules/native"];

test("a package for another platform that is optional is not missed", () => {
  const declared = { middle: { dependencies: { native: "1" }, optionalDependencies: { native: "1" } } };
  assert.equal(missing(CLOSURE, declared), undefined);
});

test("one that a placed package needs is named, with who needs it", () => {
  const declared = { server: { dependencies: { middle: "1" } }, middle: { dependencies: { native: "1" } } };
  assert.deepEqual(missing(CLOSURE, declared), { id: "native@1.0.0", neededBy: "middle@1.0.0" });
});

test("it is looked up as Node does: the nearest node_modules first", () => {
  const nested: Location = "node_modules/middle/node_modules/native";
  const declared = { middle: { dependencies: { native: "1" } } };
  assert.deepEqual(missing([...CLOSURE.slice(0, 2), nested], declared)?.id, "native@1.0.0");
  assert.equal(missing(["node_modules/server", "node_modules/middle"], declared), undefined);
});

test("declarations are hostile text", () => {
  for (const dependencies of [null, "native", ["native"], 7]) {
    assert.equal(missing(CLOSURE, { middle: { dependencies } }), undefined);
  }
});
