/** What the ends of lines mean: nothing to JavaScript, JSON and Markdown, and a part of the command to a shell. */

interface Texts {
  readonly before: string;
  readonly after: string;
}

/** Files whose format takes a carriage return before a line feed, and a last line without an end, for nothing. */
const ENDLESS = /\.(?:[cm]?[jt]sx?|es6|json|map|webmanifest|md|markdown)$/i;

/** Whether lines may differ in their ends alone: a carriage return, or none at the end of the file. */
export const endsDiffer = ({ before, after }: Texts): boolean =>
  before.endsWith("\n") !== after.endsWith("\n") || styleOf(before) !== styleOf(after) || styleOf(after) === "mixed";

function styleOf(text: string): "plain" | "returns" | "mixed" {
  if (!text.includes("\r\n")) return "plain";
  return /(?<!\r)\n/.test(text) ? "mixed" : "returns";
}

/**
 * Whether line ends are a part of the lines: in every format that is not known to pass over them, and where the interpreter
 * that a first line names would get another name.
 */
export function endsCount(path: string, { before, after }: Texts): boolean {
  if (before === "" || after === "") return false;
  return !ENDLESS.test(path) || ended(before) !== ended(after);
}

/** Whether the file names its interpreter, with a carriage return. */
const ended = (text: string): boolean => /^#![^\n]*\r\n/.test(text);

/** What there is to say of line ends that are a part of lines, and cannot be seen. */
export function endRemarks(path: string, texts: Texts): string[] {
  const { before, after } = texts;
  if (!endsCount(path, texts) || before.endsWith("\n") === after.endsWith("\n")) return [];
  return [
    `the last line ${after.endsWith("\n") ? "ends with a line end, did not before" : "has no line end, had one before"}`,
  ];
}
