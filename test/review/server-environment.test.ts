import assert from "node:assert/strict";
import { test } from "node:test";
import { serverEnvironment } from "../../src/review/server-environment.js";

test("what decides which code an interpreter runs is given to no server, even one whose pin names it", () => {
  const names = ["ENV", "PERL5LIB", "PERL5OPT", "PYTHONHOME", "PYTHONPATH", "PYTHONSTARTUP", "RUBYLIB", "RUBYOPT"];
  const from = Object.fromEntries(names.map((name) => [name, "/elsewhere"]));
  assert.deepEqual(serverEnvironment(from, names, "linux"), { env: {}, withheld: [], barred: names });
});
