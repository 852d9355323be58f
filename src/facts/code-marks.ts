/** What the known obfuscators leave behind: names, guards, flattened flow, programs of signs alone. */
import { push } from "./code-shapes.js";
import type { CodeCollector } from "./collector.js";

export function addMarks(to: CodeCollector): void {
  addNames(to, /\b(?:a\d)?_0x[0-9a-f]{1,8}\b/g, "hex-names");
  addNames(to, /\b(?=\w*I)(?=\w*l)[Il1]{4,}\b/g, "twin-names");
  for (const [form, mark] of MARKS) {
    const match = mark.exec(to.lines.text);
    if (match !== null) push(to, { start: match.index }, "hex-names", form, `${form}: ${match[0].slice(0, 120)}`);
  }
  addSigns(to);
}

const LEAST_NAMES = 8;

/** `_0x3fa2b1` and `IlIIl`: the names that obfuscators give. */
function addNames(to: CodeCollector, names: RegExp, form: string): void {
  const found = [...to.lines.text.matchAll(names)];
  const [first] = found;
  if (first === undefined || found.length < LEAST_NAMES) return;
  push(to, { start: first.index }, "hex-names", form, `${found.length} names like ${first[0]}`);
}

/** Shapes that nobody writes by hand. */
const MARKS: readonly (readonly [form: string, mark: RegExp])[] = [
  ["the order of its steps is kept in a list", /\bswitch\s*\(\s*[\w$]+\s*\[\s*[\w$]+\+\+\s*\]\s*\)/],
  ["it guards against being formatted", /\(\(\(\.\+\)\+\)\+\)\+\$/],
  ["a list of texts is turned before it is read", /\[\s*(["'])push\1\s*\]\(\s*[\w$]+\s*\[\s*(["'])shift\2\s*\]\(\)/],
  ["brackets and signs in a row", /(?:[![\]()+{}]\s?){120,}/],
];

/** Lines in which hardly anything is a letter, and which still call and join. */
function addSigns(to: CodeCollector): void {
  let offset = 0;
  for (const line of to.lines.text.split("\n")) {
    if (line.length >= 100 && isOfSigns(line.slice(0, 2_000))) {
      const shown = `signs in place of letters: ${line.trim().slice(0, 120)}`;
      push(to, { start: offset }, "hex-names", "signs", shown);
      return;
    }
    offset += line.length + 1;
  }
}

/** A regular expression that is assigned or given: signs are what it is made of. */
const PATTERN = /(?<=[=(,:]\s*)\/(?![/*])(?:[^/\\[\n]|\\.|\[(?:[^\]\\]|\\.)*\])+\/[a-z]*/g;

const isOfSigns = (whole: string): boolean => {
  const line = whole.replace(PATTERN, "0");
  const count = (pattern: RegExp): number => line.match(pattern)?.length ?? 0;
  return (
    line.length >= 100 &&
    !/^\s*(?:\/\/|\/?\*|["'`/])/.test(line) &&
    count(/[A-Za-z0-9]/g) < line.length * 0.2 &&
    count(/[[\](){}]/g) >= 16 &&
    count(/\+/g) >= 6 &&
    count(/=/g) >= 2
  );
};
