import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { withServer } from "../../src/lockfile/edit.js";
import { EMPTY_LOCKFILE, type Lockfile, type PackageEntry } from "../../src/lockfile/format.js";
import { hasConflict, keepBothSides } from "../../src/lockfile/merge.js";
import { readLockfile } from "../../src/lockfile/parse.js";
import { serializeLockfile } from "../../src/lockfile/serialize.js";
import { entryOf, idOf, reviewOf, serverOf } from "../helpers/lockfile.js";

const folder = mkdtempSync(join(tmpdir(), "mcp-pin-merge-"));
after(() => rmSync(folder, { recursive: true }));
const file = join(folder, "mcp-lock.json");
const git = (...args: string[]) =>
  execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@example.org", ...args], { cwd: folder, stdio: "pipe" });

function withNew(lockfile: Lockfile, id: string, ...dependencies: PackageEntry[]): Lockfile {
  const root = entryOf(id);
  const entries = [root, ...dependencies];
  const reviews = entries.map((entry) => reviewOf(entry, { kind: "exempt" }));
  return withServer(lockfile, { server: serverOf(root, dependencies), entries, reviews });
}

/** Merges two branches with real git; returns the file as git leaves it. */
function merge(base: Lockfile, ours: Lockfile, theirs: Lockfile, style = "merge"): string {
  rmSync(join(folder, ".git"), { recursive: true, force: true });
  git("init", "-q", "-b", "main");
  const commit = (lockfile: Lockfile) => {
    writeFileSync(file, serializeLockfile(lockfile));
    git("add", "mcp-lock.json");
    git("commit", "-q", "-m", "x");
  };
  commit(base);
  git("checkout", "-q", "-b", "theirs");
  commit(theirs);
  git("checkout", "-q", "main");
  commit(ours);
  const who = ["-c", "user.name=t", "-c", "user.email=t@example.org"];
  spawnSync("git", [...who, "-c", `merge.conflictStyle=${style}`, "merge", "-q", "theirs"], { cwd: folder });
  return readFileSync(file, "utf8");
}

const shared = [entryOf("x@1.0.0"), entryOf("y@2.0.0")];
const base = withNew(withNew(EMPTY_LOCKFILE, "c-server@1.0.0", ...shared), "m-server@1.0.0");
const ours = withNew(base, "a-server@1.0.0", ...shared, entryOf("only-ours@1.0.0"));

test("servers added on two branches, apart in the alphabet, merge by git alone", () => {
  const theirs = withNew(base, "f-server@1.0.0", ...shared);
  const reading = readLockfile(merge(base, ours, theirs));
  assert.equal(reading.kind, "lockfile");
  assert.equal(reading.kind === "lockfile" && reading.lockfile.servers.size, 4);
});

for (const neighbour of ["b-server@1.0.0", "z-server@9.0.0"]) {
  test(`beside each other (${neighbour}), conflict markers stand between entries, and both sides can be kept`, () => {
    const mine = neighbour.startsWith("z") ? withNew(base, "y-server@1.0.0", ...shared) : ours;
    const theirs = withNew(base, neighbour, ...shared, entryOf("only-theirs@1.0.0"));
    const text = merge(base, mine, theirs);
    assert.ok(hasConflict(text));
    for (const line of text.split("\n").filter((item) => item.startsWith("    "))) {
      assert.doesNotThrow(() => JSON.parse(`{${line.replace(/,$/, "").replace(/^ {4}\{/, '"":{')}}`), line);
    }
    const reading = readLockfile(keepBothSides(text));
    assert.notEqual(reading.kind, "invalid");
    const merged = reading.kind === "invalid" ? EMPTY_LOCKFILE : reading.lockfile;
    assert.deepEqual(
      [...merged.servers.keys()].sort(),
      [...new Set([...mine.servers.keys(), ...theirs.servers.keys()])].sort(),
    );
    assert.equal(merged.packages.size, new Set([...mine.packages.keys(), ...theirs.packages.keys()]).size);
  });
}

for (const style of ["merge", "diff3", "zdiff3"]) {
  test(`both sides' first server: the conflict spans the sections (${style})`, () => {
    const [one, two] = ["a-server@1.0.0", "b-server@1.0.0"].map((id) => withNew(EMPTY_LOCKFILE, id, ...shared));
    const text = merge(EMPTY_LOCKFILE, one ?? EMPTY_LOCKFILE, two ?? EMPTY_LOCKFILE, style);
    assert.ok(hasConflict(text));
    const reading = readLockfile(keepBothSides(text));
    assert.ok(reading.kind !== "invalid", keepBothSides(text));
    const both = withNew(one ?? EMPTY_LOCKFILE, "b-server@1.0.0", ...shared);
    assert.equal(serializeLockfile(reading.lockfile), serializeLockfile(both));
  });
}

test("lines of no lockfile between the markers are not dropped in silence", () => {
  const text = merge(base, ours, withNew(base, "b-server@1.0.0", ...shared));
  for (const line of ["  }, {", '  "extra": 1,', "hello"]) {
    assert.equal(readLockfile(keepBothSides(text.replace("=======", `${line}\n=======`))).kind, "invalid", line);
  }
});

test("what both sides changed differently is not resolved in silence", () => {
  const root = entryOf("m-server@1.0.1");
  const update = (reason: string): Lockfile => {
    const changed = { ...root, resolved: `https://${reason}.example/x.tgz` };
    return withServer(base, {
      server: serverOf(changed, []),
      entries: [changed],
      reviews: [reviewOf(changed, { kind: "full" })],
    });
  };
  const text = merge(base, update("one"), update("two"));
  assert.ok(hasConflict(text));
  const reading = readLockfile(keepBothSides(text));
  assert.equal(reading.kind, "invalid");
  assert.match(reading.kind === "invalid" ? reading.problems.join() : "", new RegExp(`${idOf(root)}.*twice`));
});
