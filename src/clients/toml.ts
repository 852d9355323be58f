/** TOML. The library gives no positions, so lines come from a scan of the text it has accepted. */
import { parse, TomlError } from "smol-toml";
import { lineIndex, type Parsed, scalar, type Value } from "./value.js";

export function parseToml(text: string): Parsed {
  try {
    const root = parse(text, { integersAsBigInt: "asNeeded" });
    return { value: valueAt(root, [], 1, statementLines(text)) };
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    return { problem: `line ${error.line} is not TOML` };
  }
}

function valueAt(value: unknown, path: readonly string[], line: number, lines: ReadonlyMap<string, number>): Value {
  if (Array.isArray(value)) {
    return { kind: "list", line, items: value.map((item) => valueAt(item, path, line, lines)) };
  }
  if (typeof value === "object" && value !== null && !(value instanceof Date)) {
    const members = Object.entries(value).map(([key, item]) => {
      const at = path.length < MAX_PATH ? [...path, key] : path;
      const found = lines.get(pathKey(at)) ?? line;
      return { key, line: found, value: valueAt(item, at, found, lines) };
    });
    return { kind: "table", line, members };
  }
  return scalar(line, typeof value === "number" || typeof value === "boolean" ? value : String(value));
}

/** Lines are told down to the keys of a server; what stands deeper has the line of what it stands in. */
const MAX_PATH = 3;

const pathKey = (path: readonly string[]): string => path.map((key) => JSON.stringify(key)).join(".");

const TOKEN =
  /"""(?:\\[\s\S]|[^\\])*?"{3,5}|'''[\s\S]*?'{3,5}|"(?:[^"\\\n]+|\\.)*"|'[^'\n]*'|#[^\n]*|\n|[[\]{}=.]|[^\s"'#[\]{}=.]+/g;

/** The line on which each table and key is first named, by its path. The text is known to be TOML. */
function statementLines(text: string): Map<string, number> {
  const lineAt = lineIndex(text);
  const lines = new Map<string, number>();
  let table: string[] = [];
  let path: string[] = [];
  let place: "start" | "header" | "key" | "value" = "start";
  let depth = 0;
  for (const { 0: token, index } of text.matchAll(TOKEN)) {
    if (token.startsWith("#")) continue;
    if (token === "\n") {
      if (place === "header") table = path;
      if (depth === 0) place = "start";
    } else if (place === "value") {
      if (token === "[" || token === "{") depth++;
      else if (token === "]" || token === "}") depth--;
    } else if (token === "[" && place !== "key") {
      place = "header";
      path = [];
    } else if (token === "=") {
      place = "value";
    } else if (token !== "." && token !== "]") {
      if (place === "start") {
        place = "key";
        path = [...table];
      }
      if (path.length === MAX_PATH) continue;
      path = [...path, keyOf(token)];
      const key = pathKey(path);
      if (!lines.has(key)) lines.set(key, lineAt(index));
    }
  }
  return lines;
}

/** A basic string's escapes that JSON does not know leave it as written: its line is then its table's. */
function keyOf(token: string): string {
  if (token.startsWith("'")) return token.slice(1, -1);
  if (!token.startsWith('"')) return token;
  try {
    return JSON.parse(token) as string;
  } catch {
    return token;
  }
}
