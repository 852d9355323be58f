/**
 * Follows JSON as its bytes arrive, without keeping them: the members of the outermost object and of its direct
 * children, which of them stand twice, and the scalars among them. It does not check the grammar of what it skips.
 */

/** Bytes of a key or of a scalar that are kept. */
const MOST = 1024;
const MAX_DEPTH = 512;

const [QUOTE, ESCAPE, COMMA, COLON] = [0x22, 0x5c, 0x2c, 0x3a];
const [OPEN, CLOSE, OPEN_LIST, CLOSE_LIST] = [0x7b, 0x7d, 0x5b, 0x5d];

interface Level {
  readonly isObject: boolean;
  /** The members so far, where they are of interest. */
  readonly keys: Set<string> | undefined;
  /** Dotted path of the object: empty for the outermost. */
  readonly path: string;
}

export class JsonScan {
  readonly #levels: Level[] = [];
  /** Depth down to which members are told apart: 1 is the outermost object. */
  readonly #depth: number;
  #isString = false;
  #isEscaped = false;
  #isKeyNext = false;
  #isKey = false;
  #isEnded = false;
  /** The key or scalar being read; undefined while nothing is kept. */
  #text: Buffer[] | undefined;
  #kept = 0;
  #member = "";

  /** The scalar texts by path (`id`, `result.resultType`); undefined for lists, objects and long scalars. */
  readonly members = new Map<string, string | undefined>();
  /** A member that stands twice in one object. */
  duplicate: string | undefined;
  /** Whether brackets do not fit, a key is no JSON, or something stands behind the value. */
  isBroken = false;

  constructor(depth: number) {
    this.#depth = depth;
  }

  /** Whether the outermost value is complete. */
  get isEnded(): boolean {
    return this.#isEnded;
  }

  /** Takes the next bytes. Returns the index of the bracket that closes the outermost value, or -1. */
  push(bytes: Buffer): number {
    let closed = -1;
    for (let at = 0; at < bytes.length && !this.isBroken; at++) {
      if (this.#isString) {
        at = this.#string(bytes, at);
        continue;
      }
      if (this.#isEnded) {
        if (!isBlank(bytes[at])) this.isBroken = true;
        continue;
      }
      this.#structure(bytes[at] as number);
      if (this.#isEnded) closed = at;
    }
    return closed;
  }

  /** Goes on in a string; returns the index of its last byte in this chunk. */
  #string(bytes: Buffer, from: number): number {
    let at = from;
    for (; at < bytes.length; at++) {
      if (this.#isEscaped) this.#isEscaped = false;
      else if (bytes[at] === ESCAPE) this.#isEscaped = true;
      else if (bytes[at] === QUOTE) break;
      else if (this.#text === undefined) at = plainEnd(bytes, at) - 1;
    }
    const end = Math.min(at + 1, bytes.length);
    this.#keep(bytes.subarray(from, end));
    if (at < bytes.length) {
      this.#isString = false;
      if (this.#isKey) this.#endKey();
    }
    return end - 1;
  }

  #structure(byte: number): void {
    if (byte === QUOTE) this.#openString();
    else if (byte === OPEN || byte === OPEN_LIST) this.#open(byte === OPEN);
    else if (byte === CLOSE || byte === CLOSE_LIST) this.#close(byte === CLOSE);
    else if (byte === COMMA) {
      this.#endScalar();
      this.#isKeyNext = this.#levels.at(-1)?.isObject === true;
    } else if (byte === COLON) this.#beginScalar();
    else if (!isBlank(byte)) {
      if (this.#levels.length === 0) this.isBroken = true;
      this.#keep(Buffer.of(byte));
    }
  }

  #openString(): void {
    if (this.#levels.length === 0) this.isBroken = true;
    this.#isString = true;
    this.#isKey = this.#isKeyNext;
    if (this.#isKey) {
      this.#isKeyNext = false;
      const wanted = this.#levels.at(-1)?.keys !== undefined;
      this.#text = wanted ? [] : undefined;
      this.#kept = 0;
    }
    this.#keep(Buffer.of(QUOTE));
  }

  #endKey(): void {
    this.#isKey = false;
    const level = this.#levels.at(-1);
    if (level?.keys === undefined) return;
    const key = this.#text === undefined ? undefined : stringOf(this.#text);
    this.#text = undefined;
    if (key === undefined) {
      this.isBroken = true;
      return;
    }
    // No member that is asked for holds a dot: one that does would pass for another's path.
    if (this.#levels.length === 1 && key.includes(".")) this.isBroken = true;
    if (level.keys.has(key)) this.duplicate ??= key;
    level.keys.add(key);
    this.#member = level.path === "" ? key : `${level.path}.${key}`;
    this.members.set(this.#member, undefined);
  }

  #beginScalar(): void {
    const wanted = this.#levels.at(-1)?.keys !== undefined && this.#levels.length <= 2;
    this.#text = wanted ? [] : undefined;
    this.#kept = 0;
  }

  #endScalar(): void {
    if (this.#text !== undefined && this.#text.length > 0) {
      this.members.set(this.#member, Buffer.concat(this.#text).toString());
    }
    this.#text = undefined;
  }

  #open(isObject: boolean): void {
    const depth = this.#levels.length + 1;
    if (depth === 1 && !isObject) this.isBroken = true;
    if (depth > MAX_DEPTH) this.isBroken = true;
    const isTold = isObject && depth <= this.#depth;
    this.#levels.push({ isObject, keys: isTold ? new Set() : undefined, path: depth === 1 ? "" : this.#member });
    this.#text = undefined;
    this.#isKeyNext = isObject;
  }

  #close(isObject: boolean): void {
    this.#endScalar();
    const level = this.#levels.pop();
    if (level?.isObject !== isObject) this.isBroken = true;
    this.#isKeyNext = false;
    this.#isEnded = this.#levels.length === 0;
  }

  #keep(bytes: Buffer): void {
    if (this.#text === undefined) return;
    this.#kept += bytes.length;
    if (this.#kept > MOST) this.#text = undefined;
    else this.#text.push(Buffer.from(bytes));
  }
}

/** Where the plain part of a string ends: at its quote, an escape, or the end of the bytes. */
function plainEnd(bytes: Buffer, from: number): number {
  const quote = bytes.indexOf(QUOTE, from);
  const end = quote < 0 ? bytes.length : quote;
  const escaped = bytes.subarray(from, end).indexOf(ESCAPE);
  return escaped < 0 ? end : from + escaped;
}

const isBlank = (byte: number | undefined): boolean => byte === 0x20 || byte === 0x09 || byte === 0x0d || byte === 0x0a;

function stringOf(text: readonly Buffer[]): string | undefined {
  try {
    return JSON.parse(Buffer.concat(text).toString()) as string;
  } catch {
    return undefined;
  }
}
