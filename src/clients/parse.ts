/** A config file's text → values, by the library of its format, which is loaded on first use. */
import { type Format, MAX_CONFIG_SIZE } from "./table.js";
import type { Parsed } from "./value.js";

/** Characters. What hostile text of this length costs each library stays at a few seconds. */
const MAX_LENGTH: Readonly<Record<Format, number>> = {
  json: MAX_CONFIG_SIZE,
  jsonc: MAX_CONFIG_SIZE,
  toml: 1_000_000,
  yaml: 250_000,
};

/** A text without its byte order mark, which no format counts as part of it. */
export const withoutMark = (text: string): string => (text.startsWith("\uFEFF") ? text.slice(1) : text);

/** Never throws on any text. */
export async function parseConfig(format: Format, text: string): Promise<Parsed> {
  const limit = MAX_LENGTH[format];
  if (text.length > limit) return { problem: `is larger than ${limit / 1e6} MB, too large for ${format} settings` };
  try {
    if (format === "toml") return (await import("./toml.js")).parseToml(text);
    if (format === "yaml") return (await import("./yaml.js")).parseYaml(text);
    return (await import("./json.js")).parseJson(text);
  } catch (error) {
    return { problem: error instanceof RangeError ? "is nested too deeply" : "cannot be parsed" };
  }
}
