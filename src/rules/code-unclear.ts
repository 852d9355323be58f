import { acts, introduced, placesOf, quoted } from "./difference.js";
import { newlyMinified } from "./minified.js";
import type { Rule } from "./rule.js";

const SAYS: Readonly<Record<string, string>> = {
  "long-string": "a long string without words",
  gate: "a condition that only some machines or days meet",
  debugger: "a debugger statement",
  "code-in-data": "code in a file that is no program",
  "secret-pattern": "a pattern that looks for secrets",
};

export const codeUnclear: Rule = {
  id: "code-unclear",
  kind: "obfuscation",
  title: "code is newly hard to read or runs only sometimes",
  tier: { change: "ask", firstLook: "note" },
  texts: {
    finds:
      "Files that were readable and are now minified, long strings of high entropy and tables of codes, conditions on a fixed time, on chance or on one machine, debugger traps, patterns shaped like secrets.",
    why: "What runs only after a date or only on some machines is not met by whoever tries the package out.",
    falseAlarms: "Embedded assets, feature dates, redaction of logs.",
    action: "Ask what the string decodes to and what the condition guards.",
  },
  *check(input) {
    yield* newlyMinified(input);
    for (const group of introduced(input, "obfuscation")) {
      const [fact] = group;
      const says = SAYS[fact.form];
      if (says === undefined || !acts(fact)) continue;
      const mild = fact.form === "long-string" && /of wasm|of text/.test(fact.detail);
      yield {
        message: `${says}: ${quoted(fact.detail)}`,
        value: fact.detail,
        evidence: placesOf(group),
        weight: fact.form === "gate" ? 43 : 30,
        ...(mild ? { tier: "note" as const } : {}),
      };
    }
  },
};
