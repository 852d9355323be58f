import { wholeFile } from "./evidence.js";
import type { Rule } from "./rule.js";

export const metadataSignature: Rule = {
  id: "metadata-signature",
  kind: "metadata",
  title: "the registry's signature does not fit, or is gone",
  tier: { change: "block", firstLook: "block" },
  texts: {
    finds:
      "A signature of the registry over name, version and integrity that is invalid. One that the reviewed version had and this one lacks is asked about.",
    why: "The registry signs what it was given. A wrong signature means that something between it and you changed the bytes or the announcement.",
    falseAlarms:
      "Mirrors that leave signatures out: that is unknown, and not reported unless the reviewed version had one.",
    action: "Compare with another network path to the registry. Do not accept a wrong signature.",
  },
  *check({ before, after }) {
    const place = wholeFile("package.json");
    const signatures = after.registry?.signatures;
    if (signatures === "invalid") {
      const message = `the registry's signature over ${after.name}@${after.version} is not valid`;
      yield { message, evidence: [place], weight: 97 };
    } else if (signatures === "absent" && before?.registry !== undefined && before.registry.signatures !== "absent") {
      const message = "the reviewed version has a signature of the registry, this one has none";
      yield { message, evidence: [place], weight: 55, tier: "ask" };
    }
  },
};
