import { textOf } from "../diff/content.js";
import type { CallFact } from "../facts/facts.js";
import type { PackageFile } from "../package/tree.js";
import { declared, dependenciesOf } from "./declared.js";
import { acts, introduced, placesOf, quoted, spelling } from "./difference.js";
import { binOf, leavesOf } from "./entry-points.js";
import { hooksOf } from "./install-script.js";
import type { Rule, RuleInput, Side } from "./rule.js";

/** What servers also do whose work it is. */
const MILD = new Set(["installs packages", "reads secrets", "starts an assistant"]);

/** At a first look: work with a repository, and how native modules ordinarily find what they are built with. */
const isUsual = (trait: string, argument: string): boolean =>
  trait === "acts on repositories" ||
  (trait === "runs on install" && /^(?:node -[pe] \\?["'](?:require\(|process\.|fs\.)|pkg-config )/.test(argument));

/** One call of `npx` without a choice of package: whether it may install, and the name. */
const NPX =
  /^(?:npx|bunx)(?:\.cmd)?(?: (?:-y|--yes|-q|--quiet))*( --no-install)? ((?:@[\w.-]+\/)?\w[\w.-]*)(?: [^;&|`$()<>\n]*)?$/;

/** `npx` of a tool that package.json declares, or that must be there already: what runs is pinned with the rest. */
function runsOwnTool({ after }: RuleInput, { argument, traits }: CallFact): boolean {
  if (traits.some((trait) => trait !== "installs packages")) return false;
  const call = NPX.exec(argument.trim());
  return call !== null && (call[1] !== undefined || dependenciesOf(after).has(call[2] ?? "") || call[2] === after.name);
}

/** The user's browser or viewer, which has to outlive the call that opens a page. */
const OPENS =
  /^(?:open|xdg-open|wslview|sensible-browser|x-www-browser|gio open|explorer(?:\.exe)?|rundll32(?:\.exe)? url\.dll,\w+|(?:cmd(?:\.exe)?|open|xdg-open)(?: \/[sdcq])* start(?: (?:""|\/\w+))*) +"?…"?$/i;

/** Whether a call starts something that goes on when the server has ended, and whose output nobody gets. */
export const startsUnseen = ({ traits, argument }: CallFact): boolean =>
  traits.includes("detached") && traits.includes("output ignored") && !OPENS.test(argument);

/** A line of a shell script that nothing of the package starts. */
function isExample({ after }: RuleInput, { api, at, traits }: CallFact): boolean {
  if (api !== "shell" || traits.some((trait) => !MILD.has(trait) && trait !== "makes a file executable")) return false;
  const name = at.path.slice(at.path.lastIndexOf("/") + 1);
  return ![...after.tree.files.values()].some((file) => file.path !== at.path && mentions(file, name, after));
}

/** What blocks in any language. */
const GRAVE = /^(?:downloads and runs|decodes and runs|opens a remote shell|deletes)/;
const FOREIGN = /^#![ \t]*\/\S*\/(?:env[ \t]+)?(?:python|ruby|perl|php|lua)[\d.]*(?=\s|$)/;

/** A line of another language, whose texts and commands look alike. A shell reads what says so, whatever its name is. */
function isForeign({ after }: RuleInput, { api, at, traits }: CallFact): boolean {
  if (api !== "shell" || !/\.(?:py|rb|pl|php|lua)$/.test(at.path)) return false;
  const file = after.tree.files.get(at.path);
  const text = file === undefined ? undefined : textOf(file.bytes)?.text;
  return text !== undefined && FOREIGN.test(text) && !traits.some((trait) => GRAVE.test(trait));
}

/** Of package.json, entries and what npm runs on install count: the other scripts are for its developers. */
const mentions = ({ path, bytes }: PackageFile, name: string, side: Side): boolean =>
  path === "package.json"
    ? [...hooksOf(side).values(), ...entriesOf(side)].some((command) => command.includes(name))
    : /(?:^|\/)package\.json$|\.(?:[cm]?[jt]sx?|sh|bash)$/.test(path) &&
      Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(name);

const entriesOf = (side: Side): readonly string[] => [
  ...binOf(side).values(),
  ...["main", "exports"].flatMap((field) => leavesOf(declared(side, field)).map(({ target }) => target)),
];

/** The started program is a file of the package, which the same review covers. */
function startsOwnFile({ after }: RuleInput, { argument, disguise }: CallFact): boolean {
  const own = /^\[process\.execPath\]\s+(?:\[[^\]]*\]|[./…]|\s)*([\w@./-]+\.[cm]?js)(?=\s|$)/
    .exec(argument)?.[1]
    ?.replace(/^(?:\.{0,2}\/)+/, "");
  if (own === undefined || disguise !== undefined) return false;
  return [...after.tree.files.keys()].some((path) => path === own || path.endsWith(`/${own}`));
}

export const execHostile: Rule = {
  id: "exec-hostile",
  kind: "exec",
  title: "a command downloads, installs, hides or acts for the user",
  tier: { change: "block", firstLook: "block" },
  texts: {
    finds:
      "Commands that download and run, decode and run, install packages at run time, publish, start an assistant without its permission checks, open a remote shell, or start a process that is detached with its output thrown away.",
    why: "nx (2025) drove AI command lines with their permissions off; Shai-Hulud published itself and later fetched Bun; cline 2.3.0 installed a global package.",
    falseAlarms:
      "A server whose purpose is to run such commands for the user; a detached start of a file of the package itself, `npx` of a declared dependency, an example script that nothing starts (asked about).",
    action: "Reject it unless running this very command is what the server is for.",
  },
  *check(input) {
    for (const group of introduced(input, "call")) {
      const [fact] = group;
      if (fact.group !== "exec" || !acts(fact)) continue;
      const hidden = startsUnseen(fact);
      const traits = fact.traits.filter((trait) => !/^(?:detached|shell|eval|output ignored|import)$/.test(trait));
      if (traits.length === 0 && !hidden && fact.disguise === undefined) continue;
      const does = hidden ? ["runs detached with its output ignored", ...traits] : traits;
      const mild =
        traits.length > 0 &&
        traits.every((trait) => MILD.has(trait) || (input.before === undefined && isUsual(trait, fact.argument)));
      yield {
        message: `${fact.api} runs ${quoted(fact.argument)}${does.length > 0 ? `: it ${does.join(", ")}` : ""}${spelling(group)}`,
        value: fact.argument,
        evidence: placesOf(group),
        weight: 89,
        ...((mild && (fact.shape !== "constant" || input.before === undefined || runsOwnTool(input, fact))) ||
        isExample(input, fact) ||
        isForeign(input, fact) ||
        (hidden && traits.length === 0 && startsOwnFile(input, fact))
          ? { tier: "ask" as const }
          : {}),
      };
    }
  },
};
