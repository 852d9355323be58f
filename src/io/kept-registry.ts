/** A registry that hands out tarballs the store kept, before it asks over the network. */
import { assertIntegrity } from "../package/integrity.js";
import type { Home } from "./home.js";
import type { Registry } from "./registry.js";
import { keptTarball } from "./store.js";

export function withKeptTarballs(registry: Registry, home: Home): Registry {
  return {
    ...registry,
    tarball: async (request, signal) => {
      const { integrity, subject } = request;
      const kept = integrity === undefined ? undefined : keptTarball(home, integrity);
      if (kept === undefined || integrity === undefined) return registry.tarball(request, signal);
      try {
        assertIntegrity(kept, integrity, subject);
        return kept;
      } catch {
        return registry.tarball(request, signal); // Damaged on disk: the registry's copy replaces it.
      }
    },
  };
}
