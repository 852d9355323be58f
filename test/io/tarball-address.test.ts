/** An address is recorded only where the configured registry would not be asked for it anyway. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { NpmOptions } from "../../src/io/npm-config.js";
import { addressToFetch, conventionalAddress, unconventionalAddress } from "../../src/io/tarball-address.js";

const npm: NpmOptions = {
  registry: "https://mirror.example/npm/",
  replaceRegistryHost: "origin.example",
  "@acme:registry": "https://acme.example/",
  offline: false,
};

test("the conventional address is the scope's registry's", () => {
  assert.equal(conventionalAddress("a", "1.0.0", npm), "https://mirror.example/npm/a/-/a-1.0.0.tgz");
  assert.equal(conventionalAddress("@acme/b", "1.0.0+x", npm), "https://acme.example/@acme/b/-/b-1.0.0+x.tgz");
});

const CONVENTIONAL = [
  "https://mirror.example/npm/@x/a/-/a-1.0.0.tgz",
  "http://mirror.example/npm/@x/a/-/a-1.0.0.tgz",
  "https://mirror.example/npm/%40x/a/-/a-1.0.0.tgz",
  "https://user:token@mirror.example/npm/@x/a/-/a-1.0.0.tgz",
  "https://origin.example/@x/a/-/a-1.0.0.tgz",
];
for (const address of CONVENTIONAL) {
  test(`${address} is not recorded`, () => {
    assert.equal(unconventionalAddress(address, "@x/a", "1.0.0", npm), undefined);
  });
}

test("another host, path, version or query is recorded, without credentials", () => {
  const record = (address: string) => unconventionalAddress(address, "@x/a", "1.0.0", npm);
  assert.equal(record("https://user:token@cdn.example/a.tgz#frag"), "https://cdn.example/a.tgz");
  assert.equal(record("https://mirror.example/@x/a/-/a-1.0.0.tgz"), "https://mirror.example/@x/a/-/a-1.0.0.tgz");
  assert.equal(record("https://origin.example/@x/a/-/a-1.0.1.tgz"), "https://origin.example/@x/a/-/a-1.0.1.tgz");
  assert.match(record("https://mirror.example/npm/@x/a/-/a-1.0.0.tgz?v=2") ?? "", /\?v=2$/);
});

test("a recorded address is fetched where it is, unless its host is one that the registry stands for", () => {
  const fetched = (resolved: string) => addressToFetch({ name: "a", version: "1.0.0", resolved }, npm);
  assert.equal(fetched("https://cdn.example/a.tgz?x=1"), "https://cdn.example/a.tgz?x=1");
  assert.equal(fetched("https://origin.example/odd/a.tgz"), "https://mirror.example/odd/a.tgz");
  assert.equal(addressToFetch({ name: "a", version: "1.0.0" }, npm), "https://mirror.example/npm/a/-/a-1.0.0.tgz");
});
