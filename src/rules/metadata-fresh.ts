import { wholeFile } from "./evidence.js";
import type { Rule } from "./rule.js";

const HOUR = 60 * 60 * 1000;
const FRESH_HOURS = 24;

export const metadataFresh: Rule = {
  id: "metadata-fresh",
  kind: "metadata",
  title: "the version is hours old",
  tier: { change: "ask", firstLook: "ask" },
  texts: {
    finds: "A version published less than 24 hours before the comparison, where the registry gives the time.",
    why: "Most poisoned versions are found and withdrawn within a day: those of chalk and debug (September 2025) within hours.",
    falseAlarms: "Every release, on its first day.",
    action: "Wait a day, unless the update is urgent.",
  },
  *check({ after, context }) {
    const { now } = context;
    const published = Date.parse(after.registry?.publishedAt ?? "");
    const age = (Date.parse(now ?? "") - published) / HOUR;
    if (Number.isNaN(age) || age < 0 || age >= FRESH_HOURS) return;
    const words = age < 1 ? `${Math.round(age * 60)} minutes` : `${Math.floor(age)} hours`;
    yield {
      message: `${after.name}@${after.version} was published ${words} ago`,
      value: after.registry?.publishedAt ?? "",
      evidence: [wholeFile("package.json")],
      weight: 30,
    };
  },
};
