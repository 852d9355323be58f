/** What `add` shows of an offer: what the registry says, what the closure is made of, what the rules find. */
import { dependentsIn } from "../io/closure.js";
import type { Host } from "../io/host.js";
import type { Packument, Registry } from "../io/registry.js";
import { factsOf } from "../io/registry-facts.js";
import { signaturesOf } from "../io/signatures.js";
import { packageId } from "../lockfile/format.js";
import type { AddReport, SignatureState } from "../report/add.js";
import type { Assessment } from "../review/assess.js";
import { firstLook, scopeWarning } from "../review/first-look.js";
import type { RegistryAnswer } from "../review/registry-facts.js";
import { type Shown, shownOf } from "../review/shown.js";
import { type Offer, toPlace } from "./gather.js";

export interface Look {
  readonly offer: Offer;
  readonly report: AddReport;
  readonly assessment: Assessment;
  readonly shown: Shown;
}

export async function lookAt(
  host: Host,
  offer: Offer,
  registry: Registry,
  trusted: ReadonlySet<string>,
): Promise<Look> {
  const packument = await packumentOf(host, offer, registry);
  const report = await addReport(host, offer, registry, packument);
  const answer = packument && { packument, ...SIGNATURES[report.signature] };
  const assessment = assessOffer(offer, answer, { trusted, now: host.now().toISOString() });
  const shown = shownOf(assessment, { server: report.server, requiredBy: dependentsIn(offer.closure) });
  return { offer, report, assessment, shown };
}

/** Undefined for what no registry answers for. */
async function packumentOf(host: Host, { root, closure }: Offer, registry: Registry): Promise<Packument | undefined> {
  return closure.root.fromRegistry ? registry.packument(root.entry.name, host.signal) : undefined;
}

/** The outcome of the check, as the rules take it; they see in the packument whether there is a signature at all. */
const SIGNATURES: Readonly<Record<SignatureState, Pick<RegistryAnswer, "signatures">>> = {
  verified: { signatures: "valid" },
  invalid: { signatures: "invalid" },
  absent: {},
  unknown: {},
};

function assessOffer(
  { root, packages }: Offer,
  registry: RegistryAnswer | undefined,
  known: Parameters<typeof firstLook>[2],
): Assessment {
  const { name, version, integrity, contents } = root.entry;
  const own = {
    ...{ name, version, contents, tree: root.tree, problems: [] },
    ...(integrity !== undefined && { integrity }),
    ...(registry !== undefined && { registry }),
  };
  const others = [...packages.values()].filter((gathered) => gathered !== root);
  return firstLook(
    own,
    others.map(({ entry, tree, manifest }) => ({
      name: entry.name,
      version: entry.version,
      tree,
      manifest: manifest.declared,
    })),
    known,
  );
}

async function addReport(
  host: Host,
  offer: Offer,
  registry: Registry,
  packument: Packument | undefined,
): Promise<AddReport> {
  const { candidate, closure, packages } = offer;
  const said = await registryWord(host, offer, registry, packument);
  const placed = toPlace(offer, host);
  const here = new Set(placed.map(({ id }) => id));
  const trees = placed.map(({ tree }) => [...tree.files.values()]);
  return {
    server: candidate.server.name,
    package: candidate.server.package,
    ...(closure.root.fromRegistry && { registry: registry.npm.registry }),
    ...said,
    bin: candidate.server.bin,
    entry: candidate.server.entry,
    ...(candidate.server.interpreter !== undefined && { interpreter: candidate.server.interpreter }),
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
      ...[scopeWarning(offer.root.entry.name, said.repository)].filter((warning) => warning !== undefined),
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
async function registryWord(
  host: Host,
  { root }: Offer,
  registry: Registry,
  packument: Packument | undefined,
): Promise<RegistryWord> {
  if (packument === undefined) return { signature: "unknown", provenance: "unknown" };
  const { version } = root.entry;
  const { publisher, publishedAt, deprecated, repository } = factsOf(packument, version);
  return {
    ...(await signaturesOf(packument, version, registry, host.signal)),
    ...(publisher !== undefined && { publisher }),
    ...(publishedAt !== undefined && { published: publishedAt }),
    ...(deprecated !== undefined && { deprecated }),
    ...(repository !== undefined && { repository }),
  };
}
