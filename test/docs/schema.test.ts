/** mcp-lock.schema.json against the lockfiles of the specification, and against the parser. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { readLockfile } from "../../src/lockfile/parse.js";
import { tableOf } from "../helpers/markdown.js";
import { ROOT } from "../helpers/root.js";

const read = (path: string): string => readFileSync(join(ROOT, path), "utf8");
const validate = new Ajv2020({ strict: true }).compile(JSON.parse(read("mcp-lock.schema.json")));
const VALID = readdirSync(join(ROOT, "fixtures/lockfiles/valid")).filter((name) => name.endsWith(".lock.json"));

for (const path of ["mcp-lock.json.example", ...VALID.map((name) => `fixtures/lockfiles/valid/${name}`)]) {
  test(`valid: ${path}`, () => assert.ok(validate(JSON.parse(read(path))), JSON.stringify(validate.errors)));
}

for (const [cell = "", wrong = "", schema] of tableOf(read("docs/lockfile.md"), "file", "what is wrong", "schema")) {
  const file = cell.replaceAll("`", "");
  test(`invalid: ${wrong} (the schema ${schema === "yes" ? "refuses" : "cannot tell"})`, () => {
    const text = read(`fixtures/lockfiles/invalid/${file}`);
    const isJson = ["byte-order-mark", "conflict-markers", "empty", "truncated"].every(
      (name) => !file.startsWith(name),
    );
    if (isJson) assert.equal(validate(JSON.parse(text)), schema !== "yes");
    else assert.throws(() => JSON.parse(text));
    assert.equal(schema === "yes" || schema === "no", true);
  });
}

const ODD = [
  "",
  " ",
  "x",
  "../x",
  "a/./b",
  "__proto__",
  "1.0.0",
  "x@1.0.0",
  "sha256-",
  "https://me:pw@h.example/x",
  "\ud800",
];
const ODD_VALUES = [null, 0, 2, true, [], {}, [""], ["x@1.0.0"], { kind: "full" }, ...ODD];
const SAMPLE = read("fixtures/lockfiles/valid/two-servers.lock.json");

/** The place of every member and item in a value. */
function places(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [[...path, key], ...places(inner, [...path, key])]);
}

const PLACES = places(JSON.parse(SAMPLE));

/** As `JSON.parse` does: a member of its own, also under the name `__proto__`. */
const put = (object: object, key: string, value: unknown): void => {
  Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
};

/** A lockfile with one member changed, renamed, added or taken away. */
function mutated(place: readonly string[], how: string, odd: unknown, name: string): unknown {
  const json = JSON.parse(SAMPLE);
  const last = place.at(-1) ?? "";
  const parent = place.slice(0, -1).reduce((value, key) => value[key], json);
  if (how === "change") parent[last] = odd;
  if (how === "add") put(parent, Array.isArray(parent) ? String(parent.length) : name, odd);
  if (how === "rename" && !Array.isArray(parent)) put(parent, name, parent[last]);
  if (how === "remove" || how === "rename") {
    if (Array.isArray(parent)) parent.splice(Number(last), 1);
    else delete parent[last];
  }
  return json;
}

test("the schema never refuses what the parser takes", () => {
  const how = fc.constantFrom("change", "remove", "rename", "add");
  const inputs = [fc.constantFrom(...PLACES), how, fc.constantFrom(...ODD_VALUES), fc.constantFrom(...ODD)] as const;
  fc.assert(
    fc.property(...inputs, (place, change, odd, name) => {
      const json = mutated(place, change, odd, name);
      const reading = readLockfile(JSON.stringify(json));
      if (reading.kind !== "invalid") assert.ok(validate(json), JSON.stringify([place, change, validate.errors]));
    }),
    { numRuns: 2000 },
  );
});
