/** TOML. The library gives no positions: they come from a scan of the text that it has accepted. */
import { parse, TomlError } from "smol-toml";
import { MAX_PATH, type Place, pathKey, placesIn } from "./toml-places.js";
import { lineIndex, type Parsed, type Span, scalar, type Value } from "./value.js";

export function parseToml(text: string): Parsed {
  try {
    const root = parse(text, { integersAsBigInt: "asNeeded" });
    return { value: new Reader(placesIn(text), lineIndex(text)).value(root, [], 1) };
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    return { problem: `line ${error.line} is not TOML` };
  }
}

/** Undefined in a list, whose items have spans but no places. */
type Path = readonly string[] | undefined;

class Reader {
  readonly #places: ReadonlyMap<string, Place>;
  readonly #lineAt: (offset: number) => number;

  constructor(places: ReadonlyMap<string, Place>, lineAt: (offset: number) => number) {
    this.#places = places;
    this.#lineAt = lineAt;
  }

  value(value: unknown, path: Path, line: number, span?: Span): Value {
    const spot = this.#placeOf(path)?.value;
    const at = spot === undefined ? span : { start: spot.start, end: spot.end };
    if (Array.isArray(value)) {
      const items = value.map((item, i) => this.value(item, undefined, line, spot?.items[i]));
      return { kind: "list", line, span: at, items };
    }
    if (typeof value === "object" && value !== null && !(value instanceof Date)) {
      const members = Object.entries(value).map(([key, item]) => {
        const below = path === undefined || path.length === MAX_PATH ? undefined : [...path, key];
        const named = this.#placeOf(below)?.named;
        const found = named === undefined ? line : this.#lineAt(named);
        return { key, line: found, value: this.value(item, below, found) };
      });
      return { kind: "table", line, span: at, members };
    }
    return scalar(line, typeof value === "number" || typeof value === "boolean" ? value : String(value), at);
  }

  #placeOf(path: Path): Place | undefined {
    return path === undefined || path.length === 0 ? undefined : this.#places.get(pathKey(path));
  }
}
