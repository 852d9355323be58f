/** Times for people. */
import { count } from "./table.js";

const UNITS: readonly (readonly [number, string])[] = [
  [60 * 24 * 365, "year"],
  [60 * 24 * 30, "month"],
  [60 * 24, "day"],
  [60, "hour"],
  [1, "minute"],
];

/** `3 days` between two times (ISO 8601): whole units, rounded down; undefined below a minute or the wrong way round. */
export function span(from: string, to: string): string | undefined {
  const minutes = Math.floor((Date.parse(to) - Date.parse(from)) / 60_000);
  const unit = UNITS.find(([length]) => minutes >= length);
  return unit && count(Math.floor(minutes / unit[0]), unit[1]);
}

/** `3 days ago`. */
export function age(time: string, now: Date): string {
  const past = span(time, now.toISOString());
  return past === undefined ? "just now" : `${past} ago`;
}
