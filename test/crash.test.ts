/**
 * Killed at every single change of the disk they make, `add`, `install`, `remove`, `review` and `fmt` leave the old lockfile or the
 * new one, a store from which nothing but pinned bytes start, and nothing that the next run does not clean up.
 */
import assert from "node:assert/strict";
import { after, before, describe, it, type TestContext } from "node:test";
import type { LoopbackRegistry } from "../src/io/loopback-registry.js";
import { STORIES, Stage, tinyRegistry } from "./helpers/stage.js";

describe("crashes", { concurrency: 2 }, () => {
  let registry: LoopbackRegistry;
  before(async () => {
    registry = await tinyRegistry();
  });
  after(() => registry.stop());

  for (const story of STORIES) {
    it(`${story.args[0]}, killed at each of its changes`, async (t) => {
      const stage = await Stage.of(t as TestContext, registry, story);
      for (let at = 1; at <= stage.changes; at += 1) {
        await stage.reset();
        const { code, stderr } = await stage.runProgram({ mode: "kill", at });
        assert.equal(code, 137, `killed at ${at}: ${stderr}`);
        await stage.assertSound(`killed at ${at}`);
        await stage.assertRepaired(`killed at ${at}`);
      }
    });
  }
});
