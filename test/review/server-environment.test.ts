import assert from "node:assert/strict";
import { test } from "node:test";
import { serverEnvironment } from "../../src/review/server-environment.js";

test("what decides which code an interpreter runs is given to no server, even one whose pin names it", () => {
  const names = ["ENV", "PERL5LIB", "PERL5OPT", "PYTHONHOME", "PYTHONPATH", "PYTHONSTARTUP", "RUBYLIB", "RUBYOPT"];
  const from = Object.fromEntries(names.map((name) => [name, "/elsewhere"]));
  assert.deepEqual(serverEnvironment(from, names, "linux"), { env: {}, withheld: [], barred: names });
});

test("every process gets what says where, who, in which language, and whom the machine trusts; nothing that only sounds like it", () => {
  const given = ["HOME", "LC_ALL", "LC_TIME", "NODE_EXTRA_CA_CERTS", "PATH", "SSL_CERT_FILE"];
  const withheld = ["LC_", "LC_MY_TOKEN", "LC_TERMINAL_VERSION", "home", "path"];
  const from = Object.fromEntries([...given, ...withheld].map((name) => [name, "x"]));
  const environment = serverEnvironment(from, [], "linux");
  assert.deepEqual(Object.keys(environment.env), given);
  assert.deepEqual([...environment.withheld].sort(), withheld);
  assert.deepEqual(Object.keys(serverEnvironment({ Path: "x", home: "y" }, [], "win32").env), ["Path", "home"]);
});

test("a value that is not given is not read", () => {
  const from = Object.defineProperty({ PATH: "/bin" }, "OTHER_TOKEN", { enumerable: true, get: assert.fail });
  assert.deepEqual(serverEnvironment(from as Record<string, string>, [], "linux"), {
    env: { PATH: "/bin" },
    withheld: ["OTHER_TOKEN"],
    barred: [],
  });
});
