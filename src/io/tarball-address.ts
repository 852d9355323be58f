/**
 * Where a registry keeps a tarball: by convention `<registry>/<name>/-/<last part of name>-<version>.tgz`. A lockfile
 * records an address only where a packument names another one, so it works behind any mirror.
 */
import type { NpmOptions } from "./npm-config.js";
import { plainUrl } from "./registry-errors.js";

/** The registry of the package's scope, else the default one; with a final slash. */
export function registryOf(name: string, npm: NpmOptions): string {
  const scope = name.startsWith("@") ? name.slice(0, name.indexOf("/")) : npm.scope;
  const scoped = typeof scope === "string" && scope !== "" ? npm[`${scope}:registry`] : undefined;
  return typeof scoped === "string" ? scoped : npm.registry;
}

const conventionalPath = (name: string, version: string): string =>
  `${name}/-/${name.slice(name.indexOf("/") + 1)}-${version}.tgz`;

/** The conventional address at the configured registry. */
export const conventionalAddress = (name: string, version: string, npm: NpmOptions): string =>
  new URL(conventionalPath(name, version), registryOf(name, npm)).href;

/**
 * The address to record for what a packument's `dist.tarball` names: undefined when it is the conventional one. The
 * hosts that npm's `replace-registry-host` stands for count as the configured registry, and so does the scheme: a
 * registry behind a proxy often announces `http:` for itself.
 */
export function unconventionalAddress(
  tarball: string,
  name: string,
  version: string,
  npm: NpmOptions,
): string | undefined {
  const announced = plainUrl(tarball);
  const conventional = new URL(conventionalAddress(name, version, npm));
  const url = new URL(announced);
  const ownPath = decodeURIComponent(conventional.pathname);
  const rootPath = `/${conventionalPath(name, version)}`;
  const path = safeDecode(url.pathname);
  if (url.search !== "") return announced;
  if (url.host === conventional.host && path === ownPath) return undefined;
  if (isReplaced(url, npm) && (path === ownPath || path === rootPath)) return undefined;
  return announced;
}

/** The address to fetch for a recorded one, after `replace-registry-host`. */
export function addressToFetch(
  entry: { readonly name: string; readonly version: string; readonly resolved?: string },
  npm: NpmOptions,
): string {
  if (entry.resolved === undefined) return conventionalAddress(entry.name, entry.version, npm);
  const url = new URL(plainUrl(entry.resolved));
  return isReplaced(url, npm) ? new URL(url.pathname + url.search, registryOf(entry.name, npm)).href : url.href;
}

const isReplaced = (url: URL, npm: NpmOptions): boolean =>
  npm.replaceRegistryHost !== "never" && (npm.replaceRegistryHost === "always" || npm.replaceRegistryHost === url.host);

function safeDecode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
