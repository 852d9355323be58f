import { declared, declaredAt, stringsOf } from "./declared.js";
import { hooksOf } from "./install-script.js";
import type { Rule } from "./rule.js";

/** Run by npm when a package is installed from git, or packed; never for a package from a registry. */
const FROM_GIT = ["prepare", "prepack", "prepublish", "preprepare", "postprepare"];

export const scriptChanged: Rule = {
  id: "script-changed",
  kind: "lifecycle",
  title: "a script for the package's own developers is new or changed",
  tier: { change: "note", firstLook: "silent" },
  texts: {
    finds: "A new or changed entry of `scripts` that npm does not run when the package is installed from a registry.",
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
      };
    }
  },
};
