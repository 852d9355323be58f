/** The test vectors of docs/lockfile.md, section 13: what another implementation would check itself against. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { entryDigest, type Lockfile, pinDigest } from "../../src/lockfile/format.js";
import { parseLockfile } from "../../src/lockfile/parse.js";
import { placement, treeDigest } from "../../src/lockfile/placement.js";
import { reviewGraph } from "../../src/review/decide.js";
import { ROOT } from "../helpers/root.js";

const VALID = join(ROOT, "fixtures/lockfiles/valid");
const vectorsOf = <T>(name: string): Record<string, T> => JSON.parse(readFileSync(join(VALID, name), "utf8"));
const lockfileOf = (name: string): Lockfile => parseLockfile(readFileSync(join(VALID, name), "utf8"), name);
const mapped = <K extends string, V, R>(map: ReadonlyMap<K, V>, value: (item: V) => R): Record<string, R> =>
  Object.fromEntries([...map].map(([key, item]) => [key, value(item)]));

test("every valid lockfile has its digests and standings among the vectors", () => {
  const files = readdirSync(VALID).filter((name) => name.endsWith(".lock.json"));
  for (const vectors of ["digests.json", "standings.json"]) assert.deepEqual(Object.keys(vectorsOf(vectors)), files);
});

test("digests: of each package's entry and each server's pin", () => {
  for (const [file, vector] of Object.entries(vectorsOf("digests.json"))) {
    const { packages, servers } = lockfileOf(file);
    const pins = mapped(servers, (server) => pinDigest(server, packages));
    assert.deepEqual({ entries: mapped(packages, entryDigest), pins }, vector, file);
  }
});

test("standings: of each package, and whether each server's pin is the accepted one", () => {
  for (const [file, vector] of Object.entries(vectorsOf("standings.json"))) {
    const lockfile = lockfileOf(file);
    const graph = reviewGraph(lockfile);
    const standings = mapped(lockfile.packages, (entry) => {
      const standing = graph.standing(entry);
      if (standing.kind !== "unreviewed") return standing.kind;
      return standing.known ? "update-not-reviewed" : "never-reviewed";
    });
    const accepted = mapped(lockfile.servers, (server) => pinDigest(server, lockfile.packages) === server.accepted.pin);
    assert.deepEqual({ standings, accepted }, vector, file);
  }
});

test("placement: what stands where on a platform, and the tree's digest", () => {
  type Vector = Record<string, Record<string, { locations: string[]; tree: string }>>;
  for (const [file, vector] of Object.entries(vectorsOf<Vector>("placement.json"))) {
    const { packages, servers } = lockfileOf(file);
    for (const [name, platforms] of Object.entries(vector)) {
      const server = servers.get(name);
      assert.ok(server !== undefined, `${file}: ${name}`);
      for (const [platform, expected] of Object.entries(platforms)) {
        const [os = "", cpu = "", libc] = platform.split(" ");
        const placed = placement(server, packages, { os, cpu, libc });
        const actual = { locations: placed.map(({ location }) => location), tree: treeDigest(placed) };
        assert.deepEqual(actual, expected, `${file}: ${name} on ${platform}`);
      }
    }
  }
});
