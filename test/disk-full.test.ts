/**
 * With the disk full from every single one of their changes on, `add`, `install`, `remove`, `review` and `fmt` say so, clean up after
 * themselves, and leave the old lockfile or the new one. One after the other: the fault is this process's own.
 */
import assert from "node:assert/strict";
import { after, before, describe, it, type TestContext } from "node:test";
import type { LoopbackRegistry } from "../src/io/loopback-registry.js";
import { arm } from "./helpers/fault.js";
import { STORIES, Stage, tinyRegistry } from "./helpers/stage.js";

describe("a full disk", () => {
  let registry: LoopbackRegistry;
  before(async () => {
    registry = await tinyRegistry();
  });
  after(() => registry.stop());

  for (const story of STORIES) {
    it(`${story.args[0]}, with the disk full from each of its changes on`, async (t) => {
      const stage = await Stage.of(t as TestContext, registry, story);
      for (let at = 1; at <= stage.changes; at += 1) {
        await stage.reset();
        arm({ mode: "ENOSPC", at, under: stage.sandbox.root });
        const { code, stderr } = await stage.runHere();
        arm(undefined);
        assert.deepEqual(stage.litter, [], `full at ${at}: ${stderr}`);
        if (code === 0) assert.equal(stage.state, "new", `full at ${at}`);
        else assert.match(stderr, /^mcp-pin: .*ENOSPC.*\nhint: .*free space/, `full at ${at}`);
        await stage.assertSound(`full at ${at}`);
        await stage.assertRepaired(`full at ${at}`);
      }
    });
  }
});
