import type { CallFact } from "../facts/facts.js";
import { acts, factsOf, introduced, placesOf, quoted } from "./difference.js";
import { startsUnseen } from "./exec-hostile.js";
import type { Rule, RuleInput } from "./rule.js";

/** A shell that is handed a line: what is put into the line is run, too. */
const SHELL = /^(?:\S*\/)?(?:(?:ba|z|da|k|a)?sh -\w*c|cmd(?:\.exe)? \/c(?! start)|(?:powershell|pwsh)(?:\.exe)? -)/i;

/** The call itself is told to use a shell, rather than a helper or a program that is one. */
const startsIn = ({ api, traits }: CallFact): boolean => traits.includes("shell") && api !== "a helper";
const hasShell = ({ argument, traits }: CallFact): boolean => traits.includes("shell") || SHELL.test(argument);

/** Another command of the kind that the reviewed version ran: the same program, or one that is not known, and no new shell. */
function isKindKnown({ after }: RuleInput, known: readonly CallFact[], fact: CallFact): boolean {
  if (known.some(hasShell) ? startsIn(fact) : hasShell(fact)) return false;
  const program = programOf(fact);
  return (
    program === undefined ||
    known.some((other) => programOf(other) === program) ||
    ["'", '"', "`"].some((quote) => after.facts.mentions(quote + program))
  );
}

const programOf = ({ api, argument }: CallFact): string | undefined =>
  api === "a helper" ? undefined : /^[\w.@/-]{2,60}(?= |$)/.exec(argument)?.[0];

export const execNew: Rule = {
  id: "exec-new",
  kind: "exec",
  title: "the code newly starts programs or threads",
  tier: { change: "ask", firstLook: "note" },
  texts: {
    finds:
      "The first import of child_process, worker_threads or their wrappers, each command that the reviewed version did not run, and a shell that is newly put between.",
    why: "A process is free of every check that is made on the server's own code.",
    falseAlarms: "New features that call git, a browser or a compiler.",
    action: "Read the command. Ask whether the server's purpose needs it.",
  },
  *check(input) {
    const known =
      input.before === undefined
        ? []
        : factsOf(input.before.facts, "call").filter((fact) => fact.group === "exec" && acts(fact));
    const knew = known.length > 0;
    const calls = introduced(input, "call").filter(([fact]) => fact.group === "exec" && acts(fact));
    for (const group of calls) {
      const [fact] = group;
      const isImport = fact.traits.includes("import");
      // How lodash asks for the helpers of Node's own: in nearly every bundle.
      if (fact.api === "process.binding" && fact.argument === "util") continue;
      if (isImport && calls.some(([other]) => !other.traits.includes("import"))) continue;
      if (isImport && input.after.facts.mentions(fact.api)) continue;
      const hidden = startsUnseen(fact);
      const told = fact.traits.some((trait) => !/^(?:detached|shell|eval|output ignored|import)$/.test(trait));
      if (hidden || told || fact.disguise !== undefined) continue;
      const traits = fact.traits.filter((trait) => trait !== "import");
      yield {
        message: isImport
          ? `${quoted(fact.api)} is newly imported`
          : `${fact.api} runs ${quoted(fact.argument)}${traits.length > 0 ? ` (${traits.join(", ")})` : ""}`,
        value: fact.argument,
        evidence: placesOf(group),
        weight: isImport ? 42 : 62,
        ...(knew && !isImport && fact.shape !== "constant" && isKindKnown(input, known, fact)
          ? { tier: "note" as const }
          : {}),
      };
    }
  },
};
