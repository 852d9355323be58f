import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Lockfile, PackageEntry, Review, Server } from "../../src/lockfile/format.js";
import { placement } from "../../src/lockfile/placement.js";
import { digestOf } from "../../src/package/digest.js";
import { integrityOf } from "../../src/package/integrity.js";
import { decide, ReviewGraph, reviewGraph } from "../../src/review/decide.js";
import { entryOf, lockfileOf, reviewOf } from "../helpers/lockfile.js";

const LINUX = { os: "linux", cpu: "x64", libc: "glibc" };
const [a, b, c] = [entryOf("a@1.0.0"), entryOf("a@1.0.1"), entryOf("a@1.0.2")] as const;
const standing = (reviews: Review[], entry: PackageEntry) => new ReviewGraph(reviews).standing(entry).kind;

function verdictOf(lockfile: Lockfile, installed: Parameters<typeof decide>[4] = { kind: "present", problems: [] }) {
  const server = [...lockfile.servers.values()][0] as Server;
  const placed = placement(server, lockfile.packages, LINUX);
  return decide(lockfile, reviewGraph(lockfile), server, placed, installed);
}

test("a full review, and deltas on top of it, hold", () => {
  const full = reviewOf(a, { kind: "full" });
  assert.equal(standing([full], a), "reviewed");
  const chain = [reviewOf(c, { kind: "delta", from: b }), reviewOf(b, { kind: "delta", from: a }), full];
  assert.equal(standing(chain, c), "reviewed");
});

test("a delta on top of an exemption is exempt", () => {
  assert.equal(standing([reviewOf(a, { kind: "exempt" }), reviewOf(b, { kind: "delta", from: a })], b), "exempt");
});

test("a dangling base is no review, and neither is a cycle", () => {
  assert.equal(standing([reviewOf(b, { kind: "delta", from: a })], b), "unreviewed");
  const cycle = [reviewOf(b, { kind: "delta", from: a }), reviewOf(a, { kind: "delta", from: b })];
  assert.equal(standing(cycle, a), "unreviewed");
});

test("rejection beats every other review, and breaks the chains that stand on it", () => {
  const reviews = [
    reviewOf(a, { kind: "full" }),
    reviewOf(b, { kind: "delta", from: a }),
    reviewOf(a, { kind: "rejected" }),
  ];
  assert.equal(standing(reviews, a), "rejected");
  assert.equal(standing(reviews, b), "unreviewed");
});

test("rejected bytes do not come back under another name", () => {
  const renamed = { ...entryOf("innocent@9.9.9"), integrity: a.integrity } as PackageEntry;
  assert.equal(standing([reviewOf(a, { kind: "rejected" }), reviewOf(renamed, { kind: "full" })], renamed), "rejected");
});

test("rejected files do not come back in another tarball, or without one", () => {
  const { integrity: _, ...folder } = entryOf("innocent@9.9.9");
  const repacked = { ...folder, contents: a.contents };
  assert.equal(
    standing([reviewOf(a, { kind: "rejected" }), reviewOf(repacked, { kind: "full" })], repacked),
    "rejected",
  );
});

test("an update of a reviewed package is told apart from what nobody ever reviewed", () => {
  const graph = new ReviewGraph([reviewOf(a, { kind: "full" })]);
  assert.deepEqual(graph.standing(b), { kind: "unreviewed", known: true });
  assert.deepEqual(graph.standing(entryOf("other@1.0.0")), { kind: "unreviewed", known: false });
});

test("reviewed, accepted, installed and unchanged: may start, and what nobody read is counted", () => {
  const decision = verdictOf(lockfileOf(entryOf("server@1.0.0"), entryOf("x@1.0.0"), entryOf("y@1.0.0")));
  assert.deepEqual(decision, { ok: true, verdict: { kind: "reviewed", packages: 3, reviewed: 1, exempt: 2 } });
});

test("every refusal is told, the gravest first", () => {
  const root = entryOf("server@1.0.0");
  const good = lockfileOf(root, entryOf("x@1.0.0"));
  const bad = { ...good, reviews: [reviewOf(root, { kind: "rejected" })] };
  const decision = verdictOf(bad, { kind: "absent" });
  assert.ok(!decision.ok);
  assert.deepEqual(
    [decision.verdict, ...decision.also].map(({ kind }) => kind),
    ["rejected", "never-reviewed", "not-installed"],
  );
});

test("a server that is not for this platform does not pass as a closure of nothing", () => {
  const decision = verdictOf(lockfileOf(entryOf("win@1.0.0", { os: ["win32"] })));
  assert.equal(decision.verdict.kind, "not-installed");
});

test("a file that is not as pinned refuses", () => {
  const decision = verdictOf(lockfileOf(entryOf("server@1.0.0")), {
    kind: "present",
    problems: [{ kind: "changed", path: "node_modules/server/index.js" }],
  });
  assert.equal(decision.verdict.kind, "bytes-changed");
});

const FIELDS: readonly ((entry: PackageEntry) => PackageEntry)[] = [
  (entry) => ({ ...entry, integrity: integrityOf(Buffer.from("other")) }),
  (entry) => ({ ...entry, contents: digestOf("other") }),
  (entry) => ({ ...entry, manifest: digestOf("other") }),
  (entry) => ({ ...entry, os: ["linux"] }),
  (entry) => ({ ...entry, cpu: ["x64"] }),
  (entry) => ({ ...entry, libc: ["glibc"] }),
  (entry) => ({ ...entry, resolved: "https://elsewhere.example/x.tgz" }),
  ({ integrity: _, ...entry }) => entry,
];

test("editing any pinned field of any package voids its review and the server's acceptance", () => {
  const lockfile = lockfileOf(
    entryOf("server@1.0.0"),
    ...Array.from({ length: 5 }, (_, i) => entryOf(`dep-${i}@1.0.0`)),
  );
  const ids = [...lockfile.packages.keys()];
  fc.assert(
    fc.property(fc.constantFrom(...ids), fc.constantFrom(...FIELDS), (id, edit) => {
      const packages = new Map(lockfile.packages).set(id, edit(lockfile.packages.get(id) as PackageEntry));
      const decision = verdictOf({ ...lockfile, packages });
      assert.ok(!decision.ok);
      const kinds = [decision.verdict, ...decision.also].map(({ kind }) => kind);
      assert.ok(kinds.includes("update-not-reviewed") && kinds.includes("not-accepted"), kinds.join());
    }),
  );
});

test("editing the server itself voids its acceptance", () => {
  const lockfile = lockfileOf(entryOf("server@1.0.0"), entryOf("x@1.0.0"));
  const server = lockfile.servers.get("server") as Server;
  const edits: readonly Server[] = [
    { ...server, entry: "other.js" },
    { ...server, bin: "other" },
    { ...server, env: ["HOME"] },
    { ...server, closure: new Map([...server.closure, ["node_modules/y", "x@1.0.0"]]) },
  ];
  for (const edited of edits) {
    const decision = verdictOf({ ...lockfile, servers: new Map([["server", edited]]) });
    assert.equal(decision.verdict.kind, "not-accepted");
  }
});

test("the answer never depends on the order of reviews, and never improves by adding a rejection", () => {
  const versions = Array.from({ length: 5 }, (_, i) => entryOf(`a@1.0.${i}`));
  const index = fc.nat(versions.length - 1);
  const review = fc.oneof(
    fc
      .tuple(index, fc.constantFrom("full" as const, "exempt" as const, "rejected" as const))
      .map(([i, kind]) => reviewOf(versions[i] as PackageEntry, { kind })),
    fc
      .tuple(index, index)
      .map(([i, from]) =>
        reviewOf(versions[i] as PackageEntry, { kind: "delta", from: versions[from] as PackageEntry }),
      ),
  );
  const rank = { rejected: 0, unreviewed: 0, exempt: 1, reviewed: 2 };
  fc.assert(
    fc.property(fc.array(review, { maxLength: 12 }), index, index, (reviews, i, rejected) => {
      const entry = versions[i] as PackageEntry;
      const kind = standing(reviews, entry);
      assert.equal(standing([...reviews].reverse(), entry), kind);
      const more = standing([...reviews, reviewOf(versions[rejected] as PackageEntry, { kind: "rejected" })], entry);
      assert.ok(rank[more] <= rank[kind]);
    }),
  );
});
