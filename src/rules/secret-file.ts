import type { PathFact } from "../facts/facts.js";
import { dependenciesOf } from "./declared.js";
import { factsOf, introduced, isDisguised, placesOf, quoted, spelling } from "./difference.js";
import type { Rule, RuleInput } from "./rule.js";

export const secretFile: Rule = {
  id: "secret-file",
  kind: "fs-secret",
  title: "the code names a file where secrets or agent settings are kept",
  tier: { change: "block", firstLook: "block" },
  texts: {
    finds:
      "Paths of keys, tokens, browser profiles, wallets, shell history and of other agents' settings, whole or put together from pieces.",
    why: "Stealers go for ~/.ssh, .npmrc and .aws; the rogue MCP packages of 2026 wrote themselves into the settings of Claude and Cursor.",
    falseAlarms:
      "A server whose purpose is that file (kubectl, git, an installer for a client's configuration); a list of folders to keep away from; `.npmrc` read for its registry (asked about).",
    action: "Accept only when the package's purpose is that file, and what it does with it is shown to the user.",
  },
  *check(input) {
    for (const [what, facts] of byPurpose(input)) {
      const [fact] = facts;
      const paths = [...new Set(facts.map((item) => item.path))].slice(0, 6).map(quoted).join(", ");
      const by = facts.find((item) => item.by !== undefined)?.by;
      yield {
        message: `the code ${by === undefined ? "names" : `gives ${by}`} ${paths} (${what})${spelling(facts)}`,
        value: fact.path,
        evidence: placesOf(facts),
        weight: fact.level === "credential" ? 87 : 80,
        ...(facts.every(
          (item) => isMild(item) || isNpmSetting(input, item) || isOrdinary(input, item) || isKnown(input, item),
        )
          ? { tier: "ask" as const }
          : {}),
      };
    }
  },
};

/** New paths of code, one list for each sort of secret. */
function byPurpose(input: RuleInput): ReadonlyMap<string, readonly [PathFact, ...PathFact[]]> {
  const found = new Map<string, [PathFact, ...PathFact[]]>();
  for (const facts of introduced(input, "path")) {
    for (const fact of facts) {
      if (fact.zone !== "code") continue;
      const list = found.get(fact.what);
      if (list === undefined) found.set(fact.what, [fact]);
      else list.push(fact);
    }
  }
  return found;
}

const FOLDER =
  /^[~./]*\.(?:ssh|aws|azure|gnupg|kube|docker|cursor|claude|codex|gemini|windsurf|codeium|continue|kiro|roo)\/?$/;

/** A server that sets itself up in clients learns of another client or another place of its settings. */
const isKnown = ({ before }: RuleInput, fact: PathFact): boolean =>
  before !== undefined &&
  fact.level === "agent-config" &&
  !isDisguised([fact]) &&
  (factsOf(before.facts, "path").some((old) => old.level === "agent-config" && old.zone === "code") ||
    AGENT_SETTINGS.some((name) => before.facts.mentions(name)));

const AGENT_SETTINGS = ["claude_desktop_config.json", ".cursor/mcp.json", "mcp_config.json", "cline_mcp_settings.json"];

/** At a first look: setting itself up in a client, and keys for tunnels where a library for them is a dependency. */
const isOrdinary = ({ before, after }: RuleInput, fact: PathFact): boolean =>
  before === undefined &&
  (fact.level === "agent-config" ||
    (fact.what === "ssh keys" && [...dependenciesOf(after).keys()].some((name) => /\bssh2?\b/.test(name))));

/** `.npmrc` says where packages come from, beside holding tokens: what reads it for the registry may look for no token. */
const isNpmSetting = (input: RuleInput, fact: PathFact): boolean => {
  const file = input.after.tree.files.get(fact.at.path);
  if (file === undefined || !/(?:^|[/~])\.npmrc$/.test(fact.path) || isDisguised([fact])) return false;
  const { buffer, byteOffset, byteLength } = file.bytes;
  return /\bregistr(?:y|ies)\b/i.test(Buffer.from(buffer, byteOffset, byteLength).toString("latin1"));
};

/** Any file of a kind anywhere, as lists of what to keep away from have it. */
const PATTERN = /^(?:\*\*\/)/;

/** A folder that is named without being read, patterns for files, and files that hold no secret. */
const isMild = (fact: PathFact): boolean =>
  fact.level === "sensitive" ||
  (fact.by === undefined && PATTERN.test(fact.path)) ||
  (fact.by === undefined && !isDisguised([fact]) && FOLDER.test(fact.path));
