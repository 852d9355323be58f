import assert from "node:assert/strict";
import { delimiter, join, resolve } from "node:path";
import { test } from "node:test";
import { distrustWorkingFolder } from "../../src/io/programs.js";

const here = resolve("somewhere");

test("what is relative or empty in PATH is dropped, and no PATH is left rather than an empty one", () => {
  const after = (...folders: string[]): string | undefined => {
    const env: Record<string, string | undefined> = { PATH: folders.join(delimiter), OTHER: "." };
    distrustWorkingFolder(env);
    assert.equal(env.OTHER, ".");
    return env.PATH;
  };
  assert.equal(after(here, join(here, "bin")), [here, join(here, "bin")].join(delimiter));
  assert.equal(after(".", here, "", "node_modules/.bin", "~/bin", "$HOME/bin"), here);
  assert.equal(after(`"${here}`, here), delimiter === ";" ? [`"${here}`, here].join(delimiter) : here);
  assert.equal(after(""), undefined);
  assert.equal(after(".", ""), undefined);
  const env = {};
  distrustWorkingFolder(env);
  assert.deepEqual(env, {});
});

test("a home that is empty or relative is none", () => {
  const after = (env: Record<string, string | undefined>): object => {
    distrustWorkingFolder(env);
    return env;
  };
  assert.deepEqual(after({ HOME: "", USERPROFILE: "home" }), {});
  assert.deepEqual(after({ HOME: here, OTHER: "" }), { HOME: here, OTHER: "" });
});
