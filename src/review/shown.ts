/** Everything a reviewer is shown of an update or a first look, as a value: the screens, the page and the comment render it. Pure. */
import type { FileView } from "../diff/view.js";
import { viewsOf } from "../diff/view.js";
import type { NotAnalysed } from "../facts/facts.js";
import type { Digest } from "../package/digest.js";
import type { Finding, RegistryFacts } from "../rules/rule.js";
import type { Assessment, Identity, PackageChange, Version } from "./assess.js";
import { registryFactsOf } from "./registry-facts.js";
import type { ToolWords } from "./written-tools.js";

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
  /** It was read for another server: there is nothing to look at, and no `change`. */
  readonly reviewed?: true;
}

export interface Shown {
  /** As the lockfile names it; absent for `diff` and `inspect`. */
  readonly server?: string;
  /** Digest of the pin that would be accepted: it covers every package of the closure. */
  readonly pin?: Digest;
  readonly before: Version | undefined;
  readonly after: Version;
  /** What the registry says of both, where it says anything. */
  readonly registry: { readonly before: RegistryFacts | undefined; readonly after: RegistryFacts | undefined };
  /** Over all packages, the worst first. */
  readonly findings: readonly Finding[];
  /** The server's own package first, then the rest, those with the gravest findings first. */
  readonly packages: readonly [ShownPackage, ...ShownPackage[]];
  /** Of an update whose server has pinned tools. */
  readonly tools?: ToolWords;
  readonly assessment: Assessment;
}

export interface ShownOptions {
  readonly server?: string;
  readonly pin?: Digest;
  readonly tools?: ToolWords | undefined;
  /** Dependents by name of the package depended on; what the trees at hand declare is added to it. */
  readonly requiredBy?: ReadonlyMap<string, readonly string[]>;
  /** What the closure takes up that is reviewed already. */
  readonly reviewed?: readonly { readonly before: Identity | undefined; readonly after: Identity }[];
}

export function shownOf(assessment: Assessment, options: ShownOptions = {}): Shown {
  const { before, after, findings } = assessment;
  const [own, ...others] = assessment.packages;
  const packages = others.map((change) => packageOf(change, assessment, options)).sort(byGravity(findings));
  const removed = assessment.removed.map((identity): ShownPackage => gone(identity, options));
  const reviewed = (options.reviewed ?? []).map((pair) => done(pair, options));
  return {
    ...(options.server !== undefined && { server: options.server }),
    ...(options.pin !== undefined && { pin: options.pin }),
    before,
    after,
    registry: { before: before && factsOf(before), after: factsOf(after) },
    findings,
    packages: [packageOf(own, assessment, options), ...packages, ...reviewed, ...removed],
    ...(options.tools !== undefined && { tools: options.tools }),
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

const done = (pair: NonNullable<ShownOptions["reviewed"]>[number], options: ShownOptions): ShownPackage => ({
  ...unread(pair, pair.before === undefined ? "added" : "changed", options),
  reviewed: true,
});

const gone = (before: Identity, options: ShownOptions): ShownPackage =>
  unread({ before, after: undefined }, "removed", options);

const unread = (
  { before, after }: Pick<ShownPackage, "before" | "after">,
  kind: ShownPackage["kind"],
  { requiredBy }: ShownOptions,
): ShownPackage => ({
  kind,
  before,
  after,
  views: [],
  findings: [],
  notAnalysed: [],
  requiredBy: requiredBy?.get(after?.name ?? before?.name ?? "") ?? [],
});

/** By the place of a package's first finding among all; packages without findings keep their order, last. */
function byGravity(findings: readonly Finding[]): (a: ShownPackage, b: ShownPackage) => number {
  const place = ({ findings: [first] }: ShownPackage): number =>
    first === undefined ? findings.length : findings.indexOf(first);
  return (a, b) => place(a) - place(b);
}
