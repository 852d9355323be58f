/** Output with what differs from run to run replaced, for golden files. */
import { tmpdir } from "node:os";
import type { Session } from "./session.js";

/** Longest first, because the folders stand below one another. */
export function normalise(text: string, { sandbox, registry }: Session): string {
  const places: readonly [place: string, name: string][] = [
    [sandbox.work, "$WORK"],
    [sandbox.store, "$MCP_PIN_HOME"],
    [sandbox.home, "$HOME"],
    [sandbox.root, "$ROOT"],
    [tmpdir(), "$TMPDIR"],
    [registry.url, "$REGISTRY/"],
    [new URL(registry.url).host, "$REGISTRY_HOST"],
  ];
  const placed = places.reduce((kept, [place, name]) => kept.replaceAll(place, name), text);
  // Registry times of the fixtures are 2024 and 2025: only the clock's are replaced.
  const today = new Date().toISOString().slice(0, 10);
  const yesterday = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
  return placed
    .replace(new RegExp(`(${today}|${yesterday})T[\\d:.-]+Z`, "g"), "<time>")
    .replace(new RegExp(`${today}|${yesterday}`, "g"), "<date>")
    .replace(/\(\d+ (?:year|month|day|hour|minute)s? ago\)/g, "(<age>)")
    .replace(/\b\d+(\.\d+)? ?(ms|s)\b/g, "<duration>");
}
