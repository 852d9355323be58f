import type { CallFact } from "../facts/facts.js";
import { acts, introducedOrRepeated, isBundle, placesOf, quoted, shorten } from "./difference.js";
import type { Rule } from "./rule.js";

/** `fetch is replaced by ‹its source›`, or what listens to everything that passes. */
function says({ api, argument, traits }: CallFact): string {
  if (traits.includes("overheard")) return `${api} listens to what passes by others: ${quoted(shorten(argument, 160))}`;
  const condition = traits.includes("only if missing") ? ", only if it is missing" : "";
  return `${api} is replaced by ${quoted(shorten(argument, 100))}${condition}`;
}

export const builtInPatched: Rule = {
  id: "built-in-patched",
  kind: "dynamic-code",
  title: "something that all code uses is replaced",
  tier: { change: "block", firstLook: "ask" },
  asksOfLibraries: true,
  texts: {
    finds:
      "Assignments to globals, built-in prototypes, functions of Node's modules, methods of other files' classes, the module cache; also by defineProperty, Reflect and Proxy.",
    why: "The chalk and debug releases of September 2025 hooked fetch and XMLHttpRequest: every other package then worked for the attacker.",
    falseAlarms: "Polyfills (milder, when the original is missing) and loggers that keep stdout clean.",
    action: "Reject it unless the replacement is plainly a polyfill or sends output to stderr.",
  },
  *check(input) {
    for (const group of introducedOrRepeated(input, "call")) {
      const [fact] = group;
      if (fact.group !== "patch" || !acts(fact)) continue;
      const mild =
        isBundle(input, fact.at.path) ||
        fact.traits.length > 0 ||
        /^console\.|^process\.(?:on|emit|stderr|stdout|stdin|env)|^navigator\.|\.globalAgent$/.test(fact.api);
      yield {
        message: says(fact),
        value: fact.api,
        evidence: placesOf(group),
        weight: mild ? 48 : 84,
        ...(fact.traits.includes("only if missing") ? { tier: "note" as const } : mild ? { tier: "ask" as const } : {}),
      };
    }
  },
};
