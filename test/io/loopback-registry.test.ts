import assert from "node:assert/strict";
import { createPublicKey, verify } from "node:crypto";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { ESCAPES, type Fault } from "../../src/io/loopback/faults.js";
import { type LoopbackRegistry, type RegistryOptions, startRegistry } from "../../src/io/loopback-registry.js";
import { packFolder } from "../../src/io/pack.js";
import { integrityOf } from "../../src/package/integrity.js";
import { FIXTURE_PACKAGES } from "../helpers/paths.js";

interface Dist {
  readonly tarball: string;
  readonly integrity: string;
  readonly shasum: string;
  readonly signatures: readonly { keyid: string; sig: string }[];
}
interface Document {
  readonly "dist-tags": Record<string, string>;
  readonly versions: Record<string, { readonly dist: Dist; readonly [key: string]: unknown }>;
  readonly time: Record<string, unknown>;
  readonly maintainers: readonly unknown[];
  readonly description: string;
  readonly modified: string;
}

async function started(t: TestContext, options: Partial<RegistryOptions> = {}): Promise<LoopbackRegistry> {
  const registry = await startRegistry({ folder: FIXTURE_PACKAGES, ...options });
  t.after(() => registry.stop());
  return registry;
}

async function faulty(t: TestContext, fault: Fault): Promise<LoopbackRegistry> {
  const registry = await started(t, { slowness: 1 });
  registry.addFault(fault);
  return registry;
}

async function packument(registry: LoopbackRegistry, name: string, accept = "application/json"): Promise<Document> {
  const response = await fetch(registry.url + name, { headers: { accept } });
  assert.equal(response.status, 200);
  return (await response.json()) as Document;
}

async function bytesOf(url: string): Promise<Uint8Array> {
  const response = await fetch(url);
  assert.equal(response.status, 200);
  return new Uint8Array(await response.arrayBuffer());
}

function version(document: Document, number: string): Document["versions"][string] {
  const found = document.versions[number];
  assert.ok(found, `no version ${number}`);
  return found;
}

const status = async (registry: LoopbackRegistry, path: string): Promise<number> => {
  const response = await fetch(registry.url + path, { redirect: "manual" });
  await response.arrayBuffer();
  return response.status;
};

const TARBALL = "postmark-mcp/-/postmark-mcp-1.0.15.tgz";

test("a packument tells versions, tags, times, people and digests", async (t) => {
  const registry = await started(t, { withhold: ["postmark-mcp@1.0.16"] });
  const document = await packument(registry, "postmark-mcp");
  assert.deepEqual(Object.keys(document.versions), ["1.0.12", "1.0.13", "1.0.14", "1.0.15"]);
  assert.deepEqual(document["dist-tags"], { latest: "1.0.15" });
  assert.equal(document.time["1.0.15"], "2025-09-17T09:48:30.000Z");
  const { dist, _npmUser } = version(document, "1.0.15");
  assert.deepEqual(_npmUser, { name: "giftshop-dev", email: "dev@giftshop.example" });
  const bytes = await bytesOf(dist.tarball);
  assert.equal(integrityOf(bytes), dist.integrity);
  assert.equal(integrityOf(packFolder(join(FIXTURE_PACKAGES, "postmark-mcp/1.0.15"))), dist.integrity);
});

test("the abbreviated packument is sent to those who ask for it", async (t) => {
  const registry = await started(t);
  const accept = "application/vnd.npm.install-v1+json; q=1.0, application/json; q=0.8, */*";
  const document = await packument(registry, "thumb-core", accept);
  assert.equal(document.time, undefined);
  assert.equal(document.modified, "2025-04-22T10:00:00.000Z");
  assert.equal(version(document, "1.0.0").hasInstallScript, true);
  assert.equal(version(document, "1.0.0").scripts, undefined);
});

test("a scoped name is found in both spellings", async (t) => {
  const registry = await started(t);
  for (const name of ["@acme/notes-mcp", "@acme%2fnotes-mcp", "@acme%2Fnotes-mcp"]) {
    const { dist } = version(await packument(registry, name), "2.1.0");
    assert.equal(integrityOf(await bytesOf(dist.tarball)), dist.integrity);
  }
});

test("signatures are over name, version and integrity, by the published key", async (t) => {
  const registry = await started(t);
  const { keys } = (await (await fetch(`${registry.url}-/npm/v1/keys`)).json()) as { keys: { key: string }[] };
  assert.equal(keys[0]?.key, registry.publicKey.key);
  const { dist } = version(await packument(registry, "mini-schema"), "2.1.0");
  const key = createPublicKey({ key: Buffer.from(registry.publicKey.key, "base64"), format: "der", type: "spki" });
  const [signature] = dist.signatures;
  assert.ok(signature);
  assert.equal(signature.keyid, registry.publicKey.keyid);
  const signed = Buffer.from(`mini-schema@2.1.0:${dist.integrity}`);
  assert.ok(verify("sha256", signed, key, Buffer.from(signature.sig, "base64")));
});

test("an ETag saves the body until something is published", async (t) => {
  const registry = await started(t, { withhold: ["postmark-mcp@1.0.16"] });
  const etag = (await fetch(`${registry.url}postmark-mcp`)).headers.get("etag") ?? "";
  const headers = { "if-none-match": etag };
  assert.equal((await fetch(`${registry.url}postmark-mcp`, { headers })).status, 304);
  registry.publish("postmark-mcp", "1.0.16");
  assert.equal((await fetch(`${registry.url}postmark-mcp`, { headers })).status, 200);
});

test("versions are published, tagged, deprecated and unpublished while it runs", async (t) => {
  const registry = await started(t, { withhold: ["postmark-mcp@1.0.16"] });
  registry.publish("postmark-mcp", "1.0.16");
  assert.equal((await packument(registry, "postmark-mcp"))["dist-tags"].latest, "1.0.16");
  registry.setTag("postmark-mcp", "stable", "1.0.14");
  registry.deprecate("postmark-mcp", "1.0.16", "do not use");
  const document = await packument(registry, "postmark-mcp");
  assert.deepEqual(document["dist-tags"], { latest: "1.0.16", stable: "1.0.14" });
  assert.equal(version(document, "1.0.16").deprecated, "do not use");
  registry.unpublish("postmark-mcp", "1.0.16");
  const after = await packument(registry, "postmark-mcp");
  assert.equal(after["dist-tags"].latest, "1.0.15");
  assert.equal(after.time["1.0.16"], "2025-09-17T15:27:56.000Z");
  assert.equal(await status(registry, "postmark-mcp/-/postmark-mcp-1.0.16.tgz"), 404);
  registry.unpublish("postmark-mcp");
  assert.deepEqual((await packument(registry, "postmark-mcp")).versions, {});
  assert.throws(() => registry.deprecate("postmark-mcp", "1.0.16", ""), /holds no postmark-mcp@1\.0\.16/);
});

test("a tarball may be published in place of the same version", async (t) => {
  const registry = await started(t, { now: () => new Date(0) });
  registry.publishTarball(packFolder(join(FIXTURE_PACKAGES, "postmark-mcp/1.0.15")));
  assert.equal((await packument(registry, "postmark-mcp")).time["1.0.15"], "1970-01-01T00:00:00.000Z");
});

test("what it does not hold is 404, what is malformed too", async (t) => {
  const registry = await started(t);
  for (const path of ["no-such-package", "postmark-mcp/-/postmark-mcp-9.9.9.tgz", "%zz", "-/whoami", "a/b/c"]) {
    assert.equal(await status(registry, path), 404, path);
  }
  assert.equal((await fetch(`${registry.url}postmark-mcp`, { method: "PUT", body: "{}" })).status, 405);
});

test("requests are remembered with what they were authorised by", async (t) => {
  const registry = await started(t);
  await fetch(`${registry.url}mini-schema`, { headers: { authorization: "Bearer secret" } });
  assert.deepEqual(registry.requests, [{ method: "GET", url: "/mini-schema", authorization: "Bearer secret" }]);
});

for (const kind of ["401", "403", "404", "500"] as const) {
  test(`fault ${kind} is the status of what it names and of nothing else`, async (t) => {
    const registry = await faulty(t, { kind, package: "postmark-mcp", on: "tarball" });
    assert.equal(await status(registry, TARBALL), Number(kind));
    assert.equal(await status(registry, "postmark-mcp"), 200);
    assert.equal(await status(registry, "mini-schema/-/mini-schema-2.1.0.tgz"), 200);
    registry.clearFaults();
    assert.equal(await status(registry, TARBALL), 200);
  });
}

test("fault html answers a web page", async (t) => {
  const registry = await faulty(t, { kind: "html" });
  assert.match(Buffer.from(await bytesOf(`${registry.url}postmark-mcp`)).toString(), /Please log in/);
});

test("fault redirect leads to an answer", async (t) => {
  const registry = await faulty(t, { kind: "redirect" });
  assert.equal(await status(registry, TARBALL), 302);
  const { dist } = version(await packument(registry, "postmark-mcp"), "1.0.15");
  assert.equal(integrityOf(await bytesOf(dist.tarball)), dist.integrity);
});

test("fault cut ends the connection in the middle of the body", async (t) => {
  const registry = await faulty(t, { kind: "cut", on: "tarball", version: "1.0.15" });
  await assert.rejects(bytesOf(registry.url + TARBALL));
  assert.equal(await status(registry, "postmark-mcp/-/postmark-mcp-1.0.14.tgz"), 200);
});

test("fault slow answers all the same", async (t) => {
  assert.equal(await status(await faulty(t, { kind: "slow" }), TARBALL), 200);
});

test("fault wrong-digest announces what the tarball does not have", async (t) => {
  const registry = await faulty(t, { kind: "wrong-digest", package: "postmark-mcp", version: "1.0.15" });
  const document = await packument(registry, "postmark-mcp");
  const { dist } = version(document, "1.0.15");
  assert.notEqual(integrityOf(await bytesOf(dist.tarball)), dist.integrity);
  const { dist: other } = version(document, "1.0.14");
  assert.equal(integrityOf(await bytesOf(other.tarball)), other.integrity);
});

test("fault other-bytes is consistent with itself, but not with before", async (t) => {
  const registry = await started(t);
  const before = version(await packument(registry, "postmark-mcp"), "1.0.15").dist;
  registry.addFault({ kind: "other-bytes", package: "postmark-mcp" });
  const { dist } = version(await packument(registry, "postmark-mcp"), "1.0.15");
  assert.notEqual(dist.integrity, before.integrity);
  assert.equal(integrityOf(await bytesOf(dist.tarball)), dist.integrity);
});

test("fault no-version leaves the tag that names it", async (t) => {
  const registry = await faulty(t, { kind: "no-version", package: "postmark-mcp", version: "1.0.16" });
  const document = await packument(registry, "postmark-mcp");
  assert.equal(document["dist-tags"].latest, "1.0.16");
  assert.equal(document.versions["1.0.16"], undefined);
});

test("fault escapes puts them into what people read", async (t) => {
  const registry = await faulty(t, { kind: "escapes" });
  const document = await packument(registry, "postmark-mcp");
  assert.equal(document.description, ESCAPES);
  assert.equal(version(document, "1.0.15").deprecated, ESCAPES);
});
