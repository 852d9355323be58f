import { wholeFile } from "./evidence.js";
import type { Rule } from "./rule.js";

const DAY = 24 * 60 * 60 * 1000;
const MANY = 3;

export const metadataBurst: Rule = {
  id: "metadata-burst",
  kind: "metadata",
  title: "several versions were published within a day",
  tier: { change: "note", firstLook: "silent" },
  texts: {
    finds: "Three or more versions of the package in the 24 hours up to this one, where the registry gives times.",
    why: "postmark-mcp published three versions on the day of the theft; Shai-Hulud (2025) published as fast as it could.",
    falseAlarms: "Hurried fixes after a release, and packages that publish every commit. That is why it is a note.",
    action: "Look at what the versions between changed.",
  },
  *check({ before, after }) {
    const published = Date.parse(after.registry?.publishedAt ?? "");
    const times = after.registry?.times;
    if (before === undefined || times === undefined || Number.isNaN(published)) return;
    const near = [...times].filter(([, time]) => {
      const age = published - Date.parse(time);
      return age >= 0 && age < DAY;
    });
    if (near.length < MANY) return;
    const versions = near.map(([version]) => version).slice(-6);
    const message = `${near.length} versions within a day: ${versions.join(", ")}`;
    yield { message, evidence: [wholeFile("package.json")], weight: 20 };
  },
};
