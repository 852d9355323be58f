/** Whether the process that decides can become the server. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { asServer } from "../../src/io/become.js";
import type { Launch } from "../../src/io/launcher.js";

const LAUNCH: Launch = {
  server: "s",
  program: process.execPath,
  isNode: true,
  root: "/store/trees/x",
  entry: "/store/trees/x/node_modules/s/index.js",
  args: [],
  cwd: "/",
  env: { PATH: "/bin" },
};
const skip =
  process.platform === "win32" || process.execArgv.length > 0
    ? "here the server is always a process of its own"
    : false;

test("it can where nothing has been read that the server is not given", { skip }, () => {
  const can = (given: Record<string, string>, had = given): boolean =>
    asServer({ ...LAUNCH, env: given }, had) !== undefined;
  assert.ok(can({ PATH: "/bin" }));
  assert.ok(can({ PATH: "/bin" }, { PATH: "/bin", OTHER_TOKEN: "x", NODE_ENV: "production", HTTP_PROXY: "http://p" }));
  assert.ok(can({ SSL_CERT_FILE: "/ca" }));
  for (const name of [
    "NODE_OPTIONS",
    "NODE_DEBUG",
    "NODE_TLS_REJECT_UNAUTHORIZED",
    "LD_PRELOAD",
    "UV_THREADPOOL_SIZE",
  ]) {
    assert.ok(!can({}, { [name]: "x" }), name);
  }
  assert.ok(!can({ SSL_CERT_FILE: "/ca" }, { SSL_CERT_FILE: "/other" }));
  assert.ok(!can({ SSL_CERT_FILE: "/ca" }, {}));
  const proxied = { NODE_USE_ENV_PROXY: "1" };
  assert.ok(can(proxied));
  assert.ok(!can(proxied, { ...proxied, HTTPS_PROXY: "http://user:password@proxy" }));
  assert.ok(!can(proxied, { ...proxied, no_proxy: "x" }));
});

test("it cannot where another program runs the server", { skip }, () => {
  assert.equal(asServer({ ...LAUNCH, isNode: false, program: "/bin/sh" }, {}), undefined);
  assert.equal(asServer({ ...LAUNCH, program: "/other/node" }, {}), undefined);
});
