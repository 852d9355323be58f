/**
 * Resolves the conflicts that git leaves in a lockfile. Every entry is one line, so both sides' lines can be kept; what
 * both sides changed differently stays a problem. Nothing is accepted by this: each server's acceptance names the digest
 * of its pin, and reviews name entries, so a mixture of two sides is refused by `verify` as not accepted.
 */

const MARKER = /^(<{7}|\|{7}|={7}|>{7})( |$)/;
const CONFLICT = /^<{7}( |$)/m;
const ENTRY = "    ";

export const hasConflict = (text: string): boolean => CONFLICT.test(text);

/** The text with the lines of both sides, commas mended; the caller parses it as strictly as any other. */
export function keepBothSides(text: string): string {
  const lines: string[] = [];
  let base = false;
  for (const line of text.split("\n")) {
    const marker = MARKER.exec(line)?.[1];
    if (marker !== undefined) base = marker.startsWith("|") || (base && !marker.startsWith("="));
    else if (!base) lines.push(line);
  }
  return mendEntries(lines).join("\n");
}

/** Puts a comma between entries and none after the last; an entry that both sides added the same is kept once. */
function mendEntries(lines: readonly string[]): string[] {
  const mended: string[] = [];
  let section: string[] = [];
  const close = (): void => {
    const entries = [...new Set(section)];
    mended.push(...entries.map((entry, i) => (i < entries.length - 1 ? `${entry},` : entry)));
    section = [];
  };
  for (const line of lines) {
    if (line.startsWith(ENTRY)) section.push(line.replace(/,$/, ""));
    else {
      close();
      mended.push(line);
    }
  }
  close();
  return mended;
}
