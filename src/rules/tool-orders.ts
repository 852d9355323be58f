import { introduced, placesOf, quoted, spelling } from "./difference.js";
import type { Rule } from "./rule.js";

/** Tools that are told apart from those of other servers. */
const OWN_TOOLS =
  /\btools?\b (?:in|of|from) (?:this|the same) (?:workflow|server|package|mcp)\b|\b(?:any|all|every|other) [\w-]+-specific tools?\b/i;
/** A sample of what a detector of attacks on models looks for. */
const SAMPLE = /\b(?:instructions?|system prompt)\b[^"'`]{0,80}["'`].{0,60}\b(?:jailbreak|injection|guardrail)/i;
/** Going on by itself: at a first look a habit of the server, in an update news. */
const AUTONOMY = /\bask(?:ing)? (?:the )?(?:user|human|operator)\b/i;

/** `before any other Shopify tools` in a package of Shopify: about its own tools. */
function isOwnOrder(text: string, name: string): boolean {
  if (OWN_TOOLS.test(text)) return true;
  const whose = /\b(?:any|all|every)\s+(?:of\s+)?(?:the\s+)?(?:other\s+)?([A-Z]\w{2,})\s+tools?\b/.exec(text)?.[1];
  return whose !== undefined && name.toLowerCase().includes(whose.toLowerCase());
}

export const toolOrders: Rule = {
  id: "tool-orders",
  kind: "tool-metadata",
  title: "a text gives the model orders",
  tier: { change: "block", firstLook: "block" },
  texts: {
    finds:
      "Texts in tool descriptions, schemas, prompts and code that tell a model to hide something, to call this first, to read files or secrets, to send copies, or that address a reviewing model, also in comments.",
    why: "A description is part of the model's prompt: whoever writes it speaks with the server's authority to an assistant that holds all the other tools.",
    falseAlarms: "Descriptions that insist on the order of their own calls; documentation about prompt injection.",
    action: "Reject texts that ask for anything beyond the tool's own purpose.",
  },
  *check(input) {
    for (const group of introduced(input, "text")) {
      const [fact] = group;
      if ((fact.form !== "prompt" && fact.form !== "pushy") || fact.zone === "test") continue;
      const isPushy = fact.form === "pushy" || isOwnOrder(fact.value, input.after.name);
      yield {
        message: `a text ${isPushy ? "presses itself upon" : "orders"} the model: ${quoted(fact.value)}${spelling(group)}`,
        value: fact.value,
        evidence: placesOf(group),
        weight: isPushy ? 56 : 81,
        ...(isPushy && input.before === undefined
          ? { tier: "note" as const }
          : isPushy ||
              fact.zone === "prose" ||
              fact.zone === "data" ||
              SAMPLE.test(fact.value) ||
              (input.before === undefined && AUTONOMY.test(fact.value))
            ? { tier: "ask" as const }
            : {}),
      };
    }
  },
};
