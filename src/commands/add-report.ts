/** The values that `add` shows, from an offer and what the registry says of its root. */
import type { Host } from "../io/host.js";
import type { Registry } from "../io/registry.js";
import { packageId } from "../lockfile/format.js";
import type { AddReport } from "../report/add.js";
import { type Offer, toPlace } from "./gather.js";

export async function addReport(host: Host, offer: Offer, registry: Registry): Promise<AddReport> {
  const { candidate, closure, packages } = offer;
  const placed = toPlace(offer, host);
  const here = new Set(placed.map(({ id }) => id));
  const trees = placed.map(({ tree }) => [...tree.files.values()]);
  return {
    server: candidate.server.name,
    package: candidate.server.package,
    registry: registry.npm.registry,
    signature: "unknown",
    provenance: "unknown",
    bin: candidate.server.bin,
    entry: candidate.server.entry,
    closure: {
      packages: here.size,
      otherPlatforms: packages.size - here.size,
      bundled: closure.bundled.length,
      files: trees.reduce((total, files) => total + files.length, 0),
      bytes: trees.flat().reduce((total, file) => total + file.bytes.length, 0),
    },
    installScripts: [...packages.values()].flatMap(({ entry, manifest }) =>
      manifest.installScripts.length === 0
        ? []
        : [{ package: packageId(entry.name, entry.version), scripts: manifest.installScripts }],
    ),
    warnings: closure.unresolved.map(
      ({ from, name, spec }) => `the registry does not have ${name}@${spec}, an optional dependency of ${from}`,
    ),
  };
}
