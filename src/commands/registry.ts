/** The registry that a command asks, with npm's configuration and what the store kept. */
import { PinError } from "../errors.js";
import type { Host } from "../io/host.js";
import { withKeptTarballs } from "../io/kept-registry.js";
import { loadNpmOptions } from "../io/npm-config.js";
import { openRegistry, type Registry } from "../io/registry.js";
import type { NetworkOptions } from "./options.js";

/**
 * @param before resolving takes only what was published until then
 * @throws PinError `usage` or `registry` when the configuration names no usable registry.
 */
export async function registryFor(host: Host, options: NetworkOptions, before?: Date): Promise<Registry> {
  const npm = await loadNpmOptions({
    cwd: host.cwd,
    env: { ...host.env },
    cache: host.home.cache,
    ...(options.registry !== undefined && { registry: options.registry }),
    ...(options.offline !== undefined && { offline: options.offline }),
  });
  return withKeptTarballs(
    openRegistry(before === undefined ? npm : { ...npm, before: earlier(npm.before, before) }),
    host.home,
  );
}

const earlier = (configured: unknown, date: Date): Date =>
  configured instanceof Date && configured < date ? configured : date;

/** For what needs no registry: loads nothing, and says so when it is asked after all. */
export function unreachableRegistry(): Registry {
  const refuse = async (): Promise<never> => {
    throw new PinError("registry", "no registry is asked for packages on this disk");
  };
  const npm = { registry: "http://localhost/", offline: true, replaceRegistryHost: "never" };
  return { npm, packument: refuse, manifests: refuse, tarball: refuse, json: refuse };
}
