import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import fc from "fast-check";
import { duplicateKeys } from "../../src/lockfile/duplicates.js";
import { withoutServer, withServer } from "../../src/lockfile/edit.js";
import { isLocation, splitId } from "../../src/lockfile/fields.js";
import { EMPTY_LOCKFILE, type Lockfile } from "../../src/lockfile/format.js";
import { parseLockfile, readLockfile } from "../../src/lockfile/parse.js";
import { serializeLockfile } from "../../src/lockfile/serialize.js";
import { digestOf } from "../../src/package/digest.js";
import { entryOf, lockfileOf, reviewOf, serverOf } from "../helpers/lockfile.js";
import { ROOT } from "../helpers/root.js";

type Sections = Record<"servers" | "closure" | "packages", Record<string, object>> & { reviews: object[] };

const sample = (): Lockfile =>
  lockfileOf(entryOf("@acme/server@1.0.0"), entryOf("x@1.0.0", { os: ["linux"] }), entryOf("y@2.0.0-rc.1"));
const problemsOf = (text: string): readonly string[] => {
  const reading = readLockfile(text);
  return reading.kind === "invalid" ? reading.problems : [];
};
const edited = (edit: (json: Sections) => void): string => {
  const json = JSON.parse(serializeLockfile(sample()));
  edit(json);
  return JSON.stringify(json);
};

test("what is written is read back, and written the same", () => {
  for (const lockfile of [EMPTY_LOCKFILE, sample()]) {
    const text = serializeLockfile(lockfile);
    const again = parseLockfile(text, "mcp-lock.json");
    assert.equal(serializeLockfile(again), text);
    assert.deepEqual([...again.packages.keys()], [...lockfile.packages.keys()].sort());
  }
});

test("the order in which servers, packages and reviews were added leaves no trace", () => {
  const ids = Array.from({ length: 8 }, (_, i) => entryOf(`p${i}@1.${i}.0`));
  const reviews = ids.flatMap((entry) => [reviewOf(entry, { kind: "full" }), reviewOf(entry, { kind: "exempt" })]);
  const build = (order: readonly number[]): string =>
    serializeLockfile({
      servers: new Map(),
      packages: new Map(order.map((i) => [`p${i}@1.${i}.0` as const, entryOf(`p${i}@1.${i}.0`)])),
      reviews: order.flatMap((i) => reviews.slice(2 * i, 2 * i + 2)),
    });
  const inOrder = [0, 1, 2, 3, 4, 5, 6, 7];
  fc.assert(
    fc.property(fc.shuffledSubarray(inOrder, { minLength: 8 }), (order) => assert.equal(build(order), build(inOrder))),
  );
});

test("another spelling of the same file is refused with the first difference, and fmt's text is given", () => {
  const text = serializeLockfile(sample());
  for (const other of [JSON.stringify(JSON.parse(text)), text.replaceAll("\n", "\r\n"), `\n${text}`, text.trimEnd()]) {
    const reading = readLockfile(other);
    assert.equal(reading.kind, "not-canonical");
    assert.equal(reading.kind === "not-canonical" && reading.canonical, text);
  }
  assert.throws(() => parseLockfile(`\n${text}`, "x"), {
    code: "lockfile",
    message: /line 1/,
    hint: "run mcp-pin fmt",
  });
});

test("a review that stands twice is not canonical", () => {
  const text = serializeLockfile(sample());
  const line = text.split("\n").find((item) => item.startsWith('    { "package"')) ?? "";
  const reading = readLockfile(text.replace(line, `${line}\n${line}`));
  assert.equal(reading.kind === "not-canonical" && reading.canonical, text);
});

test("a key that stands twice is refused, also by fmt", () => {
  const text = serializeLockfile(sample()).replace('"servers": {', '"servers": {},\n  "servers": {');
  assert.deepEqual(problemsOf(text), ['the key "servers" stands twice in one object']);
  assert.deepEqual(duplicateKeys('{"a":[{"b":1,"b":2}],"c":"a","\\u0061":{}}'), ["b", "a"]);
});

const INVALID: readonly (readonly [string, string, RegExp])[] = [
  ["empty", "", /empty/],
  ["cut short", serializeLockfile(sample()).slice(0, 400), /cut short/],
  ["merge conflict", "{\n<<<<<<< HEAD\n}\n", /conflict markers/],
  ["a list", "[]", /the file must be an object/],
  ["a newer version", edited((json) => Object.assign(json, { lockfileVersion: 2 })), /newer than this mcp-pin/],
  ["an unknown field", edited((json) => Object.assign(json, { extra: 1 })), /extra is not a known field/],
  [
    "a digest too short",
    serializeLockfile(sample()).replace(/"contents": "sha256-../, '"contents": "sha256-'),
    /contents must be/,
  ],
  ["no integrity's form", serializeLockfile(sample()).replace(/sha512-[^"]+/, "garbage"), /integrity must be/],
  [
    "a location that leads out",
    serializeLockfile(sample()).replace("server/node_modules/x", "server/node_modules/../x"),
    /is not <server>/,
  ],
  [
    "a path in the entry",
    serializeLockfile(sample()).replace('"entry": "index.js"', '"entry": "../x.js"'),
    /entry must be a path/,
  ],
  [
    "credentials",
    edited((json) =>
      Object.assign(json.packages["x@1.0.0"] ?? {}, { resolved: "https://me:secret@host.example/x.tgz" }),
    ),
    /credentials/,
  ],
  [
    "a closure that names no text",
    serializeLockfile(sample()).replace('/x": "x@1.0.0"', '/x": [ "x@1.0.0" ]'),
    /not in packages/,
  ],
  ["half a surrogate", serializeLockfile(sample()).replace('"entry": "', '"entry": "\\ud800'), /entry must be a path/],
  ["a day that no month has", serializeLockfile(sample()).replaceAll("2026-01-31", "2026-02-30"), /must be a time/],
  ["an hour that no day has", serializeLockfile(sample()).replaceAll("T08", "T24"), /must be a time/],
  [
    "an address that nothing fetches",
    edited((json) => Object.assign(json.packages["x@1.0.0"] ?? {}, { resolved: "x.tgz" })),
    /resolved must be an address/,
  ],
  ["an unpinned dependency", edited((json) => delete json.packages["x@1.0.0"]), /not in packages/],
  [
    "a root elsewhere",
    edited((json) => delete json.closure["server/node_modules/@acme/server"]),
    /root of its closure/,
  ],
  ["a closure of nobody", edited((json) => delete json.servers.server), /belongs to no server/],
  [
    "a review of unknown kind",
    edited((json) => Object.assign(json.reviews[0] ?? {}, { kind: "trust-me" })),
    /kind must be one of/,
  ],
];

for (const [what, text, problem] of INVALID) {
  test(`refused: ${what}`, () => assert.match(problemsOf(text).join("\n"), problem));
}

test("all problems are told at once, each with its place", () => {
  const text = serializeLockfile(sample())
    .replace(/sha256-[^"]{4}/g, "sha256-")
    .replace("{", '{ "extra": 1,');
  const problems = problemsOf(text);
  assert.ok(problems.length >= 10, problems.join("\n"));
  assert.equal(problems[0], "extra is not a known field");
  assert.ok(problems.slice(1).every((problem) => /^(packages|servers|reviews)\[.*must be sha256-/.test(problem)));
});

test("any text is read or refused, never thrown over", () => {
  const text = serializeLockfile(sample());
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.json(),
        fc.nat(text.length).map((n) => text.slice(0, n)),
      ),
      (any) => {
        readLockfile(any);
      },
    ),
  );
});

test("ids and locations", () => {
  assert.deepEqual(splitId("@s/n@1.2.3-a.1"), { name: "@s/n", version: "1.2.3-a.1" });
  for (const bad of ["n", "@1.0.0", "n@latest", "n@1.0", "../n@1.0.0", "a/b@1.0.0", "node_modules@1.0.0"]) {
    assert.equal(splitId(bad), undefined, bad);
  }
  assert.ok(isLocation("node_modules/@s/a/node_modules/b"));
  for (const bad of [
    "",
    "node_modules",
    "node_modules/",
    "node_modules/..",
    "a/node_modules/b",
    "node_modules/a/b",
    "node_modules/a/node_modules/../b",
  ]) {
    assert.ok(!isLocation(bad), bad);
  }
});

test("two servers share packages; removing one keeps what the other needs, and every review", () => {
  const shared = entryOf("x@1.0.0");
  const [one, two] = [entryOf("one@1.0.0"), entryOf("two@1.0.0")];
  const accept = (root: typeof one) => ({
    server: serverOf(root, [shared]),
    entries: [root, shared],
    reviews: [reviewOf(shared, { kind: "exempt" })],
  });
  const both = withServer(withServer(EMPTY_LOCKFILE, accept(one)), accept(two));
  assert.equal(both.reviews.length, 1);
  const left = withoutServer(both, "one");
  assert.deepEqual([...left.packages.keys()].sort(), ["two@1.0.0", "x@1.0.0"]);
  const other = { ...accept(one), entries: [one, { ...shared, contents: digestOf("tampered") }] };
  assert.throws(() => withServer(both, other), {
    code: "refused",
    message: /x@1.0.0 is already pinned with other bytes/,
  });
});

test("every lockfile of fixtures/lockfiles is accepted or refused as its folder says", () => {
  for (const kind of ["valid", "invalid"] as const) {
    const folder = join(ROOT, "fixtures/lockfiles", kind);
    for (const file of readdirSync(folder).filter((name) => name.endsWith(".lock.json"))) {
      const reading = readLockfile(readFileSync(join(folder, file), "utf8"));
      assert.equal(reading.kind === "lockfile", kind === "valid", file);
    }
  }
});
