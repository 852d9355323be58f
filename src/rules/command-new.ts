import { declared, declaredAt } from "./declared.js";
import { binOf } from "./entry-points.js";
import type { Rule, Side } from "./rule.js";

/** Commands whose place in PATH an installed package must not take. */
const SYSTEM = new Set(
  (
    "node npm npx pnpm yarn corepack bun deno git ssh scp curl wget sh bash zsh fish env sudo su ls cat cp mv rm chmod " +
    "python python3 pip docker kubectl aws gcloud az gh ping ps kill open code claude cursor codex gemini tsc make gcc cc"
  ).split(" "),
);

export const commandNew: Rule = {
  id: "command-new",
  kind: "lifecycle",
  title: "the package brings a command of a new name",
  tier: { change: "ask", firstLook: "ask" },
  texts: {
    finds:
      "A name in `bin` that the other version did not have; at a first look only the names of well-known commands.",
    why: "A command is put into PATH of scripts. One named `node`, `git` or `npm` is run in place of the real one (command jacking, 2024).",
    falseAlarms: "New tools of a package, and renamed ones.",
    action: "Check what the command starts. A name that belongs to another program is a reason to reject.",
  },
  *check({ before, after }) {
    const old = new Set(commandsOf(before));
    for (const name of commandsOf(after)) {
      const takesOver = SYSTEM.has(name);
      if (old.has(name) || (before === undefined && !takesOver)) continue;
      yield {
        message: `${after.name} brings the command ${name}${takesOver ? ", which is the name of a well-known program" : ""}`,
        value: name,
        evidence: [
          declared(after, "bin") === undefined
            ? declaredAt(after, "directories", "bin")
            : declaredAt(after, "bin", name),
        ],
        weight: takesOver ? 85 : 30,
      };
    }
  },
};

const commandsOf = (side: Side | undefined): readonly string[] =>
  side === undefined ? [] : [...binOf(side).keys()].map((key) => key.split(/[\\/]/).at(-1) ?? key);
