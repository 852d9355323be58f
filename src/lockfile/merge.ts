/**
 * Resolves the conflicts that git leaves in a lockfile. Every entry is one line, so both sides' lines can be kept; what
 * both sides changed differently stays a problem. Nothing is accepted by this: each server's acceptance names the digest
 * of its pin, and reviews name entries, so a mixture of two sides is refused by `verify` as not accepted.
 */

const MARKER = /^(<{7}|\|{7}|={7}|>{7})( |$)/;
const CONFLICT = /^<{7}( |$)/m;
const ENTRY = "    ";
const HEADER = /^ {2}("\w+": )([{[])([}\]]?),?$/;
const END = /^ {2}[}\]],?$/;

export const hasConflict = (text: string): boolean => CONFLICT.test(text);

type Side = "ours" | "theirs";
const BOTH: readonly Side[] = ["ours", "theirs"];
/** Whose lines follow a marker; `diff3` shows the common ancestor between bars, which is nobody's. */
const SIDES: Readonly<Record<string, readonly Side[]>> = { "<": ["ours"], "|": [], "=": ["theirs"], ">": BOTH };

interface Section {
  readonly brackets: string;
  /** Once each: an entry that both sides added the same is kept once. */
  readonly entries: Set<string>;
}

/**
 * The text with the entries of both sides, section by section: git's conflicts begin and end where they like, also
 * across sections. The caller parses it as strictly as any other; a line that is no lockfile's makes it no JSON.
 */
export function keepBothSides(text: string): string {
  const top = new Set<string>();
  const sections = new Map<string, Section>();
  const open: Record<Side, Set<string>> = { ours: top, theirs: top };
  let sides = BOTH;
  for (const line of text.split("\n")) {
    const marker = MARKER.exec(line)?.[1];
    if (marker !== undefined) {
      sides = SIDES[marker.charAt(0)] ?? BOTH;
      continue;
    }
    const [, name, bracket, empty] = HEADER.exec(line) ?? [];
    for (const side of sides) {
      if (name !== undefined && bracket !== undefined) {
        const section = sections.get(name) ?? { brackets: bracket === "{" ? "{}" : "[]", entries: new Set() };
        sections.set(name, section);
        open[side] = empty === "" ? section.entries : top;
      } else if (END.test(line)) open[side] = top;
      else if (line.startsWith(ENTRY)) open[side].add(line.replace(/,$/, ""));
      else if (!["{", "}", ""].includes(line)) top.add(line.replace(/,$/, ""));
    }
  }
  const members = [...sections].map(
    ([name, { brackets, entries }]) => `  ${name}${brackets[0]}\n${[...entries].join(",\n")}\n  ${brackets[1]}`,
  );
  return `{\n${[...top, ...members].join(",\n")}\n}\n`;
}
