import { declared, declaredAt } from "./declared.js";
import type { Rule, Side } from "./rule.js";

export const metadataRepository: Rule = {
  id: "metadata-repository",
  kind: "metadata",
  title: "the package names another repository",
  tier: { change: "ask", firstLook: "silent" },
  texts: {
    finds:
      "A `repository` in package.json, or in the registry's answer, that is another one than in the reviewed version, or none any more.",
    why: "The repository is where a reader looks for the source. Re-published copies of MCP servers (2025, 2026) kept the code and changed this line, or kept it as a false front.",
    falseAlarms: "Repositories that move to an organisation or are renamed.",
    action: "See whether the old address leads to the new one.",
  },
  *check({ before, after }) {
    if (before === undefined) return;
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
    };
  },
};

function repositoryOf(side: Side): string | undefined {
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
