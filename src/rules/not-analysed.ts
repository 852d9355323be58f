import type { Rule } from "./rule.js";

export const notAnalysed: Rule = {
  id: "not-analysed",
  kind: "obfuscation",
  title: "code could not be read to the end",
  tier: { change: "ask", firstLook: "note" },
  texts: {
    finds: "Files of code that do not parse, are too large, or take more work than is allowed.",
    why: "What is not read is not reviewed. A file that makes a checker give up is a place to hide.",
    falseAlarms: "Templates and sources in a dialect that is not known.",
    action: "Read the file yourself, or reject the update.",
  },
  *check(input) {
    const old = new Set(input.before?.facts.notAnalysed.map((item) => item.path));
    for (const { path, reason } of input.after.facts.notAnalysed) {
      if (reason === "binary" || old.has(path)) continue;
      yield {
        message: `${path} was not analysed: ${reason}`,
        value: path,
        evidence: [{ path, line: Number(/\((\d+):\d+\)$/.exec(reason)?.[1] ?? 1), column: 1, excerpt: "" }],
        weight: 35,
      };
    }
  },
};
