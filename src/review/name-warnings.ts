/** What the name of a package gives to think about before it is trusted for the first time. */
import { KNOWN_NAMES } from "../rules/known-names.js";
import { imitates } from "../rules/look-alike.js";

/**
 * A name close to a well-known or pinned one, and a scope that is not the owner its repository declares. Neither proves
 * anything: companies publish from other organisations all the time.
 */
export function nameWarnings(name: string, repository: string | undefined, pinned: ReadonlySet<string>): string[] {
  const warnings: string[] = [];
  const known = [...KNOWN_NAMES, ...pinned].filter((other) => other !== name);
  const imitation = KNOWN_NAMES.has(name) ? undefined : imitates(name, new Set(known));
  if (imitation !== undefined) warnings.push(`the name looks like ${imitation.of} (${imitation.how})`);
  const scope = /^@([^/]+)\//.exec(name)?.[1];
  const owner = repository === undefined ? undefined : ownerOf(repository);
  if (scope !== undefined && owner !== undefined && !isSame(scope, owner) && !isOwnHost(scope, repository ?? "")) {
    warnings.push(`the scope @${scope} is not the owner of its repository (${owner})`);
  }
  return warnings;
}

/** `https://host/<owner>/<repository>`, `github:<owner>/<repository>`, `<owner>/<repository>`. */
function ownerOf(repository: string): string | undefined {
  const path = repository.replace(/^[a-z+]+:(\/\/)?/i, "").replace(/^[^/]*[.@][^/:]*[/:]/, "");
  return /^([A-Za-z0-9._-]+)\/[^/]/.exec(path)?.[1];
}

/** `https://git.acme.example/tools/notes-mcp` for `@acme`. */
const isOwnHost = (scope: string, repository: string): boolean =>
  URL.canParse(repository) && new URL(repository).host.split(".").includes(scope.toLowerCase());

const isSame = (scope: string, owner: string): boolean => {
  const [a, b] = [scope, owner].map((text) => text.toLowerCase().replace(/[^a-z0-9]/g, ""));
  return a === undefined || b === undefined || a.includes(b) || b.includes(a);
};
