/**
 * Where keys and values stand in a text that is known to be TOML: the library gives no positions. What is written in a
 * way that is not known here is left out, never guessed.
 */
import type { Span } from "./value.js";

export interface Place {
  /** The offset at which the key is first named. */
  readonly named: number;
  readonly value?: Span & { readonly items: readonly Span[] };
}

/** Keys are told down to those of a server; what stands deeper has the place of what it stands in. */
export const MAX_PATH = 3;

export const pathKey = (path: readonly string[]): string => path.map((key) => JSON.stringify(key)).join(".");

/** By the path of their keys. Tables of a list (`[[a]]`) have no places of their own. */
export function placesIn(text: string): ReadonlyMap<string, Place> {
  const scan = new Scan(text);
  scan.statements();
  return scan.found;
}

const BLANK = /[ \t]*/y;
const GAP = /(?:[ \t\r\n]+|#[^\n]*)*/y;
const KEY = /"(?:[^"\\\n]|\\.)*"|'[^'\n]*'|[A-Za-z0-9_-]+/y;
const SCALAR =
  /"""(?:\\[\s\S]|[^\\])*?"{3,5}|'''[\s\S]*?'{3,5}|"(?:[^"\\\n]|\\.)*"|'[^'\n]*'|\d{4}-\d\d-\d\d \d\d:[^\s,\]}#]+|[^\s,\]}#[{=]+/y;

class Scan {
  readonly found = new Map<string, Place>();
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** Stops at what it does not know. */
  statements(): void {
    let table: readonly string[] | undefined = [];
    for (this.#take(GAP); this.#at < this.#text.length; this.#take(GAP)) {
      const isHeader = this.#has("[");
      if (isHeader) {
        const ofList = this.#has("[");
        const path = this.#keys(ofList ? undefined : []);
        if (path === undefined && !ofList) return;
        if (!this.#has("]") || (ofList && !this.#has("]"))) return;
        table = ofList ? undefined : path;
      } else if (!this.#pair(table)) return;
    }
  }

  /** `a.b = value`, in a table or in none that has a place. */
  #pair(table: readonly string[] | undefined): boolean {
    const before = this.#at;
    const path = this.#keys(table);
    if (this.#at === before || !this.#has("=")) return false;
    this.#take(BLANK);
    const value = this.#value(path);
    if (value === undefined) return false;
    const key = path === undefined || path.length > MAX_PATH ? undefined : pathKey(path);
    const place = key === undefined ? undefined : this.found.get(key);
    if (key !== undefined && place !== undefined) this.found.set(key, { ...place, value });
    return true;
  }

  /** The path of a dotted key below a table, each part of it noted. */
  #keys(table: readonly string[] | undefined): readonly string[] | undefined {
    let path = table;
    do {
      this.#take(BLANK);
      const named = this.#at;
      const token = this.#take(KEY);
      if (token === undefined) return undefined;
      if (path !== undefined && path.length <= MAX_PATH) path = [...path, keyOf(token)];
      const key = path === undefined || path.length > MAX_PATH ? undefined : pathKey(path);
      if (key !== undefined && !this.found.has(key)) this.found.set(key, { named });
      this.#take(BLANK);
    } while (this.#has("."));
    return path;
  }

  #value(path: readonly string[] | undefined): (Span & { readonly items: readonly Span[] }) | undefined {
    const start = this.#at;
    const items: Span[] = [];
    if (this.#has("[")) {
      for (this.#take(GAP); !this.#has("]"); this.#comma()) {
        const item = this.#value(undefined);
        if (item === undefined) return undefined;
        items.push({ start: item.start, end: item.end });
      }
    } else if (this.#has("{")) {
      for (this.#take(GAP); !this.#has("}"); this.#comma()) if (!this.#pair(path)) return undefined;
    } else if (this.#take(SCALAR) === undefined) return undefined;
    return { start, end: this.#at, items };
  }

  #comma(): void {
    this.#take(GAP);
    this.#has(",");
    this.#take(GAP);
  }

  #has(character: string): boolean {
    const found = this.#text[this.#at] === character;
    if (found) this.#at++;
    return found;
  }

  #take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    this.#at += found?.length ?? 0;
    return found;
  }
}

/** A basic string's escapes that JSON does not know leave it as written: it then has no place. */
function keyOf(token: string): string {
  if (token.startsWith("'")) return token.slice(1, -1);
  if (!token.startsWith('"')) return token;
  try {
    return JSON.parse(token) as string;
  } catch {
    return token;
  }
}
