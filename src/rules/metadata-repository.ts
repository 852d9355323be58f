import { registrable } from "../facts/hosts.js";
import { declared, declaredAt } from "./declared.js";
import type { Rule, Side, Sighting } from "./rule.js";

export const metadataRepository: Rule = {
  id: "metadata-repository",
  kind: "metadata",
  title: "the package names another repository",
  tier: { change: "ask", firstLook: "silent" },
  texts: {
    finds:
      "A `repository` in package.json, or in the registry's answer, that is another one than in the reviewed version, or none any more; a repository of the registry that package.json does not name; another author. Another repository of the same owner, or of the owner that the package's scope names, and a homepage on a host that bears the package's name are notes.",
    why: "The repository is where a reader looks for the source. Re-published copies of MCP servers (2025, 2026) kept the code and changed this line, or kept it as a false front.",
    falseAlarms: "Repositories that move to an organisation or are renamed.",
    action: "See whether the old address leads to the new one.",
  },
  *check({ before, after }) {
    if (before === undefined) return;
    yield* announced(after);
    yield* otherHome(before, after);
    const [was, is] = [repositoryOf(before), repositoryOf(after)];
    if (was === undefined || was === is) return;
    yield {
      message:
        is === undefined
          ? `package.json names no repository any more (it was ${was})`
          : `the repository is now ${is} (it was ${was})`,
      value: is ?? was,
      evidence: [declaredAt(after, "repository")],
      weight: 42,
      ...(is !== undefined && isSameOwner(was, is, after.name) ? { tier: "note" as const } : {}),
    };
  },
};

/** Another repository of the same owner, or one of the owner that the package's scope names. */
function isSameOwner(was: string, is: string, name: string): boolean {
  const ownerOf = (repository: string): string => repository.slice(0, repository.lastIndexOf("/"));
  const scope = /^@([^/]+)\//.exec(name)?.[1]?.toLowerCase();
  return ownerOf(is) === ownerOf(was) || (scope !== undefined && ownerOf(is) === `github.com/${scope}`);
}

/** The registry's page may name another repository than the package. */
function* announced(after: Side): Iterable<Sighting> {
  const said = after.registry?.repository;
  const own = repositoryOf(after);
  if (said === undefined || own === undefined || canonicalRepository(said) === own) return;
  const message = `the registry names the repository ${canonicalRepository(said)}; package.json names ${own}`;
  yield { message, value: said, evidence: [declaredAt(after, "repository")], weight: 46 };
}

/** A homepage on another host, or another author. */
function* otherHome(before: Side, after: Side): Iterable<Sighting> {
  const [was, is] = [hostOf(declared(before, "homepage")), hostOf(declared(after, "homepage"))];
  const repository = repositoryOf(after) ?? "";
  if (was !== undefined && is !== undefined && was !== is && !repository.startsWith(`${is}/`)) {
    const message = `the homepage is now at ${is} (it was at ${was})`;
    yield {
      message,
      value: String(declared(after, "homepage")),
      evidence: [declaredAt(after, "homepage")],
      weight: 38,
      ...(saysName(is, after.name) ? { tier: "note" as const } : {}),
    };
  }
  const [author, now] = [authorOf(before), authorOf(after)];
  if (author !== undefined && now !== undefined && !sameAuthor(author, now)) {
    const message = `the author is now ${now} (it was ${author})`;
    yield { message, value: now, evidence: [declaredAt(after, "author")], weight: 38 };
  }
}

/** `letters.dev` of `@letters/mcp`: a project that got a page of its own. */
const saysName = (host: string, name: string): boolean =>
  (name.toLowerCase().match(/[a-z\d]{4,}/g) ?? []).some(
    (word) => word !== "server" && registrable(host).includes(word),
  );

function hostOf(url: unknown): string | undefined {
  return typeof url === "string" && URL.canParse(url) ? new URL(url).host.replace(/^www\./, "") : undefined;
}

function authorOf(side: Side): string | undefined {
  const author = declared(side, "author");
  const name = typeof author === "string" ? author : declared(side, "author", "name");
  return typeof name === "string" && name.trim() !== "" ? name.trim() : undefined;
}

/** `Ann`, `Ann Lee <ann@mail.example>` and `Lee, Ann` share a word of the name. */
function sameAuthor(one: string, other: string): boolean {
  const wordsOf = (name: string): string[] => name.toLowerCase().match(/[\p{L}\p{N}]{3,}/gu) ?? [];
  const words = new Set(wordsOf(one));
  return one.toLowerCase() === other.toLowerCase() || wordsOf(other).some((word) => words.has(word));
}

/** The repository that a package names, in its one spelling. */
export function repositoryOf(side: Side): string | undefined {
  const field = declared(side, "repository");
  const url = typeof field === "string" ? field : declared(side, "repository", "url");
  return typeof url === "string" && url !== "" ? canonicalRepository(url) : side.registry?.repository;
}

/** One spelling for the ways to write the address of a repository: `host/owner/name`, lower case. */
export function canonicalRepository(url: string): string {
  const text = url
    .trim()
    .toLowerCase()
    .replace(/^git\+/, "")
    .replace(/[#?].*$/, "")
    .replace(/\.git$|\/+$/g, "");
  const hosted = /^(?:(github|gitlab|bitbucket):)?([\w.-]+\/[\w.-]+)$/.exec(text);
  if (hosted !== null)
    return `${hosted[1] ?? "github"}${hosted[1] === "bitbucket" ? ".org" : ".com"}/${hosted[2] ?? ""}`;
  return text
    .replace(/^(?:[a-z+]+:\/\/)?(?:[^@/]*@)?/, "")
    .replace(/^([^/:]+):(?!\d)/, "$1/")
    .replace(/^www\./, "");
}
