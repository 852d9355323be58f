/** Between showing an update and accepting it the world may change; what is recorded is what was shown, or nothing. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { add } from "../../src/commands/add.js";
import { acceptUpdate } from "../../src/commands/commit-update.js";
import { registryFor } from "../../src/commands/registry.js";
import { reject } from "../../src/commands/reject.js";
import { remove } from "../../src/commands/remove.js";
import { decided } from "../../src/commands/review-decision.js";
import { targetOf } from "../../src/commands/target.js";
import { type Update, type UpdateOptions, updateOf } from "../../src/commands/update.js";
import { PinError } from "../../src/errors.js";
import { removeTree } from "../../src/io/disk.js";
import type { Host } from "../../src/io/host.js";
import { loadLockfile } from "../../src/io/lockfile.js";
import { startProgress } from "../../src/io/progress.js";
import type { Consent } from "../../src/review/accept.js";
import { hostOf } from "../helpers/host.js";
import { packageTarball } from "../helpers/registry.js";
import { scratch } from "../helpers/scratch.js";
import { Session } from "../helpers/script/session.js";

const READ: Consent = { kind: "read", by: "Ada <ada@example.org>", at: "2026-01-31T08:00:00Z" };

class Play {
  readonly session: Session;
  readonly host: Host;
  readonly lockfile: string;
  readonly progress = startProgress({ err: () => {}, live: false }, true);

  private constructor(session: Session) {
    this.session = session;
    this.host = hostOf(session.sandbox);
    this.lockfile = join(session.sandbox.work, "mcp-lock.json");
  }

  /** A folder with the servers pinned unread. */
  static async with(t: TestContext, ...specs: string[]): Promise<Play> {
    const session = await Session.start(scratch(t));
    t.after(() => session.end());
    const play = new Play(session);
    for (const spec of specs) await add(play.host, [spec], { yes: true, quiet: true });
    return play;
  }

  get text(): string {
    return readFileSync(this.lockfile, "utf8");
  }

  async update(name: string, options: UpdateOptions = {}): Promise<Update> {
    const lockfile = loadLockfile(this.lockfile);
    const server = lockfile.servers.get(name);
    assert.ok(server !== undefined, name);
    const registry = await registryFor(this.host, options);
    const target = await targetOf(this.host, registry, lockfile, server, options);
    const pinned = { server, lockfile, path: this.lockfile };
    const update = await updateOf(this.host, pinned, target, options, this.progress);
    assert.ok(update !== undefined, "something waits");
    return update;
  }

  accept(update: Update, options: UpdateOptions = {}, consent: Consent = READ): Promise<boolean> {
    return acceptUpdate(this.host, update, consent, options, this.progress);
  }

  /** Refused with this message, and the lockfile is as it was. */
  async assertRefused(update: Update, message: RegExp): Promise<void> {
    const before = this.text;
    await assert.rejects(this.accept(update), (error: unknown) => {
      assert.ok(error instanceof PinError && error.code === "refused", String(error));
      assert.match(error.message, message);
      return true;
    });
    assert.equal(this.text, before);
  }

  kinds(): Record<string, string> {
    return Object.fromEntries(loadLockfile(this.lockfile).reviews.map((review) => [review.package, review.kind]));
  }
}

test("the registry has other bytes by now: refused", async (t) => {
  const play = await Play.with(t, "postmark-mcp@1.0.12");
  const update = await play.update("postmark-mcp");
  play.session.registry.addFault({ kind: "other-bytes", package: "postmark-mcp", version: "1.0.15" });
  await play.assertRefused(update, /the registry announces other bytes for postmark-mcp@1\.0\.15 by now$/);
});

test("latest means another version by now: refused, and so is nothing at all", async (t) => {
  const play = await Play.with(t, "postmark-mcp@1.0.12");
  const update = await play.update("postmark-mcp");
  play.session.registry.publish("postmark-mcp", "1.0.16");
  await play.assertRefused(update, /postmark-mcp would move to 1\.0\.16 by now, not to 1\.0\.15$/);
  play.session.registry.setTag("postmark-mcp", "latest", "1.0.12");
  await play.assertRefused(update, /would move to nothing by now/);
  const named = await play.update("postmark-mcp", { to: "1.0.15" });
  assert.equal(await play.accept(named, { to: "1.0.15" }), true);
});

test("the pin was changed, removed or rejected meanwhile: refused", async (t) => {
  const play = await Play.with(t, "postmark-mcp@1.0.12");
  const update = await play.update("postmark-mcp");
  const older = await play.update("postmark-mcp", { to: "1.0.14" });
  await reject(play.host, "postmark-mcp@1.0.15", { reason: "no" });
  await assert.rejects(play.accept(update), /would move to 1\.0\.14 by now|was rejected/);
  await play.accept(older, { to: "1.0.14" });
  await assert.rejects(play.accept(update), PinError);
  await remove(play.host, ["postmark-mcp"], {});
  await assert.rejects(play.accept(older, { to: "1.0.14" }), /is no longer pinned/);
});

test("the same accepted twice is recorded once", async (t) => {
  const play = await Play.with(t, "postmark-mcp@1.0.12");
  const [one, two] = [await play.update("postmark-mcp"), await play.update("postmark-mcp")];
  await Promise.all([play.accept(one), play.accept(two)]);
  const { reviews } = loadLockfile(play.lockfile);
  assert.equal(reviews.filter(({ package: id }) => id === "postmark-mcp@1.0.15").length, 1);
});

test("a pinned version that was unpublished is still compared, from what the store kept", async (t) => {
  const play = await Play.with(t, "postmark-mcp@1.0.12");
  play.session.registry.unpublish("postmark-mcp", "1.0.12");
  const { shown } = await play.update("postmark-mcp");
  assert.equal(shown.before?.version, "1.0.12");
  removeTree(join(play.session.sandbox.store, "tarballs"));
  await assert.rejects(play.update("postmark-mcp"), PinError);
});

test("a version that was pinned before and is unpublished can be the base, from what the store kept", async (t) => {
  const play = await Play.with(t, "postmark-mcp@1.0.12");
  await play.accept(await play.update("postmark-mcp", { to: "1.0.13" }), { to: "1.0.13" });
  play.session.registry.unpublish("postmark-mcp", "1.0.12");
  const { shown, candidate } = await play.update("postmark-mcp", { from: "1.0.12" });
  assert.equal(shown.before?.version, "1.0.12");
  assert.equal(candidate.shown?.get("postmark-mcp@1.0.15")?.version, "1.0.12");
});

test("nothing of a candidate is placed or kept before it is accepted", async (t) => {
  const play = await Play.with(t, "postmark-mcp@1.0.12");
  const all = (): string[] => readdirSync(play.session.sandbox.store, { recursive: true, encoding: "utf8" }).sort();
  const before = all();
  const update = await play.update("postmark-mcp");
  assert.deepEqual(all(), before);
  await play.accept(update);
  assert.ok(all().length > before.length);
});

const publish = ({ session }: Play, id: string, fields: object = {}, files: Record<string, string> = {}): void => {
  const at = id.lastIndexOf("@");
  const manifest = { name: id.slice(0, at), version: id.slice(at + 1), ...fields };
  session.registry.publishTarball(packageTarball(manifest, files));
};

test("changed dependencies get a delta, added ones a full review, the rest stays as it is", async (t) => {
  const play = await Play.with(t);
  const bin = { bin: "s.js" };
  publish(play, "srv@1.0.0", { ...bin, dependencies: { a: "^1", b: "^1" } }, { "s.js": "1\n" });
  publish(play, "a@1.0.0", {}, { "a.js": "1\n" });
  publish(play, "b@1.0.0", {}, { "b.js": "1\n" });
  await add(play.host, ["srv"], { yes: true, quiet: true });
  publish(play, "a@1.1.0", {}, { "a.js": "2\n" });
  publish(play, "b@1.1.0", {}, { "b.js": "2\n" });
  publish(play, "c@1.0.0", {}, { "c.js": "1\n" });
  publish(play, "srv@1.1.0", { ...bin, dependencies: { a: "^1.1", b: "^1", c: "^1" } }, { "s.js": "2\n" });
  const update = await play.update("srv");
  assert.deepEqual(
    update.shown.packages.map(({ kind, after }) => `${kind} ${after?.name}@${after?.version}`),
    ["changed srv@1.1.0", "changed a@1.1.0", "added c@1.0.0"],
  );
  assert.deepEqual([...update.offer.packages.keys()].sort(), ["a@1.1.0", "c@1.0.0", "srv@1.1.0"]);
  await play.accept(update);
  const kinds = { "srv@1.1.0": "delta", "a@1.1.0": "delta", "c@1.0.0": "full", "b@1.0.0": "exempt" };
  assert.deepEqual({ ...play.kinds(), ...kinds }, play.kinds());
});

test("--deps moves every dependency at the same version of the server, --only one of them", async (t) => {
  const play = await Play.with(t);
  publish(play, "srv@1.0.0", { bin: "s.js", dependencies: { a: "^1", b: "^1" } }, { "s.js": "1\n" });
  for (const id of ["a@1.0.0", "b@1.0.0"]) publish(play, id);
  await add(play.host, ["srv"], { yes: true, quiet: true });
  for (const id of ["a@1.1.0", "b@1.1.0"]) publish(play, id);
  const changed = (update: Update): string[] =>
    update.shown.packages.map(({ kind, after }) => `${kind} ${after?.name}@${after?.version}`);
  assert.deepEqual(changed(await play.update("srv", { only: "b" })), ["same srv@1.0.0", "changed b@1.1.0"]);
  const update = await play.update("srv", { deps: true });
  assert.deepEqual(changed(update), ["same srv@1.0.0", "changed a@1.1.0", "changed b@1.1.0"]);
  await play.accept(update, { deps: true });
  assert.equal(play.kinds()["srv@1.0.0"], "exempt");
  assert.equal(play.kinds()["a@1.1.0"], "delta");
});

test("what was read for another server costs nothing", async (t) => {
  const play = await Play.with(t);
  for (const name of ["one", "two"]) {
    publish(play, `${name}@1.0.0`, { bin: "s.js", dependencies: { a: "^1" } }, { "s.js": "1\n" });
  }
  publish(play, "a@1.0.0");
  await add(play.host, ["one", "two"], { yes: true, quiet: true });
  publish(play, "a@1.1.0", { dependencies: { c: "1" } }, { "a.js": "2\n" });
  publish(play, "c@1.0.0");
  await play.accept(await play.update("one", { deps: true }), { deps: true });
  assert.equal(play.kinds()["a@1.1.0"], "delta");
  const { shown, offer, remarks } = await play.update("two", { deps: true });
  assert.deepEqual(
    shown.packages.map(({ after, reviewed }) => [after?.name, reviewed]),
    [
      ["two", undefined],
      ["a", true],
      ["c", true],
    ],
  );
  assert.deepEqual([...offer.packages.keys()], ["two@1.0.0"]);
  assert.deepEqual(remarks, ["2 dependencies of it are reviewed already"]);
});

test("nobody is recorded to have read what was read for another server, and not shown", async (t) => {
  const play = await Play.with(t);
  for (const name of ["one", "two"]) {
    publish(play, `${name}@1.0.0`, { bin: "s.js", dependencies: { a: "^1" } }, { "s.js": "1\n" });
  }
  publish(play, "a@1.0.0");
  await add(play.host, ["one", "two"], { yes: true, quiet: true });
  publish(play, "a@1.1.0", {}, { "a.js": "2\n" });
  await play.accept(await play.update("one", { deps: true }), { deps: true });
  const update = await play.update("two", { deps: true });
  assert.deepEqual([...(update.candidate.shown ?? [])], []);
  await play.accept(update, { deps: true }, { ...READ, by: "Bob <bob@example.org>" });
  const { reviews } = loadLockfile(play.lockfile);
  assert.deepEqual(
    reviews.filter(({ package: id }) => id === "a@1.1.0").map(({ by }) => by),
    [READ.by],
  );
});

test("--accept without --yes takes the server's own tarball only where no other package changes", async (t) => {
  const play = await Play.with(t);
  const bin = { bin: "s.js", dependencies: { a: "^1" } };
  publish(play, "srv@1.0.0", bin, { "s.js": "1\n" });
  publish(play, "a@1.0.0");
  await add(play.host, ["srv"], { yes: true, quiet: true });
  publish(play, "a@1.1.0", {}, { "a.js": "2\n" });
  const accept = (update: Update, digest = "", yes = false) =>
    decided(play.host, update, { accept: true, yes, by: READ.by, digest, format: "text", failOn: "never" }, false);
  const integrity = (update: Update) => update.offer.root.entry.integrity;
  const refused = (pin: string) => (error: unknown) =>
    error instanceof PinError &&
    /does not name the dependencies that change$/.test(error.message) &&
    error.hint === `once they are read, too: --digest ${pin}`;

  const deps = await play.update("srv", { deps: true });
  await assert.rejects(accept(deps, integrity(deps)), refused(deps.pin));
  publish(play, "srv@1.1.0", bin, { "s.js": "2\n" });
  const alone = await play.update("srv");
  assert.equal((await accept(alone, integrity(alone))).kind, "accept");
  publish(play, "srv@1.2.0", { ...bin, dependencies: { a: "^1.1" } }, { "s.js": "3\n" });
  const both = await play.update("srv");
  await assert.rejects(accept(both, integrity(both)), refused(both.pin));
  assert.equal((await accept(both, integrity(both), true)).kind, "accept");
  assert.equal((await accept(both, both.pin)).kind, "accept");
});

test("of the reviewed versions the one that leaves the least to read is compared with", async (t) => {
  const play = await Play.with(t);
  const lines = (n: number): Record<string, string> => ({ "s.js": "line\n".repeat(n) });
  for (const [version, n] of [
    ["1.0.0", 1],
    ["1.1.0", 50],
  ] as const) {
    publish(play, `srv@${version}`, { bin: "s.js" }, lines(n));
  }
  await add(play.host, ["srv@1.0.0"], { yes: true, quiet: true });
  await add(play.host, ["srv@1.1.0"], { yes: true, quiet: true, name: "other" });
  publish(play, "srv@1.2.0", { bin: "s.js" }, lines(51));
  const { shown, remarks } = await play.update("srv");
  assert.equal(shown.before?.version, "1.1.0");
  assert.match(remarks[0] ?? "", /^srv@1\.1\.0 is reviewed: \d changed lines from there, not \d+ from srv@1\.0\.0$/);
  assert.equal((await play.update("srv", { from: "1.0.0" })).shown.before?.version, "1.0.0");
  await assert.rejects(play.update("srv", { from: "1.2.0" }), /was not reviewed/);
});

test("what nobody reviewed is no base: the whole package is shown", async (t) => {
  const play = await Play.with(t, "postmark-mcp@1.0.12");
  await reject(play.host, "postmark-mcp@1.0.12", { reason: "no" });
  const update = await play.update("postmark-mcp");
  assert.equal(update.shown.before, undefined);
  await play.accept(update);
  assert.equal(play.kinds()["postmark-mcp@1.0.15"], "full");
});
