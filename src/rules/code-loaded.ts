import { acts, introduced, keysOf, placesOf, quoted, spelling } from "./difference.js";
import type { Rule } from "./rule.js";

export const codeLoaded: Rule = {
  id: "code-loaded",
  kind: "dynamic-code",
  title: "what is loaded is decided at run time",
  tier: { change: "ask", firstLook: "note" },
  texts: {
    finds:
      "require or import of something that is not constant, WebAssembly, module hooks, vm and inspector imports, programs written to disk.",
    why: "What is loaded this way is outside of every comparison of two versions.",
    falseAlarms: "Plug-ins and lazily loaded parts of a bundle.",
    action: "Check what the name can be.",
  },
  *check(input) {
    const known = input.before === undefined ? new Set<string>() : keysOf(input.before.facts, "call");
    for (const group of introduced(input, "call")) {
      const [fact] = group;
      if (!acts(fact)) continue;
      const isModule =
        fact.group === "dynamic-code" && (fact.traits.includes("module") || fact.traits.includes("import"));
      const isFile =
        fact.group === "fs" &&
        /writes a program|makes a file executable|changes what others run/.test(fact.traits.join());
      if (!isModule && !isFile && fact.group !== "wasm" && fact.group !== "loader") continue;
      const same = isModule && [...known].some((key) => key.startsWith(`call:dynamic-code:${fact.api}:`));
      if (fact.traits.includes("import") && input.after.facts.mentions(fact.api)) continue;
      yield {
        message: `${fact.api} loads or writes ${quoted(fact.argument || fact.api)}, which is decided at run time${spelling(group)}`,
        value: fact.argument,
        evidence: placesOf(group),
        weight: 44,
        ...(same || (fact.shape === "computed" && isModule && fact.argument === "…") ? { tier: "note" as const } : {}),
      };
    }
  },
};
