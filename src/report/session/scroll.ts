/** Where a screen stands in its content, and moving it. Blocks are as high as they turn out at a width. */
import type { Layout } from "../layout.js";
import type { Line } from "../styled.js";
import type { Content } from "./content.js";

/** The first line in sight: a line of a block. */
export interface Position {
  readonly block: number;
  readonly line: number;
}

export const TOP: Position = { block: 0, line: 0 };

export class Scroll {
  readonly #content: Content;
  readonly #layout: Layout;
  readonly #height: number;

  /** @param height lines in sight */
  constructor(content: Content, layout: Layout, height: number) {
    this.#content = content;
    this.#layout = layout;
    this.#height = height;
  }

  #heightOf = (block: number): number => this.#content.render(block, this.#layout).length;

  /** The lines in sight, and whether the last one of all is among them. */
  at({ block, line }: Position): { readonly lines: readonly Line[]; readonly isEnd: boolean } {
    const lines: Line[] = [];
    let next = block;
    for (let skip = line; next < this.#content.blocks && lines.length <= this.#height; next++, skip = 0) {
      lines.push(...this.#content.render(next, this.#layout).slice(skip));
    }
    const isEnd = next >= this.#content.blocks && lines.length <= this.#height;
    return { lines: lines.slice(0, this.#height), isEnd };
  }

  /** The position `lines` further down, or up if negative; never beyond the last full screen. */
  moved(from: Position, lines: number): Position {
    const to = lines < 0 ? this.#up(from, -lines) : this.#down(from, lines);
    const last = this.last();
    return isAfter(to, last) ? last : to;
  }

  /** The last screen that is full, or the first one. */
  last(): Position {
    return this.#up({ block: this.#content.blocks, line: 0 }, this.#height);
  }

  #down({ block, line }: Position, lines: number): Position {
    let left = lines + line;
    let at = block;
    for (; at < this.#content.blocks; at++) {
      const height = this.#heightOf(at);
      if (left < height) break;
      left -= height;
    }
    return at < this.#content.blocks ? { block: at, line: left } : { block: at, line: 0 };
  }

  #up({ block, line }: Position, lines: number): Position {
    let left = lines - line;
    let at = block;
    while (left > 0 && at > 0) {
      at -= 1;
      left -= this.#heightOf(at);
    }
    return left > 0 ? TOP : { block: at, line: -left };
  }
}

const isAfter = (a: Position, b: Position): boolean => a.block > b.block || (a.block === b.block && a.line > b.line);
