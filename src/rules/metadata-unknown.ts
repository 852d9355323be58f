import { wholeFile } from "./evidence.js";
import type { RegistryFacts, Rule } from "./rule.js";

export const metadataUnknown: Rule = {
  id: "metadata-unknown",
  kind: "metadata",
  title: "what the registry did not say",
  tier: { change: "note", firstLook: "note" },
  texts: {
    finds:
      "The registry's answers that are missing: publisher, maintainers, time, signature, provenance; or that no registry was asked.",
    why: "Mirrors leave these out. What was not said cannot be compared: it is neither fine nor an alarm.",
    falseAlarms: "None: it says only what was not looked at.",
    action: "Ask the public registry if the answer matters to you.",
  },
  *check({ after }) {
    const unknown = after.registry === undefined ? undefined : missingFrom(after.registry);
    if (unknown?.length === 0) return;
    yield {
      message:
        unknown === undefined
          ? "no registry was asked: publisher, times, signature and provenance are unknown"
          : `unknown, since the registry does not say: ${unknown.join(", ")}`,
      evidence: [wholeFile("package.json")],
      weight: 0,
    };
  },
};

const missingFrom = (registry: RegistryFacts): string[] =>
  [
    registry.publisher === undefined && "publisher",
    registry.maintainers === undefined && "maintainers",
    registry.publishedAt === undefined && "time of publication",
    (registry.signatures === undefined || registry.signatures === "absent") && "signature",
    registry.provenance === undefined && "provenance",
  ].filter((name) => name !== false);
