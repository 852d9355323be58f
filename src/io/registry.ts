/**
 * The registry as a capability: packuments and tarballs. What it hands out has been looked at: a packument is the one
 * of the package that was asked for, a tarball has the integrity that was asked for.
 */
import { PinError } from "../errors.js";
import { isPackageName } from "../lockfile/fields.js";
import type { Integrity } from "../package/digest.js";
import { assertIntegrity } from "../package/integrity.js";
import type { NpmOptions } from "./npm-config.js";
import { type FetchAnswer, npmFetch } from "./npm-fetch.js";
import { plainUrl } from "./registry-errors.js";
import { withOwnTimes } from "./registry-facts.js";
import { registryOf } from "./tarball-address.js";

/** A package's document as the registry sends it. Every field is a claim of whoever wrote it. */
export interface Packument {
  readonly name: string;
  readonly "dist-tags": Readonly<Record<string, string>>;
  readonly versions: Readonly<Record<string, PackumentVersion>>;
  readonly [field: string]: unknown;
}

export interface PackumentVersion {
  readonly dist?: { readonly tarball?: unknown; readonly integrity?: unknown; readonly shasum?: unknown };
  readonly [field: string]: unknown;
}

export interface TarballRequest {
  /** `name@version`, for messages. */
  readonly subject: string;
  readonly address: string;
  /** Absent only where nothing announces one: an URL that somebody named. */
  readonly integrity?: Integrity | undefined;
}

export interface Registry {
  readonly npm: NpmOptions;
  /** The full packument, each package asked for once, without times that a mirror made up. @throws PinError `registry` */
  packument(name: string, signal?: AbortSignal): Promise<Packument>;
  /**
   * What resolving needs, abbreviated where the registry offers that: no times, people or (on some) `libc`.
   *
   * @throws PinError `registry`
   */
  manifests(name: string, signal?: AbortSignal): Promise<Packument>;
  /** @throws PinError `registry`; `integrity` for other bytes than announced. */
  tarball(request: TarballRequest, signal?: AbortSignal): Promise<Buffer>;
  /** JSON that a registry offers beside packuments, such as its signing keys. @throws PinError `registry` */
  json(address: string, signal?: AbortSignal): Promise<unknown>;
}

const FULL = "application/json";
const ABBREVIATED = "application/vnd.npm.install-v1+json";
/** The largest packuments are near 100 MB. */
const PACKUMENT_LIMIT = 256 * 1024 ** 2;
const TARBALL_LIMIT = 512 * 1024 ** 2;
/** More than about a dozen requests at a time stall each other. */
export const CONCURRENCY = 8;

export function openRegistry(npm: NpmOptions): Registry {
  const full = new Map<string, Promise<Packument>>();
  const lean = new Map<string, Promise<Packument>>();
  const document = async (name: string, accept: string, signal?: AbortSignal): Promise<Packument> => {
    if (!isPackageName(name)) throw new PinError("registry", `'${name}' is not a package name`);
    const address = registryOf(name, npm) + name.replace("/", "%2f");
    const answer = await npmFetch(address, npm, { subject: name, accept, limit: PACKUMENT_LIMIT, signal });
    const packument = packumentOf(answer, name, address);
    if (!answer.contentType.includes(ABBREVIATED)) full.set(name, Promise.resolve(packument));
    return packument;
  };
  return {
    npm,
    packument: async (name, signal) => withOwnTimes(await once(full, name, () => document(name, FULL, signal))),
    manifests: (name, signal) => {
      // Cut-offs by time need the times, which the abbreviated form lacks.
      const accept = npm.before === undefined ? `${ABBREVIATED}; q=1.0, ${FULL}; q=0.8` : FULL;
      return full.get(name) ?? once(lean, name, () => document(name, accept, signal));
    },
    tarball: (request, signal) => fetchTarball(request, npm, signal),
    json: async (address, signal) => {
      const answer = await npmFetch(address, npm, {
        subject: "registry",
        accept: FULL,
        limit: PACKUMENT_LIMIT,
        signal,
      });
      return jsonOf(answer, "registry", address);
    },
  };
}

function once(cache: Map<string, Promise<Packument>>, name: string, ask: () => Promise<Packument>): Promise<Packument> {
  const known = cache.get(name);
  if (known !== undefined) return known;
  const asked = ask();
  cache.set(name, asked);
  asked.catch(() => cache.delete(name));
  return asked;
}

function jsonOf(answer: FetchAnswer, subject: string, address: string): unknown {
  try {
    return JSON.parse(answer.bytes.toString("utf8"));
  } catch (cause) {
    const kind = /html/i.test(answer.contentType) || /^\s*</.test(answer.bytes.toString("latin1", 0, 64));
    throw new PinError("registry", `${subject}: ${plainUrl(address)} answered ${kind ? "HTML" : "what is not JSON"}`, {
      cause,
      hint: "is this a registry? A login page or a proxy may stand in between; see registry and proxy in .npmrc",
    });
  }
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function packumentOf(answer: FetchAnswer, name: string, address: string): Packument {
  const json = jsonOf(answer, name, address);
  const isPackument = isRecord(json) && json.name === name && isRecord(json.versions ?? {});
  if (!isPackument || !isRecord(json["dist-tags"] ?? {})) {
    throw new PinError("registry", `${name}: ${plainUrl(address)} did not answer with the package's document`);
  }
  if (!Object.values(json.versions ?? {}).every(isRecord)) {
    throw new PinError("registry", `${name}: the package's document is damaged: a version is not an object`);
  }
  return { ...json, name, "dist-tags": json["dist-tags"] ?? {}, versions: json.versions ?? {} } as Packument;
}

async function fetchTarball(request: TarballRequest, npm: NpmOptions, signal?: AbortSignal): Promise<Buffer> {
  const { subject, address, integrity } = request;
  const accept = "application/octet-stream, */*; q=0.8";
  const answer = await npmFetch(address, npm, { subject, accept, limit: TARBALL_LIMIT, signal });
  const { bytes, announcedLength } = answer;
  if (announcedLength !== undefined && bytes.length < announcedLength) {
    throw new PinError("registry", `${subject}: download cut short (${bytes.length} of ${announcedLength} bytes)`, {
      hint: "try again",
    });
  }
  if (integrity !== undefined) assertIntegrity(bytes, integrity, subject);
  return bytes;
}

/**
 * Runs a task for every item, `CONCURRENCY` at a time, and gives the results in the items' order. The first failure
 * stops what has not started and aborts what has.
 */
export async function inParallel<T, R>(
  items: readonly T[],
  task: (item: T, signal: AbortSignal) => Promise<R>,
  options: { readonly signal?: AbortSignal; readonly onDone?: (done: number, total: number) => void } = {},
): Promise<R[]> {
  const failure = new AbortController();
  const signal = options.signal === undefined ? failure.signal : AbortSignal.any([options.signal, failure.signal]);
  const results = new Array<R>(items.length);
  let next = 0;
  let done = 0;
  const worker = async (): Promise<void> => {
    for (let i = next++; i < items.length && !signal.aborted; i = next++) {
      results[i] = await task(items[i] as T, signal);
      options.onDone?.(++done, items.length);
    }
  };
  try {
    await Promise.all(Array.from({ length: Math.min(CONCURRENCY, items.length) }, worker));
  } catch (error) {
    failure.abort();
    throw error;
  }
  if (options.signal?.aborted === true) throw new PinError("interrupted", "interrupted");
  return results;
}
