/**
 * From one spec to the whole closure, with arborist's ideal tree in an empty temporary folder: the same places and
 * versions that npm would install, for every platform, with no script run and nothing installed.
 */
import { mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PinError } from "../errors.js";
import type { IntegrityOptions } from "../package/integrity.js";
import type { ArchiveLimits } from "../package/limits.js";
import { pickVersion } from "./acquire-spec.js";
import { type Closure, closureOf } from "./closure.js";
import { COMMAND_LINE, type ExoticPolicy, exactSpec, isToken, PackumentSource } from "./packument-source.js";
import { type PreviousClosure, writePrevious } from "./previous-tree.js";
import type { Registry } from "./registry.js";
import { registryError } from "./registry-errors.js";
import { isExotic, nameOf, parseSpec } from "./spec.js";

export interface ResolveRequest extends IntegrityOptions {
  /** What the user named: `name`, `name@range`, an URL, a folder, … */
  readonly spec: string;
  readonly registry: Registry;
  /** The folder that relative paths mean, and that recorded `file:` paths are relative to. */
  readonly base: string;
  /** What becomes of git, URL and file packages; they are refused unless it says otherwise. */
  readonly exotic?: ExoticPolicy;
  /** The closure that is pinned today: what still fits stays. */
  readonly previous?: PreviousClosure;
  readonly signal?: AbortSignal;
  /** What an archive may unpack to. */
  readonly limits?: ArchiveLimits | undefined;
  /** Called with the number of packuments that have arrived. */
  readonly onProgress?: (packuments: number) => void;
}

/**
 * @throws PinError `usage` for what is no spec; `registry` when the registry does not answer or lacks the package;
 *   `resolve` when the dependencies contradict each other; `refused` for exotic packages; `integrity`; `interrupted`.
 */
export async function resolveClosure(request: ResolveRequest): Promise<Closure> {
  const { registry, base, signal, limits } = request;
  const context = { registry, base, signal, limits };
  const { exotic = "refuse" } = request;
  const source = new PackumentSource({ ...context, exotic, onPackument: request.onProgress });
  const folder = await realpath(await mkdtemp(join(tmpdir(), "mcp-pin-resolve-")));
  try {
    const options = { ...registry.npm, ...fixedOptions(folder, signal) };
    const root = await rootOf(request, source);
    const ahead = lookAhead(root, source, options);
    const dependencies = { [root.name]: root.spec };
    await writeFile(join(folder, "package.json"), JSON.stringify({ dependencies }));
    if (request.previous !== undefined) {
      await writePrevious(folder, dependencies, request.previous, source, request);
    }
    const { default: Arborist } = await import("@npmcli/arborist");
    const tree = await new Arborist({ ...options, path: folder, packumentCache: source }).buildIdealTree();
    if (source.failure !== undefined) throw source.failure;
    await ahead;
    return await closureOf(tree.inventory.values(), root.name, { ...context, ...allowed(request), source });
  } catch (error) {
    throw resolveError(source.failure ?? error, request);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const allowed = ({ allowSha1 }: ResolveRequest): IntegrityOptions => (allowSha1 === undefined ? {} : { allowSha1 });

/**
 * `complete` opens packages that bundle others, which pacote does by address: `_isRoot` lets that through
 * `allowRemote: root`, while dependencies on addresses stay refused.
 */
const fixedOptions = (folder: string, signal: AbortSignal | undefined): Record<string, unknown> => ({
  cache: join(folder, "cache"),
  complete: true,
  installLinks: true,
  allowGit: "none",
  allowFile: "none",
  allowDirectory: "none",
  allowRemote: "root",
  _isRoot: true,
  ...(signal === undefined ? {} : { signal }),
});

interface Root {
  /** The name of its location. */
  readonly name: string;
  /** An exact version, or the token of an exotic package. */
  readonly spec: string;
}

async function rootOf(request: ResolveRequest, source: PackumentSource): Promise<Root> {
  const spec = parseSpec(request.spec, request.base);
  if (isExotic(spec)) {
    const token = source.tokenFor(spec, COMMAND_LINE, request.base);
    await source.packument(token);
    return { name: source.exotic(token)?.name ?? "", spec: exactSpec(token) };
  }
  const name = nameOf(spec);
  const packument = await source.packument(name);
  return { name, spec: await pickVersion(packument, spec.rawSpec, request) };
}

/**
 * Asks for the packuments that the closure will probably need, all at once: arborist asks for a few at a time. What
 * fails here is asked for again, and judged, only if it is needed.
 */
async function lookAhead(root: Root, source: PackumentSource, options: object): Promise<void> {
  const { default: pacote } = await import("pacote");
  const { default: npa } = await import("npm-package-arg");
  const seen = new Set<string>();
  const visit = async (name: string, text: string): Promise<void> => {
    const key = `${name}@${text}`;
    if (seen.has(key)) return;
    seen.add(key);
    const spec = npa.resolve(name, text, "/");
    const target = spec.subSpec?.name ?? "";
    if (spec.registry !== true || (isToken(target) && source.exotic(target) === undefined)) return;
    const manifest = await pacote.manifest(key, { ...options, fullMetadata: true, packumentCache: source.ahead });
    const { peerDependenciesMeta: meta = {} } = manifest;
    const peers = Object.entries(manifest.peerDependencies ?? {}).filter(([peer]) => meta[peer]?.optional !== true);
    const others = Object.entries({ ...manifest.dependencies, ...manifest.optionalDependencies });
    await Promise.all([...others, ...peers].map(([dep, range]) => visit(dep, range).catch(() => undefined)));
  };
  await visit(root.name, root.spec).catch(() => undefined);
}

function resolveError(error: unknown, request: ResolveRequest): PinError {
  if (request.signal?.aborted === true) return new PinError("interrupted", "interrupted", { cause: error });
  const { code, message, requiredBy } = error as Readonly<Record<"code" | "message" | "requiredBy", unknown>>;
  const why = typeof requiredBy === "string" && requiredBy !== "." ? ` (wanted by ${requiredBy})` : "";
  if (error instanceof PinError) return why === "" ? error : withReason(error, why);
  const said = String(message ?? error).replace(/\.$/, "");
  if (code === "ERESOLVE") {
    return new PinError("resolve", `${request.spec}: peer dependencies contradict each other: ${conflict(error)}`, {
      cause: error,
      hint: "its author has to mend this; npm install fails on it, too",
    });
  }
  if (code === "EBADPLATFORM") return new PinError("resolve", `${request.spec}: ${said}`, { cause: error });
  if (typeof code === "string" && /^E(?:TARGET|NOVERSIONS|UNSUPPORTEDPROTOCOL|INVALID|ALLOW|INCOMPLETE)/.test(code)) {
    return new PinError("resolve", `${request.spec}: ${said}${why}`, { cause: error });
  }
  return registryError(error, request.spec, request.registry.npm.registry, request.signal);
}

function withReason({ code, message, hint, cause }: PinError, why: string): PinError {
  return new PinError(code, message + why, { cause, ...(hint === undefined ? {} : { hint }) });
}

function conflict(error: unknown): string {
  const { edge, current } = error as {
    readonly edge?: { readonly name?: unknown; readonly spec?: unknown; readonly from?: { readonly name?: unknown } };
    readonly current?: { readonly name?: unknown; readonly version?: unknown };
  };
  return `${edge?.from?.name} wants ${edge?.name}@${edge?.spec}, found ${current?.name}@${current?.version}`;
}
