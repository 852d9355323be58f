import type { Fact, ModuleFact, PackageFacts } from "../../src/facts/facts.js";
import { readTarball } from "../../src/package/tarball.js";
import { analyse } from "../../src/rules/analyse.js";
import type { Context, Finding, RegistryFacts, Rule, Side } from "../../src/rules/rule.js";
import { treeFrom } from "./trees.js";

export type Files = { readonly [path: string]: string | Uint8Array };

export interface SideExtra {
  readonly name?: string;
  readonly version?: string;
  readonly integrity?: string;
  readonly registry?: RegistryFacts;
  readonly facts?: readonly Fact[];
  /** An archive to take the tree and its problems from. */
  readonly tarball?: Uint8Array;
}

/** A side from files; `package.json` may be given as an object's text or left out. */
export function side(files: Files, extra: SideExtra = {}): Side {
  const { tree, problems } =
    extra.tarball === undefined ? { tree: treeFrom(files), problems: [] } : readTarball(extra.tarball);
  const json = tree.files.get("package.json");
  const manifest =
    json === undefined ? undefined : (JSON.parse(Buffer.from(json.bytes).toString()) as Side["manifest"]);
  const { name = manifest?.name ?? "server", version = manifest?.version ?? "1.0.0" } = extra;
  return {
    name: String(name),
    version: String(version),
    tree,
    problems,
    facts: factsWith(extra.facts ?? []),
    manifest,
    ...(extra.integrity === undefined ? {} : { integrity: extra.integrity }),
    ...(extra.registry === undefined ? {} : { registry: extra.registry }),
  };
}

const factsWith = (facts: readonly Fact[]): PackageFacts => ({ facts, notAnalysed: [], mentions: () => false });

export const context: Context = {
  heldElsewhere: () => undefined,
  firstParty: new Set(),
  knownNames: new Set(["dotenv", "cross-env", "commander", "express", "@modelcontextprotocol/sdk"]),
  registryOf: () => undefined,
};

/** The findings of one rule alone. */
export const check = (
  rule: Rule,
  before: Side | undefined,
  after: Side,
  known: Context = context,
): readonly Finding[] => analyse({ before, after, context: known }, [rule]);

/** `tier path:line` of each finding. */
export const spots = (findings: readonly Finding[]): string[] =>
  findings.map(({ tier, evidence: [first] }) => `${tier} ${first.path}:${first.line}`);

/** package.json with one key a line. */
export const manifest = (fields: object): string =>
  JSON.stringify({ name: "server", version: "1.0.0", ...fields }, undefined, 2);

/** The fact of an import. */
export const imported = (specifier: string, path = "index.js", dynamic = false): ModuleFact => ({
  kind: "module",
  key: `module:${specifier}`,
  zone: "code",
  at: { path, line: 3, column: 1, excerpt: `import '${specifier}'` },
  via: [],
  specifier,
  shape: "constant",
  dynamic,
});
