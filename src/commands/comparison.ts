/** From specs to the question that the rules answer: both packages, and what became of the closure between them. */
import { readFileSync } from "node:fs";
import { basename, resolve } from "node:path";
import { PinError } from "../errors.js";
import { assertIdentity, readSource } from "../io/acquire.js";
import { acquireSpec, type SpecifiedPackage } from "../io/acquire-spec.js";
import { type Closure, type ClosureNode, dependentsIn } from "../io/closure.js";
import type { ReadContext } from "../io/exotic.js";
import type { Host } from "../io/host.js";
import type { Progress } from "../io/progress.js";
import { inParallel, type Packument, type Registry } from "../io/registry.js";
import { resolveClosure } from "../io/resolver.js";
import { signaturesOf } from "../io/signatures.js";
import { isExotic, parseSpec } from "../io/spec.js";
import { packageId } from "../lockfile/format.js";
import { type IntegrityOptions, shasumOf } from "../package/integrity.js";
import { packageJson } from "../package/manifest.js";
import type { ArchiveProblem } from "../package/tarball.js";
import { contentsDigest, type PackageTree } from "../package/tree.js";
import type { ClosureChange, Identity, Question, Version } from "../review/assess.js";
import { type ClosurePairs, pairClosures } from "../review/closure-change.js";
import type { RegistryAnswer } from "../review/registry-facts.js";
import type { NetworkOptions } from "./options.js";
import { registryFor, unreachableRegistry } from "./registry.js";

export interface ComparisonOptions extends NetworkOptions {
  /** Compare the dependencies, too, where a registry can tell them. */
  readonly deps?: boolean;
  readonly allowSha1?: boolean;
  /** Registry documents for offline use, as files. */
  readonly packumentFrom?: string;
  readonly packumentTo?: string;
}

/** A question, and who asks for which dependency, as far as closures were resolved. */
export interface Comparison extends Question {
  readonly requiredBy?: ReadonlyMap<string, readonly string[]>;
  /** Why the dependencies are not compared, though that was asked for. */
  readonly failure?: PinError;
}

/** The question for two specs, or for one (`from` undefined: a first look). */
export async function questionFor(
  host: Host,
  from: string | undefined,
  to: string,
  options: ComparisonOptions,
  progress: Progress,
): Promise<Comparison> {
  const specs = from === undefined ? [to] : [from, to];
  const isLocal = specs.every((spec) => ["file", "directory"].includes(parseSpec(spec, host.cwd).type));
  const registry = isLocal ? unreachableRegistry() : await registryFor(host, options);
  const context = {
    registry,
    base: host.cwd,
    signal: host.signal,
    allowSha1: options.allowSha1 === true,
    limits: options.limits,
  };
  const documents = [options.packumentFrom, options.packumentTo].map((file) => documentsIn(host, file));
  const version = async (spec: string, side: Documents | undefined): Promise<Version> => {
    progress.phase(`reading ${spec}`);
    return versionOf(await acquireSpec(spec, context), spec, registry, side, host);
  };
  const before = from === undefined ? undefined : await version(from, documents[0]);
  const after = await version(to, documents[1]);
  const fromRegistry = specs.every((spec) => !isExotic(parseSpec(spec, host.cwd)));
  const closures =
    options.deps === true && fromRegistry ? await closuresOrFailure(host, before, after, context, progress) : {};
  const packuments = documents[1]?.packuments;
  return {
    ...(before !== undefined && { before }),
    after,
    now: host.now().toISOString(),
    ...closures,
    ...(packuments !== undefined && { packuments }),
  };
}

export interface Documents {
  readonly packuments: ReadonlyMap<string, unknown>;
  readonly attestations: Readonly<Record<string, unknown>>;
}

/** A packument, or `{"packuments": {name: packument}, "attestations": {name@version: answer}}`. */
export function documentsIn(host: Host, file: string | undefined): Documents | undefined {
  if (file === undefined) return undefined;
  let json: { name?: string; versions?: unknown; packuments?: object; attestations?: Record<string, unknown> } | null;
  try {
    json = JSON.parse(readFileSync(resolve(host.cwd, file), "utf8"));
  } catch (cause) {
    throw new PinError("usage", `${file} is not a file of registry documents: ${(cause as Error).message}`, { cause });
  }
  const packuments =
    json?.versions === undefined ? Object.entries(json?.packuments ?? {}) : [[json.name ?? "", json] as const];
  return { packuments: new Map(packuments), attestations: json?.attestations ?? {} };
}

async function versionOf(
  found: SpecifiedPackage,
  spec: string,
  registry: Registry,
  documents: Documents | undefined,
  host: Host,
): Promise<Version> {
  const json = packageJson(found.tree);
  const { name, version } = identityIn(json) ?? { name: basename(spec).replace(/\.t(ar\.)?gz$/, ""), version: "0.0.0" };
  const answer =
    documents === undefined ? await answerOf(found, registry, host) : recordedAnswer(documents, name, version);
  return {
    name,
    version,
    ...(found.integrity !== undefined && { integrity: found.integrity }),
    ...(found.tarball !== undefined && { shasum: shasumOf(found.tarball) }),
    contents: contentsDigest(found.tree),
    tree: found.tree,
    problems: [...found.problems, ...unreadable(found.tree, json)],
    ...(answer !== undefined && { registry: answer }),
  };
}

type Read = ReturnType<typeof packageJson>;

/** What package.json says; where it says nothing usable, the spec has to name the package. */
function identityIn(json: Read): Identity | undefined {
  if (typeof json === "string") return undefined;
  const { name, version } = json;
  return typeof name === "string" && typeof version === "string" ? { name, version } : undefined;
}

/** A file that says what is run, and that nobody can read, is no less than a damaged archive. */
function unreadable({ files }: PackageTree, json: Read): readonly ArchiveProblem[] {
  const path = "package.json";
  return typeof json === "string" && files.has(path) ? [{ path, inner: path, reason: json }] : [];
}

export function recordedAnswer(
  { packuments, attestations }: Documents,
  name: string,
  version: string,
): RegistryAnswer | undefined {
  if (!packuments.has(name)) return undefined;
  const id = packageId(name, version);
  return {
    packument: packuments.get(name),
    ...(Object.hasOwn(attestations, id) && { attestations: attestations[id] }),
  };
}

async function answerOf(
  { packument, version }: SpecifiedPackage,
  registry: Registry,
  host: Host,
): Promise<RegistryAnswer | undefined> {
  return packument === undefined || version === undefined ? undefined : answerFor(packument, version, registry, host);
}

/** The document with the outcome of checking the version's signature. */
export async function answerFor(
  packument: Packument,
  version: string,
  registry: Registry,
  host: Host,
): Promise<RegistryAnswer> {
  const { signature } = await signaturesOf(packument, version, registry, host.signal);
  if (signature === "verified") return { packument, signatures: "valid" };
  return signature === "invalid" ? { packument, signatures: "invalid" } : { packument };
}

type Closures = Pick<Comparison, "dependencies" | "requiredBy" | "notRead">;

/** What the package itself brings is told whatever becomes of its dependencies. */
async function closuresOrFailure(
  ...asked: Parameters<typeof closureChange>
): Promise<Closures | Pick<Comparison, "failure">> {
  try {
    return await closureChange(...asked);
  } catch (failure) {
    if (!(failure instanceof PinError) || failure.code === "interrupted") throw failure;
    return { failure };
  }
}

/** Both closures, the second moved from the first only where it must; dependencies that are the same are not fetched. */
async function closureChange(
  host: Host,
  before: Version | undefined,
  after: Version,
  context: ReadContext & IntegrityOptions,
  progress: Progress,
): Promise<Closures> {
  progress.phase(`resolving the closure of ${after.name}`);
  const { signal, ...rest } = context;
  const request = { ...rest, exotic: "leave out" as const, ...(signal !== undefined && { signal }) };
  const old = before && (await resolveClosure({ ...request, spec: packageId(before.name, before.version) }));
  const now = await resolveClosure({
    ...request,
    spec: packageId(after.name, after.version),
    ...(old !== undefined && before?.name === after.name && { previous: old.nodes }),
  });
  const pairs = pairClosures(dependenciesOf(old), dependenciesOf(now), keyOf);
  return {
    dependencies: await readPairs(pairs, (node, signal) => readNode(node, { ...context, signal }), host, progress),
    requiredBy: dependentsIn(...(old === undefined ? [now] : [old, now])),
    notRead: now.unresolved.map(({ from, name, spec }) => ({
      package: from,
      path: "package.json",
      reason: `the dependency ${name}@${spec}: no registry has it, and it was not fetched`,
    })),
  };
}

/** Reads what differs, each package once. */
export async function readPairs<B extends Identity, A extends Identity>(
  { added, changed, removed }: ClosurePairs<B, A>,
  read: (item: B | A, signal: AbortSignal) => Promise<Version>,
  host: Host,
  progress: Progress,
): Promise<ClosureChange> {
  progress.phase("reading the dependencies that differ");
  const items = new Set<B | A>([...added, ...changed.flatMap(({ before, after }) => [before, after])]);
  const versions = new Map(
    await inParallel([...items], async (item, signal) => [item, await read(item, signal)] as const, {
      signal: host.signal,
      onDone: progress.step,
    }),
  );
  const versionOf = (item: B | A): Version => {
    const version = versions.get(item);
    if (version === undefined) throw new TypeError(`${item.name} was not read`);
    return version;
  };
  return {
    added: added.map(versionOf),
    changed: changed.map(({ before, after }) => ({ before: versionOf(before), after: versionOf(after) })),
    removed: removed.map(({ name, version }) => ({ name, version })),
  };
}

/** What stands where in the closure, the root left out. */
const dependenciesOf = (closure: Closure | undefined): ReadonlyMap<string, ClosureNode> =>
  new Map([...(closure?.nodes ?? [])].filter(([, node]) => node !== closure?.root));

const keyOf = ({ name, version, integrity, resolved }: ClosureNode): string =>
  `${packageId(name, version)} ${integrity ?? resolved}`;

async function readNode(node: ClosureNode, context: ReadContext): Promise<Version> {
  const { reading, integrity } = await readSource(node, context);
  const { tree, problems } = reading;
  if (problems.length === 0) assertIdentity(tree, node, packageId(node.name, node.version));
  const packument =
    node.resolved === undefined ? await context.registry.packument(node.name, context.signal) : undefined;
  return {
    name: node.name,
    version: node.version,
    ...(integrity !== undefined && { integrity }),
    contents: contentsDigest(tree),
    tree,
    problems,
    ...(packument !== undefined && { registry: { packument } }),
  };
}
