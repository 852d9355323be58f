/** Why a version is not offered, in words. */
import type { Hold } from "../review/waiting.js";

/** Stands behind the version. */
export function holdText(hold: Hold): string {
  if (hold.why === "rejected") return `was rejected by ${hold.by} on ${hold.at.slice(0, 10)}: ${hold.reason}`;
  if (hold.why === "young") return `is held: published at ${hold.published}, which is too young`;
  return "is held: the registry does not say when it was published";
}
