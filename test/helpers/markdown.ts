/** What tests read out of the documents. */

/** The text of the code block that is marked `example=<name>`. */
export function exampleOf(document: string, name: string): string {
  const blocks = [...document.matchAll(/^```\w+ example=(\S+)\n([\s\S]*?)^```$/gm)];
  const [block, ...others] = blocks.filter(([, marked]) => marked === name);
  if (block?.[2] === undefined || others.length > 0) throw new Error(`${blocks.length} examples, not one is '${name}'`);
  return block[2];
}

/** The document with another text in that block. */
export function withExample(document: string, name: string, text: string): string {
  const before = exampleOf(document, name);
  const start = document.indexOf(`example=${name}\n`) + `example=${name}\n`.length;
  return document.slice(0, start) + text + document.slice(start + before.length);
}

/** The rows of every table with these first headings, as cells without their blanks. */
export function tableOf(document: string, ...headings: string[]): string[][] {
  const rows: string[][] = [];
  let within = false;
  for (const line of document.split("\n")) {
    const cells = line.startsWith("|") ? cellsOf(line) : undefined;
    if (cells === undefined) within = false;
    else if (headings.every((heading, i) => cells[i] === heading)) within = true;
    else if (within && !/^-+$/.test(cells[0] ?? "")) rows.push(cells);
  }
  if (rows.length === 0) throw new Error(`no table of ${headings.join(", ")}`);
  return rows;
}

/** A bar inside a code span, or behind a backslash, is part of the cell. */
const cellsOf = (line: string): string[] =>
  line
    .slice(1, line.lastIndexOf("|"))
    .split(/(?<!\\)\|(?=(?:[^`]*`[^`]*`)*[^`]*$)/)
    .map((cell) => cell.trim());
