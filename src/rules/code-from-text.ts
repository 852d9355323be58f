import type { CallFact } from "../facts/facts.js";
import { acts, introducedOrRepeated, isBundle, placesOf, quoted, shorten, spelling } from "./difference.js";
import type { Rule, RuleInput } from "./rule.js";

export const codeFromText: Rule = {
  id: "code-from-text",
  kind: "dynamic-code",
  title: "text is run as code",
  tier: { change: "block", firstLook: "ask" },
  asksOfLibraries: true,
  texts: {
    finds:
      "eval, Function (also by way of constructors), vm, Module._compile, timers given text, workers and imports made from text; whether the text is constant, decoded or fetched.",
    why: "Code that is made at run time is code that nobody reviewed. GlassWorm's whole payload was one eval of invisible characters.",
    falseAlarms: "Schema compilers and template engines that arrive in a bundle.",
    action: "Find out where the text comes from. Reject it when it is fetched or decoded.",
  },
  *check(input) {
    for (const group of introducedOrRepeated(input, "call")) {
      const [fact] = group;
      if (fact.group !== "dynamic-code" || !acts(fact) || fact.traits.includes("module")) continue;
      if (fact.traits.includes("import")) continue;
      const harmless = isHarmless(input, fact);
      const traits = [
        ...fact.traits,
        ...(fact.shape === "constant"
          ? []
          : [
              `from ${fact.shape === "parameter" ? "a parameter" : fact.shape === "environment" ? "the environment" : "something computed"}`,
            ]),
      ];
      yield {
        message: `${fact.api}(${shorten(fact.argument, 120)}) runs text as code${traits.length > 0 ? ` (${traits.join(", ")})` : ""}${evalOption(fact.traits)}${spelling(group)}`,
        value: fact.argument,
        evidence: placesOf(group),
        weight: 85,
        ...(harmless ? { tier: "note" as const } : isLibrary(input, fact) ? { tier: "ask" as const } : {}),
      };
    }
  },
};

/** Texts that do nothing of their own: the global object, the loader that is there anyway, a call that is passed on. */
const HARMLESS =
  /^\s*return (?:this|globalThis|import\(\w+\)|\w+)\s*;?\s*$|^return import\(|^$|^\(?function ?\(\) ?\{ ?return this;? ?\}\)?\(\)\)?$|^require$|^\s*return function ?\([$\w, ]*\) ?\{ ?return \w+\.apply\(this, ?arguments\);? ?\}\s*$/;

const isHarmless = (input: RuleInput, fact: CallFact): boolean =>
  fact.shape === "constant" &&
  !fact.traits.includes("compiled before") &&
  HARMLESS.test(fact.argument) &&
  (fact.disguise === undefined || isBundle(input, fact.at.path));

/** The code generators of schema compilers and the evaluators of developer tools, met in bundles. */
const isLibrary = (input: RuleInput, fact: CallFact): boolean =>
  /^(?:Function|eval)$/.test(fact.api) &&
  fact.shape !== "constant" &&
  fact.traits.every((trait) => trait === "decoded") &&
  fact.disguise === undefined &&
  isBundle(input, fact.at.path);

const evalOption = (traits: readonly string[]): string =>
  traits.includes("eval") ? ` with ${quoted("eval: true")}` : "";
