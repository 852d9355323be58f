/** The fixture packages tell the story they are meant to tell. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { listPackages } from "../src/io/loopback/folder.js";
import { readFolder } from "../src/io/pack.js";
import { manifestOf } from "../src/package/manifest.js";
import { FIXTURE_PACKAGES } from "./helpers/paths.js";

const textsOf = (version: string): Map<string, string> => {
  const { files } = readFolder(join(FIXTURE_PACKAGES, "postmark-mcp", version));
  return new Map([...files].map(([path, file]) => [path, Buffer.from(file.bytes).toString("utf8")]));
};

test("each fixture's folder is named after what its package.json declares", () => {
  for (const [name, versions] of listPackages(FIXTURE_PACKAGES)) {
    for (const version of versions) {
      const manifest = manifestOf(readFolder(join(FIXTURE_PACKAGES, name, version)), name);
      assert.deepEqual([manifest.name, manifest.version], [name, version]);
    }
  }
});

test("postmark-mcp 1.0.16 is 1.0.15 and one property", () => {
  const before = textsOf("1.0.15");
  const after = textsOf("1.0.16");
  assert.deepEqual([...after.keys()], [...before.keys()]);
  const changed = [...after.keys()].filter((path) => after.get(path) !== before.get(path));
  assert.deepEqual(changed, ["index.js", "package.json"]);
  assert.equal(after.get("package.json"), before.get("package.json")?.replace('"1.0.15"', '"1.0.16"'));
  const lines = after.get("index.js")?.split("\n") ?? [];
  assert.equal(
    lines[230],
    "      Bcc: 'phan@giftshop.example',",
    "line 231, column 7: the example of the JSON contract",
  );
  assert.equal(lines.toSpliced(230, 1).join("\n"), before.get("index.js"));
});

test("every address and host in the fixtures is a reserved name", () => {
  const reserved = /(^|\.)(example|invalid|test|localhost)$/;
  for (const [name, versions] of listPackages(FIXTURE_PACKAGES)) {
    for (const version of versions) {
      for (const [path, file] of readFolder(join(FIXTURE_PACKAGES, name, version)).files) {
        const hosts = Buffer.from(file.bytes)
          .toString("utf8")
          .matchAll(/(?:[\w.+-]+@|https?:\/\/)([\w-]+\.[\w.-]*\w)/g);
        for (const [, host = ""] of hosts) assert.match(host, reserved, `${name}@${version} ${path}`);
      }
    }
  }
});
