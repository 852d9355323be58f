/** The registry capability on a loopback registry, and packages made up on the spot. */
import type { TestContext } from "node:test";
import { type LoopbackRegistry, startRegistry } from "../../src/io/loopback-registry.js";
import { loadNpmOptions, type NpmConfigInput } from "../../src/io/npm-config.js";
import { packTree } from "../../src/io/pack.js";
import { openRegistry, type Registry } from "../../src/io/registry.js";
import { treeOf } from "../../src/package/tree.js";
import { FIXTURE_PACKAGES } from "./paths.js";
import { makeSandbox } from "./sandbox.js";
import { scratch } from "./scratch.js";

export interface TestRegistry {
  readonly loopback: LoopbackRegistry;
  readonly registry: Registry;
  /** An empty folder. */
  readonly base: string;
}

/** Serves the fixture packages and what is published later. */
export async function testRegistry(t: TestContext, npm: Partial<NpmConfigInput> = {}): Promise<TestRegistry> {
  const loopback = await startRegistry({ folder: FIXTURE_PACKAGES, slowness: 60_000 });
  t.after(() => loopback.stop());
  const { env, work, store } = makeSandbox(scratch(t), loopback.url);
  const options = await loadNpmOptions({ cwd: work, env, cache: store, ...npm });
  return { loopback, registry: openRegistry(options), base: work };
}

/** A tarball of a package with this package.json and, beside it, these files. */
export function packageTarball(manifest: object, files: Readonly<Record<string, string>> = {}): Uint8Array {
  const all = { "package.json": JSON.stringify(manifest), ...files };
  const entries = Object.entries(all).map(([path, text]) => ({ path, bytes: Buffer.from(text), executable: false }));
  return packTree(treeOf(entries));
}

/** Publishes `name@version` with these further fields of package.json. */
export function publish(loopback: LoopbackRegistry, id: string, fields: object = {}): void {
  const at = id.lastIndexOf("@");
  loopback.publishTarball(packageTarball({ name: id.slice(0, at), version: id.slice(at + 1), ...fields }));
}
