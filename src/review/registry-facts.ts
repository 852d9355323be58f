/** A registry's documents → what they say of one version. Every field is a claim; a field that is not there is unknown. */
import type { ProvenanceFacts, RegistryFacts } from "../rules/rule.js";

/** What the registry was asked. All of it is as it came. */
export interface RegistryAnswer {
  readonly packument: unknown;
  /** The registry's attestations endpoint for the version. */
  readonly attestations?: unknown;
  /** The outcome of checking `dist.signatures`, where somebody did. */
  readonly signatures?: "valid" | "invalid";
}

/** Versions of one package; more are not looked at. */
const MOST_VERSIONS = 20_000;
const HOOKS = ["preinstall", "install", "postinstall"];

type Members = { readonly [key: string]: unknown };

const members = (value: unknown): Members => (typeof value === "object" && value !== null ? (value as Members) : {});
const own = (value: unknown, key: string): unknown =>
  Object.hasOwn(members(value), key) ? members(value)[key] : undefined;
const text = (value: unknown): string | undefined => (typeof value === "string" && value !== "" ? value : undefined);

/** The object without its undefined members. */
function known<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}

/** What an answer says about a version; undefined when it is no packument. */
export function registryFactsOf(answer: RegistryAnswer, version: string): RegistryFacts | undefined {
  const versions = own(answer.packument, "versions");
  if (typeof versions !== "object" || versions === null) return undefined;
  const entry = own(versions, version);
  const times = timesOf(own(answer.packument, "time"));
  return known({
    integrity: text(own(own(entry, "dist"), "integrity")),
    shasum: text(own(own(entry, "dist"), "shasum")),
    tarball: text(own(own(entry, "dist"), "tarball")),
    publisher: text(own(own(entry, "_npmUser"), "name")),
    maintainers: maintainersOf(own(entry, "maintainers") ?? own(answer.packument, "maintainers")),
    maintainersNow: maintainersOf(own(answer.packument, "maintainers")),
    addresses: addressesOf(entry),
    repository: repositoryOf(own(entry, "repository")),
    publishedAt: times?.get(version),
    times,
    deprecated: text(own(entry, "deprecated")),
    unpublished: entry === undefined ? true : undefined,
    signatures: answer.signatures ?? (hasSignatures(entry) ? undefined : ("absent" as const)),
    provenance: provenanceOf(answer.attestations) ?? announcedProvenance(entry),
    hasInstallScript: entry === undefined ? undefined : hasInstallScript(entry),
    raw: answer.packument,
  });
}

/** The entries of `time` that are versions. */
function timesOf(time: unknown): ReadonlyMap<string, string> | undefined {
  const entries = Object.entries(members(time)).filter(
    (entry): entry is [string, string] =>
      /^\d/.test(entry[0]) && typeof entry[1] === "string" && !Number.isNaN(Date.parse(entry[1])),
  );
  return entries.length === 0 ? undefined : new Map(entries.slice(-MOST_VERSIONS));
}

function maintainersOf(list: unknown): readonly string[] | undefined {
  if (!Array.isArray(list)) return undefined;
  const names = list.map((item) => text(item)?.replace(/\s*<.*$/, "") ?? text(own(item, "name")));
  return names.filter((name) => name !== undefined);
}

function addressesOf(entry: unknown): ReadonlyMap<string, string> | undefined {
  const list = own(entry, "maintainers");
  const found = new Map<string, string>();
  // An account may be there twice, as a maintainer and as the publisher, and change in one place only.
  for (const account of [...(Array.isArray(list) ? (list as unknown[]) : []), own(entry, "_npmUser")]) {
    const written = /^(.*?)\s*<([^>]*)>$/.exec(text(account) ?? "");
    const name = text(own(account, "name")) ?? written?.[1];
    const address = text(own(account, "email")) ?? written?.[2];
    if (name === undefined || address === undefined) continue;
    found.set(found.has(name) ? `publisher ${name}` : name, address.toLowerCase());
  }
  return found.size === 0 ? undefined : found;
}

const repositoryOf = (repository: unknown): string | undefined => text(repository) ?? text(own(repository, "url"));

function hasSignatures(entry: unknown): boolean {
  const signatures = own(own(entry, "dist"), "signatures");
  return Array.isArray(signatures) && signatures.length > 0;
}

const hasInstallScript = (entry: unknown): boolean =>
  own(entry, "hasInstallScript") === true || HOOKS.some((hook) => text(own(own(entry, "scripts"), hook)) !== undefined);

/** `dist.attestations` says that there is provenance, and nothing of what it names. */
const announcedProvenance = (entry: unknown): ProvenanceFacts | undefined =>
  own(own(own(entry, "dist"), "attestations"), "provenance") === undefined ? undefined : {};

/** The first SLSA statement among the attestations. Its signature is not checked here. */
function provenanceOf(attestations: unknown): ProvenanceFacts | undefined {
  const list = own(attestations, "attestations") ?? attestations;
  if (!Array.isArray(list)) return undefined;
  for (const attestation of list) {
    if (!String(own(attestation, "predicateType")).startsWith("https://slsa.dev/provenance")) continue;
    return provenanceIn(statementOf(attestation));
  }
  return undefined;
}

function statementOf(attestation: unknown): unknown {
  const payload = text(own(own(own(attestation, "bundle"), "dsseEnvelope"), "payload"));
  if (payload === undefined) return undefined;
  try {
    return JSON.parse(Buffer.from(payload, "base64").toString("utf8"));
  } catch {
    return undefined;
  }
}

/** SLSA 1 (`buildDefinition`) and 0.2 (`invocation`). */
function provenanceIn(statement: unknown): ProvenanceFacts {
  const predicate = own(statement, "predicate");
  const workflow = own(own(own(predicate, "buildDefinition"), "externalParameters"), "workflow");
  const source = own(own(predicate, "invocation"), "configSource");
  const subject: unknown = own(statement, "subject");
  const sha512 = text(own(own(Array.isArray(subject) ? subject[0] : undefined, "digest"), "sha512"));
  return known({
    repository: text(own(workflow, "repository")) ?? text(own(source, "uri"))?.replace(/@.*$/, ""),
    workflow: text(own(workflow, "path")) ?? text(own(source, "entryPoint")),
    ref: text(own(workflow, "ref")) ?? /@(refs\/.*)$/.exec(text(own(source, "uri")) ?? "")?.[1],
    builder: text(own(own(own(predicate, "runDetails") ?? predicate, "builder"), "id")),
    subject: sha512 === undefined ? undefined : `sha512-${Buffer.from(sha512, "hex").toString("base64")}`,
  });
}
