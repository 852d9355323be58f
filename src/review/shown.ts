/** Everything a reviewer is shown of an update or a first look, as a value: the screens, the page and the comment render it. Pure. */
import type { FileView } from "../diff/view.js";
import { viewsOf } from "../diff/view.js";
import type { NotAnalysed } from "../facts/facts.js";
import type { Finding, RegistryFacts } from "../rules/rule.js";
import type { Assessment, Identity, PackageChange, Version } from "./assess.js";
import { registryFactsOf } from "./registry-facts.js";

/** One package of the closure that the update brings, changes or takes away; the server's own package is among them. */
export interface ShownPackage {
  readonly kind: "added" | "changed" | "removed" | "same";
  readonly before: Identity | undefined;
  readonly after: Identity | undefined;
  /** Absent for packages that were removed, and for the server's own where only its dependencies moved. */
  readonly change?: PackageChange["change"];
  /** Made when it is asked for: what only counts or lists findings does not pay for it. */
  readonly views: readonly FileView[];
  /** Of this package, the worst first. */
  readonly findings: readonly Finding[];
  readonly notAnalysed: readonly NotAnalysed[];
  /** Names of the packages that depend on it, as far as they are known. */
  readonly requiredBy: readonly string[];
}

export interface Shown {
  /** As the lockfile names it; absent for `diff` and `inspect`. */
  readonly server?: string;
  readonly before: Version | undefined;
  readonly after: Version;
  /** What the registry says of both, where it says anything. */
  readonly registry: { readonly before: RegistryFacts | undefined; readonly after: RegistryFacts | undefined };
  /** Over all packages, the worst first. */
  readonly findings: readonly Finding[];
  /** The server's own package first, then the rest, those with the gravest findings first. */
  readonly packages: readonly [ShownPackage, ...ShownPackage[]];
  readonly assessment: Assessment;
}

export interface ShownOptions {
  readonly server?: string;
  /** Dependents by name of the package depended on; what the trees at hand declare is added to it. */
  readonly requiredBy?: ReadonlyMap<string, readonly string[]>;
}

export function shownOf(assessment: Assessment, options: ShownOptions = {}): Shown {
  const { before, after, findings } = assessment;
  const [own, ...others] = assessment.packages;
  const packages = others.map((change) => packageOf(change, assessment, options)).sort(byGravity(findings));
  const removed = assessment.removed.map((identity): ShownPackage => gone(identity, options));
  return {
    ...(options.server !== undefined && { server: options.server }),
    before,
    after,
    registry: { before: before && factsOf(before), after: factsOf(after) },
    findings,
    packages: [packageOf(own, assessment, options), ...packages, ...removed],
    assessment,
  };
}

const factsOf = ({ registry, version }: Version): RegistryFacts | undefined =>
  registry && registryFactsOf(registry, version);

const idOf = ({ name, version }: Identity): string => `${name}@${version}`;

function packageOf(
  { before, after, change }: PackageChange,
  assessment: Assessment,
  options: ShownOptions,
): ShownPackage {
  const id = idOf(after);
  let views: readonly FileView[] | undefined;
  const kind = before === undefined ? "added" : idOf(before) === id && change.files.length === 0 ? "same" : "changed";
  return {
    kind,
    before,
    after,
    change,
    get views() {
      views ??= viewsOf(change);
      return views;
    },
    findings: assessment.findings.filter((finding) => finding.package === id),
    notAnalysed: assessment.notAnalysed.filter((file) => file.package === id),
    requiredBy: options.requiredBy?.get(after.name) ?? [],
  };
}

const gone = (identity: Identity, { requiredBy }: ShownOptions): ShownPackage => ({
  kind: "removed",
  before: identity,
  after: undefined,
  views: [],
  findings: [],
  notAnalysed: [],
  requiredBy: requiredBy?.get(identity.name) ?? [],
});

/** By the place of a package's first finding among all; packages without findings keep their order, last. */
function byGravity(findings: readonly Finding[]): (a: ShownPackage, b: ShownPackage) => number {
  const place = ({ findings: [first] }: ShownPackage): number =>
    first === undefined ? findings.length : findings.indexOf(first);
  return (a, b) => place(a) - place(b);
}
