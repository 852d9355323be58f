/** The registry that a command asks, with npm's configuration and what the store kept. */
import type { Host } from "../io/host.js";
import { withKeptTarballs } from "../io/kept-registry.js";
import { loadNpmOptions } from "../io/npm-config.js";
import { openRegistry, type Registry } from "../io/registry.js";
import type { NetworkOptions } from "./options.js";

/** @throws PinError `usage` or `registry` when the configuration names no usable registry. */
export async function registryFor(host: Host, options: NetworkOptions): Promise<Registry> {
  const npm = await loadNpmOptions({
    cwd: host.cwd,
    env: { ...host.env },
    cache: host.home.cache,
    ...(options.registry !== undefined && { registry: options.registry }),
    ...(options.offline !== undefined && { offline: options.offline }),
  });
  return withKeptTarballs(openRegistry(npm), host.home);
}
