import assert from "node:assert/strict";
import { test } from "node:test";
import { remembered } from "../../src/facts/remembered.js";

test("a text is looked at once, also when there is nothing to say of it, until too many others came", () => {
  const asked: string[] = [];
  const answer = remembered((text) => {
    asked.push(text);
    return text === "" ? undefined : text.length;
  });
  for (const text of ["one", "", "one", ""]) assert.equal(answer(text), text === "" ? undefined : 3);
  assert.deepEqual(asked, ["one", ""]);
  for (let i = 0; i < 2_000; i++) answer(`${i}`);
  assert.equal(answer("one"), 3);
  assert.equal(asked.filter((text) => text === "one").length, 2);
});
