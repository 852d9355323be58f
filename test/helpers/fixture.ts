/** A release from fixtures/packages, as it would come from a registry. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { packFolder } from "../../src/io/pack.js";
import { integrityOf } from "../../src/package/integrity.js";
import { readTarball } from "../../src/package/tarball.js";
import { contentsDigest } from "../../src/package/tree.js";
import type { Version } from "../../src/review/assess.js";
import { ROOT } from "./root.js";

const PACKAGES = join(ROOT, "fixtures/packages");

export function fixture(name: string, version: string): Version {
  const tarball = packFolder(join(PACKAGES, name, version));
  const { tree, problems } = readTarball(tarball);
  const { maintainers, time } = JSON.parse(readFileSync(join(PACKAGES, name, "registry.json"), "utf8")) as {
    readonly maintainers: readonly { readonly name: string }[];
    readonly time: object;
  };
  const publisher = maintainers[0]?.name;
  const packument = { versions: { [version]: { _npmUser: { name: publisher }, maintainers } }, time };
  const integrity = integrityOf(tarball);
  return { name, version, integrity, contents: contentsDigest(tree), tree, problems, registry: { packument } };
}
