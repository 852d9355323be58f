import assert from "node:assert/strict";
import { test } from "node:test";
import { registryFactsOf } from "../../src/review/registry-facts.js";
import { digestManifest } from "../../src/rules/digest-manifest.js";
import { digestRepublished } from "../../src/rules/digest-republished.js";
import { metadataBurst } from "../../src/rules/metadata-burst.js";
import { metadataFresh } from "../../src/rules/metadata-fresh.js";
import { metadataProvenance } from "../../src/rules/metadata-provenance.js";
import { metadataPublisher } from "../../src/rules/metadata-publisher.js";
import { canonicalRepository, metadataRepository } from "../../src/rules/metadata-repository.js";
import { metadataSignature } from "../../src/rules/metadata-signature.js";
import { metadataSize } from "../../src/rules/metadata-size.js";
import { metadataUnknown } from "../../src/rules/metadata-unknown.js";
import { metadataWithdrawn } from "../../src/rules/metadata-withdrawn.js";
import type { RegistryFacts } from "../../src/rules/rule.js";
import { check, context, manifest, type SideExtra, side, spots } from "../helpers/sides.js";

const with_ = (registry: RegistryFacts, extra: SideExtra = {}, fields: object = {}): ReturnType<typeof side> =>
  side({ "package.json": manifest(fields) }, { ...extra, registry });
const unasked = side({ "package.json": manifest({}) });

test("metadata-publisher: another account, a new maintainer, one who left", () => {
  const before = with_({ publisher: "robot", maintainers: ["robot", "ann"] });
  const after = with_({ publisher: "stranger", maintainers: ["robot", "stranger"] });
  assert.deepEqual(
    check(metadataPublisher, before, after).map(({ tier, value }) => [tier, value]),
    [
      ["ask", "stranger"],
      ["ask", "stranger"],
      ["note", "ann"],
    ],
  );
});

test("metadata-publisher: what is not known is no alarm", () => {
  const before = with_({ publisher: "robot", maintainers: ["robot"] });
  for (const after of [before, with_({}), unasked]) assert.deepEqual(check(metadataPublisher, before, after), []);
  assert.deepEqual(check(metadataPublisher, unasked, before), []);
});

test("metadata-repository: another one, none, and other spellings of the same", () => {
  const before = with_({}, {}, { repository: { type: "git", url: "git+https://github.com/Owner/Name.git" } });
  const other = with_({}, {}, { repository: "https://github.com/stranger/name" });
  assert.deepEqual(spots(check(metadataRepository, before, other)), ["ask package.json:4"]);
  assert.equal(check(metadataRepository, before, with_({})).length, 1);
  for (const repository of [
    "owner/name",
    "github:owner/name",
    "git@github.com:owner/name.git",
    "git://github.com/owner/name#main",
  ]) {
    assert.equal(canonicalRepository(repository), "github.com/owner/name");
    assert.deepEqual(check(metadataRepository, before, with_({}, {}, { repository })), []);
  }
  assert.deepEqual(check(metadataRepository, with_({}), other), []);
});

test("metadata-provenance: gone, other, about another tarball", () => {
  const proof = { repository: "https://github.com/o/n", workflow: ".github/workflows/release.yml" };
  const before = with_({ provenance: proof });
  assert.deepEqual(spots(check(metadataProvenance, before, with_({}))), ["block package.json:1"]);
  const fork = with_({ provenance: { ...proof, repository: "https://github.com/x/n" } });
  assert.match(check(metadataProvenance, before, fork)[0]?.message ?? "", /github\.com\/x\/n; it was/);
  const renamed = with_({ provenance: { ...proof, workflow: ".github/workflows/other.yml" } });
  assert.deepEqual(spots(check(metadataProvenance, before, renamed)), ["ask package.json:1"]);
  const foreign = with_({ provenance: { ...proof, subject: "sha512-other" } }, { integrity: "sha512-own" });
  assert.deepEqual(spots(check(metadataProvenance, undefined, foreign)), ["block package.json:1"]);
  for (const after of [before, unasked]) assert.deepEqual(check(metadataProvenance, before, after), []);
});

test("metadata-signature: invalid, gone, absent", () => {
  const before = with_({ signatures: "valid" });
  assert.deepEqual(spots(check(metadataSignature, before, with_({ signatures: "invalid" }))), ["block package.json:1"]);
  assert.deepEqual(spots(check(metadataSignature, before, with_({ signatures: "absent" }))), ["ask package.json:1"]);
  assert.deepEqual(check(metadataSignature, before, before), []);
  assert.deepEqual(check(metadataSignature, with_({ signatures: "absent" }), with_({ signatures: "absent" })), []);
});

test("metadata-withdrawn: unpublished or deprecated since", () => {
  assert.deepEqual(spots(check(metadataWithdrawn, with_({}), with_({ unpublished: true }))), ["ask package.json:1"]);
  assert.deepEqual(spots(check(metadataWithdrawn, undefined, with_({ deprecated: "use x" }))), ["ask package.json:1"]);
  const old = with_({ deprecated: "use x" });
  assert.deepEqual(check(metadataWithdrawn, old, old), []);
});

test("metadata-burst and metadata-size are notes", () => {
  const times = new Map(["10", "12", "20"].map((hour, i) => [`1.0.${i}`, `2025-09-17T${hour}:00:00Z`]));
  const after = with_({ publishedAt: "2025-09-17T20:00:00Z", times });
  assert.deepEqual(spots(check(metadataBurst, unasked, after)), ["note package.json:1"]);
  const slow = new Map([...times].map(([version, time], i) => [version, time.replace("-17T", `-${10 + i}T`)]));
  assert.deepEqual(check(metadataBurst, unasked, with_({ publishedAt: "2025-09-17T20:00:00Z", times: slow })), []);
  const large = side({ "package.json": manifest({}), "bundle.js": "x".repeat(600_000) });
  assert.deepEqual(spots(check(metadataSize, unasked, large)), ["note bundle.js:1"]);
  assert.deepEqual(check(metadataSize, large, large), []);
});

test("metadata-fresh: a version of today, by the clock that is handed in", () => {
  const after = with_({ publishedAt: "2025-09-17T20:00:00Z" });
  const at = (now: string): string[] =>
    check(metadataFresh, unasked, after, { ...context, now }).map(({ message }) => message);
  assert.deepEqual(at("2025-09-17T20:20:00Z"), ["server@1.0.0 was published 20 minutes ago"]);
  assert.deepEqual(at("2025-09-18T10:20:00Z"), ["server@1.0.0 was published 14 hours ago"]);
  for (const now of ["2025-09-18T20:20:00Z", "2025-09-16T20:20:00Z", "nonsense"]) assert.deepEqual(at(now), []);
  assert.deepEqual(check(metadataFresh, unasked, after), []);
});

test("metadata-unknown: said, and never more than a note", () => {
  assert.deepEqual(spots(check(metadataUnknown, unasked, unasked)), ["note package.json:1"]);
  const all: RegistryFacts = { publisher: "a", maintainers: [], publishedAt: "x", signatures: "valid", provenance: {} };
  assert.deepEqual(check(metadataUnknown, unasked, with_(all)), []);
});

test("digest-republished: same version, other bytes; and what the registry announces", () => {
  const files = { "package.json": manifest({}), "README.md": "a\nb\n" };
  const before = side(files, { integrity: "sha512-one" });
  const after = side({ ...files, "README.md": "a\nc\n" }, { integrity: "sha512-two" });
  const [finding] = check(digestRepublished, before, after);
  assert.deepEqual([finding?.tier, finding?.evidence[0].path, finding?.evidence[0].line], ["block", "README.md", 2]);
  assert.match(finding?.message ?? "", /1\.0\.0/);
  const swapped = side(files, { integrity: "sha512-one", registry: { integrity: "sha512-other" } });
  assert.deepEqual(spots(check(digestRepublished, undefined, swapped)), ["block package.json:1"]);
  const raw = { versions: { "1.0.0": { dist: { integrity: "sha512-replaced" } } } };
  const next = side({ "package.json": manifest({ version: "1.0.1" }) }, { registry: { raw } });
  assert.deepEqual(spots(check(digestRepublished, before, next)), ["block package.json:1"]);
});

test("digest-republished: silent on equal tarballs and on other versions", () => {
  const before = side({ "package.json": manifest({}) }, { integrity: "sha512-one" });
  assert.deepEqual(check(digestRepublished, before, before), []);
  const next = side({ "package.json": manifest({ version: "1.0.1" }) }, { integrity: "sha512-two" });
  assert.deepEqual(check(digestRepublished, before, next), []);
});

test("digest-manifest: the registry's entry and the tarball disagree", () => {
  const fields = { scripts: { postinstall: "node x.js" }, dependencies: { hidden: "^1.0.0" } };
  const entry = { name: "server", version: "1.0.0", dist: {}, dependencies: { shown: "^1.0.0" } };
  const raw = { versions: { "1.0.0": entry } };
  assert.deepEqual(
    check(digestManifest, undefined, with_({ raw }, {}, fields)).map(({ value }) => value),
    [
      "dependency hidden@^1.0.0 only in the tarball",
      "dependency shown@^1.0.0 only in the registry",
      "script postinstall only in the tarball",
    ],
  );
  const same = { versions: { "1.0.0": { ...entry, ...fields } } };
  assert.deepEqual(check(digestManifest, undefined, with_({ raw: same }, {}, fields)), []);
  const abbreviated = {
    versions: { "1.0.0": { ...entry, dependencies: fields.dependencies, hasInstallScript: true } },
  };
  assert.deepEqual(check(digestManifest, undefined, with_({ raw: abbreviated }, {}, fields)), []);
});

test("registry facts: what a packument says, and nothing more", () => {
  const payload = {
    subject: [{ digest: { sha512: "00ff" } }],
    predicate: {
      buildDefinition: {
        externalParameters: { workflow: { repository: "https://github.com/o/n", path: ".github/workflows/r.yml" } },
      },
    },
  };
  const dsseEnvelope = { payload: Buffer.from(JSON.stringify(payload)).toString("base64") };
  const facts = registryFactsOf(
    {
      packument: {
        time: { created: "2025-01-01T00:00:00Z", "1.0.0": "2025-01-02T00:00:00Z", "1.0.1": "nonsense" },
        versions: { "1.0.0": { _npmUser: { name: "robot" }, maintainers: ["ann <ann@mail.test>", { name: "bo" }, 7] } },
      },
      attestations: { attestations: [{ predicateType: "https://slsa.dev/provenance/v1", bundle: { dsseEnvelope } }] },
    },
    "1.0.0",
  );
  assert.deepEqual(
    { ...facts, raw: undefined },
    {
      publisher: "robot",
      maintainers: ["ann", "bo"],
      addresses: new Map([["ann", "ann@mail.test"]]),
      publishedAt: "2025-01-02T00:00:00Z",
      times: new Map([["1.0.0", "2025-01-02T00:00:00Z"]]),
      signatures: "absent",
      hasInstallScript: false,
      provenance: { repository: "https://github.com/o/n", workflow: ".github/workflows/r.yml", subject: "sha512-AP8=" },
      raw: undefined,
    },
  );
});

test("registry facts of hostile documents", () => {
  for (const packument of [null, [], "x", { versions: null }, { versions: 5 }]) {
    assert.equal(registryFactsOf({ packument }, "1.0.0"), undefined);
  }
  const odd = {
    versions: JSON.parse('{"__proto__": {"deprecated": "x"}, "1.0.0": 7}') as unknown,
    time: [1],
    maintainers: 3,
  };
  assert.deepEqual(registryFactsOf({ packument: odd }, "2.0.0")?.unpublished, true);
  assert.deepEqual(
    registryFactsOf({ packument: odd, attestations: { attestations: [null, 3] } }, "constructor")?.unpublished,
    true,
  );
  assert.equal(registryFactsOf({ packument: odd }, "1.0.0")?.publisher, undefined);
});
