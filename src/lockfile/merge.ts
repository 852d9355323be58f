/**
 * Resolves the conflicts that git leaves in a lockfile. Every entry is one line, so the entries of both sides can be kept,
 * section by section; what both sides changed differently stays a problem. Nothing is accepted by this: each server's
 * acceptance names the digest of its pin, and reviews name entries, so a mixture of two sides is refused by `verify` as
 * not accepted.
 */

const MARKER = /^(<{7}|\|{7}|={7}|>{7})( |$)/;
const CONFLICT = /^<{7}( |$)/m;
const SECTION = /^ {2}"\w+": [{[](?=[\]}]?$)/;
const ENTRY = "    ";
const BRACKETS = new Set(["{", "}", "  }", "  ]", ""]);

export const hasConflict = (text: string): boolean => CONFLICT.test(text);

/** Lines without their commas, by the section that they stand in; those of no section under `""`. */
type Sections = Map<string, Set<string>>;

/** The text with the entries of both sides; the caller parses it as strictly as any other. */
export function keepBothSides(text: string): string {
  const sections: Sections = new Map([["", new Set()]]);
  addSide(sections, sideOf(text, "<"));
  addSide(sections, sideOf(text, ">"));
  const members = [...sections].flatMap(([head, lines]) =>
    head === "" ? [...lines] : [sectionText(head, [...lines])],
  );
  return `{\n${members.join(",\n")}\n}\n`;
}

const sectionText = (head: string, lines: readonly string[]): string =>
  `${head}\n${lines.join(",\n")}\n  ${head.endsWith("{") ? "}" : "]"}`;

/** The lines of ours (`<`) or of theirs (`>`), with those that both share. */
function sideOf(text: string, side: "<" | ">"): string[] {
  const lines: string[] = [];
  let at: string | undefined;
  for (const line of text.split("\n")) {
    const marker = MARKER.exec(line)?.[1]?.[0];
    if (marker === undefined) {
      if (at === undefined || at === side) lines.push(line);
    } else at = marker === "=" ? ">" : marker === ">" ? undefined : marker;
  }
  return lines;
}

function addSide(sections: Sections, lines: readonly string[]): void {
  let section = sections.get("");
  for (const line of lines.map((text) => text.replace(/,$/, ""))) {
    const head = SECTION.exec(line)?.[0];
    if (head !== undefined) {
      section = sections.get(head) ?? new Set();
      sections.set(head, section);
    } else if (line.startsWith(ENTRY)) section?.add(line);
    else if (!BRACKETS.has(line)) sections.get("")?.add(line);
  }
}
