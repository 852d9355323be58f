/** The diff of a file as lines of a screen, row by row: what is not looked at is not rendered. */
import type { FileView, Place, TextSide } from "../diff/view.js";
import { type CodeLayout, type CodeLine, type RenderedCode, renderCode } from "./code-line.js";
import { type Row, rowsOf } from "./rows.js";
import { type Line, type Piece, say } from "./styled.js";
import { count, thousands } from "./table.js";
import { type Language, languageOf, NOTHING_OPEN, type Open, type Token, tokensOf } from "./tokens.js";

/** Longer lines are not coloured. */
const LONGEST_COLOURED = 100_000;

export class FileBody {
  readonly view: FileView;
  readonly rows: readonly Row[];
  /** Cells before the source: sign, line number and blanks. */
  readonly gutter: number;
  readonly #before: Colours;
  readonly #after: Colours;

  /** @param context unchanged lines shown around each hunk */
  constructor(view: FileView, context: number) {
    this.view = view;
    this.rows = rowsOf(view, context);
    this.gutter = gutterOf(view, this.rows);
    const language = languageOf(view.change.path);
    this.#before = new Colours(view.before.lines, language);
    this.#after = new Colours(view.after.lines, language);
  }

  /** A row on the screen; `width` is that of the screen. */
  render(row: Row, layout: CodeLayout): readonly Line[] {
    if (row.kind === "gap") return [this.#remark(`⋯ ${count(row.lines, "unchanged line")}`)];
    if (row.kind === "moved") return [this.#remark(movedText(row.hunk))];
    return this.renderCode(row, layout).lines;
  }

  /** A row of source. `focus` is an offset in its text. */
  renderCode(
    row: Extract<Row, { kind: "same" | "added" | "removed" }>,
    layout: CodeLayout,
    focus?: number,
  ): RenderedCode {
    const code = this.#codeOf(row, focus);
    const width = Math.max(10, layout.width - this.gutter);
    const rendered = renderCode(code, { ...layout, width });
    const lines = rendered.lines.map((line, i) => [i === 0 ? this.#margin(row) : this.#indent(row), ...line]);
    if (rendered.focus === undefined) return { lines };
    return { lines, focus: { row: rendered.focus.row, cell: rendered.focus.cell + this.gutter } };
  }

  #codeOf(row: Extract<Row, { kind: "same" | "added" | "removed" }>, focus: number | undefined): CodeLine {
    const isBefore = row.kind === "removed";
    const [side, colours] = isBefore ? [this.view.before, this.#before] : [this.view.after, this.#after];
    const index = isBefore ? row.before : row.after;
    const parts = row.kind === "same" ? undefined : row.hunk.emphasis[isBefore ? "before" : "after"].get(index);
    return {
      text: side.lines[index] ?? "",
      kind: row.kind,
      tokens: isBefore ? [] : colours.of(index),
      parts: parts ?? [],
      ...(focus !== undefined && { focus }),
    };
  }

  #margin(row: Extract<Row, { kind: "same" | "added" | "removed" }>): Piece {
    const isBefore = row.kind === "removed";
    const number = numberOf(
      this.view,
      isBefore ? this.view.before.place(row.before) : this.view.after.place(row.after),
    );
    const text = `${SIGNS[row.kind]}${number.padStart(this.gutter - 3)}  `;
    return { text, style: row.kind === "same" ? "dim" : row.kind };
  }

  #indent(row: Row): Piece {
    return { text: " ".repeat(this.gutter), ...(row.kind === "added" && { style: "added" as const }) };
  }

  #remark = (text: string): Line => [{ text: " ".repeat(this.gutter) }, say(text, "dim")];
}

const SIGNS = { same: " ", added: "+", removed: "-" } as const;

/** The shipped line; where one shipped line is shown as many, the column, too. */
const numberOf = ({ form }: FileView, { line, column }: Place): string =>
  form === "readable" ? `${line}:${column}` : String(line);

function gutterOf(view: FileView, rows: readonly Row[]): number {
  let most = 3;
  for (const row of rows) {
    if (row.kind === "gap" || row.kind === "moved") continue;
    const place = row.kind === "removed" ? view.before.place(row.before) : view.after.place(row.after);
    most = Math.max(most, numberOf(view, place).length);
  }
  return most + 3;
}

function movedText({ moved, afterCount, beforeCount }: Extract<Row, { kind: "moved" }>["hunk"]): string {
  const lines = thousands(Math.max(afterCount, beforeCount));
  return `⇄ ${lines} ${lines === "1" ? "line" : "lines"} moved ${afterCount > 0 ? "from" : "to"} ${moved?.path}:${moved?.line}`;
}

/** The tokens of a file's lines, read up to where somebody looks. */
class Colours {
  readonly #lines: TextSide["lines"];
  readonly #language: Language;
  /** What is open before each line, as far as it was read. */
  readonly #open: Open[] = [NOTHING_OPEN];

  constructor(lines: TextSide["lines"], language: Language) {
    this.#lines = lines;
    this.#language = language;
  }

  of(index: number): readonly Token[] {
    for (let i = this.#open.length - 1; i < index; i++) this.#open.push(this.#read(i).open);
    return this.#read(index).tokens;
  }

  #read(index: number): ReturnType<typeof tokensOf> {
    const line = this.#lines[index] ?? "";
    const open = this.#open[index] ?? NOTHING_OPEN;
    return line.length > LONGEST_COLOURED ? { tokens: [], open } : tokensOf(line, this.#language, open);
  }
}
