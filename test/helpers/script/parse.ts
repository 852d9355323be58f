/** The text of a scenario script as data. */

/** A piece of a word; what stands in single quotes is literal. */
export interface Piece {
  readonly text: string;
  readonly literal: boolean;
}
export type Word = readonly Piece[];

/** `!`: must fail, or must not hold. `?`: may do either. */
export type Prefix = "" | "!" | "?";

export interface Line {
  /** From 1. */
  readonly number: number;
  readonly source: string;
  readonly prefix: Prefix;
  readonly words: readonly [Word, ...Word[]];
}

export interface Script {
  /** The first comment line. */
  readonly title: string;
  readonly lines: readonly Line[];
  /** The sections at the end, `-- name --`, by name. */
  readonly files: ReadonlyMap<string, string>;
}

const SECTION = /^-- (\S.*) --$/;

/** @throws Error naming the line that cannot be read. */
export function parseScript(text: string): Script {
  const all = text.split("\n");
  const from = all.findIndex((line) => SECTION.test(line));
  const commands = from < 0 ? all : all.slice(0, from);
  const lines = commands.flatMap((source, index) => parseLine(source, index + 1) ?? []);
  const title = commands.find((line) => line.startsWith("#"))?.replace(/^#\s*/, "");
  if (title === undefined) throw new Error("a script begins with a comment that says what it shows");
  return { title, lines, files: from < 0 ? new Map() : sections(all.slice(from)) };
}

function sections(lines: readonly string[]): Map<string, string> {
  const files = new Map<string, string>();
  let name = "";
  for (const line of lines) {
    const section = SECTION.exec(line)?.[1];
    if (section === undefined) files.set(name, `${files.get(name) ?? ""}${line}\n`);
    else {
      name = section;
      files.set(name, "");
    }
  }
  // The text's own last line feed is not a line of the last file.
  const last = files.get(name);
  if (last !== undefined) files.set(name, last.replace(/\n$/, ""));
  return files;
}

function parseLine(source: string, number: number): Line | undefined {
  const text = source.trim();
  if (text === "" || text.startsWith("#")) return undefined;
  const [, mark = "", rest = ""] = /^([!?]?)\s*(.*)$/.exec(text) ?? [];
  const [first, ...others] = wordsOf(rest, number);
  if (first === undefined) throw new Error(`line ${number}: a prefix without a command`);
  return { number, source: text, prefix: mark as Prefix, words: [first, ...others] };
}

/** Words as a shell would read them, without escapes: '' within single quotes is a quote. */
function wordsOf(text: string, number: number): Word[] {
  if (text === "") return [];
  const words: Word[] = [];
  const token = /\s+|'((?:[^']|'')*)'|"([^"]*)"|([^\s'"]+)/y;
  let word: Piece[] = [];
  for (let match = token.exec(text); match !== null; match = token.exec(text)) {
    const [whole, single, double, bare] = match;
    if (single !== undefined) word.push({ text: single.replaceAll("''", "'"), literal: true });
    else if (double !== undefined || bare !== undefined) word.push({ text: double ?? bare ?? "", literal: false });
    else {
      words.push(word);
      word = [];
    }
    if (token.lastIndex === text.length) return [...words, word].filter((pieces) => pieces.length > 0);
    if (whole === "") break;
  }
  throw new Error(`line ${number}: a quote is not closed`);
}
