/** An error as it stands on standard error: what is the matter, what belongs to it, and the next step. */
import type { PinError } from "../errors.js";
import { visible } from "./escape.js";

export function renderError({ message, details, hint }: Pick<PinError, "message" | "details" | "hint">): string {
  const lines = [`mcp-pin: ${visible(message)}`, ...details.map((detail) => `  ${visible(detail)}`)];
  if (hint !== undefined) lines.push(`hint: ${visible(hint)}`);
  return `${lines.join("\n")}\n`;
}
