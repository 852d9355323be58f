import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import semver from "semver";
import { EMPTY_LOCKFILE } from "../../src/lockfile/format.js";
import { cutoffOf, holdsOf } from "../../src/review/hold.js";
import { type Hold, waitingFor } from "../../src/review/waiting.js";
import { entryOf, reviewOf } from "../helpers/lockfile.js";

const offered = (latest: string, versions: readonly string[], tags: Readonly<Record<string, string>> = {}) => ({
  "dist-tags": { latest, ...tags },
  versions: Object.fromEntries(versions.map((version) => [version, {}])),
});
const REJECTED: Hold = { why: "rejected", by: "Ada", at: "2026-01-31T08:00:00Z", reason: "no" };

const CASES: readonly [string, requested: string, pinned: string, string | undefined][] = [
  ["latest, newer", "latest", "1.0.0", "1.2.0"],
  ["latest, the same", "latest", "1.2.0", undefined],
  ["latest, older than the pin", "latest", "1.3.0", undefined],
  ["an exact version stands for latest", "1.0.0", "1.0.0", "1.2.0"],
  ["a range, not what is above it", "~1.0.0", "1.0.0", "1.0.5"],
  ["a range that nothing newer satisfies", "~1.0.0", "1.0.5", undefined],
  ["a tag that is a pre-release, from a release", "next", "1.0.0", "1.3.0"],
  ["a tag that is a pre-release, from a pre-release", "next", "2.0.0-rc.1", "2.0.0-rc.2"],
  ["a tag that is gone means latest", "gone", "1.0.0", "1.2.0"],
];
const VERSIONS = ["1.0.0", "1.0.5", "1.2.0", "1.3.0", "2.0.0-rc.1", "2.0.0-rc.2", "no version"];

for (const [name, requested, pinned, expected] of CASES) {
  test(name, () => {
    const { version } = waitingFor({ requested, pinned }, offered("1.2.0", VERSIONS, { next: "2.0.0-rc.2" }));
    assert.equal(version, expected);
  });
}

test("what is held is passed over for what is older and still newer than the pin", () => {
  const held = (version: string): Hold | undefined => (version === "1.2.0" ? REJECTED : undefined);
  const wish = { requested: "latest", pinned: "1.0.0" };
  assert.deepEqual(waitingFor(wish, offered("1.2.0", VERSIONS), held), {
    version: "1.0.5",
    held: [{ version: "1.2.0", hold: REJECTED }],
  });
  assert.equal(waitingFor({ ...wish, pinned: "1.0.5" }, offered("1.2.0", VERSIONS), held).version, undefined);
});

test("a tag that names no version on offer offers nothing", () => {
  for (const latest of ["9.9.9", "no version", ""]) {
    assert.deepEqual(waitingFor({ requested: "latest", pinned: "1.0.0" }, offered(latest, VERSIONS)), { held: [] });
  }
});

test("whatever is offered is newer, is on offer, and nothing holds it", () => {
  const version = fc
    .tuple(fc.nat(3), fc.nat(3), fc.nat(3), fc.constantFrom("", "-rc.1"))
    .map(([a, b, c, pre]) => `${a}.${b}.${c}${pre}`);
  const list = fc.uniqueArray(version, { minLength: 1 });
  fc.assert(
    fc.property(
      list,
      version,
      fc.constantFrom("latest", "^1.0.0", "*", "x"),
      fc.nat(),
      (versions, pinned, requested, n) => {
        const latest = versions[n % versions.length] ?? "";
        const isHeld = (id: string): Hold | undefined => (id.endsWith("1") ? REJECTED : undefined);
        const { version: found } = waitingFor({ requested, pinned }, offered(latest, versions), isHeld);
        if (found === undefined) return;
        assert.ok(semver.gt(found, pinned) && versions.includes(found) && isHeld(found) === undefined);
        assert.ok(semver.prerelease(found) === null || semver.prerelease(pinned) !== null);
      },
    ),
  );
});

const NOW = new Date("2026-01-31T12:00:00Z");

test("the cut-off is the earlier of the date and the policy's age", () => {
  const before = new Date("2026-01-31T11:30:00Z");
  assert.equal(cutoffOf({ now: NOW }), undefined);
  assert.deepEqual(cutoffOf({ now: NOW, before }), before);
  assert.deepEqual(cutoffOf({ now: NOW, before, policy: { minimumReleaseAge: 60 } }), new Date("2026-01-31T11:00:00Z"));
});

test("a version is held for its rejection first, then for its age, then for an unknown age", () => {
  const rejected = reviewOf(entryOf("srv@1.0.0"), { kind: "rejected" });
  const times: Record<string, string> = {
    "1.0.0": "2026-01-31T11:59:00Z",
    "1.0.1": "2026-01-31T11:59:00Z",
    "1.0.2": "2026-01-30T00:00:00Z",
  };
  const why = (limits: Parameters<typeof holdsOf>[3]): (string | undefined)[] => {
    const hold = holdsOf({ ...EMPTY_LOCKFILE, reviews: [rejected] }, "srv", (version) => times[version], limits);
    return ["1.0.0", "1.0.1", "1.0.2", "1.0.3"].map((version) => hold(version)?.why);
  };
  assert.deepEqual(why({ now: NOW }), ["rejected", undefined, undefined, undefined]);
  assert.deepEqual(why({ now: NOW, policy: { minimumReleaseAge: 60 } }), ["rejected", "young", undefined, "no-time"]);
});
