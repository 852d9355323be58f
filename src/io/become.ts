/**
 * Makes this process the server: no second one is started, and nobody stands beside it. That is the fastest start there
 * is, and possible where nothing that this process was started with has to be kept from the server, and nobody reads its
 * streams. Everywhere else `launcher` starts the server as a child.
 */
import * as module from "node:module";
import type { Reviewed } from "../review/verdict.js";
import { endAfterwards } from "./afterwards.js";
import { type InitialEnvironment, initialEnvironment } from "./initial-environment.js";
import type { Launch } from "./launcher.js";
import { hookLoads } from "./load-hooks.js";
import { loaderVariables } from "./loader-variables.js";
import type { PinnedFiles } from "./pinned-files.js";
import { refusals } from "./refusals.js";
import { preloadWorkers } from "./workers.js";

/** Not in `@types/node`: what node itself runs a program's file with, and the modules that CommonJS has loaded. */
const { runMain, _cache: loaded } = module.Module as unknown as {
  readonly runMain?: (file: string) => void;
  readonly _cache: Record<string, unknown>;
};

/** Variables that node, its libraries or the system read when a process starts: too late to take them back. */
const READ_AT_START =
  /^(?:NODE_(?!ENV$|(?:DISABLE_)?COMPILE_CACHE)|UV_|SSL_|OPENSSL_|ICU_|LD_|DYLD_|MALLOC_|GLIBC_|GCONV_|LOCPATH$)/;
const PROXY = /^(?:https?|no|all)_proxy$/i;
/** The exit code of a refusal. */
const REFUSED = 3;

/** At once, and not by way of the server's own functions. Not in `@types/node`. */
const { reallyExit } = process as unknown as { readonly reallyExit: (code: number) => void };
const end = (): never => {
  reallyExit.call(process, REFUSED);
  for (;;);
};

type Env = Readonly<Record<string, string | undefined>>;

/** What this process was started with, if it can become the server; undefined if that has to be a process of its own. */
export function asServer(launch: Launch, env: Env): InitialEnvironment | undefined {
  if (process.platform === "win32" || !launch.isNode || launch.program !== process.execPath) return undefined;
  const isPlain = process.execArgv.length === 0 && process.channel === undefined && !hasCompileCache();
  if (!isPlain || runMain === undefined) return undefined;
  const names = [...Object.keys(env), ...Object.keys(launch.env)];
  const areProxiesRead = env.NODE_USE_ENV_PROXY !== undefined;
  const isRead = (name: string): boolean => READ_AT_START.test(name) || (areProxiesRead && PROXY.test(name));
  const isTooLate = names.some((name) => isRead(name) && env[name] !== launch.env[name]);
  return isTooLate ? undefined : initialEnvironment();
}

/** Runs the server's entry file as soon as the caller is done, as node does. Nothing of ours is loaded after that. */
export function become(launch: Launch, files: PinnedFiles, initial: InitialEnvironment, _: Reviewed): void {
  hookLoads(files, refusals(end), process.versions.node);
  const run = `${process.pid}-${Date.now()}`;
  endAfterwards({ run, group: initial.group });
  const variables = { ...loaderVariables(launch.root), MCP_PIN_RUN: run };
  preloadWorkers(variables);
  setEnvironment({ ...launch.env, ...variables });
  initial.forget();
  process.argv.splice(1, process.argv.length, launch.entry, ...launch.args);
  for (const file of Object.keys(loaded)) delete loaded[file];
  process.nextTick(() => runMain?.(launch.entry));
}

/** Sets every variable anew, so that nothing of it lies in what the process was started with. */
function setEnvironment(env: Readonly<Record<string, string>>): void {
  for (const name of Object.keys(process.env)) if (!Object.hasOwn(env, name)) delete process.env[name];
  Object.assign(process.env, env);
}

/** There is no way to turn one off again. */
function hasCompileCache(): boolean {
  const { getCompileCacheDir } = module as unknown as { readonly getCompileCacheDir?: () => string | undefined };
  return getCompileCacheDir?.() !== undefined;
}
