/**
 * Closures of real servers, place by place and digest by digest against what npm resolves from the same registry.
 * Skipped by name where the registry that npm is configured for cannot be reached.
 */
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { PinError } from "../../src/errors.js";
import type { Closure } from "../../src/io/closure.js";
import { loadNpmOptions } from "../../src/io/npm-config.js";
import { openRegistry, type Registry } from "../../src/io/registry.js";
import { resolveClosure } from "../../src/io/resolver.js";
import { conventionalAddress } from "../../src/io/tarball-address.js";
import { run } from "../helpers/spawn.js";

const SERVERS = [
  "@modelcontextprotocol/server-filesystem",
  "@upstash/context7-mcp",
  "@notionhq/notion-mcp-server",
  "@playwright/mcp",
  "mcp-remote",
  "resend-mcp",
  "firecrawl-mcp",
  "mongodb-mcp-server", // Install scripts in its closure.
  "@modelcontextprotocol/server-everything",
  "@executeautomation/playwright-mcp-server", // Packages for one platform each, told apart by os, cpu and libc.
  "exa-mcp-server",
];

interface LockedPackage {
  readonly name?: string;
  readonly version: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly inBundle?: boolean;
  readonly optional?: boolean;
  readonly hasInstallScript?: boolean;
  readonly os?: readonly string[];
  readonly cpu?: readonly string[];
  readonly libc?: readonly string[];
}

const root = mkdtempSync(join(tmpdir(), "mcp-pin-online-"));
after(() => rmSync(root, { recursive: true, force: true, maxRetries: 3 }));
const environment = Object.fromEntries(
  Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
);

async function connect(): Promise<Registry | string> {
  try {
    const npm = await loadNpmOptions({ cwd: root, env: process.env, cache: join(root, "cache") });
    const registry = openRegistry(npm);
    await registry.packument("mcp-remote");
    return registry;
  } catch (error) {
    return error instanceof PinError ? error.message : String(error);
  }
}

const connected = await connect();
const skip = typeof connected === "string" ? `the registry cannot be reached: ${connected}` : false;

const resolve = (spec: string, previous?: Closure["nodes"]): Promise<Closure> => {
  const registry = connected as Registry;
  return resolveClosure({ spec, registry, base: root, ...(previous === undefined ? {} : { previous }) });
};

/**
 * Each server in a folder of its own; the npm cache is shared, so that the registry is asked once. What npm says when it
 * finds no closure: a release that comes in between can want one that the cache does not know, so it is asked twice.
 */
async function lockedByNpm(spec: string, more: readonly string[] = []): Promise<Map<string, LockedPackage> | string> {
  const folder = mkdtempSync(join(root, "npm-"));
  writeFileSync(join(folder, "package.json"), "{}");
  const options = ["--package-lock-only", "--ignore-scripts", "--omit-lockfile-registry-resolved=false", "--no-audit"];
  const cache = ["--cache", join(root, "npm-cache")];
  const args = ["install", ...options, ...more, ...cache, spec];
  const { code, stderr } = await run("npm", args, { cwd: folder, env: environment });
  if (code !== 0) return more.length > 0 ? stderr : lockedByNpm(spec, ["--prefer-online"]);
  const lock = JSON.parse(readFileSync(join(folder, "package-lock.json"), "utf8"));
  const packages = Object.entries(lock.packages as Record<string, LockedPackage>);
  return new Map(packages.filter(([location]) => location !== ""));
}

const row = (location: string, entry: LockedPackage, name: string) => ({
  location,
  name,
  version: entry.version,
  integrity: entry.integrity,
  optional: entry.optional === true,
  hasInstallScript: entry.hasInstallScript === true,
  os: entry.os,
  cpu: entry.cpu,
  libc: entry.libc,
});

const nameAt = (location: string): string => location.slice(location.lastIndexOf("node_modules/") + 13);
const byLocation = (a: { location: string }, b: { location: string }): number => (a.location < b.location ? -1 : 1);

function assertSame(closure: Closure, locked: ReadonlyMap<string, LockedPackage>): void {
  const theirs = [...locked].map(([location, entry]) => ({ location, entry, name: entry.name ?? nameAt(location) }));
  assert.deepEqual(
    [...closure.nodes.values()].map((node) => row(node.location, node, node.name)).sort(byLocation),
    theirs
      .filter(({ entry }) => entry.inBundle !== true)
      .map(({ location, entry, name }) => row(location, entry, name))
      .sort(byLocation),
  );
  assert.deepEqual(
    closure.bundled.map(({ location }) => location).sort(),
    theirs
      .filter(({ entry }) => entry.inBundle === true)
      .map(({ location }) => location)
      .sort(),
  );
  const { npm } = connected as Registry;
  for (const node of closure.nodes.values()) {
    const address = node.resolved ?? conventionalAddress(node.name, node.version, npm);
    assert.equal(address, locked.get(node.location)?.resolved, node.location);
  }
}

for (const spec of SERVERS) {
  test(`${spec}: the closure is npm's`, { skip }, async (t) => {
    const locked = await lockedByNpm(spec);
    if (typeof locked === "string") return t.skip(`npm finds no closure: ${locked}`);
    assertSame(await resolve(spec), locked);
  });
}

for (const spec of ["@modelcontextprotocol/server-filesystem", "mcp-remote"]) {
  test(`${spec}: what still fits a previous closure stays`, { skip }, async () => {
    const previous = await yesterdays(spec);
    const fresh = await resolve(spec);
    const again = await resolve(`${spec}@${fresh.root.version}`, previous);
    assert.notDeepEqual(versionsOf(previous), versionsOf(fresh.nodes), "the registry has moved on");
    assert.deepEqual(versionsOf(again.nodes), versionsOf(previous));
  });
}

const versionsOf = (nodes: Closure["nodes"]) =>
  new Map([...nodes].map(([location, { version, integrity }]) => [location, `${version} ${integrity}`]));

/** The closure as it was when the registry lacked the newest version of every dependency that can do without it. */
async function yesterdays(spec: string): Promise<Closure["nodes"]> {
  const { nodes, root: server } = await resolve(spec);
  const hidden = new Map([...nodes.values()].map(({ name, version }) => [name, version]));
  hidden.delete(server.name);
  for (;;) {
    try {
      return (await resolveClosure({ spec, registry: withoutVersions(hidden), base: root })).nodes;
    } catch (error) {
      const [, needed] =
        /No (?:matching version found|versions available) for (@?[^@\s]+)/.exec((error as Error).message) ?? [];
      if (needed === undefined || !hidden.delete(needed)) throw error;
    }
  }
}

function withoutVersions(hidden: ReadonlyMap<string, string>): Registry {
  const registry = connected as Registry;
  const manifests: Registry["manifests"] = async (name, signal) => {
    const packument = await registry.manifests(name, signal);
    const version = hidden.get(name);
    if (version === undefined) return packument;
    const versions = Object.entries(packument.versions).filter(([key]) => key !== version);
    return { ...packument, "dist-tags": {}, versions: Object.fromEntries(versions) };
  };
  return { ...registry, manifests };
}
