import { wholeFile } from "./evidence.js";
import type { Rule } from "./rule.js";

const DAY = 24 * 60 * 60 * 1000;
const SILENT_DAYS = 540;

export const metadataDormant: Rule = {
  id: "metadata-dormant",
  kind: "metadata",
  title: "the first version after a long silence",
  tier: { change: "ask", firstLook: "silent" },
  texts: {
    finds: "A version published more than a year and a half after every earlier one, where the registry gives times.",
    why: "Packages that nobody looks after any more are the ones that change hands: event-stream (2018) was given to the first who asked.",
    falseAlarms: "Small, finished packages that get one fix.",
    action: "See who published it, and whether the repository shows the same work.",
  },
  *check({ before, after }) {
    const published = Date.parse(after.registry?.publishedAt ?? "");
    const earlier = [...(after.registry?.times ?? [])]
      .map(([version, time]) => ({ version, at: Date.parse(time) }))
      .filter(({ at }) => at < published);
    const last = earlier.sort((a, b) => b.at - a.at)[0];
    if (before === undefined || last === undefined || published - last.at < SILENT_DAYS * DAY) return;
    const day = new Date(last.at).toISOString().slice(0, 10);
    yield {
      message: `nothing was published for ${Math.floor((published - last.at) / DAY)} days before this version (${last.version} is of ${day})`,
      value: last.version,
      evidence: [wholeFile("package.json")],
      weight: 36,
    };
  },
};
