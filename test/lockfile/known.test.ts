/** A lockfile that is read again for one server says of it what it said when all of it was checked. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { pinDigest } from "../../src/lockfile/format.js";
import { knownLockfile } from "../../src/lockfile/known.js";
import { parseLockfile } from "../../src/lockfile/parse.js";
import { ROOT } from "../helpers/root.js";

const VALID = join(ROOT, "fixtures/lockfiles/valid");

for (const name of readdirSync(VALID).filter((file) => file.endsWith(".lock.json"))) {
  test(`${name}, server by server`, () => {
    const text = readFileSync(join(VALID, name), "utf8");
    const whole = parseLockfile(text, name);
    for (const [id, server] of whole.servers) {
      const part = knownLockfile(text, id);
      assert.deepEqual([...part.servers], [[id, server]]);
      const ids = new Set(server.closure.values());
      assert.deepEqual(part.packages, new Map([...whole.packages].filter(([key]) => ids.has(key))));
      assert.deepEqual(part.reviews, whole.reviews);
      assert.deepEqual(part.policy, whole.policy);
      assert.equal(pinDigest(server, part.packages), pinDigest(server, whole.packages));
    }
    assert.equal(knownLockfile(text, "no-such-server").servers.size, 0);
    assert.equal(knownLockfile(text, "__proto__").servers.size, 0);
  });
}
