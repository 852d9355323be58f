/**
 * The findings about a server that is to be pinned for the first time. Its own package is read in full; of the rest of
 * its closure, what it would run on install and whether its names imitate others. Dependencies are exempt at first, and
 * read from their first update on.
 */
import type { PackageFacts } from "../facts/facts.js";
import type { PackageTree } from "../package/tree.js";
import { analyse } from "../rules/analyse.js";
import { installNativeBuild } from "../rules/install-native-build.js";
import { installScript } from "../rules/install-script.js";
import { KNOWN_NAMES } from "../rules/known-names.js";
import { nameLookAlike } from "../rules/name-look-alike.js";
import type { Context, Finding } from "../rules/rule.js";
import { type Assessment, assess, type Version } from "./assess.js";

export interface Dependency {
  readonly name: string;
  readonly version: string;
  readonly tree: PackageTree;
  /** package.json as parsed. */
  readonly manifest: { readonly [key: string]: unknown };
}

const DEPENDENCY_RULES = [installScript, installNativeBuild, nameLookAlike];
const NO_FACTS: PackageFacts = { facts: [], notAnalysed: [], mentions: () => false };
const NO_CONTEXT: Context = {
  heldElsewhere: () => undefined,
  firstParty: new Set(),
  knownNames: KNOWN_NAMES,
  registryOf: () => undefined,
};

/**
 * The worst first: the server's own findings before those of its dependencies within a tier.
 *
 * @param known the time (ISO 8601), and names of packages that are pinned already, which a new one may imitate
 */
export function firstLook(
  root: Version,
  dependencies: readonly Dependency[],
  known: { readonly trusted: ReadonlySet<string>; readonly now: string },
): Assessment {
  const assessment = assess({ after: root, ...known });
  const others = dependencies.flatMap((dependency): readonly Finding[] => {
    const after = { ...dependency, problems: [], facts: NO_FACTS };
    return analyse({ before: undefined, after, context: NO_CONTEXT }, DEPENDENCY_RULES);
  });
  const findings = (["block", "ask", "note"] as const).flatMap((tier) =>
    [...assessment.findings, ...others].filter((finding) => finding.tier === tier),
  );
  return { ...assessment, findings };
}

/** A scope that is not the owner its repository declares: worth a look, and common among companies. */
export function scopeWarning(name: string, repository: string | undefined): string | undefined {
  const scope = /^@([^/]+)\//.exec(name)?.[1];
  const owner = repository === undefined ? undefined : ownerOf(repository);
  if (scope === undefined || owner === undefined || isSame(scope, owner)) return undefined;
  if (isOwnHost(scope, repository ?? "")) return undefined;
  return `the scope @${scope} is not the owner of its repository (${owner})`;
}

/** `https://host/<owner>/<repository>`, `github:<owner>/<repository>`, `<owner>/<repository>`. */
function ownerOf(repository: string): string | undefined {
  const path = repository.replace(/^[a-z+]+:(\/\/)?/i, "").replace(/^[^/]*[.@][^/:]*[/:]/, "");
  return /^([A-Za-z0-9._-]+)\/[^/]/.exec(path)?.[1];
}

/** `https://git.acme.example/tools/notes-mcp` for `@acme`. */
const isOwnHost = (scope: string, repository: string): boolean =>
  URL.canParse(repository) && new URL(repository).host.split(".").includes(scope.toLowerCase());

function isSame(scope: string, owner: string): boolean {
  const [a, b] = [scope, owner].map((text) => text.toLowerCase().replace(/[^a-z0-9]/g, "")) as [string, string];
  return a.includes(b) || b.includes(a);
}
