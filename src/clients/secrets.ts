/** Where in a config file values stand that are not shown, whoever looks on. */
import { isSecret } from "./looks-secret.js";
import { parseConfig, withoutMark } from "./parse.js";
import { withPieces } from "./pieces.js";
import type { Layout } from "./table.js";
import type { Span, Value } from "./value.js";

/** Tables whose every value is for the server alone. */
const PRIVATE = new Set(["env", "headers", "inputs", "http_headers", "bearer_token"]);

function secretSpans(value: Value, layout: Layout): Span[] {
  const spans: Span[] = [];
  collect(value, "", new Set([...PRIVATE, ...layout.env]), spans);
  return spans;
}

function collect(value: Value, before: string, keys: ReadonlySet<string>, spans: Span[]): void {
  switch (value.kind) {
    case "table":
      for (const { key, value: item } of value.members) collect(item, keys.has(key) ? "secret" : key, keys, spans);
      return;
    case "list":
      value.items.forEach((item, i) => {
        const previous = value.items[i - 1];
        collect(item, previous?.kind === "scalar" ? String(previous.value) : before, keys, spans);
      });
      return;
    case "scalar":
      if (value.span !== undefined && isSecret(String(value.value ?? ""), before)) spans.push(value.span);
  }
}

/** The text with every value that is not to be shown as `…`, its lines as they are. */
export async function withoutSecrets(text: string, layout: Layout): Promise<string> {
  const body = withoutMark(text);
  const parsed = await parseConfig(layout.format, body);
  if ("problem" in parsed || parsed.value === undefined) return "";
  const pieces = secretSpans(parsed.value, layout).map((span) => {
    const lines = body.slice(span.start, span.end).replace(/[^\n]+/g, "");
    return { ...span, text: `…${lines}` };
  });
  return withPieces(body, pieces);
}
