/**
 * Bytes → lines. A line up to `whole` bytes is handed on in one piece; a longer one in pieces as they come, so that it
 * is never held. Whether a line is long depends on its bytes alone, not on how they arrived.
 */

export type Frame =
  /** With its line feed. */
  | { readonly kind: "line"; readonly bytes: Buffer }
  /** A part of a long line, without its line feed. */
  | { readonly kind: "part"; readonly bytes: Buffer }
  /** The line feed of a long line. */
  | { readonly kind: "end" };

const LINE_FEED = 0x0a;

export class Frames {
  readonly #whole: number;
  #held: Buffer[] = [];
  #size = 0;
  #isLong = false;

  /** @param whole the longest line that is handed on in one piece, in bytes. */
  constructor(whole: number) {
    this.#whole = whole;
  }

  *push(chunk: Buffer): Generator<Frame> {
    let from = 0;
    for (let end = chunk.indexOf(LINE_FEED); end >= 0; end = chunk.indexOf(LINE_FEED, from)) {
      yield* this.#take(chunk.subarray(from, end));
      yield* this.#finish(chunk.subarray(end, end + 1));
      from = end + 1;
    }
    if (from < chunk.length) yield* this.#take(chunk.subarray(from));
  }

  /** A last line without a line feed is a line. */
  *end(): Generator<Frame> {
    if (this.#size > 0) yield* this.#finish(Buffer.of(LINE_FEED));
  }

  *#take(bytes: Buffer): Generator<Frame> {
    this.#size += bytes.length;
    if (!this.#isLong && this.#size <= this.#whole) {
      this.#held.push(bytes);
      return;
    }
    this.#isLong = true;
    for (const held of this.#held.splice(0)) yield { kind: "part", bytes: held };
    yield { kind: "part", bytes };
  }

  *#finish(feed: Buffer): Generator<Frame> {
    const held = [...this.#held, feed];
    const isLong = this.#isLong;
    this.#held = [];
    this.#size = 0;
    this.#isLong = false;
    if (isLong) yield { kind: "end" };
    else yield { kind: "line", bytes: joined(held) };
  }
}

/** Pieces of one chunk that follow each other are one piece again, without a copy. */
function joined(pieces: readonly Buffer[]): Buffer {
  const [first, feed] = pieces;
  const follows = pieces.length === 2 && first?.buffer === feed?.buffer;
  if (follows && first !== undefined && feed !== undefined && first.byteOffset + first.length === feed.byteOffset) {
    return Buffer.from(first.buffer, first.byteOffset, first.length + 1);
  }
  return Buffer.concat(pieces);
}
