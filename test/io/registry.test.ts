/** The registry capability: good answers are checked, and every bad one becomes an error that says what to do. */
import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { test } from "node:test";
import { PinError } from "../../src/errors.js";
import type { FaultKind } from "../../src/io/loopback/faults.js";
import { inParallel, openRegistry, type Registry } from "../../src/io/registry.js";
import { factsOf } from "../../src/io/registry-facts.js";
import { signaturesOf } from "../../src/io/signatures.js";
import { conventionalAddress } from "../../src/io/tarball-address.js";
import type { Integrity } from "../../src/package/digest.js";
import { publish, testRegistry } from "../helpers/registry.js";

async function rejection(promise: Promise<unknown>): Promise<PinError> {
  const error = await promise.then(
    () => assert.fail("did not fail"),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof PinError, String(error));
  return error;
}

async function tarballOf(registry: Registry, name: string, version: string): Promise<Buffer> {
  const { integrity } = (await registry.packument(name)).versions[version]?.dist ?? {};
  const address = conventionalAddress(name, version, registry.npm);
  return registry.tarball({ subject: `${name}@${version}`, address, integrity: integrity as Integrity });
}

test("packuments and tarballs arrive, each packument once", async (t) => {
  const { registry, loopback } = await testRegistry(t);
  const [one, two] = await Promise.all([registry.packument("mcp-stdio"), registry.packument("mcp-stdio")]);
  assert.equal(one, two);
  assert.ok((await tarballOf(registry, "mcp-stdio", "0.3.1")).length > 0);
  assert.deepEqual(
    loopback.requests.map((request) => request.url),
    ["/mcp-stdio", "/mcp-stdio/-/mcp-stdio-0.3.1.tgz"],
  );
});

const FAULTS: readonly (readonly [FaultKind, "packument" | "tarball", string, RegExp, RegExp])[] = [
  ["401", "packument", "registry", /HTTP 401/, /token for 127\.0\.0\.1:\d+ into your \.npmrc/],
  ["403", "tarball", "registry", /HTTP 403/, /token/],
  ["404", "packument", "registry", /not found at 127\.0\.0\.1:\d+ \(HTTP 404\)/, /spelling/],
  ["500", "packument", "registry", /HTTP 500/, /try again/],
  ["html", "packument", "registry", /answered HTML/, /login page/],
  ["cut", "packument", "registry", /./, /./],
  ["cut", "tarball", "", /cut short|ECONNRESET|gave no usable answer|cannot reach/, /./],
  ["html", "tarball", "integrity", /not the pinned one/, /./],
  ["wrong-digest", "packument", "integrity", /not the pinned one/, /./],
];
for (const [kind, on, code, message, hint] of FAULTS) {
  test(`fault ${kind} on the ${on}`, async (t) => {
    const { registry, loopback } = await testRegistry(t);
    loopback.addFault({ kind, on, package: "mcp-stdio" });
    const error = await rejection(tarballOf(registry, "mcp-stdio", "0.3.1"));
    assert.match(error.message, message);
    assert.match(error.hint ?? "", hint);
    if (code !== "") assert.equal(error.code, code);
  });
}

test("a registry that is down, slow or unknown is said to be so", async (t) => {
  const { registry, loopback } = await testRegistry(t);
  const impatient = openRegistry({ ...registry.npm, timeout: 50 });
  loopback.addFault({ kind: "slow" });
  assert.match((await rejection(impatient.packument("mcp-stdio"))).message, /did not answer in time/);
  await loopback.stop();
  assert.match((await rejection(registry.packument("calendar-mcp"))).message, /cannot reach .*ECONNREFUSED/);
});

test("a document of another package, or of no package, is refused", async (t) => {
  const answers = ['{"name":"other","versions":{}}', "[]", '{"name":"x","versions":{"1.0.0":7}}', "null"];
  const server = createServer((_request, response) => response.end(answers.shift()));
  t.after(() => server.close());
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const registry = openRegistry({ registry: url, replaceRegistryHost: "never", offline: false, timeout: 30_000 });
  for (let i = 0; i < 4; i += 1) assert.match((await rejection(registry.packument("x"))).message, /document/);
});

test("offline nothing is asked", async (t) => {
  const { registry, loopback } = await testRegistry(t, { offline: true });
  const error = await rejection(registry.packument("mcp-stdio"));
  assert.match(error.message, /offline/);
  assert.match(error.hint ?? "", /--offline/);
  assert.deepEqual(loopback.requests, []);
});

test("an aborted request is an interruption", async (t) => {
  const { registry, loopback } = await testRegistry(t);
  loopback.addFault({ kind: "slow" });
  const controller = new AbortController();
  const asked = registry.packument("mcp-stdio", controller.signal);
  controller.abort();
  assert.equal((await rejection(asked)).code, "interrupted");
});

test("parallel work keeps the order, counts, and stops at the first failure", async () => {
  const counted: number[] = [];
  const onDone = (done: number): void => void counted.push(done);
  assert.deepEqual(await inParallel([3, 1, 2], async (n) => n * 2, { onDone }), [6, 2, 4]);
  assert.deepEqual(counted, [1, 2, 3]);
  let started = 0;
  const failing = inParallel(new Array(100).fill(0), async () => {
    started += 1;
    throw new PinError("registry", "no");
  });
  await rejection(failing);
  assert.ok(started <= 8);
});

test("facts are what the registry says, and absent ones are not made up", async (t) => {
  const { registry, loopback } = await testRegistry(t);
  publish(loopback, "facts@1.0.0", { repository: { url: "git+https://u:p@git.example/f.git" } });
  loopback.deprecate("facts", "1.0.0", "use other");
  const facts = factsOf(await registry.packument("facts"), "1.0.0");
  assert.equal(facts.publisher, "somebody");
  assert.equal(facts.deprecated, "use other");
  assert.equal(facts.fileCount, 1);
  assert.equal(facts.repository, "git+https://git.example/f.git");
  assert.match(facts.publishedAt ?? "", /^\d{4}-\d\d-\d\dT/);
  const bare = factsOf(
    { name: "m", "dist-tags": {}, versions: { "1.0.0": {} }, time: { "1.0.0": "2026-01-01" } },
    "1.0.0",
  );
  assert.deepEqual(bare, { name: "m", version: "1.0.0", unpublished: false, distTags: {}, versions: ["1.0.0"] });
});

test("what was unpublished is told from what never was", async (t) => {
  const { registry, loopback } = await testRegistry(t);
  for (const version of ["1.0.0", "1.0.1"]) publish(loopback, `gone@${version}`);
  loopback.unpublish("gone", "1.0.1");
  const packument = await registry.packument("gone");
  assert.deepEqual(
    ["1.0.0", "1.0.1", "1.0.2"].map((version) => factsOf(packument, version).unpublished),
    [false, true, false],
  );
});

test("signatures: verified, invalid, absent, unknown", async (t) => {
  const { registry } = await testRegistry(t);
  const packument = await registry.packument("mcp-stdio");
  const states = async (dist: object, from = registry) => {
    const versions = {
      "0.3.1": { ...packument.versions["0.3.1"], dist: { ...packument.versions["0.3.1"]?.dist, ...dist } },
    };
    return signaturesOf({ ...packument, versions }, "0.3.1", from);
  };
  const { integrity } = packument.versions["0.4.0"]?.dist ?? {};
  assert.deepEqual(await states({}), { signature: "verified", provenance: "absent" });
  assert.equal((await states({ integrity })).signature, "invalid");
  assert.equal((await states({ signatures: undefined })).signature, "absent");
  assert.equal((await states({ signatures: [] })).signature, "absent");
  assert.equal((await states({ integrity: undefined, shasum: undefined })).signature, "unknown");
  assert.equal((await states({ signatures: [{ keyid: "other", sig: "" }] })).signature, "unknown");
  const keyless = { ...registry, json: () => Promise.reject(new PinError("registry", "no keys")) };
  assert.deepEqual(await states({}, keyless), { signature: "unknown", provenance: "unknown" });
});
