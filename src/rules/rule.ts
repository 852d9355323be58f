/** What a rule is. A rule without its texts, tiers or kind does not compile. */
import type { Evidence, PackageFacts } from "../facts/facts.js";
import type { ArchiveProblem } from "../package/tarball.js";
import type { PackageTree } from "../package/tree.js";

export type { Evidence } from "../facts/facts.js";

/** `block` cannot be accepted unattended, `ask` needs a yes, `note` is listed. */
export type Tier = "block" | "ask" | "note";

/** What a finding is about: the closed list of the JSON contract. */
export type Kind =
  | "mail-header"
  | "address"
  | "exec"
  | "dynamic-code"
  | "obfuscation"
  | "lifecycle"
  | "dependency"
  | "entrypoint"
  | "binary"
  | "unicode"
  | "tool-metadata"
  | "env"
  | "fs-secret"
  | "tar"
  | "digest"
  | "metadata";

/** The name a finding is acknowledged by and `mcp-pin explain` takes: `mail-recipient-constant`. */
export type RuleId = `${string}-${string}`;

/** What the registry says about one version. A field that it does not say is absent: unknown, neither fine nor alarming. */
export interface RegistryFacts {
  readonly integrity?: string;
  /** SHA-1 of the tarball in hex, as announced. */
  readonly shasum?: string;
  /** The account that published the version. */
  readonly publisher?: string;
  readonly maintainers?: readonly string[];
  /** Who may publish now, by the document of the package instead of the version's entry. */
  readonly maintainersNow?: readonly string[];
  /** The mail address of each account, lower case. */
  readonly addresses?: ReadonlyMap<string, string>;
  /** Where the registry says that the tarball is. */
  readonly tarball?: string;
  /** The package's repository, as this version's packument entry states it. */
  readonly repository?: string;
  /** ISO 8601. */
  readonly publishedAt?: string;
  /** Times of every version of the package, ISO 8601. */
  readonly times?: ReadonlyMap<string, string>;
  readonly deprecated?: string;
  /** True when the packument no longer lists the version. */
  readonly unpublished?: boolean;
  readonly signatures?: "valid" | "invalid" | "absent";
  readonly provenance?: ProvenanceFacts;
  readonly hasInstallScript?: boolean;
  /** The whole entry, for what has no field above. Hostile. */
  readonly raw?: unknown;
}

export interface ProvenanceFacts {
  readonly repository?: string;
  readonly workflow?: string;
  /** The branch or tag that was built: `refs/heads/main`. */
  readonly ref?: string;
  /** What built it: a runner of the forge, or somebody's own. */
  readonly builder?: string;
  /** The digest of the tarball that the attestation is about. */
  readonly subject?: string;
}

/** One version of one package, as rules see it. */
export interface Side {
  readonly name: string;
  readonly version: string;
  readonly tree: PackageTree;
  /** What the strict archive reader refused. */
  readonly problems: readonly ArchiveProblem[];
  readonly facts: PackageFacts;
  /** package.json as parsed; undefined when it is missing or not an object. Hostile. */
  readonly manifest: { readonly [key: string]: unknown } | undefined;
  /** Of the tarball, when there is one. */
  readonly integrity?: string;
  /** SHA-1 of the tarball in hex. */
  readonly shasum?: string;
  readonly registry?: RegistryFacts;
}

/** What is known beyond the two sides. */
export interface Context {
  /**
   * The package (`name@version`) of the reviewed closure that already held a fact with this key, if any: what moved
   * between packages is not new.
   */
  heldElsewhere(key: string): string | undefined;
  /** Hosts and domains of the package's own maker: homepage, repository, author of the *reviewed* version. */
  readonly firstParty: ReadonlySet<string>;
  /** Names known to be widely used, to compare new dependency names with. */
  readonly knownNames: ReadonlySet<string>;
  /** The time of the comparison, ISO 8601; undefined where nobody hands in a clock. */
  readonly now?: string;
  /** What the registry says of other packages (new dependencies), by name. */
  registryOf(name: string): RegistryFacts | undefined;
}

/** `before` is undefined at a first look. */
export interface RuleInput {
  readonly before: Side | undefined;
  readonly after: Side;
  readonly context: Context;
}

/** What a rule saw. `analyse` makes it a finding by adding the rule's names and tier. */
export interface Sighting {
  /** One sentence, lower case, no final full stop, that names the value and, if disguised, its spelling. Hostile text. */
  readonly message: string;
  readonly value?: string;
  /** The most telling place first. */
  readonly evidence: readonly [Evidence, ...Evidence[]];
  /** How telling, 0 to 100: orders the findings within a tier. */
  readonly weight: number;
  /** Only ever milder than the rule's tier. */
  readonly tier?: Tier;
}

export interface Finding extends Sighting {
  readonly rule: RuleId;
  readonly kind: Kind;
  readonly tier: Tier;
  /** `name@version` of the side that has it. */
  readonly package: string;
}

export interface RuleTexts {
  /** What it finds. */
  readonly finds: string;
  /** Why that matters, with the incident that showed it. */
  readonly why: string;
  /** When it fires on something harmless. */
  readonly falseAlarms: string;
  /** What a reviewer should do. */
  readonly action: string;
}

export interface Rule {
  readonly id: RuleId;
  readonly kind: Kind;
  /** One line, lower case. */
  readonly title: string;
  /** For a change of a reviewed version, and for a package that is looked at for the first time. */
  readonly tier: { readonly change: Tier; readonly firstLook: Tier | "silent" };
  /** True where it asks, instead of blocking, about a bundle that newly brings libraries: they do what it tells. */
  readonly asksOfLibraries?: true;
  readonly texts: RuleTexts;
  check(input: RuleInput): Iterable<Sighting>;
}
