/**
 * Where arborist gets its packuments: our registry, through the `packumentCache` option of pacote. So all requests run
 * together, an answer is used once, and a registry that fails is not taken for an optional package that is missing.
 *
 * Dependencies that no registry answers for (git, URL, file) are renamed to a token on their way, and read by our own
 * code when arborist asks for the token's packument: pacote's own readers would prepare, build and follow links.
 */
import { createHash } from "node:crypto";
import npa, { type Spec } from "npm-package-arg";
import { isSecret } from "../clients/looks-secret.js";
import { PinError } from "../errors.js";
import type { Json } from "../package/canonical.js";
import { manifestOf } from "../package/manifest.js";
import { type Acquired, acquiredFrom } from "./acquire.js";
import { type ReadContext, readExotic } from "./exotic.js";
import { kindAt } from "./folder.js";
import type { Packument, PackumentVersion } from "./registry.js";
import { isNotFound } from "./registry-errors.js";

/** A package that no registry answers for, as it was read. */
export interface ExoticPackage extends Acquired {
  readonly name: string;
  readonly version: string;
  readonly resolved: string;
}

/** What becomes of dependencies that no registry answers for. Those that are left out are told. */
export type ExoticPolicy = "refuse" | "pin" | "leave out";

export interface SourceOptions extends ReadContext {
  readonly exotic: ExoticPolicy;
  readonly onPackument?: ((count: number) => void) | undefined;
}

interface Dependency {
  readonly name: string;
  readonly spec: string;
}

/** Who wants a package that the user named. */
export const COMMAND_LINE = "the command line";
const FIELDS = ["dependencies", "optionalDependencies", "peerDependencies"] as const;
/** Specs with none of this are versions, ranges or tags: most are, and need no parsing. */
const MAY_BE_EXOTIC = /[:/\\]|^\.|\.(?:tgz|tar|tar\.gz)$/i;

export class PackumentSource {
  readonly #options: SourceOptions;
  readonly #documents = new Map<string, Promise<Packument>>();
  readonly #tokens = new Map<string, { readonly spec: Spec; readonly wantedBy: string; readonly base: string }>();
  readonly #exotics = new Map<string, ExoticPackage>();
  readonly #leftOut = new Map<string, Dependency[]>();
  readonly #stop = new AbortController();
  readonly #signal: AbortSignal;
  /** Why the resolution as a whole cannot be believed. */
  failure: PinError | undefined;
  #count = 0;

  constructor(options: SourceOptions) {
    this.#options = options;
    const { signal } = options;
    this.#signal = signal === undefined ? this.#stop.signal : AbortSignal.any([signal, this.#stop.signal]);
  }

  /** Pacote's cache protocol. The key is the form wanted and the packument's address, which ends in the name. */
  get(key: string): Promise<Packument> {
    const document = this.packument(nameIn(key));
    document.catch((error: unknown) => this.#judge(error));
    return document;
  }

  has(): boolean {
    return true;
  }

  set(): void {}

  delete(): void {}

  /** The same for looking ahead: what fails here may not be needed, so nothing is concluded from it. */
  readonly ahead = {
    get: (key: string): Promise<Packument> => this.packument(nameIn(key)),
    has: (): boolean => true,
  };

  /** The packument with its exotic dependencies renamed to tokens. */
  packument(name: string): Promise<Packument> {
    const known = this.#documents.get(name);
    if (known !== undefined) return known;
    const document = this.#load(name);
    this.#documents.set(name, document);
    document.catch(() => undefined);
    return document;
  }

  /** The exotic package behind a token, once arborist has asked for it. */
  exotic(token: string): ExoticPackage | undefined {
    return this.#exotics.get(token);
  }

  /** The exotic dependencies of a package that were left out. */
  leftOut(id: string): readonly Dependency[] {
    return this.#leftOut.get(id) ?? [];
  }

  /** A spec of a registry's kind that stands for an exotic one. */
  tokenFor(spec: Spec, wantedBy: string, base: string): string {
    const from = spec.type === "file" || spec.type === "directory" ? base : "";
    const hash = createHash("sha256").update(`${spec.type}\n${spec.rawSpec}\n${from}`).digest("hex").slice(0, 40);
    const token = `mcp-pin-exotic-${hash}`;
    if (!this.#tokens.has(token)) this.#tokens.set(token, { spec, wantedBy, base });
    return token;
  }

  async #load(name: string): Promise<Packument> {
    const token = this.#tokens.get(name);
    if (token !== undefined) return this.#exoticPackument(name, token);
    const packument = await this.#options.registry.manifests(name, this.#signal);
    this.#options.onPackument?.(++this.#count);
    const versions = Object.entries(packument.versions).map(([version, manifest]) => [
      version,
      this.#renamed(manifest, `${name}@${version}`, undefined),
    ]);
    return { ...packument, versions: Object.fromEntries(versions) };
  }

  #renamed(manifest: PackumentVersion, id: string, base: string | undefined): PackumentVersion {
    let renamed = manifest;
    for (const field of FIELDS) {
      const dependencies = manifest[field];
      if (typeof dependencies !== "object" || dependencies === null) continue;
      for (const [name, text] of Object.entries(dependencies)) {
        const spec = typeof text === "string" && MAY_BE_EXOTIC.test(text) ? exoticSpec(name, text, base) : undefined;
        if (spec === undefined) continue;
        const { [name]: _, ...rest } = renamed[field] as Record<string, unknown>;
        if (this.#options.exotic === "leave out") this.#leaveOut(id, { name, spec: text });
        else rest[name] = exactSpec(this.tokenFor(spec, id, base ?? ""));
        renamed = { ...renamed, [field]: rest };
      }
    }
    return renamed;
  }

  #leaveOut(id: string, dependency: Dependency): void {
    const known = this.#leftOut.get(id);
    if (known === undefined) this.#leftOut.set(id, [dependency]);
    else known.push(dependency);
  }

  async #exoticPackument(
    token: string,
    { spec, wantedBy, base }: { readonly spec: Spec; readonly wantedBy: string; readonly base: string },
  ): Promise<Packument> {
    const wants = `${wantedBy} wants '${spec.rawSpec}'`;
    const isPath = spec.type === "file" || spec.type === "directory";
    if (isPath && base === "") {
      throw new PinError("refused", `${wants}: a published package cannot bring a path of its author's disk`);
    }
    if (this.#options.exotic !== "pin") {
      const what = wantedBy === COMMAND_LINE ? `'${spec.rawSpec}' is a package` : `${wants}, a dependency`;
      throw new PinError("refused", `${what} that no registry answers for`, {
        hint: "--allow-exotic pins it as it is; nothing is built for it",
      });
    }
    if (spec.type === "remote") assertNoSecret(spec.fetchSpec ?? "");
    const raw = await readExotic(spec, { ...this.#options, signal: this.#signal });
    const acquired = acquiredFrom(raw, raw.resolved);
    const { name, version, declared } = manifestOf(acquired.tree, raw.resolved);
    this.#exotics.set(token, { ...acquired, name, version, resolved: raw.resolved });
    const isFolder = isPath && (await kindAt(String(spec.fetchSpec))) === "folder";
    const manifest = this.#renamed(declared, `${name}@${version}`, isFolder ? String(spec.fetchSpec) : undefined);
    return packumentOf(token, manifest, acquired, spec);
  }

  #judge(error: unknown): void {
    if (isNotFound(error) || this.failure !== undefined) return;
    this.failure = error instanceof PinError ? error : new PinError("registry", String(error), { cause: error });
    this.#stop.abort();
  }
}

const nameIn = (key: string): string => decodeURIComponent(key.slice(key.lastIndexOf("/") + 1));

export const isToken = (name: string): boolean => name.startsWith("mcp-pin-exotic-");

export const exactSpec = (token: string): string => `npm:${token}@${tokenVersion(token)}`;
/** No range but its own exact spec is satisfied by it: a git package never passes for a registry's. */
const tokenVersion = (token: string): string => `0.0.0-${token}`;

function exoticSpec(name: string, text: string, base: string | undefined): Spec | undefined {
  try {
    const spec = npa.resolve(name, text, base ?? "/");
    return ["git", "remote", "file", "directory"].includes(spec.type) ? spec : undefined;
  } catch {
    return undefined; // An unsupported protocol: arborist refuses it in its own words.
  }
}

/** The address is recorded, and a lockfile never holds a secret. */
function assertNoSecret(address: string): void {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  const [name] = [...(url?.searchParams ?? [])].find(([key, value]) => isSecret(value, key)) ?? [];
  if (url === undefined || name === undefined) return;
  const what = `${url.origin}${url.pathname}: '${name}' in its query may be a secret, and would be recorded`;
  throw new PinError("refused", what, { hint: "download the tarball, and add the file" });
}

function packumentOf(token: string, manifest: PackumentVersion, acquired: Acquired, spec: Spec): Packument {
  const version = tokenVersion(token);
  const tarball = spec.type === "remote" ? spec.fetchSpec : undefined;
  const dist = { integrity: acquired.integrity, ...(typeof tarball === "string" ? { tarball } : {}) };
  return {
    name: token,
    "dist-tags": { latest: version },
    versions: { [version]: { ...(manifest as { readonly [key: string]: Json }), name: token, version, dist } },
  };
}
