import { declared, declaredAt, fileFor, stringsOf } from "./declared.js";
import { hooksOf, LOUD } from "./install-script.js";
import type { Rule, Side } from "./rule.js";

/** Run by npm when a package is installed from git, or packed; never for a package from a registry. */
const FROM_GIT = ["prepare", "prepack", "prepublish", "preprepare", "postprepare"];

/** Flags with which Node runs something before the file that the script names. */
const PRELOADS =
  /\bnode\b[^&|;]*\s(?:--import|--require|-r|--(?:experimental-)?loader|--eval|-e)(?=[\s=])|\bNODE_OPTIONS=/;

/** What is shipped and run from git, and a start that preloads: nobody needs either in a published package. */
function isTelling(name: string, command: string, { tree }: Side): boolean {
  if (name === "start") return PRELOADS.test(command);
  if (!FROM_GIT.includes(name)) return false;
  if (LOUD.test(command)) return true;
  return command
    .split(/[\s"'`;&|()<>=]+/)
    .some((word) => /\.[cm]?[jt]s$|\//.test(word) && fileFor(tree, word) !== undefined);
}

export const scriptChanged: Rule = {
  id: "script-changed",
  kind: "lifecycle",
  title: "a script for the package's own developers is new or changed",
  tier: { change: "ask", firstLook: "silent" },
  texts: {
    finds:
      "A new or changed entry of `scripts` that npm does not run when the package is installed from a registry. It is asked about where `prepare` (or its like) fetches something or runs a shipped file, and where `start` preloads a file; else it is a note.",
    why: "It runs for the package's developers and, where it is `prepare`, for those who install it from git (TanStack, May 2026).",
    falseAlarms: "Nearly always: builds and tests change all the time. That is why it is a note.",
    action: "Nothing, unless the package is installed from git: then read `prepare` as an install script.",
  },
  *check({ before, after }) {
    const old = stringsOf(declared(before, "scripts"));
    const hooks = hooksOf(after);
    for (const [name, command] of stringsOf(declared(after, "scripts"))) {
      if (hooks.has(name) || old.get(name) === command) continue;
      yield {
        message: `${old.has(name) ? "changed" : "new"} script ${name}: ${command}`,
        value: command,
        evidence: [declaredAt(after, "scripts", name)],
        weight: FROM_GIT.includes(name) ? 40 : 10,
        ...(isTelling(name, command, after) ? {} : { tier: "note" as const }),
      };
    }
  },
};
