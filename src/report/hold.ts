/** Why a version is not offered, in words. */
import type { Hold, Waiting } from "../review/waiting.js";
import { count } from "./table.js";

/** Stands behind the version. */
export function holdText(hold: Hold): string {
  if (hold.why === "rejected") return `was rejected by ${hold.by} on ${hold.at.slice(0, 10)}: ${hold.reason}`;
  if (hold.why === "young") return `is held: published at ${hold.published}, which is too young`;
  return "is held: the registry does not say when it was published";
}

/** Held versions that are named, the newest: where nothing is old enough there are as many as the registry has. */
const MOST_HELD = 3;

/** A sentence for each version, those that were rejected and the newest of the others; the rest are counted. */
export function heldTexts(held: Waiting["held"]): string[] {
  const older = new Set(held.filter(({ hold }) => hold.why !== "rejected").slice(MOST_HELD));
  return [
    ...held.filter((item) => !older.has(item)).map(({ version, hold }) => `${version} ${holdText(hold)}`),
    ...(older.size === 0 ? [] : [`${count(older.size, "older version is", "older versions are")} held, too`]),
  ];
}
