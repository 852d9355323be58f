/** npm's configuration as npm reads it, less what would make a lockfile depend on the machine. */
import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { PinError } from "../../src/errors.js";
import { loadNpmOptions, type NpmConfigInput, type NpmOptions } from "../../src/io/npm-config.js";
import { scratch } from "../helpers/scratch.js";

interface Files {
  readonly user?: string;
  readonly project?: string;
  readonly env?: Readonly<Record<string, string>>;
}

function load(t: TestContext, files: Files, input: Partial<NpmConfigInput> = {}): Promise<NpmOptions> {
  const root = scratch(t);
  const cwd = join(root, "project");
  mkdirSync(cwd);
  writeFileSync(join(cwd, "package.json"), "{}");
  writeFileSync(join(root, ".npmrc"), files.user ?? "");
  if (files.project !== undefined) writeFileSync(join(cwd, ".npmrc"), files.project);
  const env = { HOME: root, npm_config_globalconfig: join(root, "none"), ...files.env };
  return loadNpmOptions({ cwd, env, cache: join(root, "cache"), ...input });
}

const failure = (code: string, message: RegExp) => (error: unknown) =>
  error instanceof PinError && error.code === code && message.test(error.message);

test("registry, scopes, tokens and proxy come from the user's .npmrc", async (t) => {
  const user = [
    "registry=https://registry.example/npm",
    "@acme:registry=https://acme.example/",
    "//acme.example/:_authToken=${ACME_TOKEN}",
    "https-proxy=http://proxy.example:8080/",
  ].join("\n");
  const options = await load(t, { user, env: { ACME_TOKEN: "s3cret" } });
  assert.equal(options.registry, "https://registry.example/npm/");
  assert.equal(options["@acme:registry"], "https://acme.example/");
  assert.equal(options["//acme.example/:_authToken"], "s3cret");
  assert.equal(options.httpsProxy, "http://proxy.example:8080/");
});

test("what would make a lockfile depend on the machine is not honoured; before is", async (t) => {
  const user =
    "legacy-peer-deps=true\ninstall-strategy=nested\nomit[]=optional\nprefer-dedupe=true\nengine-strict=true";
  const options = await load(t, { user: `${user}\nbefore=2026-01-01\nignore-scripts=false\naudit=true` });
  for (const key of ["legacyPeerDeps", "installStrategy", "omit", "preferDedupe", "engineStrict"]) {
    assert.equal(options[key], undefined, key);
  }
  assert.ok(options.before instanceof Date);
  assert.equal(options.ignoreScripts, true);
  assert.equal(options.audit, false);
});

test("of a project's own .npmrc only the registry keys count", async (t) => {
  const project = [
    "; comment",
    "registry = 'https://project.example/' ; inline",
    "@team:registry=https://team.example/",
    "userconfig=./evil",
    "before=2020-01-01",
    "//project.example/:_authToken=theirs",
    "script-shell=/bin/evil",
  ].join("\n");
  const options = await load(t, { project, user: "registry=https://user.example/" });
  assert.equal(options.registry, "https://project.example/");
  assert.equal(options["@team:registry"], "https://team.example/");
  assert.equal(options.before, undefined);
  assert.equal(options["//project.example/:_authToken"], undefined);
});

test("the environment beats the project, and --registry beats both", async (t) => {
  const files = { project: "registry=https://p.example/", env: { npm_config_registry: "https://e.example/" } };
  assert.equal((await load(t, files)).registry, "https://e.example/");
  assert.equal((await load(t, files, { registry: "https://o.example" })).registry, "https://o.example/");
});

test("a project cannot spell the environment into an address", async (t) => {
  const project = "registry=https://evil.example/${SECRET}/";
  await assert.rejects(load(t, { project, env: { SECRET: "x" } }), failure("registry", /from the environment/));
});

test("a registry that is no address, or holds credentials, is refused by the place that names it", async (t) => {
  await assert.rejects(load(t, {}, { registry: "not an address" }), failure("usage", /--registry/));
  await assert.rejects(load(t, {}, { registry: "ftp://x.example/" }), failure("usage", /--registry/));
  await assert.rejects(load(t, {}, { registry: "https://u:p@x.example/" }), failure("usage", /credentials/));
  await assert.rejects(load(t, { project: "registry=nowhere" }), failure("registry", /'nowhere'/));
});

test("nothing is printed and our own environment stays as it was, whatever npm warns about", async (t) => {
  const before = { ...process.env };
  const written = t.mock.method(process.stderr, "write", () => true);
  await load(t, { user: "no-such-setting=1", env: { npm_config_nodedir: "/usr", npm_config_omit: "nonsense" } });
  assert.equal(written.mock.callCount(), 0);
  assert.deepEqual({ ...process.env }, before);
});

test("replace-registry-host is spelled out, and retries and timeouts are bounded", async (t) => {
  const options = await load(t, { user: "fetch-retries=9\nfetch-timeout=600000" });
  assert.match(options.replaceRegistryHost, /^[a-z.]+\.[a-z]+$/);
  assert.deepEqual([(options.retry as { retries: number }).retries, options.timeout], [2, 30_000]);
  assert.equal((await load(t, { user: "replace-registry-host=never" })).replaceRegistryHost, "never");
});
