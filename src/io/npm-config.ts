/**
 * npm's own configuration, read by npm's own library: user, global, builtin npmrc and `npm_config_*`. Of what it says
 * only the way to the registries is kept. What would make a lockfile depend on the machine (legacy-peer-deps, omit,
 * install-strategy, …) is not; `before` and `min-release-age` are, because people set them against fresh attacks.
 */
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { PinError } from "../errors.js";

/** Options as pacote, arborist and npm-registry-fetch take them. May hold credentials: never printed. */
export interface NpmOptions {
  /** The default registry, with a final slash. */
  readonly registry: string;
  readonly offline: boolean;
  /** npm's `replace-registry-host`, with `npmjs` spelled out. */
  readonly replaceRegistryHost: string;
  readonly [key: string]: unknown;
}

export interface NpmConfigInput {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** mcp-pin's own folder for what npm's libraries want to keep. */
  readonly cache: string;
  /** `--registry`. */
  readonly registry?: string;
  readonly offline?: boolean;
}

const KEPT = [
  ...["before", "ca", "cert", "httpsProxy", "key", "localAddress", "maxSockets", "minReleaseAgeExclude", "noProxy"],
  ...["proxy", "registry", "scope", "strictSSL", "userAgent"],
];
/** Keys that hold for one address (`//host/path/:_authToken`) or one scope (`@scope:registry`). */
const ADDRESSED = /^\/\/|^@[^:]*:registry$/;
/** Milliseconds without a byte; npm's own is five minutes, too long to wait before a start. */
const IDLE_TIMEOUT = 30_000;
/** "Registry down" must be an answer within seconds. */
const RETRY = { retries: 2, factor: 2, minTimeout: 300, maxTimeout: 2000 };

/**
 * @throws PinError `usage` for a bad `--registry`; `registry` when npm's configuration cannot be read or names a
 *   registry that is no address.
 */
export async function loadNpmOptions(input: NpmConfigInput): Promise<NpmOptions> {
  if (input.registry !== undefined) assertRegistry(input.registry, "usage", "--registry");
  const { default: npm } = await import("@npmcli/config/lib/definitions/index.js");
  const config = await readConfig(input);
  const project = await projectRegistries(config.localPrefix, config.get("userconfig"));
  const options: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(config.flat)) {
    if (value !== null && (KEPT.includes(key) || ADDRESSED.test(key))) options[key] = value;
  }
  for (const [key, value] of project) {
    if (config.find(key) !== "env") options[key] = value;
  }
  if (input.registry !== undefined) options.registry = input.registry;
  for (const [key, value] of Object.entries(options)) {
    if (key === "registry" || key.endsWith(":registry")) options[key] = assertRegistry(value, "registry", key);
  }
  const replaced = config.flat.replaceRegistryHost;
  const isDefault = typeof replaced !== "string" || replaced === "npmjs";
  return {
    ...options,
    registry: options.registry as string,
    replaceRegistryHost: isDefault ? new URL(npm.definitions.registry.default).host : replaced,
    offline: input.offline ?? config.flat.offline === true,
    ignoreScripts: true,
    audit: false,
    cache: input.cache,
    tufCache: join(input.cache, "tuf"),
    timeout: Math.min(IDLE_TIMEOUT, Number(config.flat.timeout) || IDLE_TIMEOUT),
    retry: { ...RETRY, retries: Math.min(RETRY.retries, Number(config.get("fetch-retries")) || 0) },
  };
}

/**
 * The configuration without the project's layer: as in npm's global mode. A project's .npmrc could otherwise name
 * another `userconfig`, and expand the environment's secrets into an address.
 */
async function readConfig(input: NpmConfigInput): Promise<InstanceType<typeof import("@npmcli/config").default>> {
  const { default: Config } = await import("@npmcli/config");
  const { default: npm } = await import("@npmcli/config/lib/definitions/index.js");
  const agent = process.env.npm_config_user_agent;
  try {
    const config = new Config({
      definitions: npm.definitions,
      shorthands: npm.shorthands,
      flatten: npm.flatten,
      nerfDarts: npm.nerfDarts,
      npmPath: npmFolder(),
      env: { ...input.env },
      argv: [process.execPath, "npm", "--global"],
      cwd: input.cwd,
      warn: false,
    });
    await config.load();
    void config.flat;
    return config;
  } catch (cause) {
    throw new PinError("registry", `npm's configuration cannot be read: ${(cause as Error).message}`, {
      cause,
      hint: "run npm config list to see where each setting comes from",
    });
  } finally {
    // The library tells child processes of npm through our own environment.
    if (agent === undefined) delete process.env.npm_config_user_agent;
    else process.env.npm_config_user_agent = agent;
  }
}

/** Where npm stands beside node: its builtin npmrc is the distribution's. */
function npmFolder(): string {
  const bin = dirname(process.execPath);
  return process.platform === "win32" ? join(bin, "node_modules/npm") : join(bin, "../lib/node_modules/npm");
}

/** The registry keys of the project's own .npmrc; everything else in it is somebody else's wish. */
async function projectRegistries(folder: string, userConfig: unknown): Promise<Map<string, string>> {
  const path = join(folder, ".npmrc");
  const registries = new Map<string, string>();
  if (path === userConfig) return registries;
  const text = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT" || error.code === "ENOTDIR") return "";
    throw new PinError("registry", `${path} cannot be read: ${error.message}`, { cause: error });
  });
  for (const line of text.split(/\r?\n/)) {
    if (/^\s*\[/.test(line)) break;
    const [, key, value] = /^\s*((?:@[^:=\s]+:)?registry)\s*=\s*["']?([^"'\s;#]*)/.exec(line) ?? [];
    if (key === undefined || value === undefined) continue;
    if (value.includes("${")) {
      throw new PinError("registry", `${path}: '${key}' takes its address from the environment`, {
        hint: "a project must not read your environment: set it in your own .npmrc, or pass --registry",
      });
    }
    registries.set(key, value);
  }
  return registries;
}

/** @returns the address with a final slash. */
function assertRegistry(value: unknown, code: "usage" | "registry", where: string): string {
  const url = typeof value === "string" && URL.canParse(value) ? new URL(value) : undefined;
  if (url === undefined || !["http:", "https:"].includes(url.protocol)) {
    throw new PinError(code, `${where}: '${String(value)}' is not the address of a registry`);
  }
  if (url.username !== "" || url.password !== "") {
    throw new PinError(code, `${where}: the registry's address holds credentials`, {
      hint: "npm takes them from .npmrc, as a token for the host",
    });
  }
  url.search = "";
  url.hash = "";
  return url.href.endsWith("/") ? url.href : `${url.href}/`;
}
