/** The values that `add` shows, from an offer and what the registry says of its root. */
import type { Host } from "../io/host.js";
import type { Registry } from "../io/registry.js";
import { factsOf } from "../io/registry-facts.js";
import { signaturesOf } from "../io/signatures.js";
import { packageId } from "../lockfile/format.js";
import type { AddReport } from "../report/add.js";
import { nameWarnings } from "../review/name-warnings.js";
import { type Offer, toPlace } from "./gather.js";

/** `pinned`: the names of packages that somebody trusts already, and that a new one may imitate. */
export async function addReport(
  host: Host,
  offer: Offer,
  registry: Registry,
  pinned: ReadonlySet<string>,
): Promise<AddReport> {
  const { candidate, closure, packages } = offer;
  const said = await registryWord(host, offer, registry);
  const placed = toPlace(offer, host);
  const here = new Set(placed.map(({ id }) => id));
  const trees = placed.map(({ tree }) => [...tree.files.values()]);
  return {
    server: candidate.server.name,
    package: candidate.server.package,
    registry: registry.npm.registry,
    ...said,
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
    warnings: [
      ...nameWarnings(offer.root.entry.name, said.repository, pinned),
      ...(said.deprecated === undefined ? [] : [`deprecated: ${said.deprecated}`]),
      ...closure.unresolved.map(
        ({ from, name, spec }) => `the registry does not have ${name}@${spec}, an optional dependency of ${from}`,
      ),
    ],
  };
}

type RegistryWord = Pick<AddReport, "publisher" | "published" | "deprecated" | "signature" | "provenance"> & {
  readonly repository?: string;
};

/** What no registry answers for has neither publisher nor signature. */
async function registryWord(host: Host, { root, closure }: Offer, registry: Registry): Promise<RegistryWord> {
  const { name, version } = root.entry;
  if (!closure.root.fromRegistry) return { signature: "unknown", provenance: "unknown" };
  const packument = await registry.packument(name, host.signal);
  const { publisher, publishedAt, deprecated, repository } = factsOf(packument, version);
  return {
    ...(await signaturesOf(packument, version, registry, host.signal)),
    ...(publisher !== undefined && { publisher }),
    ...(publishedAt !== undefined && { published: publishedAt }),
    ...(deprecated !== undefined && { deprecated }),
    ...(repository !== undefined && { repository }),
  };
}
